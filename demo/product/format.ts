/**
 * @module How the product's side writes amounts, dates and times: by Intl, in English, as the page's words are.
 */

const LANGUAGE = "en-US";
const DAY_SECONDS = 24 * 3600;

/** Currencies whose smallest unit is not a hundredth (docs.stripe.com/currencies#zero-decimal), with their digits. */
const DIGITS: Readonly<Record<string, number>> = Object.fromEntries([
  ..."bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf"
    .split(" ")
    .map((code) => [code, 0] as const),
  ..."bhd jod kwd omr tnd".split(" ").map((code) => [code, 3] as const),
]);

/** Writes an amount of Stripe's minor units: `$49`, `$49.50`, `¥6,800`. */
export function formatAmount(amount: number, currency: string, isSigned = false): string {
  const digits = DIGITS[currency] ?? 2;
  const value = amount / 10 ** digits;
  return new Intl.NumberFormat(LANGUAGE, {
    style: "currency",
    currency,
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
    maximumFractionDigits: digits,
    signDisplay: isSigned ? "exceptZero" : "auto",
  }).format(value);
}

/** Writes an amount as short as an axis needs it: `$8.5K`. */
export function formatShortAmount(amount: number, currency: string): string {
  const value = amount / 10 ** (DIGITS[currency] ?? 2);
  const format = { style: "currency", currency, notation: "compact", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(LANGUAGE, { ...format, minimumFractionDigits: 0 }).format(value);
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(LANGUAGE).format(value);
}

/** Writes a share of 0 to 1: `38%`. */
export function formatShare(share: number): string {
  return new Intl.NumberFormat(LANGUAGE, { style: "percent" }).format(share);
}

/** Writes the day of a time in unix seconds: `Nov 24`, with the year where it is another one. */
export function formatDay(seconds: number): string {
  const date = new Date(seconds * 1000);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return new Intl.DateTimeFormat(LANGUAGE, {
    month: "short",
    day: "numeric",
    ...(!isThisYear && { year: "numeric" }),
  }).format(date);
}

/** Writes a day of the Worker's, `2026-11-21` in UTC, as `Nov 21`. */
export function formatDate(date: string): string {
  return new Intl.DateTimeFormat(LANGUAGE, { month: "short", day: "numeric", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** Writes the time of day of unix seconds: `14:02:31`; with its day where that is another one. */
export function formatMoment(seconds: number): string {
  const date = new Date(seconds * 1000);
  const time = date.toLocaleTimeString("en-GB");
  return date.toDateString() === new Date().toDateString()
    ? time
    : `${formatDay(seconds)}, ${time.slice(0, 5)}`;
}

const UNITS = [
  ["day", DAY_SECONDS],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** Writes how far a time is from now: `4 seconds ago`, `in 3 days`. */
export function formatDistance(seconds: number): string {
  const distance = seconds - Math.floor(Date.now() / 1000);
  const [unit, size] = UNITS.find(([, least]) => Math.abs(distance) >= least) ?? UNITS[3];
  const format = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });
  return format.format(Math.trunc(distance / size), unit);
}

/** Writes a length of time in seconds: `5 minutes`. */
export function formatLength(seconds: number): string {
  const [unit, size] = UNITS.find(([, least]) => seconds >= least) ?? UNITS[3];
  const format = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(LANGUAGE, format).format(seconds / size);
}

/** Makes words of a name of the API's: `payment_failed` to `Payment failed`. */
export function formatName(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
