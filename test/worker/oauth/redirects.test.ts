/**
 * @module Leaving for Stripe's consent page and coming back: what the address holds, where one may return to, what is
 * stored, and that a state is believed once and in time.
 */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { DE } from "../../../shared/i18n/de.ts";
import { ERRORS } from "../../../shared/errors.ts";
import type { StartOauthAnswer } from "../../../shared/schema/oauth.ts";
import { setCounts } from "../http/attempts.ts";
import { readLogText } from "../http/logs.ts";
import { ORIGIN, readError } from "../world.ts";
import {
  arrive,
  CALLBACK,
  countAsked,
  createOauthWorld,
  createPerson,
  readLocation,
  readReturnError,
  readTicket,
  type OauthWorld,
} from "./journey.ts";

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

test("POST oauth · returns to an exact origin of the app and nowhere else; a malformed start stores nothing", async () => {
  const person = await createPerson(world);
  const malformed: [title: string, body: Record<string, unknown>, param: string][] = Object.entries({
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
    "an address beyond 2048 characters": `${ORIGIN}/${"a".repeat(2048)}`,
  }).map(([title, return_url]) => [title, { return_url }, "return_url"]);
  malformed.push(["a challenge that is no digest", { challenge: "short" }, "challenge"]);
  for (const [title, body, param] of malformed) {
    const error = await readError(await person.start(body));
    assert.deepEqual([error.status, error.code, error.param], [400, "parameter_invalid", param], title);
  }
  assert.deepEqual(await readFlows(person.project.id), []);
});

test("POST oauth · is rejected where the profile does not offer it", async () => {
  const project = await world.createProject("admin", "parityrail");
  const person = await createPerson(world, project);
  assert.equal((await readError(await person.start())).code, "oauth_unavailable");
  assert.equal((await project.read("readConnection")).may.oauth, false);
});

test("POST oauth · is offered to an admin's session only", async () => {
  const admin = await world.createProject("admin", "engage");
  assert.equal((await admin.read("readConnection")).may.oauth, true);
  const viewer = await world.createProject("viewer", "engage");
  assert.equal((await viewer.read("readConnection")).may.oauth, false);
  const person = await createPerson(world, viewer);
  assert.equal((await readError(await person.start())).code, "admin_required");
});

test("POST oauth · counts as a try to connect", async () => {
  const person = await createPerson(world);
  await person.leave();
  await setCounts(world, `connect project ${person.project.app.id} `, 19);
  await person.leave();
  assert.equal((await readError(await person.start())).code, "rate_limited");
});

test("POST oauth · leaves an audit row", async () => {
  const person = await createPerson(world);
  await person.leave();
  const rows = world.db.prepare("SELECT action FROM audit WHERE project = ?1").bind(person.project.id);
  assert.ok((await rows.all()).results.some(({ action }) => action === "startOauth"));
});

/** The dead end: one sentence, no script, nothing of the request, nowhere to go. */
async function assertDeadEnd(response: Response): Promise<void> {
  assert.equal(response.status, 400);
  assert.equal(response.headers.get("Location"), null);
  assert.match(response.headers.get("Content-Type") ?? "", /^text\/html/);
  assert.match(response.headers.get("Content-Security-Policy") ?? "", /default-src 'none'/);
  const text = await response.text();
  assert.ok(text.includes(ERRORS.oauth_state_invalid.message));
  assert.doesNotMatch(text, /<script|http-equiv|href/i);
}

const withState = async (state: string, more = "&code=ac_forged"): Promise<Response> =>
  arrive(world, `${CALLBACK}?state=${state}${more}`);

test("GET callback · granted leads back to the page with a ticket, all else as it was", async () => {
  const person = await createPerson(world);
  const response = await arrive(world, await person.decide(world.account));
  assert.equal(response.status, 303);
  const location = readLocation(response);
  assert.equal(location.origin + location.pathname, `${ORIGIN}/settings`);
  assert.equal(location.search, `?tab=billing&parityrail_oauth=${readTicket(response)}`);
  assert.equal(location.hash, "#stripe");
  assert.match(readTicket(response), /^[a-z2-7]{52}$/);
});

test("GET callback · is not cached, and sends no Referer on", async () => {
  const person = await createPerson(world);
  const granted = await arrive(world, await person.decide(world.account));
  for (const response of [granted, await withState("forged")]) {
    assert.equal(response.headers.get("Referrer-Policy"), "no-referrer");
    assert.equal(response.headers.get("Cache-Control"), "no-store");
  }
});

