/**
 * @module How a connection is: never judged by one refusal, never silent about a real one, and well again by itself.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { HEALTH, type HealthDetail } from "../../../shared/health.ts";
import { createWorld, readAnswer, REQUIRED, type Project, type World } from "../world.ts";

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

async function connect(permissions = REQUIRED): Promise<{ project: Project; keyId: string }> {
  const project = await world.createProject();
  const { id, key } = world.createKey(permissions);
  await readAnswer(await project.connect(key));
  return { project, keyId: id };
}

async function check(project: Project) {
  return (await project.read("checkConnection", {})).connection?.health;
}

/** Moves a project's first refusal into the past. */
async function waitAfterRefusal(project: Project, seconds: number): Promise<void> {
  const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
  const update = DB.prepare("UPDATE connections SET refused_at = refused_at - ?2 WHERE project = ?1");
  await update.bind(project.id, seconds).run();
}

const unwell = (detail: HealthDetail) => ({ detail, ...HEALTH[detail] });
const WELL = { status: "healthy", detail: null, title: null, message: null };

test("health · a key that was deleted needs attention when Stripe has refused it twice, minutes apart", async () => {
  const { project, keyId } = await connect();
  world.stripe.revokeKey(keyId);
  assert.deepEqual(await check(project), unwell("refused_once"));
  await waitAfterRefusal(project, 60);
  assert.deepEqual(await check(project), unwell("refused_once"), "a minute is too soon");
  await waitAfterRefusal(project, 120);
  assert.deepEqual(await check(project), unwell("key_rejected"));
  const { connection } = await readAnswer(await project.connect(world.createKey().key));
  assert.deepEqual(connection?.health, WELL);
});

test("health · an answer in between forgets the refusal", async () => {
  const { project, keyId } = await connect();
  world.stripe.setFault({ kind: "revoked" });
  assert.equal((await check(project))?.detail, "refused_once");
  world.stripe.setFault(null);
  await waitAfterRefusal(project, 600);
  assert.deepEqual(await check(project), WELL);
  world.stripe.revokeKey(keyId);
  assert.equal((await check(project))?.detail, "refused_once");
});

test("health · expiry and an IP policy count at once, and lifting the policy heals", async () => {
  const { project, keyId } = await connect();
  world.stripe.blockIp(keyId, true);
  assert.deepEqual(await check(project), unwell("key_ip_restricted"));
  world.stripe.blockIp(keyId, false);
  assert.deepEqual(await check(project), WELL);
  world.stripe.expireKey(keyId);
  assert.deepEqual(await check(project), unwell("key_expired"));
});

test("health · a required permission that is lost degrades, an optional one does not", async () => {
  const { project, keyId } = await connect([...REQUIRED, "checkout_session_read"]);
  world.stripe.editKey(keyId, REQUIRED);
  assert.deepEqual(await check(project), WELL);
  world.stripe.editKey(keyId, ["customer_read"]);
  assert.deepEqual(await check(project), unwell("permission_missing"));
  world.stripe.editKey(keyId, REQUIRED);
  assert.deepEqual(await check(project), WELL);
});

test("health · Stripe's silence changes nothing", async () => {
  const { project } = await connect();
  const before = (await project.read("readConnection")).connection;
  world.stripe.setFault({ kind: "error_500" });
  assert.equal((await project.call("checkConnection", {})).status, 503);
  world.stripe.setFault(null);
  assert.deepEqual((await project.read("readConnection")).connection, before);
});
