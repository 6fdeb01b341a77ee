/**
 * @module The ledger's truth: after any script of changes, faults, crashes, and lost, doubled or reordered webhooks, it
 * equals the local Stripe's own state, by each means of freshness alone and together.
 *
 * Here it is the whole Worker in workerd, with real evictions, and few scripts; test/ledger tries many more of the ledger
 * alone. `PROPERTY_RUNS=20 npm test -- worker/ledger/truth` tries twenty times as many scripts.
 */

import * as fc from "fast-check";
import { after, before, test } from "node:test";
import type { DurableObjectNamespace } from "@cloudflare/workers-types";
import type { ResourceName } from "../../../shared/resources.ts";
import type { Fault } from "../../../demo/stripe/index.ts";
import { propertyParameters } from "../../property-runs.ts";
import type { World } from "../world.ts";
import {
  connectLedger,
  createLedgerWorld,
  expectTruth,
  readAll,
  settle,
  type Connected,
  type Means,
} from "./ledger-world.ts";

/** One thing that happens. */
type Step =
  | { readonly is: "change"; readonly seed: number; readonly silent: boolean }
  | { readonly is: "deliver"; readonly seed: number; readonly lost: number; readonly doubled: number }
  | { readonly is: "pass"; readonly seconds: number }
  | { readonly is: "fault"; readonly kind: FaultKind; readonly times: number }
  | { readonly is: "crash" };

const FAULTS = ["error_500", "reset_mid_body", "truncated_json", "lock_timeout", "html_502"] as const;
type FaultKind = (typeof FAULTS)[number];

/** What belongs together; the first fill is held to all of it at once. */
const SETS: readonly (readonly ResourceName[])[] = [
  ["customers", "subscriptions", "invoices", "prices", "entitlements"],
  ["customers", "charges", "refunds", "disputes", "payment_intents", "payment_methods"],
  ["products", "prices", "coupons", "promotion_codes", "checkout_sessions", "subscriptions"],
];

/** Scripts a connection goes through, one after the other; the truth is held after each. */
const SCRIPTS = 10;
const MEANS: readonly Means[] = ["lists", "events", "webhooks", "webhooks and events"];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ is: fc.constant("change" as const), seed: fc.nat(), silent: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant("deliver" as const),
      seed: fc.nat(),
      lost: fc.integer({ min: 0, max: 50 }),
      doubled: fc.integer({ min: 0, max: 50 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant("pass" as const), seconds: fc.integer({ min: 0, max: 900 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant("fault" as const),
      kind: fc.constantFrom(...FAULTS),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("crash" as const) }) },
);
const scripts = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), {
  minLength: SCRIPTS,
  maxLength: SCRIPTS,
});

let world: World;
before(async () => {
  world = await createLedgerWorld();
});
after(() => world.close());

for (const means of MEANS) {
  test(`truth · by ${means}, whatever happens`, { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(scripts, fc.constantFrom(...SETS), async (given, resources) => {
        const connected = await connectLedger(world, { means, customers: 3, resources });
        for (const [index, script] of given.entries()) {
          const story: string[] = [];
          for (const one of script) story.push(await play(connected, one));
          world.stripe.setFault(null);
          world.stripe.takeDeliveries(connected.account); // what was not delivered by now is lost
          await settle(world, connected);
          await expectTruth(world, connected, `after script ${index}: ${story.join("; ")}`);
        }
      }),
      { ...propertyParameters(1), endOnFailure: true },
    );
  });
}

/** Lets one thing happen, and tells of it. */
async function play(connected: Connected, one: Step): Promise<string> {
  switch (one.is) {
    case "change":
      return world.stripe
        .live(connected.account, "test")
        .random(one.seed, one.silent ? { silent: true } : {});
    case "deliver":
      return deliver(connected, one);
    case "pass":
      await world.advanceClock(one.seconds);
      await readAll(world, connected);
      return `${one.seconds} seconds`;
    case "fault":
      world.stripe.setFault({ kind: one.kind } as Fault, { times: one.times }); // kinds that need nothing else said
      return `${one.times} ${one.kind}`;
    case "crash": {
      const worker = world.harness.getWorker<{ CONNECTIONS: DurableObjectNamespace }>();
      const evicted = worker.evictDurableObject("CONNECTIONS", { name: connected.id });
      return evicted.then(
        () => "crash",
        () => "asleep",
      );
    }
  }
}

/** Sends what is held, in another order, some of it twice and some never. */
async function deliver({ account }: Connected, { seed, lost, doubled }: Extract<Step, { is: "deliver" }>) {
  const held = world.stripe.takeDeliveries(account);
  const drawn = held.map((delivery, index) => ({ delivery, draw: (seed * 31 + index * 7_919) % 100 }));
  const sent = drawn
    .filter(({ draw }) => draw >= lost)
    .flatMap((one) => (one.draw % 50 < doubled ? [one, one] : [one]))
    .toSorted((one, other) => ((one.draw * 37) % 100) - ((other.draw * 37) % 100));
  for (const { delivery } of sent) await delivery.send();
  return `${sent.length} of ${held.length} events delivered`;
}
