/**
 * @module One turn of a ledger: reads what is due, side by side, each answer and how far it came in one commit.
 */

import { RESOURCES, type Resource, type ResourceName } from "../../shared/resources.ts";
import type { ReadPurpose, SyncProblem } from "../../shared/sync.ts";
import type { StripeAnswer } from "../stripe/answers.ts";
import type { AskStripe } from "../stripe/client.ts";
import { DOUBT_SECONDS, spanOf, type Arrival, type Door } from "./door.ts";
import type { StripeEvent } from "./events.ts";
import {
  advanceCursor,
  listAbsent,
  listQueries,
  openCursor,
  pathOfPage,
  readPage,
  type Cursor,
} from "./list-run.ts";
import type { Pace } from "./pace.ts";
import { findOldest } from "./find-oldest.ts";
import { readObject, type ObjectAnswer } from "./read-object.ts";
import { keyOf, type Schedule, type Task } from "./schedule.ts";
import { findShown, type Source } from "./source.ts";
import type { LedgerStorage } from "./storage.ts";
import type { Job, Refetch, StripeObject } from "./tables.ts";

/** What a turn has to work with. */
export interface TurnTools {
  readonly ask: AskStripe;
  /** Ends the turn: what is answered after that is dropped. */
  readonly signal: AbortSignal;
  /** Records an event that a poll found. Returns whether it is a new one. */
  readonly recordEvent: (event: StripeEvent) => boolean;
  /** Tells the directory how far the ledger is. */
  readonly publish: () => Promise<void>;
}

/** `look_at_credential`: Stripe refused the credential, or something that it was found to have. */
export type TurnEnd = "done" | "look_at_credential";

interface Parts {
  readonly storage: LedgerStorage;
  readonly door: Door;
  readonly schedule: Schedule;
  readonly pace: Pace;
  readonly now: () => number;
  readonly takeEvent: (event: StripeEvent) => void;
}

/** An alarm may run for 15 minutes (Cloudflare's limits); a shorter turn is cut off less often. */
const TURN_MS = 60_000;
/** An invocation may have six requests that wait for an answer (Cloudflare's limits): one is left for D1. */
const LANES = 5;
const PUBLISH_MS = 2_000;
/** What failed is tried again at the latest after this long. */
const MAX_RETRY_SECONDS = 240;
const FIRST_RETRY_SECONDS = 5;
/** Statuses of subscriptions and invoices that a payment may change. */
const MAY_CHANGE: ReadonlySet<unknown> = new Set([
  "active",
  "trialing",
  "past_due",
  "incomplete",
  "unpaid",
  "draft",
  "open",
]);
/** A list shows a new charge more than once: what was read for it is not read again. */
const FOLLOWED_SECONDS = 240;
/** What an endpoint sends within five minutes is no sign that something was missed. */
const MISSED_SECONDS = 300;
/** Stands for an answer where the turn is over, or no read is left to ask for it. */
const NOT_ASKED = { outcome: "silent", reason: "busy", stripe: null } as const;

export class Turn {
  readonly #parts: Parts;
  readonly #source: Source;
  readonly #tools: TurnTools;
  readonly #underWay = new Map<string, Task>();
  /** The tasks under way, as promises. */
  readonly #running = new Set<Promise<void>>();
  readonly #endsAt = Date.now() + TURN_MS;
  #publishedAt = Date.now();
  #end: TurnEnd = "done";
  #hasFailed = false;

  constructor(parts: Parts, source: Source, tools: TurnTools) {
    this.#parts = parts;
    this.#source = source;
    this.#tools = tools;
  }

  /** Ends when every lane has: what one throws ends the others after what they wait for. */
  async run(): Promise<TurnEnd> {
    const lanes = Array.from({ length: LANES }, () => this.#runLane());
    for (const ended of await Promise.allSettled(lanes)) if (ended.status === "rejected") throw ended.reason;
    return this.#end;
  }

  get #isOver(): boolean {
    const isEnded = this.#tools.signal.aborted || this.#hasFailed || this.#end !== "done";
    return isEnded || Date.now() > this.#endsAt;
  }

