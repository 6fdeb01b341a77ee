/**
 * @module Reading a paste: every case of the corpus, and rules that hold for any text.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { KEY_PROBLEMS } from "../../shared/errors.ts";
import { ENTER_A_KEY, isPlausiblePrefix, maskKey, readKey, readWebhookSecret } from "../../shared/keys.ts";
import { propertyParameters } from "../property-runs.ts";
import { EDGE_NOISE, STRANGE, TRAILING_NOISE } from "./noise.ts";
import { PASTE_CORPUS } from "./paste-corpus.ts";
import { createPaste } from "./paste-families.ts";

const WHOLE = /^(rk|rkcs|sk)_(test|live)_[A-Za-z0-9]{24,247}$/;

for (const { name, paste, verdict } of PASTE_CORPUS) {
  test(`paste · ${name}`, () => {
    const expected =
      typeof verdict === "string"
        ? { ok: false, problem: verdict }
        : { ok: true, ...verdict, cleaned: paste !== verdict.apiKey };
    assert.deepEqual(readKey(paste), expected);
  });
}

test("corpus · has at least 300 cases, each under a name of its own, and every problem that a paste can have", () => {
  assert.ok(PASTE_CORPUS.length >= 300);
  assert.equal(new Set(PASTE_CORPUS.map(({ name }) => name)).size, PASTE_CORPUS.length);
  const problems = new Set(PASTE_CORPUS.map(({ verdict }) => verdict).filter((it) => typeof it === "string"));
  const byProfile = "secret_not_accepted"; // what a profile takes is not a matter of reading
  assert.deepEqual([...problems, byProfile].sort(), Object.keys(KEY_PROBLEMS).sort());
});

const anyKey = fc
  .tuple(
    fc.constantFrom("rk", "sk", "rkcs"),
    fc.constantFrom("test", "live"),
    fc.stringMatching(/^[A-Za-z0-9]{24}$|^[A-Za-z0-9]{99,247}$/),
  )
  .filter(([, , body]) => !/^x+$/i.test(body))
  .map((parts) => parts.join("_"));

const noiseOf = (characters: Readonly<Record<string, string>>): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...Object.values(characters)), { minLength: 1, maxLength: 8 })
    .map((all) => all.join(""));

test("readKey · never throws, and is only ever content with a whole key", () => {
  const fragment = fc.oneof(
    anyKey,
    noiseOf({ ...EDGE_NOISE, ...STRANGE, ...TRAILING_NOISE }),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom("rk_", "rk_test_", "_", "…", "***", "whsec_", "\ud800", "sk_org_", "=", "Bearer "),
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 8 }), (fragments) => {
      const paste = fragments.join("");
      const reading = readKey(paste);
      if (!reading.ok) return assert.ok(Object.hasOwn(KEY_PROBLEMS, reading.problem));
      assert.match(reading.apiKey, WHOLE);
      assert.ok(paste.includes(reading.apiKey));
      assert.equal(reading.cleaned, reading.apiKey !== paste);
    }),
    propertyParameters(500),
  );
});

test("readKey · reads what it read once more, the same", () => {
  fc.assert(
    fc.property(anyKey, noiseOf(EDGE_NOISE), (key, noise) => {
      const reading = readKey(noise + key);
      assert.ok(reading.ok);
      assert.deepEqual(readKey(reading.apiKey), { ...reading, cleaned: false });
    }),
  );
});

test("readKey · noise around a key changes nothing but `cleaned`", () => {
  const behind = noiseOf({ ...EDGE_NOISE, comma: ",", semicolon: ";", brace: "}" });
  fc.assert(
    fc.property(anyKey, noiseOf(EDGE_NOISE), behind, (key, before, after) => {
      assert.deepEqual(readKey(before + key + after), { ...readKey(key), cleaned: true });
    }),
    propertyParameters(200),
  );
});

test("readKey · is never content with a key that has unseen or strange characters inside", () => {
  const quotes = /["'`“”’„«»]/;
  const unseen = Object.fromEntries(Object.entries(EDGE_NOISE).filter(([, noise]) => !quotes.test(noise)));
  fc.assert(
    fc.property(anyKey, noiseOf({ ...unseen, ...STRANGE }), fc.nat(), (key, noise, position) => {
      const at = 1 + (position % (key.length - 1));
      assert.equal(readKey(key.slice(0, at) + noise + key.slice(at)).ok, false);
    }),
    propertyParameters(300),
  );
});

test("readKey · two different keys are several, whatever stands between", () => {
  fc.assert(
    fc.property(anyKey, anyKey, noiseOf({ ...EDGE_NOISE, ...STRANGE }), (one, other, noise) => {
      fc.pre(one !== other);
      assert.deepEqual(readKey(one + noise + other), { ok: false, problem: "multiple" });
    }),
  );
});

test("readKey · comes back from the longest text it reads, however it is made", () => {
  const key = createPaste("rk_test_");
  const unit = fc.oneof(
    fc.constantFrom(
      "rk_",
      "rk_test_",
      "r",
      "_",
      " ",
      "a",
      ".",
      "*",
      "•",
      "<",
      '"',
      "\n",
      "test_",
      "k_org_",
      "ﷺ",
    ),
    fc.constantFrom("rk_test_a", " a", "a ", `${key}"`, "whsec_", "rkcs_live_", "\u200b", "٣", "mk_"),
  );
  fc.assert(
    fc.property(unit, unit, unit, (head, middle, tail) => {
      const paste = head + middle.repeat(4096).slice(0, 4000) + tail;
      assert.equal(typeof readKey(paste).ok, "boolean");
      assert.equal(typeof readWebhookSecret(paste).ok, "boolean");
    }),
  );
});

test("readWebhookSecret · takes the secret out of its noise, and blank for none", () => {
  const secret = createPaste("whsec_", 32);
  for (const noise of ["", ...Object.values(EDGE_NOISE)]) {
    assert.deepEqual(readWebhookSecret(noise + secret + noise), { ok: true, secret }, JSON.stringify(noise));
    assert.deepEqual(readWebhookSecret(noise), { ok: true, secret: null }, JSON.stringify(noise));
  }
  for (const paste of [
    `STRIPE_WEBHOOK_SECRET=${secret}`,
    `{"webhook_secret":"${secret}"}`,
    `whsec: ${secret}`,
    `whsec_${secret}`,
    secret + secret,
    `${secret}\n${secret}`,
  ]) {
    assert.deepEqual(readWebhookSecret(paste), { ok: true, secret }, paste.replaceAll(secret, "*"));
  }
});

test("readWebhookSecret · takes base64 in either alphabet", () => {
  for (const secret of [`whsec_${"aB3+/".repeat(6)}Aw==`, `whsec_${"aB3-_".repeat(6)}`]) {
    assert.deepEqual(readWebhookSecret(secret), { ok: true, secret });
  }
});

test("readWebhookSecret · refuses everything else", () => {
  const secret = createPaste("whsec_", 32);
  const others: Record<string, string> = {
    "a key": createPaste("rk_test_"),
    "a key and a secret": `${createPaste("rk_test_")} ${secret}`,
    "two secrets": `${secret} ${createPaste("whsec_", 32)}`,
    "two secrets that part late": `whsec_${"aB3".repeat(9)}/one whsec_${"aB3".repeat(9)}/two`,
    masked: `whsec_…${secret.slice(-4)}`,
    "masked behind a beginning": `${secret.slice(0, 30)}…${secret.slice(-4)}`,
    "cut off": secret.slice(0, 21),
    "only a prefix": "whsec_",
    "a line break inside": `${secret.slice(0, 30)}\n${secret.slice(30)}`,
    "a zero-width space inside": `${secret.slice(0, 30)}\u200b${secret.slice(30)}`,
    "too long": createPaste("whsec_", 248),
    "a megabyte": secret.repeat(30_000).slice(0, 1_000_000),
    words: "not a secret",
    "an app's signing secret": createPaste("absec_", 32),
  };
  for (const [name, paste] of Object.entries(others)) {
    assert.deepEqual(readWebhookSecret(paste), { ok: false }, name);
  }
});

test("isPlausiblePrefix · holds for every beginning of a key, and for nothing that is already wrong", () => {
  for (const prefix of ["rk_test_", "rk_live_", "sk_test_", "sk_live_", "rkcs_test_"]) {
    const key = createPaste(prefix, 9);
    for (let length = 1; length <= key.length; length += 1) {
      assert.ok(isPlausiblePrefix(key.slice(0, length)), key.slice(0, length));
    }
  }
  for (const text of [
    "",
    "x",
    "pk_",
    "rk-",
    "rk_x",
    "rk_prod_",
    "RK_",
    "rk_test_ü",
    "rk_test__",
    "hunter2",
  ]) {
    assert.ok(!isPlausiblePrefix(text), text);
  }
});

test("maskKey · shows kind, mode and the last four characters", () => {
  for (const prefix of ["rk_test_", "sk_live_", "rkcs_test_"]) {
    const key = createPaste(prefix);
    assert.equal(maskKey(key), `${prefix}…${key.slice(-4)}`);
  }
});

test("sentences · each says what to enter, in the words of the guide", () => {
  for (const [problem, sentence] of Object.entries(KEY_PROBLEMS)) {
    if (problem === "secret_not_accepted")
      assert.match(sentence, /Enter a Stripe restricted key \(rk_…\)\.$/);
    else assert.ok(sentence.includes(ENTER_A_KEY), problem);
    assert.match(sentence, /[.]$/);
  }
  assert.equal(ENTER_A_KEY, "Enter a Stripe restricted key (rk_…) or secret key (sk_…).");
});
