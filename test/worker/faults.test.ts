/**
 * @module Every fault of the local Stripe at every call: a true sentence, nothing by halves, and the next try works.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { FAULT_KINDS, type Fault } from "../../demo/stripe/index.ts";
import type { ApiErrorCode } from "../../shared/errors.ts";
import { permissionEntry } from "../../shared/permissions.ts";
import { PARITYRAIL } from "../../shared/profiles/parityrail.ts";
import type { Check } from "../../shared/schema/connections.ts";
import type { HealthDetail } from "../../shared/health.ts";
import { createWorld, readAnswer, readError, type Project, type World } from "./world.ts";

const ALL = PARITYRAIL.permissions.map(({ permission }) => `${permissionEntry(permission).identifier}_read`);
const PROBED = PARITYRAIL.permissions.map(({ permission }) => ({
  permission: permission as string,
  path: permissionEntry(permission).probe?.split("?")[0] ?? "",
}));
const ACCOUNT = { permission: null, path: "/v1/account" };

/** What a fault means, as Stripe means it. Everything else is silence. */
const REFUSALS: Partial<Record<Fault["kind"], HealthDetail>> = {
  ip_policy: "key_ip_restricted",
  expired: "key_expired",
  revoked: "key_rejected",
};
/** What a row is found to be when its own probe meets the fault. */
const FOUND_AT_FAULT: Partial<Record<Fault["kind"], Check["status"]>> = {
  latency: "granted",
  permission_lost: "missing",
  bad_request: "unchecked",
};
const SILENCES: readonly ApiErrorCode[] = ["stripe_unavailable", "stripe_busy"];
const TRY_AGAIN = { status: 503, sentence: /Nothing was saved: try again/, codes: SILENCES };
const TELL_SOMEBODY = {
  status: 502,
  sentence: /Nothing was saved\. Tell the people who run this/,
  codes: ["stripe_unexpected"] as readonly ApiErrorCode[],
};

/** A fault holds for a whole local Stripe, so each lane has a world. The one that waits for the deadline has its own. */
const LANES = [
  ...Map.groupBy(FAULT_KINDS, ({ kind }) => (kind === "trickle" ? "slow" : kind.length % 3)).values(),
];

describe("faults", { concurrency: LANES.length }, () => {
  for (const faults of LANES) {
    describe(faults.map(({ kind }) => kind).join(", "), { concurrency: 1 }, () => {
      let world: World;
      before(async () => {
        world = await createWorld();
      });
      after(() => world.close());

      for (const fault of faults) {
        const name = `${JSON.stringify(fault)} · is told truly, and the next try works`;
        for (const at of [...PROBED, ACCOUNT]) {
          test(`${name} · at ${at.path}`, () => checkOneCall(world, fault, at));
        }
        test(`${name} · at every call`, () => checkEveryCall(world, fault));
      }
    });
  }
});

/** A project that is new and one that is connected meet the fault at the same time. */
async function meetFault(world: World, fault: Fault, path: RegExp) {
  const fresh = await world.createProject();
  const connected = await world.createProject();
  const key = world.createKey(ALL).key;
  const before = await readAnswer(await connected.connect(key));
  world.stripe.setFault(fault, { path });
  const [connect, check] = await Promise.all([fresh.connect(key), connected.call("checkConnection", {})]);
  world.stripe.setFault(null);
  return { fresh, connected, connect, check, before, key };
}

async function checkOneCall(
  world: World,
  fault: Fault,
  at: { permission: string | null; path: string },
): Promise<void> {
  const met = await meetFault(world, fault, new RegExp(`^${at.path}$`));
  const refusal = REFUSALS[fault.kind];
  if (refusal) await expectRefusal(met, refusal);
  else {
    const there = FOUND_AT_FAULT[fault.kind] ?? "unknown";
    for (const response of [met.connect, met.check]) {
      const { connection } = await readAnswer(response);
      const required = PARITYRAIL.permissions.find(
        ({ permission }) => permission === at.permission,
      )?.required;
      const lost = fault.kind === "permission_lost" && required;
      assert.equal(connection?.health.detail, lost ? "permission_missing" : null);
      for (const { permission, status } of connection?.permissions ?? []) {
        assert.equal(status, permission === at.permission ? there : "granted", permission);
      }
    }
  }
  await expectNextTryWorks(met.fresh, met.key);
  await expectNextTryWorks(met.connected, met.key);
}

async function checkEveryCall(world: World, fault: Fault): Promise<void> {
  const met = await meetFault(world, fault, /./);
  const refusal = REFUSALS[fault.kind];
  if (refusal) await expectRefusal(met, refusal);
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
    assert.deepEqual(await met.connected.read("readConnection"), met.before);
  }
  await expectNextTryWorks(met.fresh, met.key);
  await expectNextTryWorks(met.connected, met.key);
}

type Met = Awaited<ReturnType<typeof meetFault>>;

/** A new key is refused and not stored; a stored one gets a problem and loses no permission. */
async function expectRefusal(met: Met, refusal: HealthDetail): Promise<void> {
  const error = await readError(met.connect);
  assert.deepEqual([error.status, error.code], [422, refusal]);
  assert.equal((await met.fresh.read("readConnection")).connection, null);
  const { connection } = await readAnswer(met.check);
  // One 401 is no verdict.
  assert.equal(connection?.health.detail, refusal === "key_rejected" ? "refused_once" : refusal);
  assert.deepEqual(connection?.permissions, met.before.connection?.permissions);
}

async function expectNextTryWorks(project: Project, key: string): Promise<void> {
  const { connection } = await readAnswer(await project.connect(key));
  assert.equal(connection?.health.detail, null);
  assert.ok(connection?.permissions.every(({ status }) => status === "granted"));
}
