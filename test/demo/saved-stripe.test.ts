/**
 * @module A local Stripe goes on after a restart as if there had been none.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createLocalStripe, type SavedStripe } from "../../demo/stripe/index.ts";

const NOW = 1_793_491_200;
const CHANGES = 60;

/** What a file would give back. */
function copy(saved: SavedStripe): SavedStripe {
  return JSON.parse(JSON.stringify(saved)) as SavedStripe;
}

function readCustomers(stripe: ReturnType<typeof createLocalStripe>, key: string): Promise<Response> {
  return stripe.fetch("http://stripe.invalid/v1/customers?limit=1", {
    headers: { authorization: `Bearer ${key}` },
  });
}

test("a restored Stripe · has every object as it was, of both modes, and makes no id twice", () => {
  const first = createLocalStripe({ now: () => NOW });
  const account = first.createAccount({ customers: 20 });
  const live = first.live(account.id, "test");
  for (let seed = 0; seed < CHANGES; seed += 1) live.random(seed);
  const gone = live.createCustomer();
  live.deleteCustomer(gone.id);
  first.registerEndpoint(account.id, "live", { url: "https://example.com/hook", secret: "whsec_1" });

  const second = createLocalStripe({ now: () => NOW, saved: copy(first.save()) });
  assert.equal(second.snapshot(account.id), first.snapshot(account.id));
  const ids = new Set(
    first
      .live(account.id, "test")
      .objects("customers")
      .map(({ id }) => id),
  );
  for (let made = 0; made < CHANGES; made += 1) {
    const { id } = second.live(account.id, "test").createCustomer();
    assert.ok(!ids.has(id) && id !== gone.id, id);
    ids.add(id);
  }
  const third = createLocalStripe({ now: () => NOW + 7200, saved: copy(second.save()) });
  assert.equal(third.snapshot(account.id), second.snapshot(account.id));
});

test("a restored Stripe · takes the keys that worked, and no others", async () => {
  const first = createLocalStripe({ now: () => NOW });
  const { id: account } = first.createAccount({ customers: 2 });
  const draft = { account, mode: "test", kind: "restricted", permissions: ["customer_read"] } as const;
  const good = first.createKey(draft);
  const revoked = first.createKey(draft);
  const powerless = first.createKey({ ...draft, permissions: [] });
  first.revokeKey(revoked.id);
  const second = createLocalStripe({ now: () => NOW + 3600, saved: copy(first.save()) });
  assert.equal((await readCustomers(second, good.key)).status, 200);
  assert.equal((await readCustomers(second, revoked.key)).status, 401);
  assert.equal((await readCustomers(second, powerless.key)).status, 403);
});

test("a restored Stripe · knows the platform that was connected, and leads back to where it is now", () => {
  const first = createLocalStripe({ now: () => NOW });
  const settings = { mode: "test", type: "connect", redirectUris: ["http://127.0.0.1:1/back"] } as const;
  const platform = first.createPlatform({ name: "Engage", ...settings });
  const second = createLocalStripe({ now: () => NOW, saved: copy(first.save()) });
  assert.deepEqual(second.reopenPlatform("Engage", ["http://127.0.0.1:2/back"]), platform);
  assert.deepEqual(second.save().platforms[0]?.redirectUris, ["http://127.0.0.1:2/back"]);
});
