/**
 * @module Every fault of the local Stripe, at one call and at all of them: the message is true, nothing is half done,
 * and the next attempt works.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { permissionsOf } from "../../demo/launch/product-keys.ts";
import { FAULT_KINDS, type Fault } from "../../demo/stripe/index.ts";
import type { ApiErrorCode } from "../../shared/errors.ts";
import { PERMISSIONS } from "../../shared/permissions.ts";
import { PARITYRAIL } from "../../shared/profiles/parityrail.ts";
import type { Check } from "../../shared/schema/connections.ts";
import type { HealthDetail } from "../../shared/health.ts";
import { createWorld, readAnswer, readError, type Project, type World } from "./world.ts";

const ALL = permissionsOf(PARITYRAIL.permissions);
const PROBED = PARITYRAIL.permissions.map(({ permission }) => ({
  permission: permission as string,
  path: PERMISSIONS[permission].probe?.split("?")[0] ?? "",
}));
/** The calls that connecting and checking make. */
const CALLS = [...PROBED, { permission: null, path: "/v1/account" }];

/** What a fault means, as Stripe means it. Everything else is no answer. */
const REJECTIONS: Partial<Record<Fault["kind"], HealthDetail>> = {
  ip_policy: "key_ip_restricted",
  expired: "key_expired",
  revoked: "key_rejected",
};
/** What a permission's status becomes when its own probe meets the fault; `unknown` for the others. */
const STATUS_AT_FAULT: Partial<Record<Fault["kind"], Check["status"]>> = {
  latency: "granted",
  permission_lost: "missing",
  bad_request: "unchecked",
};
const NO_ANSWER: readonly ApiErrorCode[] = ["stripe_unavailable", "stripe_busy"];
const TRY_AGAIN = { status: 503, sentence: /Nothing was saved: try again/, codes: NO_ANSWER };
const TELL_SOMEBODY = {
  status: 502,
  sentence: /Nothing was saved\. Tell the people who run this/,
  codes: ["stripe_unexpected"] as readonly ApiErrorCode[],
};

let world: World;
let connected: Project;
let key: string;
before(async () => {
  world = await createWorld();
  connected = await world.createProject();
  key = world.createKey(ALL).key;
  await readAnswer(await connected.connect(key));
});
after(() => world.close());

type FaultKind = (typeof FAULT_KINDS)[number];

/** A new project connects and a connected one checks while `faults` hold, each at its path. */
async function meetFaults(faults: readonly (readonly [FaultKind, RegExp])[]) {
  const fresh = await world.createProject();
  const before = await connected.read("readConnection");
  for (const [fault, path] of faults) world.stripe.setFault(fault, { path });
  const [connect, check] = await Promise.all([fresh.connect(key), connected.call("checkConnection", {})]);
  world.stripe.setFault(null);
  return { fresh, connect, check, before };
}
type Met = Awaited<ReturnType<typeof meetFaults>>;

const REJECTING = FAULT_KINDS.filter(({ kind }) => REJECTIONS[kind]);
const OTHERS = FAULT_KINDS.filter(({ kind }) => !REJECTIONS[kind]);

/** One call in a round has no fault: where none answers, there is no verdict. */
const ROUND_SIZE = CALLS.length - 1;
const ROUNDS = Array.from({ length: Math.ceil(OTHERS.length / ROUND_SIZE) }, (_, round) =>
  OTHERS.slice(round * ROUND_SIZE, (round + 1) * ROUND_SIZE).map((fault, index) => ({
    fault,
    ...(CALLS[(round + index) % CALLS.length] ?? assert.fail("no such call")),
  })),
);
for (const round of ROUNDS) {
  const kinds = round.map(({ fault }) => describeFault(fault)).join(", ");
  test(`faults · ${kinds}, at one call each, affect that call's permission alone`, async () => {
    const met = await meetFaults(round.map(({ fault, path }) => [fault, new RegExp(`^${path}$`)]));
    const lost = round.find(({ fault }) => fault.kind === "permission_lost")?.permission;
    const isRequired = PARITYRAIL.permissions.some((row) => row.required && row.permission === lost);
    for (const response of [met.connect, met.check]) {
      const { connection } = await readAnswer(response);
      assert.equal(connection?.health.detail, isRequired ? "permission_missing" : null);
      for (const { permission, status } of connection?.permissions ?? []) {
        const fault = round.find((call) => call.permission === permission)?.fault;
        assert.equal(status, fault ? (STATUS_AT_FAULT[fault.kind] ?? "unknown") : "granted", permission);
      }
    }
    await assertNextAttemptWorks(met);
  });
}

for (const [index, fault] of REJECTING.entries()) {
  const { path } = CALLS[index] ?? assert.fail("more rejections than calls");
  test(`faults · ${describeFault(fault)} at ${path} alone rejects the key`, async () => {
    const met = await meetFaults([[fault, new RegExp(`^${path}$`)]]);
    await assertRejected(met, fault);
    await assertNextAttemptWorks(met);
  });
}

for (const fault of FAULT_KINDS) {
  test(`faults · ${describeFault(fault)} at every call has a true message, and the next attempt works`, async () => {
    const met = await meetFaults([[fault, /./]]);
    if (REJECTIONS[fault.kind]) await assertRejected(met, fault);
    else if (fault.kind === "latency") {
      assert.deepEqual([met.connect.status, met.check.status], [200, 200]);
    } else if (fault.kind === "permission_lost") {
      assert.equal((await readError(met.connect)).code, "permissions_missing");
      const { connection } = await readAnswer(met.check);
      assert.ok(connection?.permissions.every(({ status }) => status === "missing"));
    } else {
      for (const response of [met.connect, met.check]) {
        const told: typeof TRY_AGAIN = fault.kind === "bad_request" ? TELL_SOMEBODY : TRY_AGAIN;
        const { status, code, message } = await readError(response);
        assert.equal(status, told.status);
        assert.ok(told.codes.includes(code), code);
        assert.match(message, told.sentence);
      }
      assert.equal((await met.fresh.read("readConnection")).connection, null);
      assert.deepEqual(await connected.read("readConnection"), met.before);
    }
    await assertNextAttemptWorks(met);
  });
}

function describeFault(fault: FaultKind): string {
  return "reason" in fault ? `${fault.kind} (${fault.reason ?? "no reason"})` : fault.kind;
}

/** A new key is rejected and not stored; a stored one gets a problem and loses no permission. */
async function assertRejected(met: Met, { kind }: FaultKind): Promise<void> {
  const code = REJECTIONS[kind];
  const error = await readError(met.connect);
  assert.deepEqual([error.status, error.code], [422, code]);
  assert.equal((await met.fresh.read("readConnection")).connection, null);
  const { connection } = await readAnswer(met.check);
  // One 401 is no verdict.
  assert.equal(connection?.health.detail, code === "key_rejected" ? "refused_once" : code);
  assert.deepEqual(connection?.permissions, met.before.connection?.permissions);
}

async function assertNextAttemptWorks({ fresh }: Met): Promise<void> {
  const [connect, check] = await Promise.all([fresh.connect(key), connected.call("checkConnection", {})]);
  for (const response of [connect, check]) {
    const { connection } = await readAnswer(response);
    assert.equal(connection?.health.detail, null);
    assert.ok(connection?.permissions.every(({ status }) => status === "granted"));
  }
}
