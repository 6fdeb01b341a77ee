/**
 * @module A month of one connection, on a clock that jumps from one thing to the next: what it reads and how far behind
 * Stripe it is.
 */

import type { SyncAnswer } from "../../../shared/schema/sync.ts";
import type { Profile } from "../../../shared/profile.ts";
import { fillFloorSeconds, QUARTER_OF_LIVE } from "../../bench/fill/floor.ts";
import { Account, type Means } from "../account.ts";
import { Agenda } from "./agenda.ts";
import { Business, type Kind } from "./business.ts";
import { Staleness, type Distribution } from "./staleness.ts";

export interface MonthOptions {
  readonly means: Means;
  readonly customers: number;
  readonly sync: Profile["sync"];
  readonly days?: number;
}

type Freshness = SyncAnswer["freshness"];

export interface Month {
  readonly answer: SyncAnswer;
  /** The most reads in any 30 days. */
  readonly most: number;
  readonly fill: { readonly reads: number; readonly seconds: number | null };
  readonly staleness: ReadonlyMap<Kind, Distribution>;
  /** The slowest that was claimed on any day after the fill. */
  readonly claimed: Freshness;
  readonly charges: number;
  readonly changes: number;
}

const DAY_SECONDS = 24 * 3600;
/** A check of the key, once a day: a read for each permission, the account and the endpoints. */
const PROBES = 12;
/** An event comes some seconds after its change, one in so many later than those after it, and one in so many never. */
const DELIVERY_SECONDS = 2;
const LATE_SECONDS = 10;
const LATE_ONE_IN = 50;
const LOST_ONE_IN = 1000;
/** Subscriptions that bring an account of the example data to one charge a customer and month. */
const SECOND_SUBSCRIPTIONS = 0.45;

/** Lives through a month before the connection, in which nobody is told of anything, and through one with it. */
export async function simulateMonth({ means, customers, sync, days = 30 }: MonthOptions): Promise<Month> {
  const account = new Account({ means, customers, resources: sync.resources, sync });
  const business = new Business(account.live, () => account.now, customers);
  prepare(account, business, customers);
  const begin = account.now;
  const end = begin + days * DAY_SECONDS;
  const staleness = new Staleness(account);
  const deliveries = new Agenda<Record<string, unknown>>();
  const probes: number[] = [];
  let [filledAt, sent, changes, claimed] = [null as number | null, 0, 0, null as Freshness | null];
  const receive = (event: Record<string, unknown>): number => account.receive(event) ?? Infinity;
  let readAt = begin;
  for (let dayEnd = begin; account.now < end;) {
    const next = Math.min(readAt, business.nextAt, deliveries.nextAt, dayEnd, end);
    account.tick(Math.max(0, next - account.now));
    while (business.nextAt <= account.now) {
      for (const occurrence of business.happen()) {
        changes += 1;
        staleness.expect(occurrence);
      }
      for (const { event } of account.stripe.takeDeliveries(account.id)) {
        sent += 1;
        const seconds = sent % LATE_ONE_IN === 0 ? LATE_SECONDS : DELIVERY_SECONDS;
        if (sent % LOST_ONE_IN !== 1) deliveries.add(account.now + seconds, event);
      }
    }
    const isTold = deliveries.nextAt <= account.now;
    while (deliveries.nextAt <= account.now) {
      readAt = Math.min(readAt, Math.max(account.now, receive(deliveries.take() ?? {})));
    }
    if (account.now >= dayEnd) {
      dayEnd += DAY_SECONDS;
      account.ledger.countProbes(PROBES);
      probes.push(...Array.from({ length: PROBES }, () => account.now));
      if (filledAt !== null) claimed = slowest(claimed, account.ledger.view(account.source).freshness);
    }
    if (readAt <= account.now) {
      await account.wake();
      readAt = account.readNextAt() ?? Infinity;
      if (filledAt === null && account.ledger.view(account.source).filled_at !== null) filledAt = account.now;
      staleness.look();
    } else if (isTold) staleness.look();
  }
  const answer = account.ledger.view(account.source);
  const reads = [...account.stripe.requests.map(({ at }) => at), ...probes].toSorted((one, two) => one - two);
  const counts = answer.resources.map(({ count }) => count);
  const waited = filledAt === null ? null : filledAt - begin;
  return {
    answer,
    most: findMost(reads),
    fill: {
      reads: answer.reads.last_30_days.fill,
      seconds: waited === null ? null : Math.max(waited, fillFloorSeconds(counts, QUARTER_OF_LIVE)),
    },
    staleness: staleness.measure(),
    claimed: claimed ?? answer.freshness,
    charges: account.live.objects("charges").filter(({ created }) => Number(created) >= begin).length,
    changes,
  };
}

/** The month before: customers subscribe to a second thing, so that there is about one charge a customer and month. */
function prepare(account: Account, business: Business, customers: number): void {
  business.isSilent = true;
  business.grow(Math.round(customers * SECOND_SUBSCRIPTIONS));
  const end = account.now + 30 * DAY_SECONDS;
  while (business.nextAt < end) {
    account.tick(Math.max(0, business.nextAt - account.now));
    business.happen();
  }
  account.tick(end - account.now);
  business.isSilent = false;
  account.connect();
}

function slowest(one: Freshness | null, other: Freshness): Freshness {
  const most = (name: "payments" | "new_objects" | "changes") => Math.max(one?.[name] ?? 0, other[name]);
  const { wanted } = other;
  return {
    wanted,
    payments: most("payments"),
    new_objects: most("new_objects"),
    changes: most("changes"),
  };
}

/** Returns how many of the moments are in the fullest 30 days. */
export function findMost(moments: readonly number[]): number {
  let first = 0;
  let most = 0;
  for (const [index, at] of moments.entries()) {
    while ((moments[first] ?? at) <= at - 30 * DAY_SECONDS) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
