/**
 * @module The two secret fields of one element: the only code that reads, moves or wipes what they hold.
 */

import type { FieldName } from "./views/context.ts";

/** Reaches the inputs through the element's shadow root, because their values are never bound to anything. */
export class Fields {
  readonly #host: Element;

  constructor(host: Element) {
    this.#host = host;
  }

  /** Returns what the field holds; empty where there is no such field. */
  read(field: FieldName): string {
    return this.#input(field)?.value ?? "";
  }

  focus(field: FieldName): void {
    this.#input(field)?.focus();
  }

  /** Empties the field and returns what it held. */
  take(field: FieldName): string {
    const input = this.#input(field);
    const value = input?.value ?? "";
    if (input) input.value = "";
    return value;
  }

  /** Moves what `from` holds to the other field. */
  move(from: FieldName): void {
    const to = this.#input(from === "key" ? "secret" : "key");
    if (to) to.value = this.take(from).trim();
  }

  /** Empties both fields. */
  wipe(): void {
    this.take("key");
    this.take("secret");
  }

  #input(field: FieldName): HTMLInputElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLInputElement>(`input#${field}`) ?? null;
  }
}
