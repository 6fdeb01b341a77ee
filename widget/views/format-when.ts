/**
 * @module Times as people say them, from unix seconds.
 */

/** Returns today's times by the hour, older ones with their day. */
export function formatWhen(code: string, seconds: number): string {
  const at = new Date(seconds * 1000);
  if (at.toDateString() !== new Date().toDateString())
    return new Intl.DateTimeFormat(code, { dateStyle: "medium", timeStyle: "short" }).format(at);
  const today = new Intl.RelativeTimeFormat(code, { numeric: "auto" }).format(0, "day");
  return `${today}, ${new Intl.DateTimeFormat(code, { timeStyle: "short" }).format(at)}`;
}

/** Returns day and time to the second. */
export function formatExactly(code: string, seconds: number): string {
  return new Intl.DateTimeFormat(code, { dateStyle: "full", timeStyle: "medium" }).format(seconds * 1000);
}
