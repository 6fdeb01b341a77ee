/**
 * @module Scripts: what happens to an account, to its webhooks, and to who reads it, drawn by fast-check.
 */

import * as fc from "fast-check";
import type { Fault } from "../../demo/stripe/index.ts";
import { RESOURCES, type ResourceName } from "../../shared/resources.ts";
import { Account, Interrupted, type Means } from "./account.ts";

const FAULTS = [
  "error_500",
  "reset_before",
  "reset_mid_body",
  "truncated_json",
  "html_502",
  "empty_200",
] as const;

/** What may also happen in the middle of a turn. */
export type Happening =
  | { readonly is: "change"; readonly seed: number; readonly silent: boolean }
  | { readonly is: "deliver"; readonly seed: number; readonly lost: number; readonly doubled: number }
  | { readonly is: "tick"; readonly seconds: number }
  | { readonly is: "abort" | "crash" | "throw" };

/** One thing that happens. */
export type Step =
  | Happening
  /** Time passes: at once, as if the alarm came late, or with the alarm on time; what happens meanwhile. */
  | {
      readonly is: "pass";
      readonly seconds: number;
      readonly isPunctual: boolean;
      readonly meanwhile: readonly {
        readonly at: number;
        readonly isAnswered: boolean;
        readonly what: Happening;
      }[];
    }
  | { readonly is: "fault"; readonly kind: (typeof FAULTS)[number]; readonly times: number }
  | { readonly is: "withhold"; readonly which: number | null };

export interface Script {
  readonly resources: readonly ResourceName[];
  readonly lags: readonly number[];
  readonly version: string | null;
  readonly steps: readonly Step[];
}

/** What belongs together. */
const SETS: readonly (readonly ResourceName[])[] = [
  ["customers", "subscriptions", "invoices", "prices", "entitlements"],
  ["customers", "charges", "refunds", "disputes", "payment_intents", "payment_methods"],
  ["products", "prices", "coupons", "promotion_codes", "checkout_sessions", "subscriptions"],
];
/** Of the years in which shapes differ; see demo/stripe/eras.ts. */
export const OLD_VERSIONS = ["2020-08-27", "2022-11-15", "2024-06-20", "2025-04-30.basil"] as const;

const change = fc.record({ is: fc.constant("change" as const), seed: fc.nat(), silent: fc.boolean() });
const deliver = fc.record({
  is: fc.constant("deliver" as const),
  seed: fc.nat(),
  lost: fc.integer({ min: 0, max: 50 }),
  doubled: fc.integer({ min: 0, max: 50 }),
});
const tick = fc.record({ is: fc.constant("tick" as const), seconds: fc.integer({ min: 1, max: 3 }) });
const cutOff = fc.record({ is: fc.constantFrom("abort" as const, "crash" as const, "throw" as const) });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: change },
  { weight: 2, arbitrary: deliver },
  { weight: 2, arbitrary: tick },
  { weight: 2, arbitrary: cutOff },
);
const meanwhile = fc.array(
  fc.record({ at: fc.nat({ max: 12 }), isAnswered: fc.boolean(), what: happening }),
  { maxLength: 3 },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: change },
  { weight: 3, arbitrary: deliver },
  { weight: 1, arbitrary: tick },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant("pass" as const),
      seconds: fc.integer({ min: 0, max: 900 }),
      isPunctual: fc.boolean(),
      meanwhile,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant("fault" as const),
      kind: fc.constantFrom(...FAULTS),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant("withhold" as const),
      which: fc.option(fc.nat({ max: 5 })),
    }),
  },
);

/** @param versions API versions of the account; null is the one we pin */
export function arbitraryScript(versions: readonly (string | null)[]): fc.Arbitrary<Script> {
  return fc.record({
    resources: fc.constantFrom(...SETS),
    lags: fc.array(fc.nat({ max: 3 }), { maxLength: 5 }),
    version: fc.constantFrom(...versions),
    steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  });
}

export interface Played {
  readonly account: Account;
  /** What happened, in words. */
  readonly story: readonly string[];
}

/**
 * Returns a script in which everything is told: each change has its events, and they arrive, though late, in another
 * order, or twice.
 */
