/**
 * @module Reads a pasted Stripe key, for the element and the Worker alike: what it is, for which mode, or what is wrong.
 *
 * Quotes, `NAME=` and a command line around a key are removed and reported as `cleaned`. What is wrong inside a key
 * is never repaired: a guessed key is worse than a second paste. Every pattern runs in linear time.
 *
 * Prefixes: docs.stripe.com/keys. Stripe's own pattern for scanners is loose and longer keys are announced
 * (gitlab.com/gitlab-org/gitlab/-/issues/458019), so the body has up to 247 letters and digits.
 */

/** The sentence ParityRail's guide gives for anything that is not an `sk_`/`rk_` test or live key. */
export const ENTER_A_KEY = "Enter a Stripe restricted key (rk_…) or secret key (sk_…).";
export const ENTER_A_RESTRICTED_KEY = "Enter a Stripe restricted key (rk_…).";

/** Problem → what was pasted instead of a key, where that can be said. The names are the ends of error codes: `key_publishable`. */
export const FOUND_INSTEAD = {
  publishable: "That is a publishable key, made for web pages.",
  webhook_secret: "That is a webhook signing secret, not an API key.",
  organization: "That is an organization key, for several accounts.",
  ephemeral: "That is an ephemeral key, which soon expires.",
  managed: "That is the id of a key, not the key.",
  name_only: "That is the name of a key, without the key.",
  masked: "That key is masked: part of it is hidden. Stripe shows a key whole only once: create a new one.",
  incomplete: "That key is cut off: its end is missing. Copy it again, whole.",
  multiple: "Those are several keys. One is needed.",
  hidden_character:
    "There is a space, a line break or another character in the key that does not belong there. Copy it again from Stripe.",
  secret_not_accepted: "That is a secret key, which can do everything in the account.",
  too_long: "That is too long to be a key.",
} as const;

export type KeyProblem = keyof typeof FOUND_INSTEAD | "empty" | "unrecognized";

/** The sentence for a signing secret that is not one. */
export const WEBHOOK_SECRET_PROBLEM = "Webhook signing secrets start with whsec_";

/** Which data a key reaches. */
export type Mode = "test" | "live";

/** `restricted` is `rk_` (and the CLI's `rkcs_`), `secret` is `sk_`. */
export type KeyKind = "restricted" | "secret";

export type KeyReading =
  | {
      readonly ok: true;
      readonly kind: KeyKind;
      readonly mode: Mode;
      /** The key itself, cleaned. Plain text: never store, log or render it. */
      readonly apiKey: string;
      /** Something around the key was taken away: spaces, quotes, `NAME=`. */
      readonly cleaned: boolean;
    }
  | { readonly ok: false; readonly problem: KeyProblem };

/** Far longer than any key, and the most the API takes of a string. */
const MAX_PASTE_CHARS = 4096;

const KEY = /^(rk|rkcs|sk)_(test|live)_[A-Za-z0-9]{10,247}$/;
/**
 * Stripe's keys have 24 letters and digits after the prefix or, since about 2019, `51`, the account and more, 99 in all
 * (counted in masked keys of public issues). What is clearly shorter was cut off.
 */
const CUT_OFF = /^(?:.{0,23}|51.{23,87})$/;
const PUBLISHABLE_KEY = /^pk_(test|live)_[A-Za-z0-9]{10,247}$/;
/** Stripe's have 32 letters and digits after the prefix. What is clearly shorter was cut off. */
const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/=_-]{24,247}$/;

/** What people write in place of a signing secret they do not have yet. A real secret must not match by its first letters. */
const PLACEHOLDER_BODY =
  "(?:(?:placeholder|your|replace|replaceme|change|changeme|dummy|todo)\\d*(?:[_-][\\w-]*)?|x+…?|0+|\\.{2,}|…|<[\\w -]*>)";
