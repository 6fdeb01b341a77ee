/**
 * @module The endpoints that prove write permissions: permission before look-up, and an empty body changes nothing.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PERMISSIONS, permissionEntry, type PermissionName } from "../../../shared/permissions.ts";
import { createWorld, errorOf } from "../world.ts";

const ROWS = (Object.keys(PERMISSIONS) as PermissionName[]) // the table's own keys
  .flatMap((name) => {
    const { writeProbe, ...entry } = permissionEntry(name);
    return writeProbe === undefined ? [] : [{ name, writeProbe, ...entry }];
  });

test("update · every write probe is 403 without write, 404 with it, and leaves the account as it was", async () => {
  await using world = await createWorld();
  const before = world.stripe.snapshot(world.account.id);
  for (const { writeProbe, identifier, label } of ROWS) {
    const reader = world.keyWith(`${identifier}_read`).key;
    const refused = await world.ask(writeProbe, { method: "POST", key: reader });
    assert.equal(refused.status, 403, writeProbe);
    assert.ok(errorOf(refused).message?.includes(`Enabling "${label} Write"`), writeProbe);
    const writer = world.keyWith(`${identifier}_write`).key;
    const missing = await world.ask(writeProbe, { method: "POST", key: writer });
    assert.deepEqual([missing.status, errorOf(missing).code], [404, "resource_missing"], writeProbe);
  }
  assert.equal(world.stripe.snapshot(world.account.id), before);
});

test("update · an unknown parameter is refused before the permission is looked at (user report, 2026-09)", async () => {
  await using world = await createWorld();
  for (const { writeProbe, identifier } of ROWS) {
    const key = world.keyWith(`${identifier}_read`).key;
    const answer = await world.ask(writeProbe, { method: "POST", key, body: "probe=1" });
    assert.equal(answer.status, 400, writeProbe);
  }
});

test("update · metadata changes an object that is there, and an empty body does not", async () => {
  await using world = await createWorld();
  const [product] = (await world.ask("/v1/products?limit=1")).body.data as { id: string }[]; // a list
  const path = `/v1/products/${product?.id}`;
  const before = world.stripe.snapshot(world.account.id);
  assert.equal((await world.ask(path, { method: "POST" })).status, 200);
  assert.equal(world.stripe.snapshot(world.account.id), before);
  const changed = await world.ask(path, { method: "POST", body: "metadata[a]=b" });
  assert.equal((changed.body.metadata as { a: string }).a, "b");
});
