/**
 * @module The browser's storage, which a page may have switched off or filled.
 */

/** Returns what `action` returns; null where the browser refuses it. */
export function tryStorage<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
