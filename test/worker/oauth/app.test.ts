/**
 * @module A Stripe App: tokens that end, kept sealed, refreshed in time and by one request at once.
 */

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { LocalAccount } from "../../../demo/stripe/index.ts";
import type { StartOauthAnswer } from "../../../shared/schema/oauth.ts";
import { readLogText } from "../http/logs.ts";
import { readAnswer, readError, type Project } from "../world.ts";
import { connectByConsent, countAsked, createOauthWorld, createPerson, type OauthWorld } from "./journey.ts";

let world: OauthWorld;
let account: LocalAccount;
before(async () => {
  world = await createOauthWorld("app");
});
beforeEach(() => {
  world.stripe.setFault(null);
  world.stripe.clearRequests();
  account = world.stripe.createAccount({ name: "Acme Inc.", customers: 3 });
});
after(() => world.close());

interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

/** What is sealed of a project's connection. It is only compared: it cannot be read here. */
async function readTokens({ id }: Project): Promise<Tokens> {
  const { results } = await world.db
    .prepare(
      `SELECT field, sealed FROM sealed_secrets WHERE project = ?1 AND field LIKE 'oauth_%' ORDER BY field`,
    )
    .bind(id)
    .all<{ field: string; sealed: string }>();
  assert.deepEqual(
    results.map(({ field }) => field),
    ["oauth_access_token", "oauth_refresh_token"],
  );
  for (const { sealed } of results) assert.match(sealed, /^v1\./);
  return { access: results[0]?.sealed ?? "", refresh: results[1]?.sealed ?? "" };
}

const OF_PROJECT = "connection_id = (SELECT id FROM connections WHERE project = ?1)";

/** Moves the end of a project's access token to so many seconds from now. */
async function endIn({ id }: Project, seconds: number): Promise<void> {
  const end = Math.floor(Date.now() / 1000) + seconds;
  await world.db.prepare(`UPDATE oauth_tokens SET expires_at = ?2 WHERE ${OF_PROJECT}`).bind(id, end).run();
}

const isConnected = (): boolean => world.stripe.isConnected(world.platform.clientId, account.id);

test("POST oauth · leads to the consent page of Stripe Apps, whose scope is in the manifest", async () => {
  const person = await createPerson(world);
  const { url } = (await (await person.start()).json()) as StartOauthAnswer; // the contract of starting
  const { pathname, searchParams } = new URL(url);
  assert.equal(pathname, "/oauth/v2/authorize");
  assert.deepEqual([searchParams.get("scope"), searchParams.get("response_type")], [null, "code"]);
});

test("POST finish · connects with the account's own token, and seals both", async () => {
  const person = await createPerson(world);
  const { connection } = await readAnswer(await person.finish(await person.travel(account)));
  assert.deepEqual([connection?.method, connection?.account?.id], ["oauth", account.id]);
  assert.ok(connection?.permissions.every(({ status }) => status === "granted"));
  assert.equal(connection?.webhook.status, "waiting");
  await readTokens(person.project);
  assert.ok(world.stripe.requests.some(({ path }) => path === "/v1/oauth/token"));
});

test("POST finish · a question keeps the tokens sealed, and its answer asks for no others", async () => {
  const person = await connectByConsent(world, account);
  const other = world.stripe.createAccount({ name: "Other Inc.", customers: 3 });
  const ticket = await person.travel(other);
  world.stripe.clearRequests();
  assert.equal((await readError(await person.finish(ticket))).code, "account_differs");
  const { connection } = await readAnswer(await person.finish(ticket, { replace_account: true }));
  assert.equal(connection?.account?.id, other.id);
  assert.equal(countAsked(world, "token"), 1);
  assert.equal(isConnected(), false);
});

test("POST check · a token with time left is used as it is", async () => {
  const { project } = await connectByConsent(world, account);
  const before = await readTokens(project);
  await project.read("checkConnection", {});
  assert.deepEqual(await readTokens(project), before);
  assert.equal(countAsked(world, "token"), 1);
});

for (const [title, seconds] of [
  ["about to end", 200],
  ["that has ended", -10],
] as const) {
  test(`POST check · a token ${title} is refreshed, with its refresh token, and both are sealed anew`, async () => {
    const { project } = await connectByConsent(world, account);
    const before = await readTokens(project);
    await endIn(project, seconds);
    const { connection } = await project.read("checkConnection", {});
    assert.equal(connection?.health.status, "healthy");
    const after = await readTokens(project);
    assert.notEqual(after.access, before.access);
    assert.notEqual(after.refresh, before.refresh);
    await endIn(project, seconds); // the new refresh token is good, too
    assert.equal((await project.read("checkConnection", {})).connection?.health.status, "healthy");
    assert.equal(countAsked(world, "token"), 3);
  });
}