/** The placeholder alone, or as a line of a settings file. */
const PLACEHOLDER = new RegExp(`^(?:\\w+\\s*=\\s*)?["'\`]?whsec_${PLACEHOLDER_BODY}["'\`]?$`, "i");

/** Each credential of a text, from its prefix to its last letter or digit, or to the next prefix if pasted twice. */
const CREDENTIALS =
  /(?:(?:rkcs|[rspe]k)_(?:test|live)|[rs]k_org|whsec)_(?:(?!(?:rkcs|[rspe]k)_(?:test|live)_)[A-Za-z0-9])*/g;
const WEBHOOK_SECRETS = /whsec_(?:(?!whsec_)[A-Za-z0-9+/=_-])*/g;

/** Spaces, controls, invisible and direction marks, quotes, and what ends a sentence or a line of code. */
const EDGE =
  "\\s\\0-\\x20\\x7f-\\xa0\\xad\"'`´,;:.«»\\u034f\\u180e\\u2000-\\u2021\\u2028-\\u206f\\ufe0f\\ufeff";
const ONLY_EDGE = new RegExp(`^[${EDGE}]*$`);

/** What may follow a key: the end, a delimiter, or a space and something that cannot be the rest of a key. */
const END_OF_KEY = new RegExp(
  `^(?:[${EDGE}\\])}>]*$|\\\\?["'\`’”»›:,;)}\\]<>](?![^\\s!-/:-@[-\`{-~])|\\s+(?:[#\\\\]|--?[A-Za-z-]+[\\s=]|[A-Za-z0-9]*_))`,
);

/** `STRIPE_SECRET_KEY=`, `Bearer`, with nothing behind it but a mask or a quote. */
const NAME_ONLY =
  /^(?:export\s+)?(?:(?:\w*(?:stripe|api|secret|restricted)\w*key|authorization)\s*[=:]?|(?:authorization:\s*)?bearer)[^A-Za-z0-9]*$/i;

const MASK = "(?:[…⋯•●∙·]|\\.\\.|\\*\\*)";
const MASKED = new RegExp(`[rs]k(?:cs)?_(?:(?:test|live)_)?[A-Za-z0-9]*[\\s<]?${MASK}|^${MASK}{3}`);

/** A key's prefix with letters of other alphabets in it, each written as `?`. */
const DISGUISED = /[rs?][k?](?:cs)?_(?:[t?][e?][s?][t?]|[l?][i?][v?][e?])_[A-Za-z0-9?]/;

/** Reads a pasted API key. Takes any string, of any length, in linear time. */
export function readKey(pasted: string): KeyReading {
  const found = pasted.length > MAX_PASTE_CHARS ? "too_long" : findKey(pasted);
  const match = KEY.exec(found);
  if (!match) return { ok: false, problem: found as KeyProblem }; // findKey returns a key or a problem
  return {
    ok: true,
    kind: match[1] === "sk" ? "secret" : "restricted",
    mode: match[2] as Mode, // the pattern admits nothing else
    apiKey: found,
    cleaned: found !== pasted,
  };
}

/** `secret` is null for a blank field and for a placeholder. */
export type WebhookSecretReading =
  { readonly ok: true; readonly secret: string | null; readonly placeholder?: true } | { readonly ok: false };

/**
 * Reads a pasted webhook signing secret: blank, a secret, or something else.
 * @param acceptPlaceholder reads `whsec_placeholder` or `whsec_…` as a secret that follows later
 */
export function readWebhookSecret(pasted: string, acceptPlaceholder = false): WebhookSecretReading {
  if (pasted.length > MAX_PASTE_CHARS) return { ok: false };
  if (ONLY_EDGE.test(pasted)) return { ok: true, secret: null };
  if (PLACEHOLDER.test(pasted.trim())) {
    return acceptPlaceholder ? { ok: true, secret: null, placeholder: true } : { ok: false };
  }
  const [secret = "", ...others] = findDistinct(pasted, WEBHOOK_SECRETS);
  const alone = others.length === 0 && findDistinct(pasted, CREDENTIALS).length === 1;
  return alone && WEBHOOK_SECRET.test(secret) && isWhole(pasted, secret)
    ? { ok: true, secret }
    : { ok: false };
}

