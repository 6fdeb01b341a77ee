/**
 * @module What people paste, and the verdict each paste must get: the element, the Worker and their tests
 * are held to the same list. Every key in it is made when the tests run.
 */

import { randomInt } from "node:crypto";
import type { KeyKind, Mode } from "../../shared/keys.ts";
import type { KeyProblem } from "../../shared/key-problems.ts";
import { EDGE_NOISE, STRANGE, TRAILING_NOISE } from "./noise.ts";

/** The key that must be read out of the paste, or what is wrong. */
export type Verdict = { readonly key: string; readonly kind: KeyKind; readonly mode: Mode } | KeyProblem;

export interface PasteCase {
  readonly name: string;
  readonly paste: string;
  readonly verdict: Verdict;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A new key or secret: `prefix`, then `length` letters and digits. */
export function createPaste(prefix: string, length = 99): string {
  return prefix + Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

const KEY = createPaste("rk_test_51");
const GOOD: Verdict = { key: KEY, kind: "restricted", mode: "test" };
const [HEAD, TAIL] = [KEY.slice(0, 40), KEY.slice(40)];
const OTHER = createPaste("rk_live_51");
const PUBLISHABLE = createPaste("pk_test_51");
const SIGNING = createPaste("whsec_", 32);

export const PASTE_CORPUS: readonly PasteCase[] = [
  ...listWholeKeys(),
  ...listEdges(),
  ...listInteriors(),
  ...listAs("wrapped", GOOD, {
    "an assignment": `STRIPE_KEY=${KEY}`,
    "an assignment with spaces": `STRIPE_KEY = ${KEY}`,
    "a quoted assignment": `STRIPE_KEY="${KEY}"`,
    "an export": `export STRIPE_API_KEY=${KEY}`,
    "an export in apostrophes": `export STRIPE_API_KEY='${KEY}'`,
    "a PowerShell assignment": `$env:STRIPE_API_KEY = "${KEY}"`,
    "a Windows assignment": `set STRIPE_API_KEY=${KEY}\r\n`,
    "a Docker option": `-e STRIPE_API_KEY=${KEY}`,
    "a line of a file of settings": `# Stripe\nSTRIPE_API_KEY=${KEY}\nAPP_URL=https://app.example.com\n`,
    "a line with a comment": `STRIPE_API_KEY=${KEY} # read only`,
    "a label": `API key: ${KEY}`,
    "a label on the line above": `Restricted key\n${KEY}`,
    "a German label": `Schlüssel: ${KEY}`,
    "a Chinese label": `密钥：${KEY}`,
    YAML: `stripe:\n  api_key: ${KEY}\n`,
    "YAML in quotes": `api_key: "${KEY}"\n`,
    TOML: `api_key = "${KEY}"`,
    INI: `[stripe]\napi_key=${KEY}`,
    JSON: `{"api_key":"${KEY}"}`,
    "JSON with more fields": `{"api_key":"${KEY}","mode":"test"}`,
    "JSON over several lines": `{\n  "api_key": "${KEY}",\n  "mode": "test"\n}`,
    "a JSON member": `"api_key": "${KEY}",`,
    "JSON in JSON": `"{\\"api_key\\":\\"${KEY}\\"}"`,
    "an array": `["${KEY}"]`,
    Bearer: `Bearer ${KEY}`,
    "a header": `Authorization: Bearer ${KEY}`,
    "a header in quotes": `-H "Authorization: Bearer ${KEY}"`,
    "a curl option": `-u ${KEY}:`,
    "a curl option in quotes": `-u "${KEY}:"`,
    "a curl command": `curl https://api.stripe.com/v1/customers -u ${KEY}: -d limit=3 -G`,
    "a curl command without its colon": `curl https://api.stripe.com/v1/customers -u ${KEY} -d limit=3`,
    "a curl command over lines": `curl https://api.stripe.com/v1/customers \\\n  -u ${KEY}: \\\n  -d limit=3`,
    "a Stripe CLI command": `stripe customers list --api-key ${KEY}`,
    JavaScript: `const stripe = new Stripe("${KEY}");`,
    Python: `stripe.api_key = '${KEY}'`,
    Ruby: `Stripe::StripeClient.new('${KEY}')`,
    PHP: `$stripe = new \\Stripe\\StripeClient('${KEY}');`,
    "a code tick": `\`${KEY}\``,
    "a code block": `\`\`\`\n${KEY}\n\`\`\``,
    "a quoted line": `> ${KEY}`,
    "a list item": `- ${KEY}`,
    HTML: `<code>${KEY}</code>`,
    parentheses: `(${KEY})`,
    "angle brackets": `<${KEY}>`,
    "a sentence": `Here is the key: ${KEY}.`,
    "a chat line": `10:42 Ana: "${KEY}"`,
    "several kinds of quotes": `“'${KEY}'”`,
    "a mix of noise": `\ufeff \u200b"${KEY}"\u200b,\r\n`,
    "rk_ typed before it": `rk_${KEY}`,
    "rk_test_ typed before it": `rk_test_${KEY}`,
    "its id before it": `${createPaste("mk_1", 23)} ${KEY}`,
    "a hundred spaces around it": " ".repeat(100) + KEY + " ".repeat(100),
  }),
  ...listAs("the same key twice", GOOD, {
    glued: KEY + KEY,
    "on two lines": `${KEY}\n${KEY}\n`,
    "with a space": `${KEY} ${KEY}`,
    "with a comma": `${KEY},${KEY}`,
    "three times": `${KEY}\n${KEY}\n${KEY}`,
    "under two names": `STRIPE_KEY=${KEY}\nSTRIPE_API_KEY=${KEY}`,
  }),
  ...listAs("several", "multiple", {
    "two keys on two lines": `${KEY}\n${OTHER}`,
    "two keys with a space": `${KEY} ${OTHER}`,
    "two keys with a comma": `${KEY},${OTHER}`,
    "two keys glued": KEY + OTHER,
    "a test and a live key of one body": `${KEY}\n${KEY.replace("test", "live")}`,
    "a restricted and a secret key": `${KEY}\n${createPaste("sk_test_51")}`,
    "the pair of a Dashboard": `${PUBLISHABLE}\n${KEY}`,
    "a file of settings": `STRIPE_PUBLISHABLE_KEY=${PUBLISHABLE}\nSTRIPE_SECRET_KEY=${KEY}\n`,
    "a key and a signing secret": `${KEY}\n${SIGNING}`,
    "a signing secret and a key": `${SIGNING} ${KEY}`,
    "two publishable keys": `${PUBLISHABLE}\n${createPaste("pk_live_51")}`,
    "JSON with both": JSON.stringify({ publishable: PUBLISHABLE, secret: KEY }),
    "a key and the beginning of another": `${KEY}\n${OTHER.slice(0, 12)}`,
  }),
  ...listAs("masked", "masked", {
    "with its end": `rk_test_…${KEY.slice(-4)}`,
    "without its end": "rk_test_…",
    "with three full stops": `rk_test_...${KEY.slice(-4)}`,
    "with two full stops": `rk_test_51ab..${KEY.slice(-4)}`,
    "with stars": `rk_test_****${KEY.slice(-4)}`,
    "with bullets": `rk_live_••••••••${KEY.slice(-4)}`,
    "with a beginning": `${KEY.slice(0, 20)}…${KEY.slice(-4)}`,
    "with a beginning and stars": `${KEY.slice(0, 20)}********`,
    "with black circles": `sk_live_●●●●${KEY.slice(-4)}`,
    "with middle dots": `sk_test_····${KEY.slice(-4)}`,
    "with midline dots": `sk_test_⋯${KEY.slice(-4)}`,
    "with spaces around the dots": `rk_live_51ab … ${KEY.slice(-4)}`,
    "a secret key": `sk_live_…${KEY.slice(-4)}`,
    "a sandbox key": `rkcs_test_…${KEY.slice(-4)}`,
    "a row of the Dashboard": `parityrail\trk_live_...${KEY.slice(-4)}\tNov 21\tNov 21`,
    "in quotes": `"rk_test_…${KEY.slice(-4)}"`,
    assigned: `STRIPE_KEY=rk_test_…${KEY.slice(-4)}`,
    "the guide's own placeholder": "rk_test_<...>",
    "before its mode": "rk_…",
    "a secret key before its mode": "sk_...",
    "only bullets": "••••••••••••••••",
    "only stars": "****************",
    "written with x": `rk_test_${"x".repeat(24)}`,
    "written with X": `sk_live_${"X".repeat(24)}`,
  }),
  ...listAs("another credential", "publishable", {
    test: PUBLISHABLE,
    live: createPaste("pk_live_51"),
    "of the old length": createPaste("pk_test_", 24),
    "in quotes": `"${PUBLISHABLE}"`,
    assigned: `NEXT_PUBLIC_STRIPE_KEY=${PUBLISHABLE}`,
    masked: `pk_test_…${PUBLISHABLE.slice(-4)}`,
    "cut off": "pk_live_51",
  }),
  ...listAs("another credential", "webhook_secret", {
    "a signing secret": SIGNING,
    "a long signing secret": createPaste("whsec_", 64),
    "an assigned signing secret": `STRIPE_WEBHOOK_SECRET=${SIGNING}`,
    "a masked signing secret": "whsec_…",
  }),
  ...listAs("another credential", "organization", {
    "a test organization key": createPaste("sk_org_test_"),
    "a live organization key": createPaste("sk_org_live_"),
    "an assigned organization key": `STRIPE_KEY=${createPaste("sk_org_live_")}`,
    "a restricted organization key": createPaste("rk_org_live_"),
  }),
  ...listAs("another credential", "ephemeral", {
    "a test ephemeral key": createPaste("ek_test_"),
    "a live ephemeral key": createPaste("ek_live_"),
  }),
  ...listAs("another credential", "managed", {
    "an id of a key": createPaste("mk_1", 23),
    "an id of a key in quotes": `"${createPaste("mk_1", 23)}"`,
  }),
  ...listAs("cut off", "incomplete", {
    r: "r",
    s: "s",
    rk: "rk",
    rk_: "rk_",
    rk_t: "rk_t",
    rk_test: "rk_test",
    rk_test_: "rk_test_",
    sk_live_: "sk_live_",
    rkcs: "rkcs",
    rkcs_test_: "rkcs_test_",
    "with one character": createPaste("rk_test_", 1),
    "with nine characters": createPaste("rk_test_", 9),
    "a secret key with nine characters": createPaste("sk_live_", 9),
    "in quotes": `"${createPaste("rk_live_", 5)}"`,
    assigned: `STRIPE_KEY=${createPaste("rk_live_", 5)}`,
  }),
  ...listAs("nothing", "empty", {
    nothing: "",
    "a space": " ",
    "a line break": "\r\n",
    tabs: "\t\t",
    "no-break spaces": "\xa0\xa0",
    "a zero-width space": "\u200b",
    "a byte order mark": "\ufeff",
    "empty quotes": '""',
    "every edge character": Object.values(EDGE_NOISE).join(""),
    "a thousand spaces": " ".repeat(1000),
  }),
  ...listAs("too long", "too_long", {
    "a body of 248": createPaste("rk_test_", 248),
    "a body of 4,000": createPaste("sk_live_", 4000),
    "4,097 spaces": " ".repeat(4097),
    "a key under 5,000 spaces": KEY + " ".repeat(5000),
    "a megabyte of a": "a".repeat(1_000_000),
    "a megabyte of keys": `${KEY}\n`.repeat(10_000).slice(0, 1_000_000),
    "a megabyte of line breaks": "\n".repeat(1_000_000),
  }),
  ...listAs("no key", "unrecognized", {
    "a password": `${createPaste("", 9)}!7`,
    "a passphrase": "correct horse battery staple",
    "an e-mail address": "ana@example.com",
    "an address of the Dashboard": "https://dashboard.stripe.com/apikeys",
    "an address with a query": "https://app.example.com/connect?step=2&mode=test_live",
    "a sentence": "I cannot find the key",
    "a sentence about keys": "Please paste an rk_ or sk_ key",
    "a name": "parityrail",
    "a number": "4242424242424242",
    "a UUID": "6f1c2a4e-9b1d-4f6a-8f57-0d7a7b1c2d3e",
    hex: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    base64: "TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQ=",
    JSON: '{"api_key":null}',
    "an empty assignment": "STRIPE_KEY=",
    Bearer: "Bearer",
    "other alphabets": "密码密码密码密码",
    "other alphabets and a password": `пароль_${createPaste("", 12)}`,
    emoji: "🔑🔑🔑",
    "a lone surrogate": "\ud800",
    "lone surrogates": "\udfff\ud800x",
    "a NUL in a word": "ab\0cd",
    "an account": createPaste("acct_1", 15),
    "a customer": createPaste("cus_", 14),
    "a subscription": createPaste("sub_1", 23),
    "a price": createPaste("price_1", 23),
    "a checkout session": createPaste("cs_test_", 58),
    "an app's client id": createPaste("ca_", 32),
    "an app's signing secret": createPaste("absec_", 32),
    "an authorization code": createPaste("ac_", 32),
    "a refresh token": createPaste("rt_", 32),
    "an event": createPaste("evt_1", 23),
    "a webhook endpoint": createPaste("we_1", 23),
    "a key of GitHub": createPaste("ghp_", 36),
    "an OpenAI key": createPaste("sk-proj-", 48),
    "a prefix in capitals": KEY.toUpperCase(),
    "a prefix with one capital": `R${KEY.slice(1)}`,
    "a prefix with hyphens": KEY.replaceAll("_", "-"),
    "no prefix": createPaste("51"),
    "no mode": createPaste("rk_"),
    "another mode": createPaste("rk_prod_"),
    "another kind": createPaste("xk_test_"),
    "a placeholder in words": "sk_test_your_key_here",
    "a placeholder in capitals": "<YOUR_STRIPE_KEY>",
    "an underscore inside": `${HEAD}_${TAIL}`,
    "a prototype's name": "__proto__",
    "a constructor": "constructor",
    SQL: "' OR 1=1 --",
    HTML: "<script>alert(1)</script>",
  }),
];

function listWholeKeys(): PasteCase[] {
  const kinds = [
    ["rk", "restricted"],
    ["sk", "secret"],
    ["rkcs", "restricted"],
  ] as const;
  return kinds.flatMap(([prefix, kind]) =>
    (["test", "live"] as const).flatMap((mode) =>
      [10, 24, 99, 128, 247].map((length) => {
        const key = createPaste(`${prefix}_${mode}_`, length);
        return { name: `whole · ${prefix}_${mode}_ and ${length}`, paste: key, verdict: { key, kind, mode } };
      }),
    ),
  );
}

function listEdges(): PasteCase[] {
  const around = Object.entries(EDGE_NOISE).flatMap(([name, noise]) => [
    { name: `edge · ${name} before`, paste: noise + KEY, verdict: GOOD },
    { name: `edge · ${name} behind`, paste: KEY + noise, verdict: GOOD },
    { name: `edge · ${name} around, twice`, paste: noise + noise + KEY + noise + noise, verdict: GOOD },
  ]);
  const behind = Object.entries(TRAILING_NOISE).map(([name, noise]) => {
    return { name: `edge · ${name} behind`, paste: KEY + noise, verdict: GOOD };
  });
  return [...around, ...behind];
}

/** In the body everything is a hidden character; in the prefix too, unless it leaves nothing to know it by. */
function listInteriors(): PasteCase[] {
  const wrong: Verdict = "hidden_character";
  const unseen = { ...EDGE_NOISE, comma: ",", colon: ":", "full stop": "." };
  const inBody = Object.entries({ ...unseen, ...STRANGE }).flatMap(([name, noise]) => [
    { name: `inside · ${name} in the body`, paste: HEAD + noise + TAIL, verdict: wrong },
    { name: `inside · ${name} before the last character`, paste: insert(KEY, -1, noise), verdict: wrong },
  ]);
  const inPrefix = Object.entries(unseen).flatMap(([name, noise]) => [
    { name: `inside · ${name} in the mode`, paste: insert(KEY, 5, noise), verdict: wrong },
    { name: `inside · ${name} behind the prefix`, paste: insert(KEY, 8, noise), verdict: wrong },
  ]);
  const fullWidth = KEY.replace(/[!-~]/g, (ascii) => String.fromCharCode(ascii.charCodeAt(0) + 0xfee0));
  return [
    ...inBody,
    ...inPrefix,
    ...listAs("inside", wrong, {
      "a Cyrillic letter in the mode": KEY.replace("e", "е"),
      "a Cyrillic letter in the kind": KEY.replace("k", "к"),
      "a Cyrillic letter instead of one in the body": KEY.slice(0, 50) + "а" + KEY.slice(51),
      "full width throughout": fullWidth,
      "a full-width prefix": fullWidth.slice(0, 8) + KEY.slice(8),
      "a line break every 40 characters": KEY.replace(/.{40}/g, "$&\n"),
      "a soft hyphen every 20 characters": KEY.replace(/.{20}/g, "$&\xad"),
      "a word behind it": `${KEY} test`,
      "a line of letters behind it": `${KEY}\nNov 21`,
      "the same break twice": `${HEAD}\n${TAIL}\n${HEAD}\n${TAIL}`,
    }),
  ];
}

function insert(text: string, at: number, noise: string): string {
  return text.slice(0, at) + noise + text.slice(at);
}

function listAs(family: string, verdict: Verdict, pastes: Readonly<Record<string, string>>): PasteCase[] {
  return Object.entries(pastes).map(([name, paste]) => ({ name: `${family} · ${name}`, paste, verdict }));
}
