/**
 * @module Sealed secrets on the real database: what is stored, what a swapped row does, and how they are moved to another KEK.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createKek } from "../vault/key-rings.ts";
import { open, SealedValueInvalid } from "../../worker/vault/envelope.ts";
import { Keyring, parseKeyring } from "../../worker/vault/keyring.ts";
import { createVault } from "../../worker/vault/vault.ts";
import { connectProject, openDatabase, openVault, readSealedRows, type Connected } from "./vault-world.ts";
import { createWorld, readError, type World } from "./world.ts";

let world: World;
let oldKey: string;
before(async () => {
  world = await createWorld();
  oldKey = world.secrets.VAULT_KEYS;
});
after(() => world.close());

const SECRET = `whsec_${"aB3".repeat(10)}`;

async function setSealed(connection: string, field: string, sealed: string): Promise<void> {
  const db = await openDatabase(world);
  await db
    .prepare("UPDATE sealed_secrets SET sealed = ?3 WHERE connection_id = ?1 AND field = ?2")
    .bind(connection, field, sealed)
    .run();
}

async function assertUnreadable({ project }: Connected): Promise<void> {
  const before = await project.read("readConnection");
  const error = await readError(await project.call("checkConnection", {}));
  assert.deepEqual([error.status, error.code], [503, "secret_unreadable"]);
  assert.deepEqual(await project.read("readConnection"), before);
}

/** Empties the database of connections, so that a page's figures are of this test's own. */
async function clearConnections(): Promise<void> {
  await (await openDatabase(world)).prepare("DELETE FROM connections").run();
}

test("vault · connecting seals key and signing secret in rows of their own, under the active KEK", async () => {
  const { ref, key } = await connectProject(world, { webhook_secret: SECRET });
  const rows = await readSealedRows(world, ref.connection);
  assert.deepEqual(
    rows.map(({ field, app_id, project, kek }) => [field, app_id, project, kek]),
    [
      ["api_key", ref.app, ref.project, "k1"],
      ["webhook_secret", ref.app, ref.project, "k1"],
    ],
  );
  const ring = parseKeyring(oldKey);
  const [keyRow, secretRow] = rows;
  assert.ok(keyRow && secretRow);
  assert.equal(await open(ring, ref, keyRow.sealed), key);
  assert.equal(await open(ring, { ...ref, field: "webhook_secret" }, secretRow.sealed), SECRET);
});

test("vault · read opens what was sealed, and returns null where nothing is", async () => {
  const { ref, key } = await connectProject(world);
  const vault = await openVault(world, oldKey);
  assert.equal(await vault.read(ref), key);
  assert.equal(await vault.read({ ...ref, field: "webhook_secret" }), null);
});

test("vault · a statement writes nothing until its batch runs, and may replace a secret", async () => {
  const { ref, key } = await connectProject(world);
  const vault = await openVault(world, oldKey, 1234);
  const statement = await vault.sealStatement(ref, "a new secret");
  assert.equal(await vault.read(ref), key);
  await (await openDatabase(world)).batch([statement]);
  assert.equal(await vault.read(ref), "a new secret");
  assert.equal((await readSealedRows(world, ref.connection))[0]?.updated_at, 1234);
});

test("vault · a secret cannot be sealed for a connection that does not exist", async () => {
  const { ref } = await connectProject(world);
  const vault = await openVault(world, oldKey);
  const statement = await vault.sealStatement({ ...ref, connection: "con_none" }, "a secret");
  await assert.rejects(statement.run(), /FOREIGN KEY/);
});

test("vault · another project's sealed key in a row is unreadable, and changes nothing in the connection", async () => {
  const [mine, theirs] = [await connectProject(world), await connectProject(world)];
  const [stolen] = await readSealedRows(world, theirs.ref.connection);
  await setSealed(mine.ref.connection, "api_key", stolen?.sealed ?? "");
  await assertUnreadable(mine);
});

test("vault · a row made another project's own is unreadable, not absent", async () => {
  const connected = await connectProject(world);
  const vault = await openVault(world, oldKey);
  const foreign = { ...connected.ref, project: "another" };
  await assert.rejects(
    vault.read(foreign),
    (error: unknown) => error instanceof SealedValueInvalid && error.reason === "not_authentic",
  );
});

test("vault · the signing secret in the key's place is unreadable", async () => {
  const connected = await connectProject(world, { webhook_secret: SECRET });
  const [, secret] = await readSealedRows(world, connected.ref.connection);
  await setSealed(connected.ref.connection, "api_key", secret?.sealed ?? "");
  await assertUnreadable(connected);
});

