/**
 * @module A Stripe App: tokens that expire, stored sealed, refreshed in time and once for all requests.
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

/** Stripe's access tokens last an hour (docs.stripe.com/stripe-apps/api-authentication/oauth). */
const LIFETIME = 3600;

/** The sealed pair of a project's connection. It is only compared: it cannot be read here. */
async function readTokens({ id }: Project): Promise<string> {
  const { results } = await world.db
    .prepare("SELECT field, sealed FROM sealed_secrets WHERE project = ?1")
    .bind(id)
    .all<{ field: string; sealed: string }>();
  const pair = results.find(({ field }) => field === "oauth_tokens")?.sealed ?? "";
  assert.match(pair, /^v1\./);
  return pair;
}

/** Moves the clock to so many seconds before the end of an access token that was just given. */
const advanceTo = (secondsLeft: number) => world.advanceClock(LIFETIME - secondsLeft);

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
  test(`POST check · a token ${title} is refreshed, with its refresh token, and the pair is sealed anew`, async () => {
    const { project } = await connectByConsent(world, account);
    const before = await readTokens(project);
    await advanceTo(seconds);
    const { connection } = await project.read("checkConnection", {});
    assert.equal(connection?.health.status, "healthy");
    assert.notEqual(await readTokens(project), before);
    await advanceTo(seconds); // the new refresh token is good, too
    assert.equal((await project.read("checkConnection", {})).connection?.health.status, "healthy");
    assert.equal(countAsked(world, "token"), 3);
  });
}

test("POST check · a pair that D1 could not take is used all the same, and written by the alarm", async () => {
  const { project } = await connectByConsent(world, account);
  const { connection } = await project.read("readConnection");
  const before = await readTokens(project);
  await advanceTo(-10);
  await world.db.exec("ALTER TABLE sealed_secrets RENAME COLUMN updated_at TO updated_at_away");
  await project.read("checkConnection", {});
  await project.read("checkConnection", {});
  assert.equal(countAsked(world, "token"), 2);
  await world.db.exec("ALTER TABLE sealed_secrets RENAME COLUMN updated_at_away TO updated_at");
  assert.equal(await readTokens(project), before);
  await world.ringAlarm(connection?.id ?? "");
  assert.notEqual(await readTokens(project), before);
  await project.read("checkConnection", {});
  assert.equal(countAsked(world, "token"), 2);
});

test("POST finish · a pair that D1 could not take does not come back over the one of a new consent", async () => {
  const person = await connectByConsent(world, account);
  const id = (await person.project.read("readConnection")).connection?.id ?? "";
  await advanceTo(-10);
  await world.db.exec("ALTER TABLE sealed_secrets RENAME COLUMN updated_at TO updated_at_away");
  await person.project.read("checkConnection", {});
  await world.db.exec("ALTER TABLE sealed_secrets RENAME COLUMN updated_at_away TO updated_at");
  await readAnswer(await person.finish(await person.travel(account)));
  const sealed = await readTokens(person.project);
  await world.ringAlarm(id);
  assert.equal(await readTokens(person.project), sealed);
});

test("POST check · a pair that lives five minutes is used for half of them, then exchanged once", async () => {
  world.stripe.setTokenLifetime(300);
  const { project } = await connectByConsent(world, account);
  await project.read("checkConnection", {});
  assert.equal(countAsked(world, "token"), 1);
  await world.advanceClock(160);
  await project.read("checkConnection", {});
  await project.read("checkConnection", {});
  assert.equal(countAsked(world, "token"), 2);
  world.stripe.setTokenLifetime(null);
});

test("POST check · many at once refresh once, and all of them work", async () => {
  const { project } = await connectByConsent(world, account);
  await advanceTo(-10);
  world.stripe.clearRequests();
  world.stripe.setFault({ kind: "latency", milliseconds: 150 }, { path: /oauth\/token$/ });
  const answers = await Promise.all([1, 2, 3, 4].map(() => project.call("checkConnection", {})));
  for (const answer of answers) assert.equal(answer.status, 200);
  assert.equal(countAsked(world, "token"), 1);
  assert.equal((await project.read("checkConnection", {})).connection?.health.status, "healthy");
});

test("POST check · while Stripe does not answer the refresh a valid token is used, and an expired one is a 503", async () => {
  const { project } = await connectByConsent(world, account);
  world.stripe.setFault({ kind: "error_500" }, { path: /oauth\/token$/ });
  await advanceTo(200);
  assert.equal((await project.read("checkConnection", {})).connection?.health.status, "healthy");
  await world.advanceClock(210);
  const error = await readError(await project.call("checkConnection", {}));
  assert.deepEqual([error.status, error.code], [503, "stripe_unavailable"]);
  world.stripe.setFault(null);
  assert.equal((await project.read("checkConnection", {})).connection?.health.status, "healthy");
});

test("POST check · a refresh with wrong platform settings does not change the connection's health", async () => {
  const { project } = await connectByConsent(world, account);
  await advanceTo(-10);
  world.stripe.setFault({ kind: "revoked" }, { path: /oauth\/token$/ });
  assert.equal((await readError(await project.call("checkConnection", {}))).code, "oauth_misconfigured");
  assert.equal((await project.read("readConnection")).connection?.health.status, "healthy");
});

test("POST check · a rejected refresh token degrades once, is revoked minutes later, and is repaired by consent", async () => {
  const person = await connectByConsent(world, account);
  const { project } = person;
  world.stripe.revokeAccess(world.platform.clientId, account.id);
  await advanceTo(-10);
  const once = await project.read("checkConnection", {});
  assert.equal(once.connection?.health.detail, "refused_once");
  await world.advanceClock(121);
  const twice = await project.read("checkConnection", {});
  assert.deepEqual(
    [twice.connection?.health.status, twice.connection?.health.detail],
    ["revoked", "access_revoked"],
  );
  const { connection } = await readAnswer(await person.finish(await person.travel(account)));
  assert.equal(connection?.health.status, "healthy");
});

test("DELETE connection · revokes the access and deletes both tokens", async () => {
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
