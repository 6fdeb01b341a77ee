/**
 * @module Times as people say them.
 */

/** Returns today's times by the hour, older ones with their day. */
export function sayWhen(code: string, at: number): string {
  const today = new Date(at).toDateString() === new Date().toDateString();
  const time = new Intl.DateTimeFormat(code, {
    ...(today ? {} : { dateStyle: "medium" }),
    timeStyle: "short",
  });
  const day = new Intl.RelativeTimeFormat(code, { numeric: "auto" }).format(0, "day");
  return today ? `${day}, ${time.format(at)}` : time.format(at);
}

/** Returns day and time to the second. */
export function sayExactly(code: string, at: number): string {
  return new Intl.DateTimeFormat(code, { dateStyle: "full", timeStyle: "medium" }).format(at);
}