/** Reads a pasted publishable key: blank, a key with its mode, or something else. */
export function readPublishableKey(
  pasted: string,
):
  | { readonly ok: true; readonly key: string; readonly mode: Mode }
  | { readonly ok: true; readonly key: null }
  | { readonly ok: false } {
  if (pasted.length > MAX_PASTE_CHARS) return { ok: false };
  if (ONLY_EDGE.test(pasted)) return { ok: true, key: null };
  const [key = "", ...others] = findDistinct(pasted, CREDENTIALS);
  const mode = PUBLISHABLE_KEY.exec(key)?.[1] as Mode | undefined; // the pattern admits nothing else
  if (CUT_OFF.test(bodyOf(key))) return { ok: false };
  return mode && others.length === 0 && isWhole(pasted, key) ? { ok: true, key, mode } : { ok: false };
}

/** Tells whether `text` may still become a key while it is typed, so that no error is shown too early. */
export function isPlausiblePrefix(text: string): boolean {
  return /^(?:[rs]k?|rkcs?|(?:[rs]k|rkcs)_(?:t(?:es?)?|l(?:iv?)?|(?:test|live)(?:_[A-Za-z0-9]{0,9})?)?)$/.test(
    text.trim(),
  );
}

/** Returns what may be shown of a key or signing secret: kind, mode and the last four characters, `rk_test_…abcd`. */
export function maskKey(key: string): string {
  const prefix = /^(?:whsec_|[a-z]+_[a-z]+_)/.exec(key)?.[0] ?? "";
  return `${prefix}…${key.slice(-4)}`;
}

/** Returns the one key in `text`, or the problem with what is there. */
function findKey(text: string): string {
  if (ONLY_EDGE.test(text)) return "empty";
  if (MASKED.test(text)) return "masked";
  const found = findDistinct(text, CREDENTIALS);
  const [key = ""] = found;
  if (found.length > 1) return "multiple";
  if (key.startsWith("pk_")) return "publishable";
  if (key.startsWith("whsec_")) return "webhook_secret";
  if (key.startsWith("ek_")) return "ephemeral";
  if (key.includes("k_org_")) return "organization";
  if (key === "") return findProblem(text);
  if (!isWhole(text, key)) return text.includes(`${key}_`) ? "unrecognized" : "hidden_character";
  const body = bodyOf(key);
  if (/^x+$/i.test(body)) return "masked";
  if (CUT_OFF.test(body)) return "incomplete";
  return body.length > 247 ? "too_long" : key;
}

function bodyOf(key: string): string {
  return key.replace(/^.*_/, "");
}

/** Returns the problem of a text that holds no credential. */
function findProblem(text: string): KeyProblem {
  if (isPlausiblePrefix(text)) return "incomplete";
  if (/^\W*mk_\w/.test(text)) return "managed";
  if (NAME_ONLY.test(text.trim())) return "name_only";
  const visible = text.normalize("NFKC").replace(new RegExp(`[${EDGE}]`, "g"), "");
  return DISGUISED.test(visible.replace(/[^!-~]/g, "?")) ? "hidden_character" : "unrecognized";
}

/** Tells whether each `value` in `text` ends where it seems to. */
function isWhole(text: string, value: string): boolean {
  return text
    .split(value)
    .slice(1)
    .every((after) => after === "" || END_OF_KEY.test(after));
}

/** Lists the different credentials in `text`. A bare prefix counts only if there is nothing else. */
function findDistinct(text: string, pattern: RegExp): string[] {
  const distinct = [...new Set(text.match(pattern))];
  const whole = distinct.filter((credential) => !credential.endsWith("_"));
  return whole.length > 0 ? whole : distinct.slice(0, 1);
}
