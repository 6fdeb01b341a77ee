/**
 * @module Sealed secrets on the real database: what is stored, what a swapped row does, and one page of re-wrapping.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRingKey } from "../vault/rings.ts";
import { open, SealedValueInvalid } from "../../worker/vault/envelope.ts";
import { Keyring, parseKeyring } from "../../worker/vault/keyring.ts";
import { rewrapPage } from "../../worker/vault/rewrap-page.ts";
import { Secret } from "../../worker/vault/secret.ts";
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

test("vault · connecting seals key and signing secret in rows of their own, under the active ring key", async () => {
  const { ref, key } = await connectProject(world, { webhook_secret: SECRET });
  const rows = await readSealedRows(world, ref.connection);
  assert.deepEqual(
    rows.map(({ field, app_id, project, ring_key }) => [field, app_id, project, ring_key]),
    [
      ["api_key", ref.app, ref.project, "k1"],
      ["webhook_secret", ref.app, ref.project, "k1"],
    ],
  );
  const ring = parseKeyring(oldKey);
  const [keyRow, secretRow] = rows;
  assert.ok(keyRow && secretRow);
  assert.equal((await open(ring, ref, keyRow.sealed)).expose(), key);
  assert.equal((await open(ring, { ...ref, field: "webhook_secret" }, secretRow.sealed)).expose(), SECRET);
});

test("vault · withSecret hands out what was sealed, and null where nothing is", async () => {
  const { ref, key } = await connectProject(world);
  const vault = await openVault(world, oldKey);
  assert.equal(await vault.withSecret(ref, async (secret) => secret === key), true);
  assert.equal(await vault.withSecret({ ...ref, field: "webhook_secret" }, async () => true), null);
});

test("vault · a statement that was made writes nothing until its batch runs, and one batch may write over", async () => {
  const { ref, key } = await connectProject(world);
  const vault = await openVault(world, oldKey, 1234);
  const statement = await vault.sealStatement(ref, new Secret("a new secret"));
  assert.equal(await vault.withSecret(ref, async (secret) => secret), key);
  await (await openDatabase(world)).batch([statement]);
  assert.equal(await vault.withSecret(ref, async (secret) => secret), "a new secret");
  assert.equal((await readSealedRows(world, ref.connection))[0]?.updated_at, 1234);
});

test("vault · a secret cannot be sealed for a connection that is not there", async () => {
  const { ref } = await connectProject(world);
  const vault = await openVault(world, oldKey);
  const statement = await vault.sealStatement({ ...ref, connection: "con_none" }, new Secret("a secret"));
  await assert.rejects(statement.run(), /FOREIGN KEY/);
});

test("vault · another project's sealed key in a row is unreadable, and changes nothing that is known", async () => {
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
    vault.withSecret(foreign, async () => true),
    (error: unknown) => error instanceof SealedValueInvalid && error.reason === "not_authentic",
  );
});

test("vault · the signing secret in the key's place is unreadable", async () => {
  const connected = await connectProject(world, { webhook_secret: SECRET });
  const [, secret] = await readSealedRows(world, connected.ref.connection);
  await setSealed(connected.ref.connection, "api_key", secret?.sealed ?? "");
  await assertUnreadable(connected);
});

for (const [what, spoil] of [
  ["cut off", (sealed: string) => sealed.slice(0, -1)],
  ["emptied", () => ""],
  ["in plain text", () => "not sealed at all"],
  ["under a ring key that is gone", (sealed: string) => sealed.replace(".k1.", ".k0.")],
] as const) {
  test(`vault · a value ${what} is unreadable, and pasting the key again mends it`, async () => {
    const connected = await connectProject(world);
    const [row] = await readSealedRows(world, connected.ref.connection);
    await setSealed(connected.ref.connection, "api_key", spoil(row?.sealed ?? ""));
    await assertUnreadable(connected);
    await connected.project.connect(connected.key);
    const { connection } = await connected.project.read("checkConnection", {});
    assert.equal(connection?.health.detail, null);
  });
}

test("rewrapPage · moves a page, says where it stands, and leaves when a secret was written", async () => {
  await clearConnections();
  const ringKeys = `${createRingKey("k2")},${oldKey}`;
  const made = await Promise.all([connectProject(world), connectProject(world), connectProject(world)]);
  const before = await readSealedRows(world);
  const vault = await openVault(world, ringKeys, 99);
  const first = await vault.rewrapPage(2);
  assert.deepEqual([first.active_key, first.rewrapped, first.remaining], ["k2", 2, 1]);
  assert.deepEqual(first.next, { connection: before[1]?.connection_id, field: before[1]?.field });
  assert.ok(first.next);
  const rest = await vault.rewrapPage(500, first.next);
  assert.equal(rest.next, null);
  for (const { ref, key } of made) {
    assert.equal(await vault.withSecret(ref, async (secret) => secret), key);
  }
  const after = await readSealedRows(world);
  assert.deepEqual(
    after.map(({ updated_at }) => updated_at),
    before.map(({ updated_at }) => updated_at),
  );
  const again = await vault.rewrapPage(500);
  assert.equal(again.rewrapped, 0);
});

test("rewrapPage · names a row that does not open, leaves it as it is, and moves the others", async () => {
  await clearConnections();
  const [spoiled, sound] = [await connectProject(world), await connectProject(world)];
  await setSealed(spoiled.ref.connection, "api_key", "v1.k1.spoiled.spoiled");
  const ringKeys = `${createRingKey("k3")},${oldKey}`;
  const vault = await openVault(world, ringKeys);
  const page = await vault.rewrapPage(500);
  assert.deepEqual(page.unreadable, [
    { connection: spoiled.ref.connection, field: "api_key", reason: "malformed" },
  ]);
  assert.deepEqual([page.rewrapped, page.remaining, page.next], [1, 1, null]);
  assert.equal((await readSealedRows(world, spoiled.ref.connection))[0]?.sealed, "v1.k1.spoiled.spoiled");
  assert.equal(await vault.withSecret(sound.ref, async (secret) => secret), sound.key);
});

test("rewrapPage · walks past rows that do not open, even when a page holds nothing else", async () => {
  await clearConnections();
  const made = [await connectProject(world), await connectProject(world), await connectProject(world)];
  const [first, second, last] = await readSealedRows(world);
  assert.ok(first && second && last);
  await setSealed(first.connection_id, "api_key", second.sealed);
  await setSealed(second.connection_id, "api_key", first.sealed);
  const vault = await openVault(world, `${createRingKey("k5")},${oldKey}`);
  const pages = [await vault.rewrapPage(1)];
  for (let next = pages[0]?.next; next && pages.length < 9; next = pages.at(-1)?.next) {
    pages.push(await vault.rewrapPage(1, next));
  }
  assert.deepEqual(
    pages.map(({ rewrapped, unreadable }) => [rewrapped, unreadable.map(({ reason }) => reason)]),
    [
      [0, ["not_authentic"]],
      [0, ["not_authentic"]],
      [1, []],
      [0, []],
    ],
  );
  const sound = made.find(({ ref }) => ref.connection === last.connection_id);
  assert.ok(sound);
  assert.equal(await vault.withSecret(sound.ref, async (secret) => secret), sound.key);
});

test("rewrapPage · never writes over a reconnect that came while it worked", async () => {
  await clearConnections();
  const { ref } = await connectProject(world);
  const vault = await openVault(world, oldKey);
  const reconnect = await vault.sealStatement(ref, new Secret("the newer key"));
  const [, encoded = ""] = oldKey.split(":");
  class SlowRing extends Keyring {
    override async findKey(id: string): Promise<CryptoKey | null> {
      await reconnect.run();
      return super.findKey(id);
    }
  }
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "base64"));
  const fresh = bytes(createRingKey("k4").split(":")[1] ?? "");
  const ring = new SlowRing(
    "k4",
    new Map([
      ["k4", fresh],
      ["k1", bytes(encoded)],
    ]),
  );
  const page = await rewrapPage(await openDatabase(world), ring, 1, undefined);
  assert.equal(page.rewrapped, 0);
  assert.equal(await vault.withSecret(ref, async (secret) => secret), "the newer key");
});
