/**
 * @module An invitation on Stripe's own page: it connects once, and what came back too late gives its access back.
 */

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import type { StartOauthAnswer } from "../../../shared/schema/oauth.ts";
import {
  arrive,
  countAsked,
  createOauthWorld,
  PUBLIC_URL,
  readTicket,
  type OauthWorld,
} from "../oauth/journey.ts";
import { ORIGIN, readAnswer, readError } from "../world.ts";
import { createBrowser, createInviter, DANA, type Invitee } from "./invited.ts";

let world: OauthWorld;
before(async () => {
  world = await createOauthWorld();
});
after(() => world.close());

/** Goes to Stripe and back from the page of the invitation. Returns what finishes. */
async function travel(invitee: Invitee): Promise<{ ticket: string; verifier: string }> {
  const verifier = randomBytes(32).toString("base64url");
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const started = await invitee.call("startOauth", { return_url: `${PUBLIC_URL}/invitation`, challenge });
  const { url } = (await started.json()) as StartOauthAnswer; // its contract
  const account = world.stripe.createAccount({ name: "Acme Inc.", customers: 2 });
  const back = await arrive(world, await world.stripe.consent(url, { account: account.id, allow: true }));
  assert.match(back.headers.get("Location") ?? "", new RegExp(`^${PUBLIC_URL}/invitation\\?`));
  return { ticket: readTicket(back), verifier };
}

test("an invitation connects on Stripe's own page, from the Worker's own, and is used up by it", async () => {
  const admin = await createInviter(world, "engage");
  const { token, invitation } = await admin.invite();
  assert.ok(invitation.url.startsWith(`${PUBLIC_URL}/invitation#inv_`));
  const invitee = await createBrowser(world).enter(token);
  assert.equal((await invitee.read()).may.oauth, true);
  const elsewhere = await invitee.call("startOauth", { return_url: `${ORIGIN}/`, challenge: "A".repeat(43) });
  assert.equal((await readError(elsewhere)).code, "parameter_invalid");
  const body = await travel(invitee);
  const { connection, may } = await readAnswer(await invitee.call("finishOauth", body));
  assert.deepEqual([connection?.method, connection?.invited_by, may.connect], ["oauth", DANA, false]);
  assert.equal((await readError(await invitee.call("finishOauth", body))).code, "invitation_used");
});

test("an invitation that is revoked on the way finishes nothing, not even for the admin who made it", async () => {
  const admin = await createInviter(world, "engage");
  const invitee = await createBrowser(world).enter((await admin.invite()).token);
  const body = await travel(invitee);
  await admin.read("revokeInvitation", {});
  assert.equal((await readError(await invitee.call("finishOauth", body))).code, "invitation_revoked");
  assert.equal((await readError(await admin.call("finishOauth", body))).code, "oauth_state_invalid");
  assert.equal((await admin.read("readConnection")).connection, null);
});

test("an invitation that is revoked while Stripe answers stores nothing, and the access is given back", async () => {
  const admin = await createInviter(world, "engage");
  const invitee = await createBrowser(world).enter((await admin.invite()).token);
  const body = await travel(invitee);
  world.stripe.clearRequests();
  world.stripe.setLatency(300);
  const finishing = invitee.call("finishOauth", body);
  while (countAsked(world, "token") === 0) await new Promise((resolve) => setImmediate(resolve));
  await admin.read("revokeInvitation", {});
  assert.equal((await readError(await finishing)).code, "invitation_revoked");
  world.stripe.setLatency(0);
  assert.equal((await admin.read("readConnection")).connection, null);
  assert.equal(countAsked(world, "deauthorize"), 1);
});
