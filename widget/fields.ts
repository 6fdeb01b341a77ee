/**
 * @module The fields of one element for what is pasted: the only code that reads, moves or wipes what they hold.
 */

import type { FieldName } from "./controller/state.ts";
import type { Pasted } from "./controller/step-controller.ts";

const FIELDS: readonly FieldName[] = ["key", "publishable", "secret"];

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

  /** Returns what all fields hold, and empties the one for the key. */
  takeAll(): Pasted {
    return { key: this.take("key"), publishable: this.read("publishable"), secret: this.read("secret") };
  }

  /** Moves what `from` holds to another field. */
  move(from: FieldName, to: FieldName): void {
    const input = this.#input(to);
    if (input) input.value = this.take(from).trim();
  }

  /** Empties every field. */
  wipe(): void {
    for (const field of FIELDS) this.take(field);
  }

  #input(field: FieldName): HTMLInputElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLInputElement>(`input#${field}`) ?? null;
  }
}
