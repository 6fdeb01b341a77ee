/**
 * @module Whose key is it? A connection never changes its Stripe account in silence.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createWorld, readAnswer, readError, REQUIRED, type Project, type World } from "./world.ts";

const SIGNING_SECRET = `whsec_${"a1B2".repeat(8)}`;
const ACCOUNT = /^\/v1\/account$/;

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

async function connectWithSecret(): Promise<Project> {
  const project = await world.createProject();
  await readAnswer(await project.connect(world.createKey().key, { webhook_secret: SIGNING_SECRET }));
  return project;
}

function createForeignKey(permissions: readonly string[] = REQUIRED): string {
  return world.createKey(permissions, { account: world.stripe.createAccount({ customers: 1 }).id }).key;
}

test("account · a connection that was made without one keeps no signing secret over a reconnect", async () => {
  const project = await world.createProject();
  world.stripe.setFault({ kind: "error_500" }, { path: ACCOUNT });
  const key = world.createKey([...REQUIRED, "checkout_session_read", "entitlement_read"]).key;
  const first = await readAnswer(await project.connect(key, { webhook_secret: SIGNING_SECRET }));
  world.stripe.setFault(null);
  assert.equal(first.connection?.account, null);
  const { connection } = await readAnswer(await project.connect(createForeignKey()));
  assert.equal(connection?.webhook.status, "none");
});

test("account · one that Stripe does not answer for is no reason to swap, but to try again", async () => {
  const project = await connectWithSecret();
  const before = await project.read("readConnection");
  const key = createForeignKey([...REQUIRED, "checkout_session_read", "entitlement_read"]);
  world.stripe.setFault({ kind: "error_500" }, { path: ACCOUNT });
  const error = await readError(await project.connect(key));
  world.stripe.setFault(null);
  assert.deepEqual([error.status, error.code], [503, "stripe_unavailable"]);
  assert.deepEqual(await project.read("readConnection"), before);
});

test("account · replacing it, and changing the mode, drop the old signing secret", async () => {
  for (const reconnect of [
    (project: Project) => project.connect(createForeignKey(), { replace_account: true }),
    (project: Project) => project.connect(world.createKey(REQUIRED, { mode: "live" }).key, { mode: "live" }),
  ]) {
    const project = await connectWithSecret();
    const { connection } = await readAnswer(await reconnect(project));
    assert.equal(connection?.webhook.status, "none");
  }
});

test("account · a blank signing secret leaves the one that is there", async () => {
  const project = await connectWithSecret();
  const { connection } = await readAnswer(
    await project.connect(world.createKey().key, { webhook_secret: "  " }),
  );
  assert.equal(connection?.webhook.status, "waiting");
});
