/**
 * @module Asks again and again for what changes by itself: one request at a time, and none while nobody sees the page.
 */

interface PollerOptions {
  /**
   * Returns the wait before the next poll, after this many in a row that found nothing new; null where there is nothing
   * to ask for, and the next time begins anew.
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
  /** When the timer is due; Infinity while there is none. */
  #dueAt = Infinity;
  /** Aborts the poll that is under way. */
  #abort: AbortController | null = null;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** Plans the next poll as things are now, if that is sooner than planned. Call it after every change. */
  update(): void {
    const waitMs = this.#options.findWaitMs(this.#idlePolls);
    if (waitMs === null) return this.#stop();
    const dueAt = Date.now() + waitMs;
    if (this.#abort || dueAt >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => void this.#wake(), waitMs);
  }

  async #wake(): Promise<void> {
    this.#dueAt = Infinity;
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
    this.#dueAt = Infinity;
    this.#abort?.abort();
    this.#abort = null;
    this.#idlePolls = 0;
  }
}
