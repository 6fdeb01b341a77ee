/**
 * @module The Worker as tests run it: the same app and object, with a clock that a test moves.
 *
 * `npm run build:test-worker` bundles it once for all test files. The objects live in the Worker's own isolate, so they share
 * this clock.
 */

import { createWorker } from "../../../worker/app.ts";
import { createBackground } from "../../../worker/background.ts";
import { callObject } from "../../../worker/connections/call-object.ts";
import { ConnectionObject as BaseObject } from "../../../worker/connections/object.ts";
import type { Runtime } from "../../../worker/context.ts";
import type { Bindings, OutboxMessage } from "../../../worker/env.ts";
import type { ConnectionId } from "../../../shared/ids.ts";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { clearStatements, readStatements, recordDatabase, recordStorage } from "./statements.ts";

let secondsAhead = 0;
let alarmRuns = 0;
let alarmEnds = 0;
/** Names this isolate: made anew with every process. */
let isolate: string | null = null;
let setClock: () => void = () => undefined;
const clockSet = new Promise<void>((resolve) => {
  setClock = resolve;
});
let eventsHandedOver = 0;

const runtime: Runtime = {
  now: () => Math.floor(Date.now() / 1000) + secondsAhead,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fetch: (input, init) => fetch(input, init),
  deliveryDeadlineMs: 500,
  probeDeadlineMs: 4_000, // a third of the real one, so that a test of an answer without end is short
};
/** Most tests are not about the ledger: there, nothing of an account is read that they do not expect. */
const SYNCS = Object.values(PROFILES).map((profile) => [profile, profile.sync] as const);

let isLedgerSet = false;

function setLedger({ TEST_LEDGER }: TestBindings): void {
  if (isLedgerSet) return;
  isLedgerSet = true;
  for (const [profile, sync] of SYNCS) {
    const resources = TEST_LEDGER === "on" ? sync.resources : [];
    Object.assign(profile, { sync: { ...sync, resources } });
  }
}

interface TestBindings extends Bindings {
  readonly TEST_LEDGER?: string;
  /** "quarter": ledgers read at a quarter of Stripe's limits, as they do outside of tests. */
  readonly TEST_PACE?: string;
  readonly TEST_STATEMENTS?: string;
  /** "given": no alarm runs before the clock was set, which a process that was started anew has lost. */
  readonly TEST_CLOCK?: string;
  /** "off": only a test rings, so that no other connection reads while it looks. */
  readonly TEST_ALARMS?: string;
  /** So many events a key, instead of what wrangler.toml says, and never another window. */
  readonly TEST_EVENTS_LIMIT?: string;
}

/** What an object holds. */
export interface Held {
  readonly tables: readonly string[];
  readonly keys: readonly string[];
  /** When the alarm is due, milliseconds of the real clock. */
  readonly alarm: number | null;
}

const events = new Map<string, number>();
let limited: TestBindings | null = null;

/** Lowers the limit of Stripe's events, so that a test need not send thousands. */
function limitEvents(bindings: TestBindings): TestBindings {
  const { TEST_EVENTS_LIMIT: most } = bindings;
  if (most === undefined) return bindings;
  const limit: RateLimit["limit"] = ({ key }) => {
    const count = (events.get(key) ?? 0) + 1;
    events.set(key, count);
    return Promise.resolve({ success: count <= Number(most) });
  };
  return (limited ??= { ...bindings, EVENTS: { limit } });
}

/** What becomes of messages: they are lost, or the queue takes none, or there is no queue, if a test says so. */
export type QueueMode = "works" | "loses" | "fails" | "absent";
let queueMode: QueueMode = "works";
const queued = new WeakMap<TestBindings, TestBindings>();

/** Has the queue do as a test says. */
function breakQueue(bindings: TestBindings): TestBindings {
  const known = queued.get(bindings);
  const { OUTBOX: queue } = bindings;
  if (known || !queue) return known ?? bindings;
  const sendBatch: typeof queue.sendBatch = async (...given) => {
    if (queueMode === "fails") throw new Error("the queue is away");
    if (queueMode === "works") return queue.sendBatch(...given);
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  };
  const own = Object.defineProperty({ ...bindings }, "OUTBOX", {
    get: () => (queueMode === "absent" ? undefined : { ...queue, sendBatch }),
    enumerable: true,
  });
  queued.set(bindings, own);
  return own;
}

const worker = createWorker(runtime);
const background = createBackground(runtime);

export class ConnectionObject extends BaseObject {
  readonly #waitsForClock: boolean;
  readonly #isAlarmOff: boolean;

