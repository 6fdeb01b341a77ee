/**
 * @module Sentences beside each other, and Latin runs in sentences that are written from right to left.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isolateLatin } from "../../shared/isolate-latin.ts";
import { joinSentences } from "../../shared/join-sentences.ts";
import { DROPFIX } from "../../shared/profiles/dropfix.ts";
import { AR } from "../../shared/profiles/translations/ar.ts";
import { viewProfile } from "../../shared/view-profile.ts";

const DASHBOARD = "https://dashboard.stripe.com";

test("sentences · a space stands between them, but not in Japanese, whose full stop is its own", () => {
  assert.equal(joinSentences("Saved.", "", false, null, undefined, "Waiting…"), "Saved. Waiting…");
  assert.equal(joinSentences("تم الحفظ.", "جارٍ الفحص."), "تم الحفظ. جارٍ الفحص.");
  assert.equal(joinSentences("保存しました。", "待っています…"), "保存しました。待っています…");
  assert.equal(
    joinSentences("接続しました（テスト環境）.", "Read にしてください."),
    "接続しました（テスト環境）。Read にしてください。",
  );
});

for (const [text, isolated] of [
  ["مفتاح (rk_…).", "مفتاح (\u2068rk_…\u2069)."],
  ["بالبادئة whsec_.", "بالبادئة \u2068whsec_\u2069."],
  ["(sk_test_…/sk_live_…)", "(\u2068sk_test_…/sk_live_…\u2069)"],
  ["انقر «+ Create key».", "انقر «\u2068+ Create key\u2069»."],
  ["إجراءات 1-Click هنا", "إجراءات \u20681-Click\u2069 هنا"],
  ["باستخدام AES-256-GCM.", "باستخدام AES-256-GCM."],
  ["انقر «ربط Stripe».", "انقر «ربط Stripe»."],
] as const) {
  test(`sentences · Latin runs stay whole: ${text}`, () => assert.equal(isolateLatin(text), isolated));
}

test("sentences · what is copied and followed is never marked", () => {
  const verbatim = {
    key_name: "24-Hours",
    links: [{ url: "https://example.com/24-Hours", text: "24-Hours" }],
  };
  assert.deepEqual(isolateLatin(verbatim), {
    ...verbatim,
    links: [{ url: "https://example.com/24-Hours", text: "\u206824-Hours\u2069" }],
  });
});

test("sentences · a profile is shown with its runs whole where it is written from right to left, and else as it is", () => {
  const profile = { ...DROPFIX, translations: { ar: AR.dropfix } };
  const shown = viewProfile(profile, "ar", DASHBOARD);
  assert.match(shown.guide?.before?.[0] ?? "", /\u2068rk_live_…\u2069/);
  assert.deepEqual([shown.product, shown.key_name], [DROPFIX.product, DROPFIX.key_name]);
  assert.equal(viewProfile(profile, "en", DASHBOARD).guide?.before, DROPFIX.guide?.before);
});
