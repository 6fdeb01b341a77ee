/**
 * @module Leaving for Stripe's consent page: what the address holds, where one may come back to, what is kept.
 */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import type { StartOauthAnswer } from "../../../shared/schema/oauth.ts";
import { ORIGIN, readError } from "../world.ts";
import { CALLBACK, createOauthWorld, createPerson, type OauthWorld } from "./journey.ts";

let world: OauthWorld;
before(async () => {
  world = await createOauthWorld();
});
after(() => world.close());

async function readFlows(project: string): Promise<Record<string, unknown>[]> {
  const flows = world.db.prepare("SELECT * FROM oauth_flows WHERE project = ?1").bind(project);
  return (await flows.all()).results;
}

test("POST oauth · answers Stripe's address with client, scope, callback and a state of 260 random bits", async () => {
  const person = await createPerson(world);
  const answer = (await (await person.start()).json()) as StartOauthAnswer; // the contract of starting
  const { origin, pathname, searchParams } = new URL(answer.url);
  assert.equal(origin + pathname, `${world.stripe.url}/oauth/authorize`);
  const { state, ...rest } = Object.fromEntries(searchParams);
  assert.deepEqual(rest, {
    response_type: "code",
    client_id: world.platform.clientId,
    scope: "read_write",
    stripe_landing: "login",
    redirect_uri: CALLBACK,
  });
  assert.match(state ?? "", /^[a-z2-7]{52}$/);
  assert.ok(Math.abs(answer.expires_at - Date.now() / 1000 - 600) < 30);
});

test("POST oauth · keeps of the state only its digest", async () => {
  const person = await createPerson(world);
  const state = new URL(await person.leave()).searchParams.get("state") ?? "";
  const [flow] = await readFlows(person.project.id);
  assert.equal(flow?.["state_hash"], createHash("sha256").update(state).digest("hex"));
  assert.ok(!JSON.stringify(flow).includes(state));
});

for (const [title, returnUrl] of Object.entries({
  "another origin": "https://evil.example/",
  "another scheme of the same host": "http://app.example.com/",
  "another port": `${ORIGIN}:8443/`,
  "a longer host": "https://app.example.com.evil.example/",
  "user and password": "https://app.example.com@evil.example/",
  "a user on the right host": "https://me:secret@app.example.com/",
  "a script": "javascript:alert(1)//https://app.example.com",
  "a data URL": "data:text/html,hi",
  "a blob of the right origin": "blob:https://app.example.com/1",
  "no scheme": "//evil.example/",
  "a path": "/settings",
  backslashes: "https:\\\\evil.example\\app.example.com",
  nothing: "",
})) {
  test(`POST oauth · refuses to come back to ${title}, and notes nothing`, async () => {
    const person = await createPerson(world);
    const error = await readError(await person.start({ return_url: returnUrl }));
    assert.deepEqual([error.status, error.code, error.param], [400, "parameter_invalid", "return_url"]);
    assert.deepEqual(await readFlows(person.project.id), []);
  });
}

for (const [title, body, param] of [
  ["an address beyond 2048 characters", { return_url: `${ORIGIN}/${"a".repeat(2048)}` }, "return_url"],
  ["a challenge that is no digest", { challenge: "short" }, "challenge"],
] as const) {
  test(`POST oauth · refuses ${title}`, async () => {
    const person = await createPerson(world);
    const error = await readError(await person.start(body));
    assert.deepEqual([error.code, error.param], ["parameter_invalid", param]);
  });
}

test("POST oauth · is refused where the profile does not offer it", async () => {
  const project = await world.createProject("admin", "parityrail");
  const person = await createPerson(world, project);
  assert.equal((await readError(await person.start())).code, "oauth_unavailable");
  assert.equal((await project.read("readConnection")).may.oauth, false);
});

test("POST oauth · is offered to an admin's session, and to nobody else", async () => {
  const admin = await world.createProject("admin", "engage");
  assert.equal((await admin.read("readConnection")).may.oauth, true);
  const viewer = await world.createProject("viewer", "engage");
  assert.equal((await viewer.read("readConnection")).may.oauth, false);
  const person = await createPerson(world, viewer);
  assert.equal((await readError(await person.start())).code, "admin_required");
});

test("POST oauth · costs a try, so that it is bounded like a paste", async () => {
  const person = await createPerson(world);
  for (let tries = 0; tries < 20; tries += 1) assert.equal((await person.start()).status, 200);
  assert.equal((await readError(await person.start())).code, "rate_limited");
});

test("POST oauth · leaves an audit row", async () => {
  const person = await createPerson(world);
  await person.leave();
  const rows = world.db.prepare("SELECT action FROM audit WHERE project = ?1").bind(person.project.id);
  assert.ok((await rows.all()).results.some(({ action }) => action === "startOauth"));
});