  constructor(state: DurableObjectState, env: TestBindings) {
    setLedger(env);
    const isRecorded = env.TEST_STATEMENTS === "on";
    if (isRecorded) recordStorage(state);
    super(state, isRecorded ? recordDatabase(breakQueue(env)) : breakQueue(env), {
      ...runtime,
      isUnpaced: env.TEST_PACE !== "quarter",
    });
    this.#waitsForClock = env.TEST_CLOCK === "given";
    this.#isAlarmOff = env.TEST_ALARMS === "off";
  }

  override async alarm(): Promise<void> {
    if (this.#waitsForClock) await clockSet;
    if (this.#isAlarmOff) return;
    alarmRuns += 1;
    await super.alarm();
    alarmEnds += 1;
  }

  /** Has the platform run the alarm now. */
  async ring(): Promise<void> {
    await this.ctx.storage.setAlarm(Date.now());
  }

  async list(): Promise<Held> {
    const { sql, kv } = this.ctx.storage;
    const tables = sql.exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_*'",
    );
    return {
      tables: tables.toArray().map(({ name }) => name),
      keys: [...kv.list()].map(([name]) => name),
      alarm: await this.ctx.storage.getAlarm(),
    };
  }

  override receiveEvent(
    ...event: Parameters<BaseObject["receiveEvent"]>
  ): ReturnType<BaseObject["receiveEvent"]> {
    eventsHandedOver += 1;
    return super.receiveEvent(...event);
  }

  /** Returns in how many seconds the alarm rings, null for never, and the names of what is kept beside the tables. */
  async readRest(): Promise<{ readonly alarm: number | null; readonly names: readonly string[] }> {
    const at = await this.ctx.storage.getAlarm();
    const names = [...this.ctx.storage.kv.list()].map(([name]) => name);
    return { alarm: at === null ? null : Math.round((at - Date.now()) / 1000), names };
  }

  /** Returns the bytes of its database. */
  measure(): Promise<number> {
    return Promise.resolve(this.ctx.storage.sql.databaseSize);
  }
}

export default {
  async fetch(request: Request, given: TestBindings, context: ExecutionContext): Promise<Response> {
    const limited = limitEvents(breakQueue(given));
    const bindings = given.TEST_STATEMENTS === "on" ? recordDatabase(limited) : limited;
    setLedger(bindings);
    if (!request.url.includes("/test/")) return worker.fetch(request, bindings, context);
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/test/clock") {
      secondsAhead += Number(searchParams.get("advance"));
      setClock();
      return Response.json({ now: runtime.now() });
    }
    if (pathname === "/test/queue") {
      queueMode = searchParams.get("mode") as QueueMode; // a test names one
      return Response.json({ mode: queueMode });
    }
    if (pathname === "/test/events") return Response.json({ handedOver: eventsHandedOver });
    if (pathname === "/test/alarms") return Response.json({ runs: alarmRuns, ends: alarmEnds });
    if (pathname === "/test/rest") {
      const object = bindings.CONNECTIONS.getByName(searchParams.get("connection") ?? "");
      return Response.json(await (object as unknown as ConnectionObject).readRest()); // the class above
    }
    if (pathname === "/test/statements") {
      const statements = readStatements();
      if (searchParams.has("clear")) clearStatements();
      return Response.json(statements);
    }
    if (pathname === "/test/isolate") return new Response((isolate ??= crypto.randomUUID()));
    if (pathname === "/test/object") {
      const stub = bindings.CONNECTIONS.getByName(String(searchParams.get("connection")));
      return Response.json(await (stub as unknown as ConnectionObject).list()); // the class above
    }
    if (pathname === "/test/ring") {
      const stub = bindings.CONNECTIONS.getByName(String(searchParams.get("connection")));
      await (stub as unknown as ConnectionObject).ring(); // the class above
      return new Response(null, { status: 204 });
    }
    if (pathname === "/test/size") {
      const stub = bindings.CONNECTIONS.getByName(String(searchParams.get("connection")));
      return Response.json(await (stub as unknown as ConnectionObject).measure()); // the class above
    }
    if (pathname === "/test/wake") {
      // What the platform does when the object's alarm is due.
      const id = searchParams.get("connection") as ConnectionId; // a test knows its connections
      await callObject(bindings, id, (object) => object.wake());
      return new Response(null, { status: 204 });
    }
    return worker.fetch(request, bindings, context);
  },
  scheduled: (_: ScheduledController, bindings: TestBindings): Promise<void> =>
    background.scheduled(
      bindings.TEST_STATEMENTS === "on" ? recordDatabase(breakQueue(bindings)) : breakQueue(bindings),
    ),
  async queue(batch: MessageBatch<OutboxMessage>, bindings: TestBindings): Promise<void> {
    await background.queue(batch, bindings.TEST_STATEMENTS === "on" ? recordDatabase(bindings) : bindings);
  },
};
