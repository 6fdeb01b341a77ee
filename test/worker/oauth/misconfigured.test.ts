/**
 * @module A platform that is set up wrongly: the person is told so, never that they did something wrong.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { readLogText } from "../http/logs.ts";
import { readError } from "../world.ts";
import { createOauthWorld, createPerson, type OauthWorld } from "./journey.ts";

describe("a platform whose secret was rolled", () => {
  const secret = `sk_test_${randomBytes(24).toString("hex")}`;
  let world: OauthWorld;
  before(async () => {
    world = await createOauthWorld("connect", { STRIPE_CONNECT_SECRET: secret });
  });
  after(() => world.close());

  test("POST finish · is oauth_misconfigured with Stripe's code, and the log says so without the secret", async () => {
    const person = await createPerson(world);
    const error = await readError(await person.finish(await person.travel(world.account)));
    assert.deepEqual([error.status, error.code], [502, "oauth_misconfigured"]);
    assert.deepEqual(error.stripe, { status: 401, code: "invalid_client" });
    const log = await readLogText(world);
    assert.match(log, /"code":"oauth_misconfigured"/);
    assert.ok(!log.includes(secret));
  });
});

describe("a platform with a wrong client id", () => {
  let world: OauthWorld;
  before(async () => {
    world = await createOauthWorld("connect", { STRIPE_CONNECT_CLIENT_ID: "ca_nobodysclientid" });
  });
  after(() => world.close());

  test("POST oauth · leads to Stripe's own error, which leads nowhere", async () => {
    const person = await createPerson(world);
    const response = await fetch(await person.leave(), { redirect: "manual" });
    assert.deepEqual([response.status, response.headers.get("Location")], [400, null]);
  });
});

describe("a Worker without OAuth", () => {
  let world: OauthWorld;
  before(async () => {
    world = await createOauthWorld("connect", { STRIPE_CONNECT_CLIENT_ID: "", STRIPE_CONNECT_SECRET: "" });
  });
  after(() => world.close());

  test("POST oauth and finish · are oauth_unavailable, and not offered", async () => {
    const person = await createPerson(world);
    assert.equal((await person.project.read("readConnection")).may.oauth, false);
    for (const response of [await person.start(), await person.finish("ticket")]) {
      const error = await readError(response);
      assert.deepEqual([error.status, error.code], [409, "oauth_unavailable"]);
    }
  });
});