  async #runLane(): Promise<void> {
    while (!this.#isOver) {
      const task = this.#parts.schedule.pick(this.#source, this.#underWay);
      if (!task) {
        if (this.#running.size === 0) return;
        await Promise.race(this.#running); // its answer may say what else is to be read
        continue;
      }
      await this.#carryOut(task);
      if (Date.now() - this.#publishedAt < PUBLISH_MS || this.#isOver) continue;
      this.#publishedAt = Date.now();
      await this.#tools.publish();
    }
  }

  async #carryOut(task: Task): Promise<void> {
    const key = keyOf(task.is === "page" ? task.job : task.refetch);
    this.#underWay.set(key, task);
    const running = this.#read(task);
    this.#running.add(running);
    try {
      await running;
    } catch (error) {
      this.#hasFailed = true;
      throw error;
    } finally {
      this.#running.delete(running);
      this.#underWay.delete(key);
    }
  }

  #read(task: Task): Promise<void> {
    if (task.is === "object") return this.#readObject(task);
    const { resource } = task.job;
    const isByCustomer = resource !== "events" && "perCustomer" in RESOURCES[resource];
    return isByCustomer ? this.#readNextCustomer(task, resource) : this.#readPage(task);
  }

  async #readPage({ job, purpose }: Extract<Task, { is: "page" }>): Promise<void> {
    const { storage, schedule, now } = this.#parts;
    const wishes = { since: storage.read<number>("since"), showsDiscounts: storage.showsDiscounts() };
    const cursor = openCursor(job, now());
    const sentAt = now();
    const answer = await this.#ask(pathOfPage(job, cursor, wishes), "list", purpose);
    if (this.#tools.signal.aborted || answer === NOT_ASKED) return;
    storage.commit(() => {
      if (answer.outcome !== "answered") return this.#fail(job, cursor, answer);
      const kind = job.resource === "events" ? "event" : RESOURCES[job.resource].object;
      const page = readPage(answer.body, kind, cursor.after);
      if (!page) return this.#fail(job, cursor, { outcome: "absent", stripe: null });
      const { objects: data, hasMore } = page;
      this.#takePage(job, cursor, data, hasMore, spanOf(sentAt, now()));
      const next = advanceCursor(cursor, data, hasMore, listQueries(job, wishes).length);
      if (!next) return schedule.endRun(this.#source, job, { ...cursor, top: cursor.top ?? topOf(data) });
      const due_at = schedule.pauseOf(this.#source, job, next, now());
      storage.writeJob(job, {
        cursor: JSON.stringify(next),
        due_at,
        tries: 0,
        problem: null,
        problem_at: null,
      });
    });
    if (job.kind === "fill" && cursor.pages === 0) await this.#estimate(job);
  }

  /** Finds out about when the first object was made, so that a person sees how much is still to come. */
  async #estimate({ resource }: Job): Promise<void> {
    const { storage, now } = this.#parts;
    const [cursor] = storage
      .listJobs()
      .flatMap((job) => (job.resource === resource && job.kind === "fill" ? [job.cursor] : []));
    if (!cursor || this.#source.isDemo || resource !== findShown(this.#source)) return;
    const { path }: Resource = RESOURCES[resource];
    const { last } = openCursor({ cursor }, now());
    const found = await findOldest(
      (query) => this.#ask(`${path}?limit=1&${query}`, "list", "fill"),
      last ?? now(),
      now(),
    );
    if (this.#tools.signal.aborted) return;
    storage.commit(() => storage.write("oldest", found));
  }

  #takePage(
    job: Job,
    cursor: Cursor,
    data: readonly StripeObject[],
    hasMore: boolean,
    span: { readonly from: number; readonly to: number },
  ): void {
    const { storage, door, schedule, now } = this.#parts;
    const { resource, kind } = job;
    if (resource === "events") return this.#takeEvents(data);
    const isWhole = kind === "fill" || kind === "sweep" || kind === "alive";
    const source = this.#source.isDemo ? "demo" : kind === "fill" ? "fill" : isWhole ? "sweep" : "list";
    const written = door.take(
      resource,
      data,
      { source, ...span, hasSpare: schedule.hasSpare(this.#source) },
      schedule.passFinder(resource),
    );
    const isOld = data.some(({ created }) => Number(created) < now() - MISSED_SECONDS);
    if (kind === "new" && written > 0 && isOld) this.#noticeMissed();
    if (kind === "new" && resource === "charges" && written > 0) this.#followCharges(data);
    if (kind !== "sweep" && kind !== "alive") return;
    const isListed = (status: string | null) =>
      kind === "sweep" || !/^(canceled|incomplete_expired)$/.test(status ?? "");
    const since = storage.read<number>("since");
    for (const id of listAbsent(storage, resource, cursor, data, hasMore, since, isListed)) {
      storage.requestRead(resource, id, now() + DOUBT_SECONDS);
    }
  }

  /** A failed charge says that its customer's subscription and invoices are no longer as they were. */
  #followCharges(charges: readonly StripeObject[]): void {
    const { storage, schedule, now } = this.#parts;
    if (schedule.plan(this.#source).means !== "lists") return;
    const failed = charges.filter(({ status }) => status === "failed");
    const customers = new Set(failed.map(({ customer }) => customer).filter((id) => typeof id === "string"));
    for (const resource of ["subscriptions", "invoices"] as const) {
      if (!storage.readSynced().includes(resource) || customers.size === 0) continue;
      schedule.bringForward(resource);
      for (const customer of customers) {
        const own = storage.listOfCustomer(resource, customer);
        const changing = own.filter(({ status }) => MAY_CHANGE.has(status));
        for (const { id, known_to } of changing) {
          if (known_to < now() - FOLLOWED_SECONDS) storage.requestRead(resource, id, now());
        }
      }
    }
  }

  #takeEvents(data: readonly StripeObject[]): void {
    // The oldest first, so that each follows the one before.
    for (const listed of data.toReversed()) {
      const event = readListedEvent(listed);
      if (!event || !this.#tools.recordEvent(event)) continue;
      this.#parts.takeEvent(event);
      if (event.created < this.#parts.now() - MISSED_SECONDS) this.#noticeMissed();
    }
  }

  /** Something did not arrive by itself: until something does again, the ledger looks for itself. */
  #noticeMissed(): void {
    const { storage, schedule, now } = this.#parts;
    if (schedule.plan(this.#source).means === "webhooks") storage.write("missed_at", now());
  }

  async #readObject({ refetch, purpose }: Extract<Task, { is: "object" }>): Promise<void> {
    const { storage, now } = this.#parts;
    const { resource, id } = refetch;
    const sentAt = now();
    const answer = await this.#askForObject(resource, id, purpose);
    if (this.#tools.signal.aborted || isNotAsked(answer)) return;
    storage.commit(() => {
      // First, since what is read may be in doubt again.
      if (answer.is !== "unanswered") storage.answerRefetch(refetch, sentAt);
      const isTaken = this.#takeObject(refetch, answer, { source: "read", ...spanOf(sentAt, now()) });
      if (answer.is !== "unanswered") return;
      if (isTaken) storage.answerRefetch(refetch, sentAt);
      storage.postponeRead(refetch, now(), !isTaken);
    });
  }

  /** Reads the list of the customer behind the last one. */
  async #readNextCustomer(
    { job, purpose }: Extract<Task, { is: "page" }>,
    resource: ResourceName,
  ): Promise<void> {
    const { storage, schedule, now } = this.#parts;
    const cursor = openCursor(job, now());
    const { perCustomer = "all" }: Resource = RESOURCES[resource];
    const customer = storage.findNextCustomer(cursor.after ?? "", perCustomer);
    if (customer === null) return storage.commit(() => schedule.endRun(this.#source, job, cursor));
    // Who subscribes from now on may be one of those who were passed over.
    if (job.cursor === null) storage.writeJob(job, { cursor: JSON.stringify(cursor) });
    const sentAt = now();
    const answer = await this.#askForObject(resource, customer, purpose);
    if (this.#tools.signal.aborted || isNotAsked(answer)) return;
    storage.commit(() => {
      const source = this.#source.isDemo ? "demo" : job.kind === "fill" ? "fill" : "read";
      const isTaken = this.#takeObject({ resource, id: customer }, answer, {
        source,
        ...spanOf(sentAt, now()),
      });
      if (!isTaken && answer.is === "unanswered") return this.#fail(job, cursor, answer.answer);
      const next: Cursor = { ...cursor, after: customer, pages: cursor.pages + 1 };
      const due_at = schedule.pauseOf(this.#source, job, next, now());
      const cursorText = JSON.stringify(next);
      storage.writeJob(job, { cursor: cursorText, due_at, tries: 0, problem: null, problem_at: null });
    });
  }

  #askForObject(resource: ResourceName, id: string, purpose: ReadPurpose): Promise<ObjectAnswer> {
    const { storage } = this.#parts;
    const ask = (path: string, object: string) => this.#ask(path, object, purpose);
    return readObject(ask, resource, id, storage.showsDiscounts());
  }

  /** Takes what was read. Returns false for what has to be read again. */
  #takeObject({ resource, id }: Refetch, answer: ObjectAnswer, arrival: Arrival): boolean {
    const { door, schedule } = this.#parts;
    const isByCustomer = "perCustomer" in RESOURCES[resource];
    switch (answer.is) {
      case "there":
        if (isByCustomer) door.takeOfCustomer(resource, id, answer.objects, arrival);
        else door.take(resource, answer.objects, arrival, schedule.passFinder(resource));
        return true;
      case "gone":
        if (isByCustomer) door.takeOfCustomer(resource, id, [], arrival);
        else door.takeDeleted(resource, id, arrival);
        return true;
      case "unanswered":
        if (answer.answer.outcome === "refused") this.#end = "look_at_credential";
        // A permission that is gone is found by the list, and a customer who is gone has no list.
        return answer.answer.outcome === "forbidden" || isNoSuchCustomer(answer.answer, isByCustomer);
    }
  }

  /** Records why a page was not read, and when it is tried again. To be called within a commit. */
  #fail(job: Job, cursor: Cursor, answer: Exclude<StripeAnswer, { outcome: "answered" }>): void {
    const { storage, now } = this.#parts;
    const tries = job.tries + 1;
    const pause = Math.min(MAX_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (tries - 1));
    const stop = (problem: SyncProblem, due_at: number | null): void => {
      const problem_at = job.problem === null || problem === "permission_missing" ? now() : job.problem_at;
      storage.writeJob(job, { problem, problem_at, due_at, tries });
    };
    switch (answer.outcome) {
      case "refused":
        // Until a check has found out, or where it finds nothing, as behind an IP policy that lets some of us in.
        this.#end = "look_at_credential";
        return stop("key_refused", now() + pause);
      case "forbidden":
        // A check that did not see why will not the next time.
        if (tries === 1) this.#end = "look_at_credential";
        return stop("permission_missing", null);
      case "absent":
        return stop("stripe_unexpected", now() + MAX_RETRY_SECONDS);
      case "silent":
        break;
    }
    if (answer.reason === "busy") return stop("rate_limited", tries < 4 ? now() : now() + pause);
    if (answer.reason === "down") return stop("stripe_unavailable", now() + pause);
    if (cursor.after === null) return stop("stripe_unexpected", now() + MAX_RETRY_SECONDS);
    // The object that the next page begins after may be gone; those of its second come again.
    const next: Cursor = { ...cursor, after: null, until: cursor.last };
    storage.writeJob(job, { cursor: JSON.stringify(next), tries, due_at: now() });
  }

  /** Sends one request, which counts from then on, whatever becomes of the answer. The example data costs none. */
  async #ask(path: string, object: string, purpose: ReadPurpose): Promise<StripeAnswer> {
    const { storage, schedule, pace } = this.#parts;
    const { mode, isDemo } = this.#source;
    if (this.#isOver) return NOT_ASKED;
    const endpoint = object === "list" ? (path.split("?")[0] ?? "") : object; // each kind has one for single objects
    if (!isDemo) {
      await pace.wait(mode, endpoint);
      if (this.#isOver || schedule.isUsedUp(this.#source)) return NOT_ASKED;
      storage.commit(() => schedule.count(purpose, 1));
    }
    const answer = await this.#tools.ask({ method: "GET", path, object });
    if (answer.outcome === "silent" && answer.reason === "busy")
      pace.slowDown(endpoint, answer.limit ?? null);
    else pace.recover(endpoint);
    return answer;
  }
}

function isNotAsked(answer: ObjectAnswer): boolean {
  return answer.is === "unanswered" && answer.answer === NOT_ASKED;
}

function topOf(data: readonly StripeObject[]): number | null {
  const created = data[0]?.created;
  return typeof created === "number" ? created : null;
}

function readListedEvent({ id, type, created, data }: StripeObject): StripeEvent | null {
  const { object, previous_attributes: previous = null } = (data ?? {}) as {
    object?: Partial<StripeObject> & Pick<StripeObject, "object">;
    previous_attributes?: StripeEvent["previous"];
  }; // Stripe's own list
  if (typeof type !== "string" || typeof created !== "number") return null;
  return { id, type, created, object: object ? { ...object, id: object.id ?? "" } : null, previous };
}

/** Stripe answers 400 for a parameter that names no object. */
function isNoSuchCustomer(answer: StripeAnswer, isByCustomer: boolean): boolean {
  return isByCustomer && answer.outcome === "silent" && answer.reason === "unexpected";
}
