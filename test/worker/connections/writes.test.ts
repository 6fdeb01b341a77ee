/**
 * @module Every write of the catalogue, asked for by a profile: present, missing, or not checked, and never a change.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PERMISSIONS, type PermissionName } from "../../../shared/permissions.ts";
import type { Profile } from "../../../shared/profile.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { createWorld, readAnswer, readError, type World } from "../world.ts";

const WRITABLE = (Object.keys(PERMISSIONS) as PermissionName[]) // the table's own keys
  .filter((name) => !PERMISSIONS[name].readOnly);

/** Customers are read beside the write, so that a key is never without any permission. */
function askFor(permission: PermissionName): Profile {
  const row = { required: true, why: "To test it." } as const;
  const others = permission === "customers" ? "subscriptions" : "customers";
  return {
    ...PARITYRAIL,
    name: "own",
    permissions: [
      { permission: others, access: "read", ...row },
      { permission, access: "write", ...row },
    ],
    webhook: { kind: "none" },
    sync: { ...PARITYRAIL.sync, resources: [] },
  };
}

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

for (const name of WRITABLE) {
  const { identifier, writeProbe } = PERMISSIONS[name];
  const [granted, missing] = writeProbe ? ["granted", "missing"] : ["unchecked", "unchecked"];
  test(`write · ${name} is ${granted} with the permission and ${missing} without, and the account stays as it was`, async () => {
    const project = await world.createProject("admin", askFor(name));
    const snapshot = world.stripe.snapshot(world.account.id);
    const reads = ["customer_read", "subscription_read"];
    for (const [permissions, status] of [
      [[...reads, `${identifier}_write`], granted],
      [[...reads, `${identifier}_read`], missing],
    ] as const) {
      const { connection } = await readAnswer(await project.connect(world.createKey(permissions).key));
      const row = connection?.permissions.find(({ permission }) => permission === name);
      assert.deepEqual([row?.access, row?.status], ["write", status], permissions.join(" "));
      const health = status === "missing" ? "permission_missing" : null;
      assert.equal(connection?.health.detail, health);
    }
    assert.equal(world.stripe.snapshot(world.account.id), snapshot);
  });
}

test("write · is probed by one empty POST to an object that cannot be, and only where the profile needs it", async () => {
  const project = await world.createProject("admin", askFor("subscriptions"));
  world.stripe.clearRequests();
  await readAnswer(await project.connect(world.createKey(["customer_read", "subscription_write"]).key));
  const writes = world.stripe.requests.filter(({ method }) => method !== "GET");
  assert.deepEqual(
    writes.map(({ method, path }) => `${method} ${path}`),
    ["POST /v1/subscriptions/sub_parityrailprobe0000"],
  );
  const reader = await world.createProject();
  world.stripe.clearRequests();
  await readAnswer(await reader.connect(world.createKey().key));
  assert.deepEqual([...new Set(world.stripe.requests.map(({ method }) => method))], ["GET"]);
});

test("write · the whole of a section is not checked, whoever has it", async () => {
  const row = { required: true, why: "To test it." } as const;
  const profile: Profile = {
    ...askFor("customers"),
    permissions: [
      { permission: "customers", access: "read", ...row },
      { permission: "connect", access: "read", ...row },
    ],
  };
  for (const permissions of [["customer_read", "bucket_connect_read"], ["customer_read"]]) {
    const project = await world.createProject("admin", profile);
    const { connection } = await readAnswer(await project.connect(world.createKey(permissions).key));
    assert.deepEqual(
      connection?.permissions.map(({ status }) => status),
      ["granted", "unchecked"],
    );
    assert.equal(connection?.health.status, "healthy");
  }
});

test("write · a key without any of the writes is told their names with their level", async () => {
  const profile: Profile = {
    ...askFor("customers"),
    permissions: askFor("customers").permissions.map((request) => ({ ...request, access: "write" })),
  };
  const project = await world.createProject("admin", profile);
  const error = await readError(await project.connect(world.createKey(["invoice_read"]).key));
  assert.equal(error.code, "permissions_missing");
  assert.match(error.message, /Grant Subscriptions and Customers Write, then reconnect\.$/);
});
