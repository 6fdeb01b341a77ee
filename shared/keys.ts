/**
 * @module What was pasted? Reads a Stripe key the way a careful colleague would: takes it out of its quotes,
 * `NAME=` or command line, says what it is and for which mode, or names what is wrong. The element and the
 * Worker read with this same function.
 *
 * What surrounds a key is taken away and said to be; what stands inside it is never repaired, because a key
 * that was guessed is worse than one that is asked for again. Every pattern runs in linear time.
 *
 * Prefixes: docs.stripe.com/keys. Stripe's own pattern for scanners is loose and longer keys are announced
 * (gitlab.com/gitlab-org/gitlab/-/issues/458019), so the body is 10 to 247 letters and digits.
 */

/** The sentence ParityRail's guide gives for anything that is not an `sk_`/`rk_` test or live key. */
export const ENTER_A_KEY = "Enter a Stripe restricted key (rk_…) or secret key (sk_…)";

/** Problem → its sentence. The names are the ends of error codes: `key_publishable`. */
export const KEY_PROBLEMS = {
  empty: `${ENTER_A_KEY}.`,
  publishable: `That is a publishable key, made for web pages. ${ENTER_A_KEY}.`,
  webhook_secret: `That is a webhook signing secret: it has a field of its own. ${ENTER_A_KEY}.`,
  organization: `That is an organization key, for several accounts. ${ENTER_A_KEY} of one account.`,
  ephemeral: `That is an ephemeral key, which soon expires. ${ENTER_A_KEY}.`,
  managed: `That is the id of a key, not the key. ${ENTER_A_KEY}.`,
  masked: `That key is masked: part of it is hidden. Stripe shows a key whole only once: create a new one. ${ENTER_A_KEY}.`,
  incomplete: `That key is cut off: its end is missing. ${ENTER_A_KEY}, whole.`,
  multiple: `Those are several keys. ${ENTER_A_KEY}, only one.`,
  hidden_character: `There is a space, a line break or another character in the key that does not belong there. Copy it again from Stripe. ${ENTER_A_KEY}.`,
  secret_not_accepted:
    "That is a secret key, which can do everything in the account. Enter a Stripe restricted key (rk_…).",
  too_long: `That is too long to be a key. ${ENTER_A_KEY}.`,
  unrecognized: `${ENTER_A_KEY}.`,
} as const;

export type KeyProblem = keyof typeof KEY_PROBLEMS;

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

/** Longer than any key with its runtime, and what the API takes of a string. */
const MAX_PASTE_CHARS = 4096;

const KEY = /^(rk|rkcs|sk)_(test|live)_[A-Za-z0-9]{10,247}$/;
const PUBLISHABLE_KEY = /^pk_(test|live)_[A-Za-z0-9]{10,247}$/;
const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/=_-]{16,247}$/;

/** What people write where a signing secret is still to come. No word of it may just begin a real one. */
const PLACEHOLDER_BODY =
  "(?:(?:placeholder|your|replace|replaceme|change|changeme|dummy|todo)\\d*(?:[_-][\\w-]*)?|x+…?|0+|\\.{2,}|…|<[\\w -]*>)";
/** As it is, or out of a settings file. */
const PLACEHOLDER = new RegExp(`^(?:\\w+\\s*=\\s*)?["'\`]?whsec_${PLACEHOLDER_BODY}["'\`]?$`, "i");

/** A credential's beginning, and what follows until something else or, pasted twice, the next one begins. */
const CREDENTIALS =
  /(?:(?:rkcs|[rspe]k)_(?:test|live)|[rs]k_org|whsec)_(?:(?!(?:rkcs|[rspe]k)_(?:test|live)_)[A-Za-z0-9])*/g;
const WEBHOOK_SECRETS = /whsec_(?:(?!whsec_)[A-Za-z0-9+/=_-])*/g;

/** Spaces, controls, invisible and direction marks, quotes, and what ends a sentence or a line of code. */
const EDGE =
  "\\s\\0-\\x20\\x7f-\\xa0\\xad\"'`´,;:.«»\\u034f\\u180e\\u2000-\\u2021\\u2028-\\u206f\\ufe0f\\ufeff";
const ONLY_EDGE = new RegExp(`^[${EDGE}]*$`);

/** What may follow a key: nothing more, a delimiter, or after a space something that no key goes on with. */
const END_OF_KEY = new RegExp(
  `^(?:[${EDGE}\\])}>]*$|\\\\?["'\`’”»›:,;)}\\]<>](?![^\\s!-/:-@[-\`{-~])|\\s+(?:[#\\\\]|--?[A-Za-z-]+[\\s=]|[A-Za-z0-9]*_))`,
);

const MASK = "(?:[…⋯•●∙·]|\\.\\.|\\*\\*)";
const MASKED = new RegExp(`[rs]k(?:cs)?_(?:(?:test|live)_)?[A-Za-z0-9]*[\\s<]?${MASK}|^${MASK}{3}`);

/** A key's beginning with letters of other alphabets in it, each written as `?`. */
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
 * @param mayWait a placeholder (`whsec_placeholder`, `whsec_…`) is taken for a secret that is still to come
 */
export function readWebhookSecret(pasted: string, mayWait = false): WebhookSecretReading {
  if (pasted.length > MAX_PASTE_CHARS) return { ok: false };
  if (ONLY_EDGE.test(pasted)) return { ok: true, secret: null };
  if (PLACEHOLDER.test(pasted.trim())) {
    return mayWait ? { ok: true, secret: null, placeholder: true } : { ok: false };
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
  return mode && others.length === 0 && isWhole(pasted, key) ? { ok: true, key, mode } : { ok: false };
}

/** Tells whether `text` may become a key when typing goes on, so that nothing is called wrong too early. */
export function isPlausiblePrefix(text: string): boolean {
  return /^(?:[rs]k?|rkcs?|(?:[rs]k|rkcs)_(?:t(?:es?)?|l(?:iv?)?|(?:test|live)(?:_[A-Za-z0-9]{0,9})?)?)$/.test(
    text.trim(),
  );
}

/** Returns what may be shown of a key: kind, mode and the last four characters, `rk_test_…abcd`. */
export function maskKey(key: string): string {
  const prefix = /^[a-z]+_[a-z]+_/.exec(key)?.[0] ?? "";
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
  if (key === "") return explain(text);
  if (!isWhole(text, key)) return text.includes(`${key}_`) ? "unrecognized" : "hidden_character";
  const body = key.replace(/^.*_/, "");
  if (/^x+$/i.test(body)) return "masked";
  if (body.length < 10) return "incomplete";
  return body.length > 247 ? "too_long" : key;
}

/** Names what is wrong with a text in which there is no credential. */
function explain(text: string): KeyProblem {
  if (isPlausiblePrefix(text)) return "incomplete";
  if (/^\W*mk_\w/.test(text)) return "managed";
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

/** Lists the different credentials in `text`; one that is only a beginning counts if there is no other. */
function findDistinct(text: string, pattern: RegExp): string[] {
  const distinct = [...new Set(text.match(pattern))];
  const begun = distinct.filter((credential) => !credential.endsWith("_"));
  return begun.length > 0 ? begun : distinct.slice(0, 1);
}
