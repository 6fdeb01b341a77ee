/**
 * @module Following how the account is read: how often the connection's object is asked, when no more, and what its
 * answers change.
 */

import assert from "node:assert/strict";
import { afterEach, test, type TestContext } from "node:test";
import type { ConnectionAnswer } from "../../../shared/schema/connections.ts";
import type { Receipt } from "../../../shared/schema/receipt.ts";
import type { SyncSummary } from "../../../shared/schema/sync.ts";
import { ConnectController } from "../../../widget/controller/connect-controller.ts";
import {
  connectionOf,
  failureOf,
  type Call,
  type ControllerEvent,
  type Reply,
} from "../../../widget/controller/state.ts";
import {
  CANNED_ANSWERS,
  cannedAnswer,
  cannedConnection,
  cannedFill,
  cannedProblem,
  cannedSync,
} from "../../../demo/gallery/canned-answers.ts";

const A = CANNED_ANSWERS;
const MINUTE = 60;
/** Unix seconds at which every test begins. */
const NOW = 1_790_000_000;
const started: ConnectController[] = [];
afterEach(() => started.splice(0).forEach((controller) => controller.reset()));

test("sync · the bar moves every two seconds, and nothing is asked once all is read", async (context) => {
  const { polls, answers, shown } = await setUp(context, A.filling);
  answers.push(fill(1400), fill(1600), cannedSync());
  await pass(context, 1);
  assert.equal(polls(), 0);
  await pass(context, 1);
  assert.deepEqual([polls(), shown()], [1, fill(1400)]);
  await pass(context, 2);
  assert.deepEqual([polls(), shown()], [2, fill(1600)]);
  await pass(context, 10 * MINUTE);
  assert.deepEqual([polls(), shown()], [3, cannedSync()]);
});

test("sync · what stands still for a minute is asked for every 15 seconds, until it moves", async (context) => {
  const { polls, answers } = await setUp(context, A.filling);
  await pass(context, MINUTE);
  assert.equal(polls(), 30);
  await pass(context, MINUTE);
  assert.equal(polls(), 34);
  answers.push(fill(1300));
  await pass(context, 15 + 4);
  assert.equal(polls(), 37);
});

test("sync · a poll that fails shows nothing, and the next one follows", async (context) => {
  const { polls, answers, shown, events } = await setUp(context, A.filling);
  answers.push({ ok: false, failure: failureOf("network") }, null, fill(1300));
  const before = events.length;
  await pass(context, 4);
  assert.deepEqual([polls(), shown(), events.length], [2, cannedFill(), before]);
  await pass(context, 2);
  assert.deepEqual(shown(), fill(1300));
});

test("sync · one poll is under way at a time", async (context) => {
  const { polls, answers } = await setUp(context, A.filling);
  const late = Promise.withResolvers<SyncSummary>();
  answers.push(late.promise, fill(1400));
  await pass(context, MINUTE);
  assert.equal(polls(), 1);
  late.resolve(fill(1300));
  await pass(context, 3);
  assert.equal(polls(), 2);
});

test("sync · nothing is asked while nobody sees the page", async (context) => {
  let isVisible = false;
  const { polls } = await setUp(context, A.pending, () => isVisible);
  await pass(context, 10 * MINUTE);
  assert.equal(polls(), 0);
  isVisible = true;
  await pass(context, 2);
  assert.equal(polls(), 1);
});

for (const answer of ["connected", "stale", "fillRefused", "revoked", "disconnected", "demo"] as const) {
  test(`sync · nothing is asked where nothing is on its way · ${answer}`, async (context) => {
    const { polls } = await setUp(context, A[answer]);
    await pass(context, 10 * MINUTE);
    assert.equal(polls(), 0);
  });
}

const LEAVING: readonly ControllerEvent[] = [
  { type: "disconnect_started" },
  { type: "reconnect_opened" },
  { type: "load_started" },
  { type: "reset" },
];
for (const event of LEAVING) {
  test(`sync · ${event.type} aborts the poll that is under way, and ends the polling`, async (context) => {
    const { controller, polls, answers, signals } = await setUp(context, A.filling);
    const late = Promise.withResolvers<SyncSummary>();
    answers.push(late.promise);
    await pass(context, 2);
    controller.dispatch(event);
    const { state } = controller;
    assert.equal(signals.at(-1)?.aborted, true);
    late.resolve(cannedSync());
    await pass(context, 10 * MINUTE);
    assert.equal(polls(), 1);
    assert.equal(controller.state, state);
  });
}

test("sync · the late answer of an older connection changes nothing", async (context) => {
  const { controller, answers, shown } = await setUp(context, A.filling);
  const late = Promise.withResolvers<SyncSummary>();
  answers.push(late.promise);
  await pass(context, 2);
  await controller.check(false);
  late.resolve(cannedSync());
  await pass(context, 1);
  assert.deepEqual(shown(), cannedFill());
});

test("sync · a check moves the bar neither back nor out of the way", async (context) => {
  const { controller, answers, shown } = await setUp(context, A.filling);
  answers.push(fill(1900));
  await pass(context, 2);
  await controller.check(false);
  assert.deepEqual(shown(), fill(1900));
});

test("sync · a receipt is shown, or that it failed, also where the bar has moved meanwhile", async (context) => {
  const { controller, answers, receipt } = await setUp(context, A.filling);
  const opened = controller.openReceipt();
  answers.push(fill(1900));
  await pass(context, 2);
  receipt.resolve({ ok: false, failure: failureOf("network") });
  await opened;
  const { screen } = controller.state;
  assert.equal(screen.is === "connected" && screen.phase.is, "failed");
});

