/**
 * @module The tables both sides compile against: complete, without doubles, and saying what the guide says.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENDPOINTS, type Endpoint } from "../../shared/api.ts";
import { ERRORS, KEY_PROBLEMS, type ErrorEntry } from "../../shared/errors.ts";
import { profile } from "../../shared/profile.ts";
import { createKeyLink } from "../../shared/view-profile.ts";
import { WEBHOOK_SECRET_PROBLEM } from "../../shared/keys.ts";
import { PERMISSIONS, PERMISSION_NAMES } from "../../shared/permissions.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import { PARITYRAIL } from "../../shared/profiles/parityrail.ts";

for (const name of PERMISSION_NAMES) {
  test(`catalogue · ${name} has a label, an identifier and a probe like Stripe's`, () => {
    const { label, identifier, probe, implies = [] } = PERMISSIONS[name];
    assert.match(name, /^[a-z_]+$/);
    assert.match(label, /^[A-Z][A-Za-z -]+$/);
    assert.match(identifier, /^[a-z_]+$/);
    assert.doesNotMatch(identifier, /^rak_|_(read|write)$/);
    if (probe !== null) assert.match(probe, /^\/v1\/[a-z_/]+(\?limit=1(&[a-z]+=[a-z]+)?)?$/);
    assert.ok(!implies.includes(identifier));
    assert.equal(new Set(implies).size, implies.length);
  });
}

test("catalogue · no two rows share a label, an identifier or a probe", () => {
  for (const column of ["label", "identifier", "probe"] as const) {
    const values = PERMISSION_NAMES.map((name) => PERMISSIONS[name][column]).filter(
      (value) => value !== null,
    );
    assert.equal(new Set(values).size, values.length, column);
  }
});

test("catalogue · keeps the names that are easily got wrong", () => {
  assert.equal(PERMISSIONS.prices.identifier, "plan");
  assert.equal(PERMISSIONS.payment_links.identifier, "payment_links");
  assert.equal(PERMISSIONS.accounts.identifier, "connected_account");
  assert.match(PERMISSIONS.subscriptions.probe ?? "", /status=all/);
});

for (const [code, entry] of Object.entries<ErrorEntry>(ERRORS)) {
  test(`errors · ${code} has a status, a sentence for the person and, for the developer, a fix`, () => {
    assert.match(code, /^[a-z]+(_[a-z]+)*$/);
    assert.ok([400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 500, 502, 503].includes(entry.status));
    assert.ok(/^[A-Z].*[.?]$/.test(entry.message) || entry.message === WEBHOOK_SECRET_PROBLEM, entry.message);
    const aboutPaste = code.startsWith("key_") || code === "webhook_secret_invalid";
    assert.ok(aboutPaste || /^.+\.$/.test(entry.fix ?? ""), "a fix is missing");
  });
}

test("errors · every problem of a pasted key is an error with the same sentence", () => {
  for (const [problem, sentence] of Object.entries(KEY_PROBLEMS)) {
    const entry = (ERRORS as Record<string, ErrorEntry>)[`key_${problem}`];
    assert.deepEqual(entry, { status: 400, message: sentence });
  }
});

test("errors · say the guide's sentences", () => {
  assert.equal(
    ERRORS.key_rejected.message,
    "Stripe rejected the API key. Check that the secret or restricted key is correct, belongs to the right account, and has not been revoked.",
  );
  assert.match(
    ERRORS.permissions_missing.message,
    /^The Stripe API key does not have the required permissions\./,
  );
  assert.match(ERRORS.permissions_missing.message, /Grant \{permissions\}, then reconnect\.$/);
  assert.ok(
    ERRORS.key_publishable.message.includes("Enter a Stripe restricted key (rk_…) or secret key (sk_…)"),
  );
  assert.equal(ERRORS.webhook_secret_invalid.message, "Webhook signing secrets start with whsec_");
  assert.match(ERRORS.admin_required.message, /^Connecting Stripe requires the admin role on this project/);
});

/** Where nobody can have a credential yet. Each is guarded by what it is sent, or tells nothing. */
const OPEN_DOORS: readonly string[] = [
  ENDPOINTS.health.path,
  ENDPOINTS.readOpenapi.path,
  ENDPOINTS.receiveEvent.path,
  ENDPOINTS.returnFromOauth.path,
  ENDPOINTS.createOpenSession.path,
  ENDPOINTS.openInvitation.path,
];

