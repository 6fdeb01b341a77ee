/**
 * @module What every object of the local Stripe has, and how its fields are read.
 *
 * Objects are never changed in place: a write puts a new object in the old one's place, so that an event or an
 * earlier answer keeps showing what was true then.
 */

import { randomInt } from "node:crypto";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export interface StripeObject {
  readonly id: string;
  readonly object: string;
  readonly [field: string]: unknown;
}

/** Returns `prefix` and `length` random letters and digits. */
export function randomId(prefix: string, length: number): string {
  return prefix + Array.from({ length }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");
}

/** Returns the value at a path such as `items.data.0.price.id`, or `undefined` if any step is missing. */
export function readField(value: unknown, path: string): unknown {
  const step = (inner: unknown, name: string): unknown =>
    isRecord(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined;
  return path.split(".").reduce(step, value);
}

/** Returns a copy of `object` with `value` at `path`. */
export function writeField(object: StripeObject, path: string, value: unknown): StripeObject {
  const write = (inner: unknown, [name = "", ...rest]: readonly string[]): unknown => {
    const fields = isRecord(inner) ? inner : {};
    return { ...fields, [name]: rest.length === 0 ? value : write(fields[name], rest) };
  };
  return write(object, path.split(".")) as StripeObject; // only a field inside it has changed
}

/** Tells whether `value` has fields; an array has them by number. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

export function isStripeObject(value: unknown): value is StripeObject {
  return isRecord(value) && typeof value.id === "string" && typeof value.object === "string";
}

/** Returns a copy whose fields are in alphabetical order. */
export function sortFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
