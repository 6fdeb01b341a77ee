/**
 * @module Test where live is asked, or live where test is asked: a question, asked before Stripe and free of charge.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { createWorld, readAnswer, readError, REQUIRED, type World } from "../world.ts";

/** As many as a project has in an hour. */
const PROJECT_TRIES = 20;

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

const createKey = (mode: "test" | "live"): string => world.createKey(REQUIRED, { mode }).key;

test("mode · a key of the other mode is a question, and its own mode the answer", async () => {
  const project = await world.createProject();
  await readAnswer(await project.connect(world.createKey().key));
  const { key } = world.createKey(REQUIRED, { mode: "live" });
  world.stripe.clearRequests();
  const question = await readError(await project.connect(key));
  assert.deepEqual([question.status, question.code, question.param], [409, "mode_differs", "api_key"]);
  assert.match(question.message, /^This key reads live data, and test data was asked for\./);
  assert.equal(world.stripe.requests.length, 0);
  assert.equal((await project.read("readConnection")).connection?.mode, "test");
  const { connection } = await readAnswer(await project.connect(key, { mode: "live" }));
  assert.equal(connection?.mode, "live");
});

test("mode · the question costs no try and leaves no audit row, however often it is asked", async () => {
  const project = await world.createProject();
  await readAnswer(await project.connect(createKey("test")));
  const live = createKey("live");
  for (let times = 0; times <= PROJECT_TRIES; times += 1) {
    assert.equal((await readError(await project.connect(live))).code, "mode_differs");
  }
  const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
  const refused = DB.prepare("SELECT 1 FROM audit WHERE project = ?1 AND action = 'connect_refused'");
  assert.equal(await refused.bind(project.id).first(), null);
  const { connection } = await readAnswer(await project.connect(live, { mode: "live" }));
  assert.equal(connection?.mode, "live");
});

test("mode · what the caller asks for comes before the connection, and that before the profile", async () => {
  const profile = { ...PARITYRAIL, name: "own", mode: "live" } as const;
  const project = await world.createProject("admin", profile);
  const first = await readError(await project.connect(createKey("test")));
  assert.match(first.message, /^This key reads test data, and live data was asked for\./);
  const { connection } = await readAnswer(await project.connect(createKey("test"), { mode: "test" }));
  assert.equal(connection?.mode, "test");
  assert.equal((await project.connect(createKey("test"))).status, 200);
  const again = await readError(await project.connect(createKey("live")));
  assert.match(again.message, /^This key reads live data, and test data was asked for\./);
  const crossed = await readError(await project.connect(createKey("test"), { mode: "live" }));
  assert.equal(crossed.code, "mode_differs");
});

test("mode · the demo dataset asks for none", async () => {
  const project = await world.createProject();
  await project.read("connectDemo", {});
  assert.equal((await readAnswer(await project.connect(createKey("live")))).connection?.mode, "live");
});
