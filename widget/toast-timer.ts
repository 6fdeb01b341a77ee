/**
 * @module Lets a toast leave after a while, but not while the pointer is on it.
 */

import type { Toast } from "./controller/state.ts";

/** Long enough to read the longest toast twice. */
const TOAST_MS = 6_000;

export class ToastTimer {
  readonly #leave: () => void;
  #toast: Toast | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(leave: () => void) {
    this.#leave = leave;
  }

  /** Starts over for another toast; stops for none. */
  watch(toast: Toast | null): void {
    if (toast === this.#toast) return;
    this.#toast = toast;
    this.resume();
  }

  hold(): void {
    clearTimeout(this.#timer);
  }

  resume(): void {
    clearTimeout(this.#timer);
    if (this.#toast) this.#timer = setTimeout(this.#leave, TOAST_MS);
  }
}
