/**
 * @module The controller: what it sends, what it keeps, and when it wipes the key.
 */

import assert from "node:assert/strict";
import { afterEach, test, type TestContext } from "node:test";
import type { ConnectionAnswer } from "../../../shared/schema/connections.ts";
import type { ErrorCode } from "../../../shared/errors.ts";
import { ConnectController, type OnChange } from "../../../widget/controller/connect-controller.ts";
import { failureOf, type Call, type Result } from "../../../widget/controller/state.ts";
import { CANNED_ANSWERS } from "../../../demo/gallery/canned-answers.ts";
import { makeKey } from "../keys.ts";

const A = CANNED_ANSWERS;
/** A key that is kept for a retry would keep this file waiting. */
const started: ConnectController[] = [];
afterEach(() => started.splice(0).forEach((controller) => controller.reset()));

const SECRET = `whsec_${"a1B2".repeat(8)}`;

test("controller · sends key and secret as they were read", async () => {
  const { controller, sent } = await setUp(A.disconnected, [A.connected]);
  await controller.connect(pasted(makeKey(), SECRET));
  assert.deepEqual(sent.at(-1), ["connect", { api_key: makeKey(), webhook_secret: SECRET }]);
});

test("controller · leaves an empty secret out", async () => {
  const { controller, sent } = await setUp(A.disconnected, [A.connected]);
  await controller.connect(pasted(makeKey(), " "));
  assert.deepEqual(sent.at(-1), ["connect", { api_key: makeKey() }]);
});

for (const [title, key, secret] of [
  ["a malformed key", "pk_test_123", ""],
  ["a malformed secret", makeKey(), "nonsense"],
] as const) {
  test(`controller · never sends ${title}`, async () => {
    const { controller, sent } = await setUp(A.disconnected, []);
    await controller.connect(pasted(key, secret));
    assert.equal(sent.length, 1);
  });
}

test("controller · replaces the account with the same key once the person says so", async () => {
  const { controller, sent } = await setUp(A.connected, ["account_differs", A.connected]);
  controller.dispatch({ type: "reconnect_opened" });
  await controller.connect(pasted(makeKey(), ""));
  await controller.answerQuestion(true);
  assert.deepEqual(sent.at(-1), ["connect", { api_key: makeKey(), replace_account: true }]);
});

test("controller · wipes the key when the person goes back", async () => {
  const { controller, sent } = await setUp(A.connected, ["account_differs"]);
  controller.dispatch({ type: "reconnect_opened" });
  await controller.connect(pasted(makeKey(), ""));
  await controller.answerQuestion(false);
  await controller.answerQuestion(true);
  assert.equal(sent.length, 2);
});

test("controller · tries again with the same key after a failure that was not the key's", async () => {
  const { controller, sent } = await setUp(A.disconnected, ["stripe_unavailable", A.connected]);
  await controller.connect(pasted(makeKey(), SECRET));
  await controller.retry(pasted("", SECRET));
  assert.deepEqual(sent.at(-1), ["connect", { api_key: makeKey(), webhook_secret: SECRET }]);
});

test("controller · tries again with the signing secret as it is by now", async () => {
  const { controller, sent } = await setUp(A.disconnected, ["network", "network", A.connected]);
  await controller.connect(pasted(makeKey(), ""));
  await controller.retry(pasted("", SECRET));
  assert.deepEqual(sent.at(-1), ["connect", { api_key: makeKey(), webhook_secret: SECRET }]);
  await controller.retry(pasted("", ""));
  assert.deepEqual(sent.at(-1), ["connect", { api_key: makeKey() }]);
});

test("controller · tries again to replace the account without asking twice", async () => {
  const { controller, sent } = await setUp(A.connected, ["account_differs", "network", A.connected]);
  controller.dispatch({ type: "reconnect_opened" });
  await controller.connect(pasted(makeKey(), ""));
  await controller.answerQuestion(true);
  await controller.retry(pasted("", ""));
  assert.deepEqual(sent.at(-1), ["connect", { api_key: makeKey(), replace_account: true }]);
});