test("POST check · many at once refresh once, and all of them work", async () => {
  const { project } = await connectByConsent(world, account);
  await endIn(project, -10);
  world.stripe.clearRequests();
  world.stripe.setFault({ kind: "latency", milliseconds: 150 }, { path: /oauth\/token$/ });
  const answers = await Promise.all([1, 2, 3, 4].map(() => project.call("checkConnection", {})));
  // All asked with the new token; of those who wrote at the same time, one was first.
  for (const answer of answers) {
    if (answer.status !== 200) assert.equal((await readError(answer)).code, "connection_changed");
  }
  assert.ok(answers.some(({ status }) => status === 200));
  assert.equal(countAsked(world, "token"), 1);
  assert.equal((await project.read("checkConnection", {})).connection?.health.status, "healthy");
});

test("POST check · Stripe silent at the refresh: a token that still works is used, one that ended waits", async () => {
  const { project } = await connectByConsent(world, account);
  world.stripe.setFault({ kind: "error_500" }, { path: /oauth\/token$/ });
  await endIn(project, 200);
  assert.equal((await project.read("checkConnection", {})).connection?.health.status, "healthy");
  await endIn(project, -10);
  const error = await readError(await project.call("checkConnection", {}));
  assert.deepEqual([error.status, error.code], [503, "stripe_unavailable"]);
  world.stripe.setFault(null);
  assert.equal((await project.read("checkConnection", {})).connection?.health.status, "healthy");
});

test("POST check · a refresh by a platform that is set up wrongly is no fault of the account", async () => {
  const { project } = await connectByConsent(world, account);
  await endIn(project, -10);
  world.stripe.setFault({ kind: "revoked" }, { path: /oauth\/token$/ });
  assert.equal((await readError(await project.call("checkConnection", {}))).code, "oauth_misconfigured");
  assert.equal((await project.read("readConnection")).connection?.health.status, "healthy");
});

test("POST check · a refresh token that Stripe takes no more is refused once, revoked minutes later, and mended by consent", async () => {
  const person = await connectByConsent(world, account);
  const { project } = person;
  world.stripe.revokeAccess(world.platform.clientId, account.id);
  await endIn(project, -10);
  const once = await project.read("checkConnection", {});
  assert.equal(once.connection?.health.detail, "refused_once");
  await world.db
    .prepare("UPDATE connections SET refused_at = refused_at - 121 WHERE project = ?1")
    .bind(project.id)
    .run();
  const twice = await project.read("checkConnection", {});
  assert.deepEqual(
    [twice.connection?.health.status, twice.connection?.health.detail],
    ["revoked", "access_revoked"],
  );
  const { connection } = await readAnswer(await person.finish(await person.travel(account)));
  assert.equal(connection?.health.status, "healthy");
});

test("POST check · a refresh that comes back late does not write over a new consent", async () => {
  // Without an endpoint in the account, connecting anew does not wait for the old access.
  world.stripe.setFault({ kind: "permission_lost" }, { path: /webhook_endpoints/ });
  const person = await connectByConsent(world, account);
  const { project } = person;
  const ticket = await person.travel(account);
  await endIn(project, -10);
  world.stripe.setFault({ kind: "latency", milliseconds: 400 }, { path: /oauth\/token$/, times: 1 });
  const late = project.call("checkConnection", {});
  while (countAsked(world, "token") < 2) await new Promise((resolve) => setImmediate(resolve));
  await readAnswer(await person.finish(ticket));
  const fresh = await readTokens(project);
  await late;
  assert.deepEqual(await readTokens(project), fresh);
});

test("DELETE connection · gives the access back and forgets both tokens", async () => {
  const { project } = await connectByConsent(world, account);
  const answer = await project.read("disconnect");
  assert.equal(answer.left_behind, undefined);
  assert.equal(isConnected(), false);
  for (const table of ["sealed_secrets", "oauth_flows"]) {
    const rows = world.db.prepare(`SELECT count(*) AS n FROM ${table} WHERE project = ?1`);
    assert.equal(await rows.bind(project.id).first("n"), 0, table);
  }
});

test("DELETE connection · what stays is managed where the account's apps are", async () => {
  const { project } = await connectByConsent(world, account);
  world.stripe.setFault({ kind: "error_500" }, { path: /oauth\/deauthorize$/ });
  const { left_behind: left } = await project.read("disconnect");
  assert.deepEqual(left, [{ what: "oauth_access", manage_url: `${world.stripe.url}/settings/apps` }]);
});

test("every step · writes no token into the log", async () => {
  assert.doesNotMatch(await readLogText(world), /\b(rk_test_|sk_test_|rt_|ac_)[A-Za-z0-9]{12,}/);
});
