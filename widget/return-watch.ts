/**
 * @module Notices that the person comes back from Stripe, where something may have changed.
 */

/** Calls `onReturn` once for every visit to Stripe that `arm` announced. */
export class ReturnWatch {
  readonly #onReturn: () => void;
  #armed = false;

  constructor(onReturn: () => void) {
    this.#onReturn = onReturn;
  }

  start(): void {
    window.addEventListener("focus", this.#look);
  }

  stop(): void {
    window.removeEventListener("focus", this.#look);
    this.#armed = false;
  }

  /** The person is about to leave. */
  arm(): void {
    this.#armed = true;
  }

  readonly #look = (): void => {
    if (!this.#armed) return;
    this.#armed = false;
    this.#onReturn();
  };
}
