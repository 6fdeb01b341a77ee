/**
 * @module Finishing: only the browser that left and came back, once and in time; a code is exchanged at most once.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import type { LocalAccount } from "../../../demo/stripe/index.ts";
import { ORIGIN, readAnswer, readError, type Project } from "../world.ts";
import {
  arrive,
  countAsked,
  createOauthWorld,
  createPerson,
  readTicket,
  type OauthWorld,
} from "./journey.ts";

const OTHER_ORIGIN = "https://other.example.com";

let world: OauthWorld;
let account: LocalAccount;
before(async () => {
  world = await createOauthWorld();
});
beforeEach(() => {
  world.stripe.setFault(null);
  world.stripe.clearRequests();
  account = world.stripe.createAccount({ name: "Acme Inc.", customers: 3 });
});
after(() => world.close());

const isConnected = (): boolean => world.stripe.isConnected(world.platform.clientId, account.id);

async function createSession(app: Project, body: Record<string, unknown>): Promise<string> {
  const response = await world.call("createSession", {
    token: app.app.secret,
    body: { role: "admin", ...body },
  });
  return ((await response.json()) as { token: string }).token; // the contract of sessions
}

test("POST finish · granted is connected: method, mode, account, permissions, and no secret anywhere", async () => {
  const person = await createPerson(world);
  const response = await person.finish(await person.travel(account));
  const text = await response.clone().text();
  const { connection } = await readAnswer(response);
  assert.deepEqual(
    [connection?.method, connection?.mode, connection?.label, connection?.key_kind, connection?.edit_key_url],
    ["oauth", "test", "Stripe Connect", null, null],
  );
  assert.deepEqual(connection?.account, { id: account.id, name: "Acme Inc." });
  assert.ok(connection?.permissions.every(({ status }) => status === "granted"));
  assert.equal(connection?.health.status, "healthy");
  assert.equal(isConnected(), true);
  assert.ok(!text.includes(world.platform.secretKey));
});

test("POST finish · has the endpoint made in the account, with the same access", async () => {
  const person = await createPerson(world);
  const { connection } = await readAnswer(await person.finish(await person.travel(account)));
  assert.deepEqual([connection?.webhook.managed, connection?.webhook.status], [true, "waiting"]);
  assert.ok(world.stripe.snapshot(account.id).includes(`/v1/webhooks/stripe/${connection?.id}`));
});

test("POST finish · with Connect keeps nothing but the account's id", async () => {
  const person = await createPerson(world);
  const { connection } = await readAnswer(await person.finish(await person.travel(account)));
  const sealed = await world.db
    .prepare("SELECT field FROM sealed_secrets WHERE connection_id = ?1")
    .bind(connection?.id ?? "")
    .all();
  assert.deepEqual(sealed.results, [{ field: "webhook_secret" }]); // of the endpoint that was made
  const flows = await world.db
    .prepare("SELECT count(*) AS n FROM oauth_flows WHERE project = ?1")
    .bind(person.project.id)
    .first("n");
  assert.equal(flows, 0);
});

test("POST finish · a ticket is good once, and the code is exchanged once", async () => {
  const person = await createPerson(world);
  const ticket = await person.travel(account);
  await readAnswer(await person.finish(ticket));
  assert.equal((await readError(await person.finish(ticket))).code, "oauth_state_invalid");
  assert.equal(countAsked(world, "token"), 1);
  assert.equal(isConnected(), true); // a second exchange would have revoked it
});

test("POST finish · two at once exchange once, and one of them connects", async () => {
  const person = await createPerson(world);
  const ticket = await person.travel(account);
  const answers = await Promise.all([person.finish(ticket), person.finish(ticket), person.finish(ticket)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400]);
  assert.equal(countAsked(world, "token"), 1);
  assert.equal(isConnected(), true);
});

test("POST finish · a ticket is bound to verifier, project, user and origin, and other attempts do not use it up", async () => {
  const app = await world.createApp({ origins: [ORIGIN, OTHER_ORIGIN], profile: "engage" });
  const id = `project-${randomBytes(6).toString("hex")}`;
  const base = await world.createProject("admin", "engage");
  const owner: Project = { ...base, app };
  const token = await createSession(owner, { project: id, user: "user_1" });
  const call: Project["call"] = (endpoint, body, options) =>
    world.call(endpoint, { token, origin: ORIGIN, body, ...options });
  const person = await createPerson(world, { ...owner, id, token, call });
  const ticket = await person.travel(account);
  const wrong = {
    verifier: [{ verifier: randomBytes(32).toString("base64url") }, {}],
    "no verifier": [{ verifier: "" }, {}],
    project: [{}, { token: await createSession(owner, { project: `${id}-2`, user: "user_1" }) }],
    person: [{}, { token: await createSession(owner, { project: id, user: "user_2" }) }],
    nobody: [{}, { token: await createSession(owner, { project: id }) }],
    origin: [{}, { origin: OTHER_ORIGIN }],
    app: [{}, { token: await createSession(base, { project: id, user: "user_1" }) }],
  } as const;
  for (const [title, [more, options]] of Object.entries(wrong)) {
    const error = await readError(await person.finish(ticket, more, options));
    assert.deepEqual([error.status, error.code], [400, "oauth_state_invalid"], title);
  }
  assert.equal(countAsked(world, "token"), 0);
  await readAnswer(await person.finish(ticket));
});

test("POST finish · a victim sent to Stripe with somebody else's state connects nothing for them", async () => {
  const attacker = await createPerson(world);
  const victim = await createPerson(world);
  // The victim consents on Stripe's own page, and their browser gets the ticket, in the victim's own session.
  const ticket = readTicket(await arrive(world, await attacker.decide(account)));
  assert.equal((await readError(await victim.finish(ticket))).code, "oauth_state_invalid");
  // The attacker has the verifier, and no way to the ticket.
  const guess = await readError(await attacker.finish("a".repeat(52)));
  assert.equal(guess.code, "oauth_state_invalid");
  assert.equal(countAsked(world, "token"), 0);
  assert.equal(isConnected(), false);
});

test("POST finish · somebody else's ticket in a victim's address does not connect their account here", async () => {
  const attacker = await createPerson(world);
  const victim = await createPerson(world);
  const ticket = await attacker.travel(account);
  assert.equal((await readError(await victim.finish(ticket))).code, "oauth_state_invalid");
  assert.equal((await victim.project.read("readConnection")).connection, null);
});

test("POST finish · after ten minutes is oauth_expired, and the code stays unused", async () => {
  const person = await createPerson(world);
  const ticket = await person.travel(account);
  await world.advanceClock(601);
  const error = await readError(await person.finish(ticket));
  assert.deepEqual([error.status, error.code], [422, "oauth_expired"]);
  assert.equal(countAsked(world, "token"), 0);
});

test("POST finish · a code that was exchanged elsewhere is oauth_refused, and asked for once", async () => {
  const person = await createPerson(world);
  const back = await person.decide(account);
  const ticket = readTicket(await arrive(world, back));
  await fetch(`${world.stripe.url}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Bearer ${world.platform.secretKey}` },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code: new URL(back).searchParams.get("code") ?? "",
    }),
  });
  world.stripe.clearRequests();
  const error = await readError(await person.finish(ticket));
  assert.deepEqual([error.status, error.code], [422, "oauth_refused"]);
  assert.deepEqual(error.stripe, { status: 400, code: "invalid_grant" });
  assert.equal((await readError(await person.finish(ticket))).code, "oauth_state_invalid");
  assert.equal(countAsked(world, "token"), 1);
});

for (const [kind, code] of [
  ["error_500", "oauth_refused"],
  ["reset_before", "oauth_refused"],
  ["bad_request", "oauth_misconfigured"],
] as const) {
  test(`POST finish · ${kind} at the exchange is ${code}: asked once, ticket used up, nothing stored`, async () => {
    const person = await createPerson(world);
    const ticket = await person.travel(account);
    world.stripe.clearRequests();
    world.stripe.setFault({ kind }, { path: /oauth\/token$/, times: 1 });
    assert.equal((await readError(await person.finish(ticket))).code, code);
    assert.equal((await readError(await person.finish(ticket))).code, "oauth_state_invalid");
    assert.equal(countAsked(world, "token"), 1);
    assert.equal((await person.project.read("readConnection")).connection, null);
  });
}

test("POST finish · while Stripe does not answer after the exchange the ticket stays valid: a retry needs no new consent", async () => {
  const person = await createPerson(world);
  const ticket = await person.travel(account);
  world.stripe.setFault({ kind: "error_500" }, { path: /^\/v1\// });
  assert.equal((await readError(await person.finish(ticket))).code, "stripe_unavailable");
  world.stripe.setFault(null);
  const { connection } = await readAnswer(await person.finish(ticket));
  assert.equal(connection?.account?.id, account.id);
  assert.equal(countAsked(world, "token"), 1);
});

test("POST finish · access that can never be stored is revoked at once", async () => {
  const person = await createPerson(world);
  const ticket = await person.travel(account);
  world.stripe.setFault({ kind: "permission_lost" }, { path: /^\/v1\// });
  assert.equal((await readError(await person.finish(ticket))).code, "permissions_missing");
  assert.equal(isConnected(), false);
  assert.equal((await readError(await person.finish(ticket))).code, "oauth_state_invalid");
});

test("POST finish · leaves an audit row, and so does a failed one", async () => {
  const person = await createPerson(world);
  await person.finish("nothing");
  await readAnswer(await person.finish(await person.travel(account)));
  const rows = world.db.prepare(
    "SELECT action, detail FROM audit WHERE project = ?1 AND action != 'createSession' ORDER BY rowid",
  );
  const { results } = await rows.bind(person.project.id).all();
  assert.deepEqual(results, [
    { action: "connect_refused", detail: "oauth_state_invalid" },
    { action: "startOauth", detail: null },
    { action: "finishOauth", detail: account.id },
  ]);
});
