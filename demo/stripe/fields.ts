/**
 * @module Reads a field deep inside a Stripe object by its path: `items.data.0.price.id`.
 */

/** Returns the value at `path`, or `undefined` if any step is missing. */
export function readField(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, name) => (isRecord(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
      value,
    );
}

/** Tells whether `value` has fields; an array has them by number. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
