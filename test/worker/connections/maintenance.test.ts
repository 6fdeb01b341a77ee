/**
 * @module What the cron does: the second look at a refused key, and an end to what is old.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { createWorld, readAnswer, type Project, type World } from "../world.ts";

let world: World;
let db: D1Database;
before(async () => {
  world = await createWorld();
  ({ DB: db } = await world.harness.getWorker<{ DB: D1Database }>().getEnv());
});
after(() => world.close());

async function runCron(): Promise<void> {
  await world.harness.getWorker().scheduled({ cron: "*/5 * * * *" });
}

async function refuseOnce(): Promise<{ project: Project; keyId: string }> {
  const project = await world.createProject();
  const { id, key } = world.createKey();
  await readAnswer(await project.connect(key));
  world.stripe.revokeKey(id);
  await project.read("checkConnection", {});
  return { project, keyId: id };
}

const moveBack = (project: Project, seconds: number) =>
  db
    .prepare(
      "UPDATE connections SET refused_at = refused_at - ?2, checked_at = checked_at - ?2 WHERE project = ?1",
    )
    .bind(project.id, seconds)
    .run();

async function readDetail(project: Project) {
  return (await project.read("readConnection")).connection?.health.detail;
}

test("cron · looks a second time at a refused key after its minutes, and not before", async () => {
  const { project } = await refuseOnce();
  await runCron();
  assert.equal(await readDetail(project), "refused_once");
  await moveBack(project, 130);
  await runCron();
  assert.equal(await readDetail(project), "key_rejected");
  const row = await db
    .prepare("SELECT actor, detail FROM audit WHERE project = ?1 AND actor = 'system'")
    .bind(project.id)
    .first();
  assert.deepEqual({ ...row }, { actor: "system", detail: "key_rejected" });
});

test("cron · a settled refusal is not asked about again and again", async () => {
  const { project } = await refuseOnce();
  await moveBack(project, 130);
  await runCron();
  world.stripe.clearRequests();
  await runCron();
  assert.equal(world.stripe.requests.length, 0);
  assert.equal(await readDetail(project), "key_rejected");
});

test("cron · while Stripe is silent nothing is settled, and the others are looked at all the same", async () => {
  const [one, two] = [await refuseOnce(), await refuseOnce()];
  await moveBack(one.project, 200);
  await moveBack(two.project, 130);
  await db
    .prepare(
      "DELETE FROM sealed_secrets WHERE connection_id IN (SELECT id FROM connections WHERE project = ?1)",
    )
    .bind(one.project.id)
    .run();
  await runCron();
  assert.equal(await readDetail(one.project), "refused_once");
  assert.equal(await readDetail(two.project), "key_rejected");
});

test("cron · forgets events of more than thirty days", async () => {
  const project = await world.createProject();
  const { connection } = await readAnswer(await project.connect(world.createKey().key));
  const now = Math.floor(Date.now() / 1000);
  for (const [id, age] of [
    ["evt_old", 31],
    ["evt_new", 29],
  ] as const) {
    await db
      .prepare("INSERT INTO stripe_events VALUES (?1, ?2, 'customer.created', NULL, ?3, ?3)")
      .bind(connection?.id ?? "", id, now - age * 86_400)
      .run();
  }
  await runCron();
  const { results } = await db
    .prepare("SELECT event_id FROM stripe_events WHERE connection_id = ?1")
    .bind(connection?.id ?? "")
    .all();
  assert.deepEqual(
    results.map(({ event_id }) => event_id),
    ["evt_new"],
  );
});

test("cron · connections that never settle keep no other out", async () => {
  const { project } = await refuseOnce();
  await moveBack(project, 130);
  await db
    .prepare(
      `INSERT INTO connections (id, app_id, project, method, mode, label, has_webhook_secret, version,
         connected_at, checked_at, refused_at)
       SELECT 'con_stuck' || value, app_id, 'stuck-' || value, method, mode, label, 0, 1,
         connected_at, checked_at - 900, refused_at - 900
       FROM connections, json_each(?2) WHERE project = ?1`,
    )
    .bind(project.id, JSON.stringify(Array.from({ length: 40 }, (_, index) => index)))
    .run();
  for (let runs = 0; runs < 40 && (await readDetail(project)) === "refused_once"; runs += 1) await runCron();
  assert.equal(await readDetail(project), "key_rejected");
  await db.prepare("DELETE FROM connections WHERE id LIKE 'con_stuck%'").run();
});
