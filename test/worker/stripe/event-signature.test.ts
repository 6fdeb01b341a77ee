/**
 * @module What makes a signature valid, and what makes signed bytes an event.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { signPayload } from "../../../demo/stripe/webhooks.ts";
import { verifyEvent } from "../../../worker/stripe/event-signature.ts";

const NOW = 1_800_000_000;
const SECRET = `whsec_${"aB3".repeat(10)}`;
const EVENT = {
  id: "evt_1",
  object: "event",
  type: "customer.updated",
  created: NOW - 5,
  livemode: false,
  data: { object: { id: "cus_1", object: "customer", email: "ada@example.com" } },
};
const BODY = JSON.stringify(EVENT);

const sign = (at: number): string => signPayload(BODY, [SECRET], at, "test");
const verify = (signature: string, body = BODY) =>
  verifyEvent({ body, signature, secret: SECRET, mode: "test", now: NOW });

test("event · is taken with its id, type, time, and the object as it was then", async () => {
  const { id, type, created, data } = EVENT;
  assert.deepEqual(await verify(sign(NOW)), {
    ok: true,
    event: { id, type, created, object: data.object, previous: null },
  });
});

test("event · of an object without an id, as Stripe has some, is taken with an empty one", async () => {
  const object = { object: "entitlements.active_entitlement_summary", customer: "cus_1" };
  const body = JSON.stringify({ ...EVENT, data: { object } });
  const verdict = await verify(signPayload(body, [SECRET], NOW, "test"), body);
  assert.deepEqual(verdict.ok && verdict.event.object, { id: "", ...object });
});

test("event · is taken for five minutes, before and after", async () => {
  for (const [offset, ok] of [
    [-300, true],
    [-301, false],
    [300, true],
    [301, false],
  ] as const) {
    assert.equal((await verify(sign(NOW + offset))).ok, ok, `${offset} s`);
  }
});

test("event · is taken while a secret is rolled: one of the signatures is enough", async () => {
  const [time, own] = sign(NOW).split(",");
  assert.equal((await verify(`${time},v1=${"0".repeat(64)},${own}`)).ok, true);
});

test("event · is rejected with another secret, another body, or no signature", async () => {
  const other = signPayload(BODY, [`whsec_${"cD4".repeat(10)}`], NOW, "test");
  for (const header of [other, "", "t=,v1=,,=", `t=${NOW}`, `t=${NOW},v1=`]) {
    assert.equal((await verify(header)).ok, false, header);
  }
  assert.equal((await verify(sign(NOW), BODY.replace("cus_1", "cus_2"))).ok, false);
});

test("event · signed bytes that are no event are rejected", async () => {
  for (const body of ["hello", "null", "[]", JSON.stringify({ object: "v2.core.event", id: "evt_1" })]) {
    const verdict = await verify(signPayload(body, [SECRET], NOW, "test"), body);
    assert.equal(verdict.ok, false, body);
  }
});

// What one check takes for now, another may take for the future.
test("event · a header with several times is rejected, in whatever order", async () => {
  const [now, future] = [sign(NOW), sign(NOW + 3600)];
  for (const header of [
    ...[`${now},${future}`, `${future},${now}`, `t=${NOW},${future}`, `${future},t=${NOW}`],
    ...[`${now},t=${NOW}`, `${now}, t=${NOW}`, `${now},t=`, now.replace(`t=${NOW},`, ""), ""],
  ]) {
    assert.equal((await verify(header)).ok, false, header);
  }
});

test("event · one of the other mode is rejected", async () => {
  const live = JSON.stringify({ ...EVENT, livemode: true });
  const verdict = await verify(signPayload(live, [SECRET], NOW, "test"), live);
  assert.deepEqual(verdict, { ok: false, reason: "the event is of the other mode" });
});
