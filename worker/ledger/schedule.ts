/**
 * @module What of the account is read next, and when: the jobs, what they may spend, and what comes first.
 */

import type { PermissionName } from "../../shared/permissions.ts";
import { RESOURCES, type Resource, type ResourceName } from "../../shared/resources.ts";
import type { SyncAnswer } from "../../shared/schema/sync.ts";
import type { ReadPurpose } from "../../shared/sync.ts";
import type { FindPass, Pass } from "./door.ts";
import type { Cursor } from "./list-run.ts";
import {
  allocationOf,
  eventPagesPerDay,
  fillShareOfDay,
  isWorthEvents,
  ledgersLimit,
  limitOf,
  mayFill,
  newPagesPerDay,
  planIntervals,
  plannedReads,
  readsPerDay,
  type Intervals,
} from "./plan.ts";
import { DAY_SECONDS, Reads, sumCounts, type Counts } from "./reads.ts";
import type { Source } from "./source.ts";
import type { LedgerStorage } from "./storage.ts";
import type { Job, JobKind, Refetch } from "./tables.ts";

/** How changes are noticed. */
export type Means = NonNullable<SyncAnswer["means"]>;

/** One thing to read. */
export type Task =
  | { readonly is: "page"; readonly job: Job; readonly purpose: ReadPurpose }
  | { readonly is: "object"; readonly refetch: Refetch; readonly purpose: ReadPurpose };

export interface Plan {
  readonly means: Means;
  readonly intervals: Intervals;
  /** Stripe's allocation, and what of it is ours in any 30 days. */
  readonly allocation: number;
  readonly limit: number;
  /** Reads a day that can be kept up. */
  readonly perDay: number;
  /** Those of them that are for looking. */
  readonly reads: number;
  /** The list that tells most, if events do not. */
  readonly firstList: ResourceName | null;
  /** Renewed subscriptions are looked for by themselves. */
  readonly hasRenewals: boolean;
}

/** The list that tells most comes first: a failed renewal is a new charge. */
const TELLING: readonly ResourceName[] = ["charges", "invoices", "subscriptions", "customers"];
/** What payments are counted by, for Stripe's allocation. */
const PAYMENTS: ReadonlySet<string> = new Set(["charges", "invoices"]);
const PAGE_SIZE = 100;
/** A whole look at a long list goes on after so many pages only when as much of its time has passed. */
const SWEEP_PAGES_AT_ONCE = 10;
const FEW_PAGES = 3;
/** A list that answers 403 although no check says why is asked again after so long, and then half as often each time. */
const FORBIDDEN_SECONDS = 3600;
const TRANSACTIONS_SECONDS = 3 * 3600;
/** Each transaction adds one to each of these. */
const BY_TRANSACTION: readonly ResourceName[] = ["charges", "invoices", "payment_intents"];
/** Single reads a day, at least, for what is in doubt. */
const MIN_REFETCHES = 20;
const POLLS: ReadonlySet<JobKind> = new Set(["events", "new", "renewed"]);
const ENDED: ReadonlySet<unknown> = new Set(["canceled", "incomplete_expired"]);
/** What has to be there before lists are read by customer: who they are, and who has a subscription. */
const NEEDED_BY_LISTS: ReadonlySet<Job["resource"]> = new Set(["customers", "subscriptions"]);

export class Schedule {
  readonly #storage: LedgerStorage;
  readonly #now: () => number;
  readonly #reads: Reads;
  #plan: Plan | null = null;

  constructor(storage: LedgerStorage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
    this.#reads = new Reads(storage, now);
  }

