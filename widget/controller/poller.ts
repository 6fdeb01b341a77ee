/**
 * @module Asks again and again for what changes by itself: one request at a time, and none while nobody sees the page.
 */

interface PollerOptions {
  /**
   * Returns the wait before the next poll, after this many in a row that found nothing new: Infinity gives up, null
   * where there is nothing to ask for, and the next time begins anew.
   */
  findWaitMs(idlePolls: number): number | null;
  /** Asks once, and tells whether something is new. Never rejects. */
  poll(signal: AbortSignal): Promise<boolean>;
  isVisible(): boolean;
}

export class Poller {
  readonly #options: PollerOptions;
  #idlePolls = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the timer was set to; Infinity while there is none. */
  #waitMs = Infinity;
  /** Aborts the poll that is under way. */
  #abort: AbortController | null = null;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** Plans the next poll as things are now, if that is sooner than planned. Call it after every change. */
  update(): void {
    const waitMs = this.#options.findWaitMs(this.#idlePolls);
    if (waitMs === null) return this.#stop();
    if (this.#abort || waitMs >= this.#waitMs) return;
    clearTimeout(this.#timer);
    this.#waitMs = waitMs;
    this.#timer = setTimeout(() => void this.#wake(), waitMs);
  }

  async #wake(): Promise<void> {
    this.#waitMs = Infinity;
    if (this.#options.isVisible()) {
      const abort = new AbortController();
      this.#abort = abort;
      const isNew = await this.#options.poll(abort.signal);
      if (this.#abort !== abort) return; // stopped meanwhile
      this.#abort = null;
      this.#idlePolls = isNew ? 0 : this.#idlePolls + 1;
    }
    this.update();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#waitMs = Infinity;
    this.#abort?.abort();
    this.#abort = null;
    this.#idlePolls = 0;
  }
}
