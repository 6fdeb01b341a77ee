/**
 * @module A secret in memory: prints `[redacted]` however it is printed, and comes out by one way only.
 */

const REDACTED = "[redacted]";

/** Plain text that must not be shown. Holds no enumerable state, so logs, JSON and clones find nothing. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Returns the plain text. Whoever calls this answers for where it goes. */
  expose(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.toPrimitive](): string {
    return REDACTED;
  }

  /** What `console.log` shows, in Node and in workerd. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return REDACTED;
  }
}
