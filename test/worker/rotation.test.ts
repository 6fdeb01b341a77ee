/**
 * @module Rotating the key encryption keys while people use the service: nothing fails to open, whenever it stops.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createKek } from "../vault/key-rings.ts";
import { open } from "../../worker/vault/envelope.ts";
import { parseKeyring } from "../../worker/vault/keyring.ts";
import {
  connectProject,
  deployRing,
  openDatabase,
  openVault,
  readSealedRows,
  type Connected,
} from "./vault-world.ts";
import { rotationAnswer, type RotationAnswer } from "../../shared/schema/apps.ts";
import { createWorld, readAnswer, readError, type World } from "./world.ts";

const SEEDED = 510; // with those that are connected, three pages

/** A deadline that allows one page a call. */
const PAST = 0;

let world: World;
let connected: Connected[];
let vaultKeys: string[];
before(async () => {
  // The new KEK is known everywhere before it seals.
  vaultKeys = [createKek("k1"), createKek("k2")];
  world = await createWorld({ VAULT_KEYS: vaultKeys.join(",") });
  connected = await Promise.all(Array.from({ length: 3 }, () => connectProject(world)));
  await seedConnections(SEEDED);
});
after(() => world.close());

/** Connections whose key is sealed but never used, so that the walk has several pages. */
async function seedConnections(count: number): Promise<void> {
  const [model] = connected;
  assert.ok(model);
  const db = await openDatabase(world);
  const vault = await openVault(world, vaultKeys.join(","));
  const statements = Array.from({ length: count }, async (_, index) => {
    const ref = { ...model.ref, project: `seeded-${index}`, connection: `con_seeded${index}` };
    const insert = db
      .prepare(
        `INSERT INTO connections (id, app_id, project, method, mode, label, permissions, excess,
           evidence, has_webhook_secret, connected_at, checked_at, visited_at, health, updated_at)
         VALUES (?1, ?2, ?3, 'key', 'test', '', '[]', '[]', '{}', 0, 0, 0, 0, 'healthy', 0)`,
      )
      .bind(ref.connection, ref.app, ref.project);
    return [insert, await vault.sealStatement(ref, `seeded ${index}`)];
  });
  await db.batch((await Promise.all(statements)).flat());
}

/** Checks and reconnects all projects until `isOver`; returns how often. At most 15 turns: 20 tries an hour. */
async function keepUsing(isOver: () => boolean): Promise<number> {
  const uses = connected.map(async ({ project }) => {
    let turns = 0;
    do {
      const { connection } = await project.read("checkConnection", {});
      assert.equal(connection?.health.detail, null);
      await readAnswer(await reconnect(project));
      turns += 1;
    } while (!isOver() && turns < 15);
    return turns;
  });
  return (await Promise.all(uses)).reduce((sum, turns) => sum + turns);
}

/** As the app's backend, whose tries no address limits. */
function reconnect(project: Connected["project"]): Promise<Response> {
  return world.call("connect", {
    token: project.app.secret,
    params: { project: project.id },
    body: { api_key: world.createKey().key },
  });
}

async function assertAllOpen(): Promise<void> {
  const ring = parseKeyring(vaultKeys.join(","));
  const rows = await readSealedRows(world);
  assert.equal(rows.length, SEEDED + connected.length);
  for (const { connection_id: connection, app_id: app, project, field, kek, sealed } of rows) {
    assert.match(await open(ring, { app, project, connection, field }, sealed), /^(rk_test_|seeded )/);
    assert.equal(kek, vaultKeys[0]?.split(":")[0]);
  }
}

/** Calls the operator's endpoint until it is done. */
async function rotateAll(): Promise<RotationAnswer> {
  for (;;) {
    const response = await world.call("rotateSecrets", { token: world.secrets.OPERATOR_TOKEN });
    const rotation = rotationAnswer.parse(await response.json());
    if (rotation.done) return rotation;
  }
}

test("rotation · goes on page by page while people connect and check, nothing fails to open, and the old KEK may go", async () => {
  vaultKeys.reverse();
  await deployRing(world, vaultKeys.join(","));
  const vault = await openVault(world, vaultKeys.join(","));
  const first = await vault.rotate(PAST);
  assert.deepEqual([first.done, first.rotated + first.remaining], [false, SEEDED + connected.length]);
  assert.ok(first.rotated > 0 && first.remaining > 0);
  let isOver = false;
  const using = keepUsing(() => isOver);
  const rest = await rotateAll();
  isOver = true;
  assert.ok((await using) >= connected.length);
  assert.deepEqual([rest.active_kek, rest.remaining, rest.unreadable], ["k2", 0, []]);
  const audited = (await openDatabase(world))
    .prepare("SELECT COUNT(*) AS rows FROM audit WHERE action = 'rotateSecrets' AND detail = ?1")
    .bind(String(rest.rotated));
  assert.equal(await audited.first("rows"), 1);
  vaultKeys = vaultKeys.slice(0, 1);
  await deployRing(world, vaultKeys.join(","));
  await assertAllOpen();
  await keepUsing(() => true);
});

test("POST rotate · only the operator may", async () => {
  const [{ project } = assert.fail("nothing is connected")] = connected;
  for (const token of [project.app.secret, project.token, undefined]) {
    const error = await readError(await world.call("rotateSecrets", { token }));
    assert.deepEqual([error.status, error.code], [401, "unauthenticated"]);
  }
});

test("rotation · skips secrets that do not open, names the first hundred, and moves all others", async () => {
  const { meta } = await (
    await openDatabase(world)
  )
    .prepare("UPDATE sealed_secrets SET sealed = 'v1.k2.x.x' WHERE connection_id GLOB 'con_seeded[123]*'")
    .run();
  assert.equal(meta.changes, 333);
  const vault = await openVault(world, [createKek("k3"), ...vaultKeys].join(","));
  const { rotated, remaining, unreadable, done } = await vault.rotate(Number.POSITIVE_INFINITY);
  assert.deepEqual([rotated, remaining, done], [SEEDED + connected.length - 333, 333, true]);
  assert.equal(unreadable.length, 100);
});
