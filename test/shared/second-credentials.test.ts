/**
 * @module Reading what comes beside a key: a publishable key, and a signing secret that is still to come.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { readPublishableKey, readWebhookSecret } from "../../shared/keys.ts";
import { EDGE_NOISE } from "./noise.ts";
import { createPaste } from "./paste-families.ts";

const PLACEHOLDERS = [
  "whsec_placeholder",
  "whsec_...",
  "whsec_…",
  "whsec_xxx",
  `whsec_${"x".repeat(24)}`,
  "whsec_xxx…",
  "WHSEC_PLACEHOLDER",
  "whsec_your_signing_secret",
  "whsec_<your secret>",
  "  whsec_placeholder\n",
  '"whsec_placeholder"',
  "STRIPE_WEBHOOK_SECRET=whsec_placeholder",
  'STRIPE_WEBHOOK_SECRET = "whsec_..."',
];

test("readPublishableKey · takes the key out of its noise with its mode, and blank for none", () => {
  for (const mode of ["test", "live"] as const) {
    const key = createPaste(`pk_${mode}_`, 32);
    for (const noise of ["", ...Object.values(EDGE_NOISE)]) {
      assert.deepEqual(
        readPublishableKey(noise + key + noise),
        { ok: true, key, mode },
        JSON.stringify(noise),
      );
      assert.deepEqual(readPublishableKey(noise), { ok: true, key: null }, JSON.stringify(noise));
    }
    for (const paste of [
      `STRIPE_PUBLISHABLE_KEY=${key}`,
      `{"publishable":"${key}"}`,
      key + key,
      `${key}\n${key}`,
    ]) {
      assert.deepEqual(readPublishableKey(paste), { ok: true, key, mode }, paste.replaceAll(key, "*"));
    }
  }
});

test("readPublishableKey · refuses everything else", () => {
  const key = createPaste("pk_test_", 32);
  const others: Record<string, string> = {
    "a secret key": createPaste("sk_test_", 32),
    "a restricted key": createPaste("rk_test_", 32),
    "a signing secret": createPaste("whsec_", 32),
    "both keys": `${key} ${createPaste("sk_test_", 32)}`,
    "two keys": `${key} ${createPaste("pk_live_", 32)}`,
    masked: `pk_test_…${key.slice(-4)}`,
    "cut off": key.slice(0, 12),
    "only a prefix": "pk_test_",
    "without a mode": "pk_",
    "a line break inside": `${key.slice(0, 20)}\n${key.slice(20)}`,
    "a zero-width space inside": `${key.slice(0, 20)}\u200b${key.slice(20)}`,
    "too long": createPaste("pk_test_", 248),
    "a megabyte": key.repeat(30_000).slice(0, 1_000_000),
    words: "not a key",
  };
  for (const [name, paste] of Object.entries(others)) {
    assert.deepEqual(readPublishableKey(paste), { ok: false }, name);
  }
});

test("readPublishableKey · never throws, and is only ever content with a whole key", () => {
  const fragment = fc.oneof(
    fc.stringMatching(/^pk_(test|live)_[A-Za-z0-9]{8,20}$/),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom("pk_", "pk_test_", "_", "…", "sk_live_", "=", ...Object.values(EDGE_NOISE)),
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 6 }), (fragments) => {
      const reading = readPublishableKey(fragments.join(""));
      if (reading.ok && reading.key !== null)
        assert.match(reading.key, /^pk_(test|live)_[A-Za-z0-9]{10,247}$/);
    }),
  );
});

test("readWebhookSecret · takes a placeholder where one may stand, and only there", () => {
  for (const paste of PLACEHOLDERS) {
    assert.deepEqual(readWebhookSecret(paste, true), { ok: true, secret: null, placeholder: true }, paste);
    assert.deepEqual(readWebhookSecret(paste), { ok: false }, paste);
  }
});

test("readWebhookSecret · where a placeholder may stand, a secret is one and anything else is still refused", () => {
  const secret = createPaste("whsec_", 32);
  assert.deepEqual(readWebhookSecret(` ${secret}`, true), { ok: true, secret });
  for (const word of ["your", "toDo", "change", "x", "0"]) {
    const real = `whsec_${word}${secret.slice(6)}`; // chance may begin a secret like this
    assert.deepEqual(readWebhookSecret(real, true), { ok: true, secret: real });
  }
  assert.deepEqual(readWebhookSecret(" ", true), { ok: true, secret: null });
  for (const paste of [
    "placeholder",
    "whsec_",
    `whsec_…${secret.slice(-4)}`,
    secret.slice(0, 20),
    "…",
    "x",
  ]) {
    assert.deepEqual(readWebhookSecret(paste, true), { ok: false }, paste);
  }
});