test("controller · wipes a key that Stripe rejected", async () => {
  const { controller, sent } = await setUp(A.disconnected, ["key_rejected"]);
  await controller.connect(pasted(makeKey(), ""));
  await controller.retry(pasted("", ""));
  assert.equal(sent.length, 2);
});

test("controller · wipes the key when another one is typed", async () => {
  const { controller, sent } = await setUp(A.disconnected, ["network"]);
  await controller.connect(pasted(makeKey(), ""));
  controller.dispatch({ type: "key_read", verdict: { is: "typing" } });
  await controller.retry(pasted("", ""));
  assert.equal(sent.length, 2);
});

test("controller · wipes the key when the element is removed", async () => {
  const { controller, sent } = await setUp(A.disconnected, ["network"]);
  await controller.connect(pasted(makeKey(), ""));
  controller.reset();
  await controller.retry(pasted("", ""));
  assert.equal(sent.length, 2);
});

test("controller · wipes a key that nobody came back for, and says nothing of it any more", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { controller, sent } = await setUp(A.disconnected, ["network"]);
  await controller.connect(pasted(makeKey(), ""));
  context.mock.timers.tick(5 * 60_000);
  const { screen } = controller.state;
  assert.equal(screen.is === "form" && screen.phase.is, "editing");
  await controller.retry(pasted("", ""));
  assert.equal(sent.length, 2);
});

test("controller · no state ever holds the key", async () => {
  const states: string[] = [];
  const { controller } = await setUp(A.disconnected, ["network", A.connected], (state) => states.push(state));
  await controller.connect(pasted(makeKey("rk_live", "mark"), SECRET));
  await controller.retry(pasted("", ""));
  assert.ok(states.length > 3);
  for (const state of states) {
    assert.ok(!state.includes(makeKey("rk_live", "mark")));
    assert.ok(!state.includes(SECRET));
  }
});

test("controller · checks only what is connected, and only where it may", async () => {
  for (const answer of [A.disconnected, A.connectedViewer]) {
    const { controller, sent } = await setUp(answer, []);
    await controller.check(true);
    assert.equal(sent.length, 1);
  }
});

test("controller · does not check twice at a time", async () => {
  const { controller, sent } = await setUp(A.connected, [A.connected]);
  await Promise.all([controller.check(false), controller.check(true)]);
  assert.deepEqual(
    sent.map(([call]) => call),
    ["load", "check"],
  );
});

test("controller · answers yes to other data with the key's own mode, and keeps that yes", async () => {
  const { controller, sent } = await setUp(A.liveAsked, [
    "mode_differs",
    "account_differs",
    "network",
    A.connected,
  ]);
  await controller.connect(pasted(makeKey()));
  await controller.answerQuestion(true);
  assert.deepEqual(sent.at(-1), ["connect", { api_key: makeKey(), mode: "test" }]);
  await controller.answerQuestion(true);
  assert.deepEqual(sent.at(-1)?.[1], { api_key: makeKey(), mode: "test", replace_account: true });
  await controller.retry(pasted(""));
  assert.deepEqual(sent.at(-1)?.[1], { api_key: makeKey(), mode: "test", replace_account: true });
});

test("controller · sends a mode only where it was chosen by hand", async () => {
  const { controller, sent } = await setUp(A.liveAsked, ["network", "network"]);
  await controller.connect(pasted(makeKey("rk_live")));
  assert.deepEqual(sent.at(-1)?.[1], { api_key: makeKey("rk_live") });
  controller.dispatch({ type: "mode_chosen", mode: "live" });
  await controller.connect(pasted(makeKey("rk_live")));
  assert.deepEqual(sent.at(-1)?.[1], { api_key: makeKey("rk_live"), mode: "live" });
});