test("vault · a damaged value is unreadable, and pasting the key again repairs it", async () => {
  const connected = await connectProject(world);
  for (const [what, damage] of [
    ["cut off", (sealed: string) => sealed.slice(0, -1)],
    ["emptied", () => ""],
    ["in plain text", () => "not sealed at all"],
    ["under a KEK that is gone", (sealed: string) => sealed.replace(".k1.", ".k0.")],
  ] as const) {
    const [row] = await readSealedRows(world, connected.ref.connection);
    await setSealed(connected.ref.connection, "api_key", damage(row?.sealed ?? ""));
    await assertUnreadable(connected);
    await connected.project.connect(connected.key);
    const { connection } = await connected.project.read("checkConnection", {});
    assert.equal(connection?.health.detail, null, what);
  }
});

test("vault · what it seals for a row of the caller's own opens for that row alone", async () => {
  const vault = await openVault(world, oldKey);
  const ref = { app: "app_a", project: "p", connection: "a row's key", field: "oauth_code" };
  const sealed = await vault.seal(ref, "ac_1");
  assert.equal(await vault.open(ref, sealed), "ac_1");
  await assert.rejects(vault.open({ ...ref, field: "oauth_tokens" }, sealed), { reason: "not_authentic" });
});

test("rotate · moves every secret to the active KEK, and leaves when it was written", async () => {
  await clearConnections();
  const made = await Promise.all([connectProject(world), connectProject(world), connectProject(world)]);
  const before = await readSealedRows(world);
  const vault = await openVault(world, `${createKek("k2")},${oldKey}`, 99);
  assert.deepEqual(await vault.rotate(100), {
    active_kek: "k2",
    rotated: 3,
    remaining: 0,
    unreadable: [],
    done: true,
  });
  for (const { ref, key } of made) {
    assert.equal(await vault.read(ref), key);
  }
  const after = await readSealedRows(world);
  assert.deepEqual(
    after.map(({ kek, updated_at }) => [kek, updated_at]),
    before.map(({ updated_at }) => ["k2", updated_at]),
  );
  assert.equal((await vault.rotate(100)).rotated, 0);
});

test("rotate · names rows that do not open, leaves them as they are, and moves the others", async () => {
  await clearConnections();
  await Promise.all([
    connectProject(world),
    connectProject(world),
    connectProject(world),
    connectProject(world),
  ]);
  const [first, second, third, last] = await readSealedRows(world);
  assert.ok(first && second && third && last);
  await setSealed(first.connection_id, "api_key", second.sealed);
  await setSealed(second.connection_id, "api_key", "v1.k1.spoiled.spoiled");
  await setSealed(third.connection_id, "api_key", third.sealed.replace(".k1.", ".k0."));
  const vault = await openVault(world, `${createKek("k3")},${oldKey}`);
  const rotation = await vault.rotate(100);
  assert.deepEqual(
    rotation.unreadable.map(({ connection, reason }) => [connection, reason]),
    [
      [first.connection_id, "not_authentic"],
      [second.connection_id, "malformed"],
      [third.connection_id, "unknown_kek"],
    ],
  );
  assert.deepEqual([rotation.rotated, rotation.remaining, rotation.done], [1, 3, true]);
  const rows = await readSealedRows(world);
  assert.deepEqual([rows[1]?.sealed, rows[3]?.kek], ["v1.k1.spoiled.spoiled", "k3"]);
});

test("rotate · never writes over a reconnect that came while it worked", async () => {
  await clearConnections();
  const { ref } = await connectProject(world);
  const db = await openDatabase(world);
  const vault = await openVault(world, oldKey);
  const reconnect = await vault.sealStatement(ref, "the newer key");
  const readKek = (entry: string) => Uint8Array.from(Buffer.from(entry.split(":")[1] ?? "", "base64"));
  class SlowRing extends Keyring {
    override async findKek(id: string): Promise<CryptoKey | null> {
      await reconnect.run();
      return super.findKek(id);
    }
  }
  const ring = new SlowRing(
    "k4",
    new Map([
      ["k4", readKek(createKek("k4"))],
      ["k1", readKek(oldKey)],
    ]),
  );
  const rotation = await createVault({ db, ring, now: () => 0 }).rotate(100);
  assert.deepEqual([rotation.rotated, rotation.remaining, rotation.done], [0, 1, false]);
  assert.equal(await vault.read(ref), "the newer key");
});
