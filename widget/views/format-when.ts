/**
 * @module Times as people say them, from unix seconds.
 */

import type { Texts } from "../i18n/en.ts";

/** Returns today's times by the hour, older ones with their day. */
export function formatWhen(code: string, seconds: number): string {
  const at = new Date(seconds * 1000);
  if (at.toDateString() !== new Date().toDateString())
    return at.toLocaleString(code, { dateStyle: "medium", timeStyle: "short" });
  const today = new Intl.RelativeTimeFormat(code, { numeric: "auto" }).format(0, "day");
  return `${today} ${at.toLocaleString(code, { timeStyle: "short" })}`;
}

/** Returns day and time to the second. */
export function formatExactly(code: string, seconds: number): string {
  return new Date(seconds * 1000).toLocaleString(code, { dateStyle: "full", timeStyle: "medium" });
}

/** Returns when something goes on: today's times by the hour, later ones by their day; null or past means by itself. */
export function formatResume(
  code: string,
  words: Texts["sync"]["goesOn"],
  seconds: number | null,
  now: Date,
): string {
  const at = new Date((seconds ?? 0) * 1000);
  if (at <= now) return words.byItself;
  const format = (options: Intl.DateTimeFormatOptions) => at.toLocaleString(code, options);
  if (at.toDateString() === now.toDateString()) return words.at(format({ timeStyle: "short" }));
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  if (at.toDateString() === tomorrow.toDateString()) return words.tomorrow;
  return words.on(format({ month: "long", day: "numeric" }));
}