test("GET callback · asks Stripe nothing: the code waits, sealed, for the browser that left", async () => {
  const person = await createPerson(world);
  world.stripe.clearRequests();
  const back = await person.decide(world.account);
  await arrive(world, back);
  assert.equal(countAsked(world, "token"), 0);
  assert.equal(world.stripe.isConnected(world.platform.clientId, world.account.id), false);
  const code = new URL(back).searchParams.get("code") ?? "";
  const row = await world.db
    .prepare("SELECT * FROM oauth_flows WHERE project = ?1")
    .bind(person.project.id)
    .first<Record<string, unknown>>();
  assert.match(code, /^ac_/);
  assert.match(String(row?.["sealed_code"]), /^v1\./);
  assert.ok(!JSON.stringify(row).includes(code));
});

test("GET callback · denied leads back with oauth_denied, and the state is over", async () => {
  const person = await createPerson(world);
  const back = await person.decide(world.account, false);
  const response = await arrive(world, back);
  assert.deepEqual([response.status, readReturnError(response)], [303, "oauth_denied"]);
  await assertDeadEnd(await arrive(world, back));
});

test("GET callback · an error of ours, or what is no code, leads back with oauth_misconfigured", async () => {
  const person = await createPerson(world);
  for (const more of [
    ...["invalid_scope", "invalid_redirect_uri", "invalid_request", "unsupported_response_type"].map(
      (error) => `&error=${error}&error_description=x`,
    ),
    ...["", "&code=", "&code=%3Cscript%3E", `&code=${"a".repeat(257)}`],
  ]) {
    const state = new URL(await person.leave()).searchParams.get("state") ?? "";
    const response = await withState(state, more);
    assert.deepEqual([response.status, readReturnError(response)], [303, "oauth_misconfigured"], more);
  }
});

test("GET callback · a forged state leads nowhere", async () => {
  for (const state of ["", "forged", "a".repeat(52), "%00", "owed%20con_x%201"])
    await assertDeadEnd(await withState(state));
  await assertDeadEnd(await arrive(world, CALLBACK));
});

test("GET callback · the dead end speaks the caller's language", async () => {
  const query = { state: "forged", code: "ac_forged" };
  const headers = { "accept-language": "de-AT" };
  const text = await (await world.call("returnFromOauth", { query, origin: null, headers })).text();
  assert.match(text, /<html lang="de" /);
  assert.ok(text.includes(DE.errors.oauth_state_invalid));
});

test("GET callback · a state is good once, for two at once as well", async () => {
  const person = await createPerson(world);
  const back = await person.decide(world.account);
  const [first, second] = await Promise.all([arrive(world, back), arrive(world, back)]);
  assert.deepEqual([first.status, second.status].sort(), [303, 400]);
  await assertDeadEnd(await arrive(world, back));
});

test("GET callback · after ten minutes leads back with oauth_expired, and stores no code", async () => {
  const person = await createPerson(world);
  const back = await person.decide(world.account);
  await world.advanceClock(601);
  const response = await arrive(world, back);
  assert.deepEqual([response.status, readReturnError(response)], [303, "oauth_expired"]);
  await assertDeadEnd(await arrive(world, back));
});

test("GET callback · replaces what an earlier return left in the address", async () => {
  const person = await createPerson(world);
  const left = `${ORIGIN}/?a=1&parityrail_oauth=old&b=%20x&parityrail_oauth_error=oauth_denied&flag`;
  const response = await person.start({ return_url: left });
  const { url } = (await response.json()) as { url: string }; // the contract of starting
  const back = await arrive(
    world,
    await world.stripe.consent(url, { account: world.account.id, allow: true }),
  );
  assert.equal(readLocation(back).search, `?a=1&b=%20x&flag&parityrail_oauth=${readTicket(back)}`);
});

test("GET callback · writes no state, code or ticket into the log", async () => {
  const person = await createPerson(world);
  const back = await person.decide(world.account);
  const ticket = readTicket(await arrive(world, back));
  await person.finish(ticket);
  const log = await readLogText(world);
  assert.match(log, /"route":"\/v1\/oauth\/callback"/);
  const { state = "?", code = "?" } = Object.fromEntries(new URL(back).searchParams);
  for (const secret of [state, code, ticket, person.verifier, world.platform.secretKey]) {
    assert.ok(secret.length > 20 && !log.includes(secret));
  }
});
