/**
 * @module A platform that is set up wrongly: the person is told so, never that they did something wrong.
 */

import assert from "node:assert/strict";
import { randomBytes, webcrypto } from "node:crypto";
import { after, before, mock, test } from "node:test";
import { createWorker } from "../../../worker/app.ts";
import type { Bindings } from "../../../worker/env.ts";
import { readLogText } from "../http/logs.ts";
import { ORIGIN, readAnswer, readError, type Project } from "../world.ts";
import { holdResponse } from "../openapi/hold.ts";
import { createOauthWorld, createPerson, PUBLIC_URL, RETURN_URL, type OauthWorld } from "./journey.ts";

const ROLLED = `sk_test_${randomBytes(24).toString("hex")}`;

let world: OauthWorld;
before(async () => {
  world = await createOauthWorld("connect", { STRIPE_CONNECT_SECRET: ROLLED });
});
after(() => world.close());

const worker = createWorker({
  now: () => Math.floor(Date.now() / 1000),
  random: (length) => webcrypto.getRandomValues(new Uint8Array(length)),
  fetch,
});

const START = { return_url: RETURN_URL, challenge: "A".repeat(43) };

/** Calls the Worker's code in this process, with other settings and the real D1. */
async function callHere(
  method: string,
  path: string,
  { token }: Project,
  settings: Partial<Bindings>,
  body?: object,
): Promise<Response> {
  const log = mock.method(console, "log", () => {}); // the Worker's log line
  const request = new Request(`http://127.0.0.1/v1/projects/current/connection${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, Origin: ORIGIN, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const response = await worker.fetch(request, { ...world.secrets, DB: world.db, ...settings });
  log.mock.restore();
  await holdResponse({ method, url: new URL(request.url), sent: body && JSON.stringify(body) }, response);
  return response;
}

test("POST finish · with a rolled secret is oauth_misconfigured with Stripe's code, and the log says so without it", async () => {
  const person = await createPerson(world);
  const error = await readError(await person.finish(await person.travel(world.account)));
  assert.deepEqual([error.status, error.code], [502, "oauth_misconfigured"]);
  assert.deepEqual(error.stripe, { status: 401, code: "invalid_client" });
  const log = await readLogText(world);
  assert.match(log, /"code":"oauth_misconfigured"/);
  assert.ok(!log.includes(ROLLED));
});

test("POST oauth · with a wrong client id leads to Stripe's own error, which leads nowhere", async () => {
  const { project } = await createPerson(world);
  const settings = {
    PUBLIC_URL,
    STRIPE_API_URL: world.stripe.url,
    STRIPE_OAUTH_URL: world.stripe.url,
    STRIPE_CONNECT_CLIENT_ID: "ca_nobodysclientid",
    STRIPE_CONNECT_SECRET: ROLLED,
  };
  const started = await callHere("POST", "/oauth", project, settings, START);
  const { url } = (await started.json()) as { url: string }; // the contract of starting
  const response = await fetch(url, { redirect: "manual" });
  assert.deepEqual([response.status, response.headers.get("Location")], [400, null]);
});

test("POST oauth and finish · without OAuth settings are oauth_unavailable, and not offered", async () => {
  const { project } = await createPerson(world);
  const read = await readAnswer(await callHere("GET", "", project, {}));
  assert.equal(read.may.oauth, false);
  for (const response of [
    await callHere("POST", "/oauth", project, {}, START),
    await callHere("POST", "/oauth/finish", project, {}, { ticket: "t", verifier: "v" }),
  ]) {
    const error = await readError(response);
    assert.deepEqual([error.status, error.code], [409, "oauth_unavailable"]);
  }
});