  /** Brings the jobs in line with what the profile wants, the credential may read, and the reads allow. */
  align(source: Source): void {
    const { resources, days } = source.sync;
    const now = this.#now();
    if (this.#storage.read("begun_at") === null) {
      this.#storage.write("begun_at", now);
      this.#storage.write("since", days === null ? null : source.connectedAt - days * DAY_SECONDS);
    }
    this.#writeIfNew("synced", resources);
    const bySubscription = resources.filter(
      (name) => settingsOf(name).perCustomer === "subscribed" && this.#isReadable(source, name),
    );
    this.#writeIfNew("by_subscription", bySubscription);
    for (const job of this.#storage.listJobs()) {
      if (job.resource !== "events" && !resources.includes(job.resource)) this.#storage.deleteJob(job);
    }
    this.#alignSingleReads(resources.filter((name) => this.#isReadable(source, name)));
    const known = new Set(this.#storage.listJobs().map(({ resource, kind }) => `${resource} ${kind}`));
    for (const resource of resources) {
      if (!known.has(`${resource} fill`)) this.#storage.writeJob({ resource, kind: "fill" }, { due_at: now });
    }
    if (source.asksEvents && resources.length > 0 && !known.has("events events")) {
      this.#storage.writeJob({ resource: "events", kind: "events" }, { mark: now });
    }
    this.#alignPermissions(source);
    this.#alignTimes(source);
  }

  /** Forgets what is kept in memory. */
  forget(): void {
    this.#plan = null;
    this.#reads.forget();
  }

  /** Returns the plan: that of the last `align` or end of a run. */
  plan(source: Source): Plan {
    this.#loadReads();
    return (this.#plan ??= this.#makePlan(source));
  }

  #makePlan(source: Source): Plan {
    const counts = this.#storage.readCounts();
    const transactions = this.#countTransactions(source);
    const allocation = allocationOf(transactions);
    const limit = limitOf(source.sync.reads_per_month, allocation);
    const perDay = readsPerDay(ledgersLimit(limit, this.#reads.month.probe), this.#reads.before);
    const told = this.#findMeans(source);
    const readable = source.sync.resources.filter((name) => this.#isReadable(source, name));
    const listed = readable.filter((name) => !settingsOf(name).perCustomer);
    const { refetches } = this.#reads;
    const customerLists = (readable.length - listed.length) * (counts.get("customers") ?? 0);
    const reads =
      (1 - this.#fillShare()) * plannedReads(perDay, told, { transactions, refetches, customerLists });
    const events = source.asksEvents && source.mayRead("events") && isWorthEvents(reads, transactions);
    const means = told === "events" && !events ? "lists" : told;
    const hasSubscriptions = listed.includes("subscriptions");
    const countPages = (name: ResourceName) => Math.max(1, Math.ceil((counts.get(name) ?? 0) / PAGE_SIZE));
    // A look at a few pages of subscriptions shows what a look at the new ones would.
    const hasRenewals = hasSubscriptions && countPages("subscriptions") > FEW_PAGES;
    const growing =
      listed.filter((name) => BY_TRANSACTION.includes(name)).length + (hasSubscriptions ? 1 : 0);
    const intervals = planIntervals(reads, {
      means,
      wanted: source.sync.freshness_seconds,
      lists: events ? 1 : listed.length + (hasRenewals ? 1 : 0),
      newPages: events ? eventPagesPerDay(transactions) : growing * newPagesPerDay(transactions),
      pages: listed.reduce((total, name) => total + countPages(name), 0),
      alivePages: hasSubscriptions ? countPages("subscriptions") : 0,
      customerLists,
      refetches,
    });
    const firstList = events ? null : (TELLING.find((name) => listed.includes(name)) ?? listed[0] ?? null);
    return { means, intervals, allocation, limit, perDay, reads, firstList, hasRenewals };
  }

  /** Returns what is to be read now, first things first; null for nothing. */
  pick(source: Source, underWay: ReadonlyMap<string, Task>): Task | null {
    const plan = this.plan(source);
    if (this.isUsedUp(source)) return null;
    const now = this.#now();
    const due = this.#storage
      .listJobs()
      .filter((job) => job.due_at !== null && job.due_at <= now && !underWay.has(keyOf(job)))
      .filter((job) => this.#isAllowed(job, plan))
      .toSorted((one, other) => rankOf(one) - rankOf(other) || pagesOf(one) - pagesOf(other));
    const [job] = due;
    const refetch = this.#mayRefetch(plan)
      ? this.#storage.listRefetches(now, underWay.size + 1).find((one) => !underWay.has(keyOf(one)))
      : undefined;
    // While there are pages to read, single reads go one by one, so that neither waits for the other to be done.
    const isReadingOne = [...underWay.values()].some(({ is }) => is === "object");
    if (refetch && !(job && (POLLS.has(job.kind) || isReadingOne)))
      return { is: "object", refetch, purpose: "refetch" };
    if (job && job.kind !== "sweep") return { is: "page", job, purpose: purposeOf(job) };
    const overdue = this.#findOverdue(source, now, underWay);
    if (overdue) return { is: "object", refetch: overdue, purpose: "reconcile" };
    return job ? { is: "page", job, purpose: purposeOf(job) } : null;
  }

  /** Returns when `pick` next finds something, unix seconds; null for never. */
  readNextAt(source: Source): number | null {
    const plan = this.plan(source);
    const tomorrow = (this.#reads.day + 1) * DAY_SECONDS;
    const times = this.#storage
      .listJobs()
      .flatMap((job) =>
        job.due_at === null ? [] : [this.#isAllowed(job, plan) ? job.due_at : Math.max(job.due_at, tomorrow)],
      );
    const refetch = this.#storage.readNextRefetch();
    if (refetch !== null) times.push(this.#mayRefetch(plan) ? refetch : Math.max(refetch, tomorrow));
    const overdue = plan.means === "lists" ? this.#storage.readNextDue() : null;
    if (overdue !== null) {
      times.push(this.hasSpare(source) ? overdue : Math.max(overdue, this.#now() + plan.intervals.first));
    }
    if (times.length === 0) return null;
    const next = Math.min(...times);
    return this.isUsedUp(source) ? Math.max(next, tomorrow) : next;
  }

  /** Tells whether the reads of any 30 days are used up. */
  isUsedUp(source: Source): boolean {
    const { limit } = this.plan(source);
    const { probe } = this.#reads.month;
    return sumCounts(this.#reads.month) - probe >= ledgersLimit(limit, probe);
  }

  /** Tells whether reading waits for tomorrow because the reads are used up. */
  isWaiting(source: Source): boolean {
    const plan = this.plan(source);
    if (this.isUsedUp(source)) return true;
    const fills = this.#storage.listJobs().filter(({ kind, due_at }) => kind === "fill" && due_at !== null);
    return fills.length > 0 && fills.every((job) => !this.#isAllowed(job, plan));
  }

  /** Tells whether less was read today than is planned for so much of a day. */
  hasSpare(source: Source): boolean {
    return this.#isBehind(this.plan(source).reads);
  }

  /** Counts reads of Stripe's API. To be called within a commit. */
  count(purpose: ReadPurpose, count: number): void {
    this.#loadReads();
    this.#reads.count(purpose, count);
  }

  readCounts(): { readonly today: Readonly<Counts>; readonly month: Readonly<Counts> } {
    this.#loadReads();
    return this.#reads;
  }

  /** Returns what finds the last run over a resource's list that showed an object. */
  passFinder(resource: ResourceName): FindPass {
    const since = this.#storage.read<number>("since");
    const floor = since !== null && settingsOf(resource).alive ? since : 0;
    const jobs = this.#storage.listJobs().filter((job) => job.resource === resource);
    const now = this.#now();
    return ({ created, status }) => {
      const passes = jobs.flatMap((job): Pass[] => {
        const isWhole = job.kind === "fill" || job.kind === "sweep";
        if (created < floor || !(isWhole || (job.kind === "alive" && !ENDED.has(status)))) return [];
        const { began_at, ended_at } = job;
        const cursor = job.cursor === null ? null : (JSON.parse(job.cursor) as Cursor); // written by the ledger
        const isShown = cursor && (cursor.query > 0 || (cursor.last !== null && created > cursor.last));
        return [
          ...(isShown ? [{ began_at: cursor.began_at, ended_at: now + 1 }] : []),
          ...(began_at !== null && ended_at !== null ? [{ began_at, ended_at }] : []),
        ];
      });
      return passes.toSorted((one, other) => other.began_at - one.began_at)[0];
    };
  }

  /** Records that a run is over, and when the next one begins. */
  endRun(source: Source, job: Job, cursor: Cursor): void {
    const now = this.#now();
    const { resource, kind } = job;
    const mark = POLLS.has(kind)
      ? Math.max(
          job.mark,
          Math.min(cursor.top ?? 0, cursor.began_at),
          kind === "renewed" ? cursor.began_at : 0,
        )
      : job.mark;
    const ended = {
      cursor: null,
      mark,
      began_at: cursor.began_at,
      ended_at: now + 1,
      pages: cursor.pages + 1,
    };
    this.#storage.writeJob(job, { ...ended, due_at: null, tries: 0, problem: null, problem_at: null });
    if (kind !== "fill" || resource === "events") return this.#alignTimes(source);
    if (NEEDED_BY_LISTS.has(resource)) this.#refillCustomerLists();
    if (PAYMENTS.has(resource)) this.#storage.write("transactions", null); // now they can be counted
    const followed = { mark: cursor.began_at };
    this.#storage.writeJob({ resource, kind: "sweep" }, followed);
    if (!settingsOf(resource).perCustomer) this.#storage.writeJob({ resource, kind: "new" }, followed);
    if (resource === "subscriptions") {
      this.#storage.writeJob({ resource, kind: "alive" }, followed);
      this.#storage.writeJob({ resource, kind: "renewed" }, followed);
    }
    this.#alignTimes(source);
  }

  /** Has a list's new objects read now. */
  bringForward(resource: ResourceName): void {
    const now = this.#now();
    for (const job of this.#storage.listJobs()) {
      const isLater = job.due_at !== null && job.due_at > now;
      if (job.resource === resource && job.kind === "new" && isLater)
        this.#storage.writeJob(job, { due_at: now });
    }
  }

  /** A long look at everything goes on later: returns when. */
  pauseOf(source: Source, job: Job, { pages }: Cursor, now: number): number {
    const { kind, resource } = job;
    if (kind !== "sweep" && kind !== "alive") return now;
    if (resource === "events" || pages % SWEEP_PAGES_AT_ONCE > 0) return now;
    const plan = this.plan(source);
    const whole = settingsOf(resource).perCustomer ? plan.intervals.customers : plan.intervals.sweep;
    const interval = kind === "alive" ? (plan.intervals.alive ?? whole) : whole;
    return now + Math.floor(interval * this.#partAtOnce(resource));
  }

  /** Returns what part of a look at everything is read at once, 0 to 1. */
  #partAtOnce(resource: Job["resource"]): number {
    if (resource === "events") return 1;
    const counts = this.#storage.readCounts();
    const isList = settingsOf(resource).perCustomer === undefined;
    const all = isList ? Math.ceil((counts.get(resource) ?? 0) / PAGE_SIZE) : (counts.get("customers") ?? 0);
    return SWEEP_PAGES_AT_ONCE / Math.max(all, SWEEP_PAGES_AT_ONCE);
  }

  /** What can no longer be read, or is no longer wanted, is not asked for: the next look at everything makes up for it. */
  #alignSingleReads(readable: readonly ResourceName[]): void {
    for (const name of this.#storage.readReadable() ?? []) {
      if (!readable.includes(name)) this.#storage.dropReads(name);
    }
    this.#writeIfNew("readable", readable);
  }

  #alignPermissions(source: Source): void {
    const now = this.#now();
    for (const job of this.#storage.listJobs()) {
      const mayRead = source.mayRead(permissionOf(job));
      const isStopped = job.problem === "permission_missing";
      if (!mayRead && !isStopped) {
        this.#storage.writeJob(job, { problem: "permission_missing", problem_at: now, due_at: null });
      }
      if (mayRead && isStopped && this.#isToTryAgain(job, source)) {
        const isBehind =
          job.kind === "fill" ? job.ended_at === null : job.kind === "sweep" || POLLS.has(job.kind);
        this.#storage.writeJob(job, {
          problem: null,
          problem_at: null,
          due_at: isBehind ? now : null,
        });
      }
    }
  }

  /**
   * Tells whether a list that answered 403 is asked again: at once where a check has found since that it may be read,
   * and else after hours, since a check does not see all that a list takes.
   */
  #isToTryAgain(job: Job, { isGranted, checkedAt }: Source): boolean {
    const now = this.#now();
    const stoppedAt = job.problem_at ?? 0;
    // What a check found since then counts; of the same second, after a minute.
    const isChecked = stoppedAt < checkedAt || (stoppedAt === checkedAt && stoppedAt < now - 60);
    if (isGranted(permissionOf(job)) && job.tries <= 1) return isChecked;
    return now >= stoppedAt + Math.min(DAY_SECONDS, FORBIDDEN_SECONDS * 2 ** Math.max(0, job.tries - 1));
  }

  /** Gives every job that waits for nothing else its time, and brings forward what is wanted sooner than it was. */
  #alignTimes(source: Source): void {
    this.#plan = null;
    const plan = this.plan(source);
    for (const job of this.#storage.listJobs()) {
      if (job.kind === "fill" || job.problem !== null || job.cursor !== null) continue;
      const interval = intervalOf(job, plan);
      const last = job.began_at ?? job.mark;
      // The first look follows the fill: spread over the interval, it comes to nobody later than that.
      const part = job.kind === "sweep" && job.began_at === null ? this.#partAtOnce(job.resource) : 1;
      const due_at = interval === null ? null : last + Math.floor(interval * part);
      const isDue = job.due_at !== null && job.due_at <= this.#now(); // what was brought forward stays so until it is read
      if (due_at !== job.due_at && !(isDue && due_at !== null)) this.#storage.writeJob(job, { due_at });
    }
  }

  #findMeans({ isDemo, hasSecret, lastEventAt, asksEvents, mayRead }: Source): Means {
    if (isDemo) return "demo";
    const missedAt = this.#storage.read<number>("missed_at") ?? 0;
    if (hasSecret && lastEventAt !== null && lastEventAt > missedAt) return "webhooks";
    return asksEvents && mayRead("events") ? "events" : "lists";
  }

  #findOverdue(source: Source, now: number, underWay: ReadonlyMap<string, Task>): Refetch | undefined {
    if (this.plan(source).means !== "lists" || !this.hasSpare(source)) return undefined;
    return this.#storage.listDue(now, underWay.size + 1).find((one) => !underWay.has(keyOf(one)));
  }

  #isAllowed(job: Job, plan: Plan): boolean {
    if (plan.means === "demo") return job.kind === "fill" && this.#isCustomersReady(job);
    if (job.kind !== "fill") return true;
    const [filled, today] = [this.#reads.month.fill, this.#reads.today.fill];
    const filling = { filled, today, isByCustomer: isByCustomer(job) };
    return mayFill(plan.limit, plan.perDay, filling) && this.#isCustomersReady(job);
  }

  /** Where customers could not be read until now, their lists were filled without them. */
  #refillCustomerLists(): void {
    for (const job of this.#storage.listJobs()) {
      if (job.kind !== "fill" || job.ended_at === null || !isByCustomer(job)) continue;
      this.#storage.writeJob(job, { ended_at: null, due_at: this.#now() });
    }
  }

  /** A list by customer waits until the customers are there. */
  #isCustomersReady(list: Job): boolean {
    if (!isByCustomer(list)) return true;
    return this.#storage
      .listJobs()
      .filter(({ kind, resource }) => kind === "fill" && NEEDED_BY_LISTS.has(resource))
      .every((job) => job.ended_at !== null || job.problem === "permission_missing");
  }

  /** Half of a day's reads are for what is in doubt, and all that nothing else has taken so far. */
  #mayRefetch({ perDay }: Plan): boolean {
    return this.#reads.today.refetch < Math.max(MIN_REFETCHES, perDay / 2) || this.#isBehind(perDay);
  }

  /** Returns the share of the day's reads that a fill takes which goes on. */
  #fillShare(): number {
    const fills = this.#storage.listJobs().filter(({ kind, due_at }) => kind === "fill" && due_at !== null);
    return Math.max(0, ...fills.map((job) => fillShareOfDay(isByCustomer(job))));
  }

  /** Tells whether less was read today than `reads` are for so much of a day. */
  #isBehind(reads: number): boolean {
    const passed = this.#now() / DAY_SECONDS - this.#reads.day;
    return sumCounts(this.#reads.today) - this.#reads.today.fill < reads * passed;
  }

  /** Counts payments of the last 30 days as the ledger knows them, now and then. */
  #countTransactions({ sync }: Source): number {
    const now = this.#now();
    const known = this.#storage.read<{ at: number; count: number }>("transactions");
    if (known && now - known.at < TRANSACTIONS_SECONDS) return known.count;
    const since = now - 30 * DAY_SECONDS;
    const count = sync.resources.includes("charges")
      ? this.#storage.countSince("charges", since, "succeeded")
      : this.#storage.countSince("invoices", since, "paid");
    this.#storage.write("transactions", { at: now, count });
    return count;
  }

