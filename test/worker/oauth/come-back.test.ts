/**
 * @module Coming back from Stripe: a state is believed once and in time, and nothing of it reaches a page or a log.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ERRORS } from "../../../shared/errors.ts";
import { readLogText } from "../http/logs.ts";
import { ORIGIN } from "../world.ts";
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

for (const error of [
  "invalid_scope",
  "invalid_redirect_uri",
  "invalid_request",
  "unsupported_response_type",
]) {
  test(`GET callback · ${error} leads back with oauth_misconfigured`, async () => {
    const person = await createPerson(world);
    const state = new URL(await person.leave()).searchParams.get("state") ?? "";
    const response = await withState(state, `&error=${error}&error_description=x`);
    assert.deepEqual([response.status, readReturnError(response)], [303, "oauth_misconfigured"]);
  });
}

for (const [title, more] of [
  ["neither code nor error", ""],
  ["an empty code", "&code="],
  ["a code that is no code", "&code=%3Cscript%3E"],
  ["an endless code", `&code=${"a".repeat(257)}`],
] as const) {
  test(`GET callback · ${title} leads back with oauth_misconfigured`, async () => {
    const person = await createPerson(world);
    const state = new URL(await person.leave()).searchParams.get("state") ?? "";
    assert.equal(readReturnError(await withState(state, more)), "oauth_misconfigured");
  });
}

test("GET callback · a forged state leads nowhere", async () => {
  for (const state of ["", "forged", "a".repeat(52), "%00", "owed%20con_x%201"])
    await assertDeadEnd(await withState(state));
  await assertDeadEnd(await arrive(world, CALLBACK));
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