test("sync · where a bar was, it stays full when somebody checks and when nobody does: nothing below it moves", async (context) => {
  const { controller, answers, connections } = await setUp(context, A.filling);
  const hasBar = () => controller.state.screen.is === "connected" && controller.state.screen.wasRead;
  answers.push(cannedSync());
  await pass(context, 2);
  connections.push(A.connected, A.missing);
  await controller.check(false);
  assert.ok(hasBar(), "after a check");
  await controller.refresh();
  assert.ok(hasBar(), "after a look");
});

test("sync · a check that begins the reading again is believed", async (context) => {
  const { controller, connections, shown } = await setUp(context, A.fillRefused);
  connections.push(A.pending);
  await controller.check(false);
  assert.equal(shown()?.status, "pending");
});

test("sync · another connection's bar begins anew", async (context) => {
  const { controller, connections, shown } = await setUp(context, A.filling);
  const sync = cannedFill({ status: "pending", progress: null });
  connections.push(cannedAnswer(cannedConnection({ id: "con_bbbbbbbbbbbbbbbbbbbbbbbbbb", sync })));
  await controller.check(false);
  assert.deepEqual(shown(), sync);
});

test("sync · a pause is asked about when it ends, and every five minutes before that", async (context) => {
  const resume_at = NOW + 11 * MINUTE + 30;
  const sync = cannedFill({ status: "paused", problem: cannedProblem("rate_limited"), resume_at });
  const { polls, answers, shown } = await setUp(context, cannedAnswer(cannedConnection({ sync })));
  answers.push(sync, sync, fill(1300));
  await pass(context, 5 * MINUTE);
  assert.equal(polls(), 1);
  await pass(context, 5 * MINUTE);
  assert.equal(polls(), 2);
  await pass(context, MINUTE + 31);
  assert.deepEqual([polls(), shown()], [3, fill(1300)]);
  await pass(context, 2);
  assert.equal(polls(), 4);
});

for (const code of ["key_refused", "permission_missing"] as const) {
  test(`sync · ${code} makes the connection read once more, because its card tells of it too`, async (context) => {
    const { answers, calls, connections, shown } = await setUp(context, A.filling);
    const sync = cannedFill({ status: "paused", problem: cannedProblem(code) });
    answers.push(sync);
    connections.push(cannedAnswer(cannedConnection({ sync })));
    await pass(context, MINUTE - 1);
    assert.deepEqual(calls, ["load", "refresh"]);
    assert.deepEqual(shown(), sync);
  });
}

test("sync · a pause that ends by itself does not read the connection again", async (context) => {
  const { answers, calls } = await setUp(context, A.filling);
  answers.push(cannedFill({ status: "paused", problem: cannedProblem("rate_limited") }));
  await pass(context, MINUTE - 1);
  assert.deepEqual(calls, ["load"]);
});

test("sync · the first event is looked for beside it, every 20 seconds", async (context) => {
  const answer = { ...A.waiting, connection: { ...A.waiting.connection, sync: cannedFill() } };
  const { polls, calls } = await setUp(context, answer as ConnectionAnswer, () => true); // it has a connection
  await pass(context, MINUTE + 1);
  assert.equal(calls.filter((call) => call === "refresh").length, 3);
  assert.ok(polls() > 25, `${polls()} polls`);
});

function fill(done: number): SyncSummary {
  return cannedFill({ progress: { resource: "customers", done, total: 2000 } });
}

/** A controller that has loaded `answer`. What is asked after that gets `answers`, then the same as before. */
async function setUp(context: TestContext, answer: ConnectionAnswer, isVisible = () => true) {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: NOW * 1000 });
  const answers: (SyncSummary | Reply<SyncSummary> | Promise<SyncSummary> | null)[] = [];
  const connections: ConnectionAnswer[] = [];
  const calls: Call[] = [];
  const events: ControllerEvent[] = [];
  const signals: AbortSignal[] = [];
  const receipt = Promise.withResolvers<Reply<Receipt>>();
  let shownLast = connectionOf({ is: "viewer", answer })?.sync ?? cannedSync();
  const client = {
    async send(call: Call) {
      calls.push(call);
      const { connection } = answer;
      const told =
        call === "refresh" && connection
          ? { ...answer, connection: { ...connection, sync: shownLast } }
          : answer;
      return { ok: true, answer: connections.shift() ?? told } as const;
    },
    async readSync(signal: AbortSignal): Promise<Reply<SyncSummary> | null> {
      signals.push(signal);
      const next = answers.length ? await answers.shift() : shownLast;
      if (!next || "ok" in next) return next ?? null;
      shownLast = next;
      return { ok: true, answer: next };
    },
    readReceipt: () => receipt.promise,
  };
  const controller = new ConnectController(client, (_before, event) => events.push(event), isVisible);
  started.push(controller);
  await controller.load();
  const shown = () => connectionOf(controller.state.screen)?.sync;
  const seen = { calls, events, signals, shown, polls: () => signals.length };
  return { controller, answers, connections, receipt, ...seen };
}

/** Lets seconds pass, and in each of them what is answered at once arrive. */
async function pass(context: TestContext, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    context.mock.timers.tick(1_000);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}