  #isReadable(source: Source, resource: ResourceName): boolean {
    return source.mayRead(settingsOf(resource).permission);
  }

  /** A new day has a plan of its own. */
  #loadReads(): void {
    if (this.#reads.load()) this.#plan = null;
  }

  #writeIfNew(name: string, value: readonly string[]): void {
    if (JSON.stringify(this.#storage.read(name)) !== JSON.stringify(value)) this.#storage.write(name, value);
  }
}

/** Returns what marks a job or an object as under way. */
export function keyOf(one: Pick<Job, "resource" | "kind"> | Refetch): string {
  return "kind" in one ? `list ${one.resource} ${one.kind}` : `object ${one.resource} ${one.id}`;
}

function purposeOf({ kind }: Job): ReadPurpose {
  if (kind === "fill") return "fill";
  return POLLS.has(kind) ? "poll" : "reconcile";
}

export function permissionOf({ resource }: Pick<Job, "resource">): PermissionName {
  return resource === "events" ? "events" : settingsOf(resource).permission;
}

function isByCustomer({ resource }: Pick<Job, "resource">): boolean {
  return resource !== "events" && settingsOf(resource).perCustomer !== undefined;
}

function settingsOf(name: ResourceName): Resource {
  return RESOURCES[name];
}

function intervalOf({ resource, kind }: Job, plan: Plan): number | null {
  const { means, intervals, firstList, hasRenewals } = plan;
  if (means === "demo") return null;
  switch (kind) {
    case "fill":
      return null;
    case "events":
      return firstList === null ? intervals.first : null;
    case "new":
      return resource === firstList ? intervals.first : intervals.others;
    case "renewed":
      return hasRenewals ? intervals.others : null;
    case "alive":
      return intervals.alive;
    case "sweep":
      return isByCustomer({ resource }) ? intervals.customers : intervals.sweep;
  }
}

/** Polls first, then the first fill, then looks at what is there. */
function rankOf(job: Job): number {
  if (POLLS.has(job.kind)) return 0;
  if (job.kind === "fill") return isByCustomer(job) ? 2 : 1;
  return job.kind === "alive" ? 3 : 4;
}

/** Lists are filled side by side: the one with the fewest pages so far goes on. */
function pagesOf({ cursor }: Job): number {
  return cursor === null ? 0 : (JSON.parse(cursor) as Cursor).pages; // written by the ledger
}
