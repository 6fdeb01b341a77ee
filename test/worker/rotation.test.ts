/**
 * @module Rotating the key encryption keys while people use the service: nothing fails to open, whenever it stops.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createKek } from "../vault/key-rings.ts";
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
  world = await createWorld();
  vaultKeys = [world.secrets.VAULT_KEYS];
  connected = await Promise.all(Array.from({ length: 8 }, () => connectProject(world)));
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
           has_webhook_secret, connected_at, checked_at, visited_at)
         VALUES (?1, ?2, ?3, 'key', 'test', '', '[]', '[]', 0, 0, 0, 0)`,
      )
      .bind(ref.connection, ref.app, ref.project);
    return [insert, await vault.sealStatement(ref, `seeded ${index}`)];
  });
  await db.batch((await Promise.all(statements)).flat());
}

/** Adds a KEK as an operator does: known everywhere first, then the one that seals. */
async function introduceKek(id: string): Promise<void> {
  const fresh = createKek(id);
  await deployRing(world, [...vaultKeys, fresh].join(","));
  vaultKeys = [fresh, ...vaultKeys];
  await deployRing(world, vaultKeys.join(","));
}

/** Checks and reconnects all projects, at most `turns` times each: a project has 20 tries an hour. */
class Traffic {
  uses = 0;
  #isOver = false;
  #waiting: { uses: number; resolve: () => void }[] = [];

  async run(turns: number): Promise<void> {
    await Promise.all(connected.map((each) => this.#use(each, turns)));
  }

  /** Resolves when the service was used that many times more. */
  async flow(uses: number): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.push({ uses: this.uses + uses, resolve }));
  }

  stop(): void {
    this.#isOver = true;
  }

  async #use({ project }: Connected, turns: number): Promise<void> {
    for (let turn = 0; !this.#isOver && turn < turns; turn += 1) {
      const { connection } = await project.read("checkConnection", {});
      assert.equal(connection?.health.detail, null);
      await readAnswer(await reconnect(project));
      this.uses += 1;
      for (const { uses, resolve } of this.#waiting) if (this.uses >= uses) resolve();
    }
  }
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
  const vault = await openVault(world, vaultKeys.join(","));
  const rows = await readSealedRows(world);
  assert.equal(rows.length, SEEDED + connected.length);
  for (const { connection_id: connection, app_id: app, project, field, kek } of rows) {
    const secret = await vault.withSecret({ app, project, connection, field }, async (text) => text);
    assert.match(secret ?? "", /^(rk_test_|seeded )/);
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

test("rotation · under traffic nothing fails to open, and the old KEK may go", async () => {
  await introduceKek("k2");
  const vault = await openVault(world, vaultKeys.join(","));
  const traffic = new Traffic();
  const running = traffic.run(15);
  for (let isDone = false; !isDone; isDone = (await vault.rotate(PAST)).done) {
    await Promise.race([traffic.flow(connected.length), running]); // pages and traffic take turns
  }
  traffic.stop();
  await running;
  const { active_kek, remaining, unreadable } = await rotateAll();
  assert.deepEqual([active_kek, remaining, unreadable], ["k2", 0, []]);
  assert.ok(traffic.uses >= 3 * connected.length);
  vaultKeys = vaultKeys.slice(0, 1);
  await deployRing(world, vaultKeys.join(","));
  await assertAllOpen();
  await new Traffic().run(1);
});

test("rotation · out of time it stops after a page, everything opens, and the next call goes on", async () => {
  await introduceKek("k3");
  const vault = await openVault(world, vaultKeys.join(","));
  const first = await vault.rotate(PAST);
  assert.deepEqual([first.done, first.rotated + first.remaining], [false, SEEDED + connected.length]);
  assert.ok(first.rotated > 0 && first.remaining > 0);
  const [{ project } = assert.fail("nothing is connected")] = connected;
  const { connection } = await project.read("checkConnection", {});
  assert.equal(connection?.health.detail, null);
  const rest = await rotateAll();
  assert.deepEqual([rest.rotated, rest.remaining], [first.remaining, 0]);
  const audited = (await openDatabase(world))
    .prepare("SELECT COUNT(*) AS rows FROM audit WHERE action = 'rotateSecrets' AND detail = ?1")
    .bind(String(rest.rotated));
  assert.equal(await audited.first("rows"), 1);
  await assertAllOpen();
});

test("POST rotate · only the operator may", async () => {
  const [{ project } = assert.fail("nothing is connected")] = connected;
  for (const token of [project.app.secret, project.token, undefined]) {
    const error = await readError(await world.call("rotateSecrets", { token }));
    assert.deepEqual([error.status, error.code], [401, "unauthenticated"]);
  }
});

test("rotation · passes over a page that does not open, names the first hundred, and moves all others", async () => {
  const db = await openDatabase(world);
  const { meta } = await db
    .prepare("UPDATE sealed_secrets SET sealed = 'v1.k3.x.x' WHERE connection_id GLOB 'con_seeded[123]*'")
    .run();
  assert.equal(meta.changes, 333);
  const vault = await openVault(world, [createKek("k4"), ...vaultKeys].join(","));
  const { rotated, remaining, unreadable, done } = await vault.rotate(Number.POSITIVE_INFINITY);
  assert.deepEqual([rotated, remaining, done], [SEEDED + connected.length - 333, 333, true]);
  assert.equal(unreadable.length, 100);
});
