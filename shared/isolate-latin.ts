/**
 * @module Keeps Latin runs whole in texts that are written from right to left.
 *
 * There a browser sets signs at the edge of a run on its other side: `(rk_…)` is shown as `(…_rk)`, `1-Click` as `Click-1`. So
 * each stands between U+2068 and U+2069, which readers neither see nor hear. A profile itself must not hold such marks.
 */

/** Beginnings of keys with what follows; `1-Click`; what stands in quotes and has no letters of another script. */
const RUN =
  /(?:\b(?:[rsp]k|whsec)_\w*…?\/?)+(?<!\/)|(?<![\w-])\d+-[A-Za-z]+|(?<=«)[ -~…→⋯]*[A-Za-z][ -~…→⋯]*(?=»)/g;

/** Fields whose text is no sentence. */
const VERBATIM = /^(?:email|key_name|name|url)$/;

/** Returns `value` with the runs isolated in every sentence in it. */
export function isolateLatin<Value>(value: Value): Value {
  if (typeof value === "string") return value.replace(RUN, "\u2068$&\u2069") as Value & string;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(isolateLatin) as Value & unknown[];
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    VERBATIM.test(name) ? inner : isolateLatin(inner),
  ]);
  return Object.fromEntries(entries) as Value; // fromEntries forgets the names
}