export function tellEverything(script: Script): Script {
  const tell = <One extends Step>(one: One): One => {
    if (one.is === "change") return { ...one, silent: false };
    return one.is === "deliver" ? { ...one, lost: 0 } : one;
  };
  const steps = script.steps
    .filter((one) => one.is !== "withhold")
    .map((one) =>
      one.is === "pass"
        ? { ...one, meanwhile: one.meanwhile.map((when) => ({ ...when, what: tell(when.what) })) }
        : tell(one),
    );
  const begin: Step = { is: "pass", seconds: 0, isPunctual: false, meanwhile: [] };
  return { ...script, steps: [begin, ...steps] };
}

/** Opens an account, plays a script on it and lets it settle. @param look is called after each step */
export async function playScript(
  means: Means,
  { steps, ...script }: Script,
  look: (account: Account) => void = () => undefined,
): Promise<Played> {
  const account = new Account({ means, ...script });
  const story: string[] = [];
  for (const one of steps) {
    await play(account, one, story);
    look(account);
  }
  account.stripe.setFault(null);
  account.withhold([]);
  account.stripe.takeDeliveries(account.id); // what was not delivered by now is lost
  await settle(account);
  return { account, story };
}

/** Plays a script of which everything is told, to its end and some minutes on: nothing is looked at anew as a whole. */
export async function playTold(means: Means, { steps, ...script }: Script): Promise<Played> {
  const account = new Account({ means, ...script });
  const story: string[] = [];
  for (const one of steps) await play(account, one, story);
  account.stripe.setFault(null);
  happen(account, { is: "deliver", seed: steps.length, lost: 0, doubled: 25 }, story);
  // A poll of events, a second try of what failed, and what was in doubt.
  for (const seconds of [300, 240, 5, 5]) await account.pass(seconds);
  return { account, story };
}

/** Lets so much time pass that every means has had its turn, and what was in doubt was read. */
export async function settle(account: Account): Promise<void> {
  for (const seconds of [3_700, 26 * 3600, 5, 5]) {
    account.tick(seconds);
    await account.wake();
  }
}

async function play(account: Account, one: Step, story: string[]): Promise<void> {
  switch (one.is) {
    case "pass": {
      const interruptions = one.meanwhile.map(({ what, ...when }) => ({
        ...when,
        act: () => happen(account, what, story),
      }));
      story.push(`${one.seconds} seconds`);
      if (one.isPunctual) return account.pass(one.seconds, interruptions);
      account.tick(one.seconds);
      return account.wake(interruptions);
    }
    case "fault":
      story.push(`${one.times} ${one.kind}`);
      return account.stripe.setFault({ kind: one.kind } satisfies Fault, { times: one.times });
    case "withhold": {
      const { resources } = account.options;
      const name = one.which === null ? undefined : resources[one.which % resources.length];
      story.push(`the key ${name === undefined ? "may read everything" : `loses ${name}`}`);
      return account.withhold(name === undefined ? [] : [RESOURCES[name].permission]);
    }
    case "throw":
      return;
    default:
      return happen(account, one, story);
  }
}

function happen(account: Account, one: Happening, story: string[]): void {
  switch (one.is) {
    case "change":
      story.push(account.live.random(one.seed, one.silent ? { silent: true } : {}));
      return;
    case "deliver":
      story.push(deliverHeld(account, one));
      return;
    case "tick":
      story.push(`${one.seconds} seconds`);
      return account.tick(one.seconds);
    case "abort":
      story.push("abort");
      return account.abort();
    case "crash":
      story.push("crash");
      return account.crash();
    case "throw":
      story.push("throw");
      throw new Interrupted();
  }
}

/** Hands over what is held, in another order, some of it twice and some never. */
function deliverHeld(account: Account, { seed, lost, doubled }: Extract<Step, { is: "deliver" }>): string {
  const held = account.stripe.takeDeliveries(account.id);
  const drawn = held.map(({ event }, index) => ({ event, draw: (seed * 31 + index * 7_919) % 100 }));
  const sent = drawn
    .filter(({ draw }) => draw >= lost)
    .flatMap((one) => (one.draw % 50 < doubled ? [one, one] : [one]))
    .toSorted((one, other) => ((one.draw * 37) % 100) - ((other.draw * 37) % 100));
  for (const { event } of sent) account.receive(event);
  return `${sent.length} of ${held.length} events delivered`;
}
