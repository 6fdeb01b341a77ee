/**
 * @module A promise of the page's or the network's that may never settle, for as long as a person would wait.
 */

const PATIENCE_MS = 10_000;

/** Settles as `promise` does; rejects if that takes longer than ten seconds. */
export function inTime<T>(promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    AbortSignal.timeout(PATIENCE_MS).addEventListener("abort", reject);
  });
  return Promise.race([promise, late]);
}