test("controller · sends a placeholder as it is, where one is expected", async () => {
  const { controller, sent } = await setUp(A.twoKeys, ["network"]);
  await controller.connect(pasted(makeKey(), " whsec_placeholder ", makeKey("pk_test")));
  assert.deepEqual(sent.at(-1)?.[1], {
    api_key: makeKey(),
    webhook_secret: "whsec_placeholder",
    publishable_key: makeKey("pk_test"),
  });
  const other = await setUp(A.disconnected, []);
  await other.controller.connect(pasted(makeKey(), "whsec_placeholder"));
  assert.equal(other.sent.length, 1);
});

const GRANT = { ticket: "t", verifier: "v" };

test("controller · finishes, replaces and revokes with the same ticket", async () => {
  const { controller, sent } = await setUp(A.oauthConnected, [
    "account_differs",
    "account_differs",
    A.oauthConnected,
  ]);
  await controller.finishOauth(GRANT);
  await controller.answerQuestion(true);
  assert.deepEqual(sent.at(-1), ["finish_oauth", { ...GRANT, replace_account: true }]);
  await controller.answerQuestion(false);
  assert.deepEqual(sent.at(-1), ["revoke_grant", { ...GRANT, replace_account: false }]);
  await controller.answerQuestion(true);
  assert.equal(sent.length, 4);
});

test("controller · a ticket that was refused is never sent again", async () => {
  const { controller, sent } = await setUp(A.oauth, ["network"]);
  await controller.finishOauth(GRANT);
  await controller.retry(pasted(""));
  await controller.answerQuestion(true);
  assert.equal(sent.length, 2);
});

test("controller · a connection is read again every minute, while the page is seen", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  let isVisible = true;
  const { controller, count } = await setUpPolled(A.connected, () => isVisible);
  await pass(context, 59);
  assert.equal(count(), 0);
  await pass(context, 1);
  assert.equal(count(), 1);
  isVisible = false;
  await pass(context, TEN_MINUTES);
  assert.equal(count(), 1);
  isVisible = true;
  await pass(context, TEN_MINUTES);
  assert.equal(count(), 11);
  controller.reset();
});

test("controller · what happened to a connection shows, without anything pressed", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const answers: ConnectionAnswer[] = [A.connected, A.refusedOnce, A.revoked, A.disconnected];
  const { controller, count } = await setUpPolled(answers, () => true);
  await pass(context, 60);
  assert.equal(controller.state.screen.is === "connected" && controller.state.screen.answer, A.refusedOnce);
  await pass(context, 60);
  assert.equal(controller.state.screen.is === "connected" && controller.state.screen.answer, A.revoked);
  await pass(context, 60);
  assert.equal(controller.state.screen.is, "form");
  await pass(context, TEN_MINUTES);
  assert.equal(count(), 3);
});

test("controller · a look that fails shows nothing, and the pauses double up to 16 minutes until one succeeds", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  let fails = false;
  const { controller, count } = await setUpPolled(
    A.connected,
    () => true,
    () => fails,
  );
  fails = true;
  const { screen } = controller.state;
  await pass(context, (1 + 2 + 4 + 8 + 16) * 60);
  assert.equal(count(), 5);
  assert.equal(controller.state.screen, screen);
  fails = false;
  await pass(context, (16 + 1 + 1) * 60);
  assert.equal(count(), 8);
  controller.reset();
});

test("controller · the first event is looked for every 20 seconds, for ten minutes, while the page is seen", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  let isVisible = true;
  const { controller, count } = await setUpPolled(A.waiting, () => isVisible);
  await pass(context, 19);
  assert.equal(count(), 0);
  await pass(context, 1);
  assert.equal(count(), 1);
  isVisible = false;
  await pass(context, TEN_MINUTES);
  assert.equal(count(), 1);
  isVisible = true;
  await pass(context, TEN_MINUTES - 20);
  assert.equal(count(), 30);
  await pass(context, TEN_MINUTES);
  assert.equal(count(), 40);
  controller.reset();
});

