/**
 * @module What can be synced: each resource has what reading it takes, and a profile names only what it may read.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PERMISSIONS } from "../../shared/permissions.ts";
import { profile } from "../../shared/profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import { PARITYRAIL } from "../../shared/profiles/parityrail.ts";
import { RESOURCE_NAMES, RESOURCES, type Resource } from "../../shared/resources.ts";
import { SYNC_PROBLEMS } from "../../shared/sync.ts";

for (const name of RESOURCE_NAMES) {
  const resource: Resource = RESOURCES[name];

  test(`resources · ${name} has a permission that a probe proves, and a list like Stripe's`, () => {
    assert.match(name, /^[a-z]+(_[a-z]+)*$/);
    assert.ok(Object.hasOwn(PERMISSIONS, resource.permission), resource.permission);
    assert.ok(PERMISSIONS[resource.permission].probe !== null, resource.permission);
    assert.match(resource.path, /^\/v1\/[a-z_]+(\/[a-z_]+)?$/);
    assert.match(resource.object, /^[a-z_]+(\.[a-z_]+)?$/);
    for (const query of [resource.query, ...(resource.alive ?? [])]) {
      if (query !== undefined) assert.match(query, /^[a-z_]+(\[\])?=[a-z_.]+$/);
    }
  });

  test(`resources · ${name} is refused to a profile that does not ask for its permission, which is named`, () => {
    const other = resource.permission === "balance" ? "payouts" : "balance";
    const permissions = [{ permission: other, access: "read", required: true, why: "To test it." }];
    const given = { ...PARITYRAIL, permissions, sync: { ...PARITYRAIL.sync, resources: [name] } };
    const { error } = profile.safeParse(given);
    assert.deepEqual(
      error?.issues.map(({ path, message }) => [path.join("."), message]),
      [["sync.resources.0", `needs ${resource.permission} among the permissions`]],
    );
    const asking = [{ ...permissions[0], permission: resource.permission }];
    assert.ok(profile.safeParse({ ...given, permissions: asking }).success);
  });
}

test("resources · no two share an object or a list", () => {
  for (const column of ["object", "path"] as const) {
    const values = RESOURCE_NAMES.map((name) => RESOURCES[name][column]);
    assert.equal(new Set(values).size, values.length, column);
  }
});

test("resources · only what the ledger reads page by page is asked for some days only", () => {
  for (const name of RESOURCE_NAMES) {
    const { alive, perCustomer }: Resource = RESOURCES[name];
    assert.ok(alive === undefined || perCustomer === undefined, name);
  }
});

test("resources · those of subscriptions list canceled ones too, and those of prices their tiers", () => {
  assert.equal(RESOURCES.subscriptions.query, "status=all");
  assert.equal(RESOURCES.prices.query, "expand[]=data.tiers");
});

for (const [code, sentence] of Object.entries(SYNC_PROBLEMS)) {
  test(`sync · ${code} is said in whole sentences`, () => {
    assert.match(code, /^[a-z]+(_[a-z]+)*$/);
    assert.match(sentence, /^[A-Z].*\.$/);
  });
}

for (const [name, { permissions, sync }] of Object.entries(PROFILES)) {
  test(`profile ${name} · syncs what it asks for, and customers first: their progress is what people see`, () => {
    assert.equal(sync.resources[0], "customers");
    assert.equal(new Set(sync.resources).size, sync.resources.length);
    const asked = permissions.map(({ permission }) => permission);
    for (const resource of sync.resources)
      assert.ok(asked.includes(RESOURCES[resource].permission), resource);
  });
}