test("endpoints · no two share method and path, every change is audited, and reading is not", () => {
  // A page load opens a session without anybody asking; what is done with it is audited.
  const unaudited: readonly string[] = [ENDPOINTS.receiveEvent.path, ENDPOINTS.createOpenSession.path];
  const endpoints = Object.values<Endpoint>(ENDPOINTS);
  assert.equal(new Set(endpoints.map(({ method, path }) => `${method} ${path}`)).size, endpoints.length);
  for (const { method, path, callers, audited } of endpoints) {
    assert.equal(audited, method !== "GET" && !unaudited.includes(path), `${method} ${path}`);
    assert.ok(callers.length > 0);
    assert.ok(!callers.includes("anyone") || OPEN_DOORS.includes(path), path);
  }
});

for (const [name, profile] of Object.entries(PROFILES)) {
  test(`profile ${name} · asks only for rows of the catalogue, each once, and says why`, () => {
    assert.equal(profile.name, name);
    const rows = profile.permissions.map(({ permission }) => permission);
    assert.equal(new Set(rows).size, rows.length);
    for (const { permission, access, why } of profile.permissions) {
      assert.ok(Object.hasOwn(PERMISSIONS, permission), permission);
      assert.ok(access === "read" || !PERMISSIONS[permission].readOnly, permission);
      assert.match(why, /^[A-Z].*\.$/);
    }
    assert.ok(profile.permissions.some(({ required }) => required));
    assert.equal(new URL(profile.product.url).protocol, "https:");
  });
}

test("key link · opens the form of the mode, with name and required permissions filled in", () => {
  const query =
    "?name=parityrail&permissions[]=rak_customer_read&permissions[]=rak_subscription_read&permissions[]=rak_invoice_read";
  const dashboard = "https://dashboard.stripe.com";
  assert.equal(createKeyLink(dashboard, PARITYRAIL, "live"), `${dashboard}/apikeys/create${query}`);
  assert.equal(createKeyLink(dashboard, PARITYRAIL, "test"), `${dashboard}/test/apikeys/create${query}`);
});

test("key link · keeps a key's name apart from its query", () => {
  const profile = { ...PARITYRAIL, key_name: "a&b=c #1" };
  const link = new URL(createKeyLink("https://dashboard.stripe.com", profile, "live"));
  assert.equal(link.searchParams.get("name"), "a&b=c #1");
  assert.equal(link.searchParams.getAll("permissions[]").length, 3);
});

test("profile · names by what users are found, where customers are synced", () => {
  const read = (identities: unknown, resources: readonly string[] = PARITYRAIL.sync.resources) =>
    profile.safeParse({ ...PARITYRAIL, identities, sync: { ...PARITYRAIL.sync, resources } });
  for (const taken of [{ email: true }, { metadata_key: "user_id", email: false }]) {
    assert.ok(read(taken).success, JSON.stringify(taken));
  }
  for (const wrong of [{}, { email: true, metadata_key: "" }, { email: true, metadata_key: "a[b]" }]) {
    assert.equal(read(wrong).success, false, JSON.stringify(wrong));
  }
  assert.deepEqual(
    read({ email: true }, ["invoices"]).error?.issues.map(({ path, message }) => [path.join("."), message]),
    [["identities", "needs customers among the resources of sync"]],
  );
});

for (const [name, unseen] of Object.entries({
  "a control character": "\u0007",
  "a direction mark": "\u202e",
  "a soft hyphen": "\u00ad",
  "a tag character": "\u{e0041}",
  "half of a surrogate pair": "\ud83d",
  "a letter that fills a gap": "\u3164",
  "a pattern of no dots": "\u2800",
  "an annotation": "\ufff9",
  "a joiner of letters": "\u034f",
})) {
  test(`profile · a text with ${name} is refused, and with an emoji taken`, () => {
    const read = (intro: string) => profile.safeParse({ ...PARITYRAIL, intro });
    assert.equal(read(`Read${unseen}only`).success, false);
    assert.ok(read("Read only 🔒").success);
  });
}