test("controller · who sent a link sees within four seconds that it connected, and that long after coming back", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  let isVisible = true;
  const answers = [A.invited, A.invited, A.invited, A.connected];
  const { controller, count } = await setUpPolled(answers, () => isVisible);
  await pass(context, 4);
  assert.equal(count(), 1);
  await pass(context, 4);
  assert.equal(count(), 2);
  isVisible = false;
  await pass(context, TEN_MINUTES + 1);
  assert.equal(count(), 2);
  isVisible = true;
  await pass(context, 4);
  assert.equal(controller.state.screen.is, "connected");
  controller.reset();
});

test("controller · a link is not looked after while something is typed: it would be taken away", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { controller, count } = await setUpPolled(A.invited, () => true);
  controller.dispatch({ type: "key_read", verdict: { is: "typing" } });
  await pass(context, 60);
  assert.equal(count(), 0);
  controller.dispatch({ type: "key_read", verdict: { is: "blank" } });
  await pass(context, 4);
  assert.equal(count(), 1);
  controller.reset();
});

for (const event of [
  { type: "disconnect_asked" },
  { type: "reconnect_opened" },
  { type: "reset" },
] as const) {
  test(`controller · nothing is looked for after ${event.type}`, async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
    const { controller, count } = await setUpPolled(A.waiting, () => true);
    controller.dispatch(event);
    await pass(context, TEN_MINUTES);
    assert.equal(count(), 0);
  });
}

test("controller · refreshes at once, or when the form is no longer in use", async () => {
  const { controller, sent } = await setUp(A.disconnected, [A.connected]);
  controller.dispatch({ type: "key_read", verdict: { is: "typing" } });
  controller.refresh();
  assert.equal(sent.length, 1);
  controller.dispatch({ type: "key_read", verdict: { is: "blank" } });
  await Promise.resolve();
  assert.deepEqual(sent.at(-1)?.[0], "refresh");
  assert.equal(controller.state.screen.is, "connected");
});

const TEN_MINUTES = 10 * 60;

/** A controller that gets `answers`, the last of them again and again; `count` counts how often it looked. */
async function setUpPolled(
  answers: ConnectionAnswer | ConnectionAnswer[],
  isVisible: () => boolean,
  fails = () => false,
) {
  const queue = [answers].flat();
  let last = queue[0] ?? A.connected;
  const calls: Call[] = [];
  const send = async (call: Call): Promise<Result> => {
    calls.push(call);
    if (fails()) return { ok: false, failure: failureOf("network") };
    last = queue.shift() ?? last;
    return { ok: true, answer: last };
  };
  const readSync = () => assert.fail("nothing is read");
  const controller = new ConnectController({ send, readSync, readReceipt: readSync }, () => {}, isVisible);
  await controller.load();
  return { controller, count: () => calls.filter((call) => call === "refresh").length };
}

async function pass(context: TestContext, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    context.mock.timers.tick(1_000);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}

/** What the fields hold. */
function pasted(key: string, secret = "", publishable = "") {
  return { key, secret, publishable };
}

/** A controller that has loaded `answer`; the calls after it get `replies`. */
async function setUp(
  answer: ConnectionAnswer,
  replies: readonly (ConnectionAnswer | ErrorCode)[],
  onState: (state: string) => void = () => {},
) {
  const queue = [answer, ...replies];
  const sent: [Call, object | null][] = [];
  const send = async (call: Call, body: object | null): Promise<Result> => {
    sent.push([call, body]);
    const reply = queue.shift();
    assert.ok(reply, "one request too many");
    if (typeof reply !== "string") return { ok: true, answer: reply };
    return { ok: false, failure: { code: reply, message: null, requestId: null } };
  };
  const readSync = () => assert.fail("nothing is read");
  const onChange: OnChange = (_before, event, after) => {
    onState(JSON.stringify(event));
    onState(JSON.stringify(after));
  };
  const controller = new ConnectController({ send, readSync, readReceipt: readSync }, onChange, () => false);
  started.push(controller);
  await controller.load();
  return { controller, sent };
}
