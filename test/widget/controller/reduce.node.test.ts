/**
 * @module The state machine as a table: where the element is, what happens, where it is then.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call, StepEvent } from "../../../widget/controller/events.ts";
import { reduce } from "../../../widget/controller/reduce.ts";
import { INITIAL_STATE, type Failure, type Result, type State } from "../../../widget/controller/state.ts";
import { CANNED_ANSWERS } from "../canned-answers.ts";

const A = CANNED_ANSWERS;
const GOOD_KEY: StepEvent = {
  type: "key_read",
  verdict: { is: "good", kind: "restricted", mode: "live", cleaned: false },
};
const DENIED: Failure = { code: "oauth_denied", message: null, requestId: null };
const CONNECT: StepEvent = { type: "connect_started", label: "rk_live_…abcd" };

/** `answer` and `fail` take the run of the state they arrive in. */
type Step = StepEvent | { answer: keyof typeof A; call: Call } | { fail: Failure["code"]; call: Call };

const load = (answer: keyof typeof A): Step[] => [{ type: "load_started" }, { answer, call: "load" }];

/** What happens → the screen, its phase, and the toast. */
const TABLE: [title: string, steps: Step[], screen: string, phase?: string, toast?: string][] = [
  ["starts loading", [{ type: "load_started" }], "loading"],
  ["shows the form when nothing is connected", load("disconnected"), "form", "editing"],
  ["shows a viewer nothing to do when nothing is connected", load("disconnectedViewer"), "viewer"],
  ["shows the connection", load("connected"), "connected", "idle"],
  ["shows a load that failed", [{ type: "load_started" }, { fail: "network", call: "load" }], "load_failed"],
  ["tests", [...load("disconnected"), GOOD_KEY, CONNECT], "form", "testing"],
  [
    "connects, and says so",
    [...load("disconnected"), CONNECT, { answer: "connected", call: "connect" }],
    "connected",
    "idle",
    "connected",
  ],
  [
    "shows a refusal in the form",
    [...load("disconnected"), CONNECT, { fail: "key_rejected", call: "connect" }],
    "form",
    "refused",
  ],
  [
    "asks about another account",
    [
      ...load("connected"),
      { type: "reconnect_opened" },
      CONNECT,
      { fail: "account_differs", call: "connect" },
    ],
    "form",
    "question",
  ],
  [
    "goes back from the question",
    [
      ...load("connected"),
      { type: "reconnect_opened" },
      CONNECT,
      { fail: "account_differs", call: "connect" },
      { type: "question_declined" },
    ],
    "form",
    "editing",
  ],
  [
    "asks about other data",
    [...load("liveAsked"), CONNECT, { fail: "mode_differs", call: "connect" }],
    "form",
    "question",
  ],
  ["leaves for Stripe's page", [...load("oauth"), { type: "leave_started" }], "form", "leaving"],
  [
    "stays when the person does not leave",
    [...load("oauth"), { type: "leave_started" }, { type: "leave_ended" }],
    "form",
    "editing",
  ],
  [
    "finishes what Stripe's page granted",
    [...load("oauth"), { type: "finish_started" }],
    "form",
    "finishing",
  ],
  [
    "finishes in the form also where something is connected",
    [...load("oauthConnected"), { type: "finish_started" }],
    "form",
    "finishing",
  ],
  [
    "connects by Stripe's page, and says so",
    [...load("oauth"), { type: "finish_started" }, { answer: "oauthConnected", call: "finish" }],
    "connected",
    "idle",
    "connected",
  ],
  [
    "says nothing of a connection when the new access was given back",
    [...load("oauthConnected"), { type: "finish_started" }, { answer: "oauthConnected", call: "give_back" }],
    "connected",
    "idle",
  ],
  [
    "shows what went wrong at Stripe's page in its form",
    [...load("oauthConnected"), { type: "oauth_failed", failure: DENIED }],
    "form",
    "refused",
  ],
  [
    "takes a refusal away with the other way to connect",
    [...load("oauth"), { type: "oauth_failed", failure: DENIED }, { type: "way_chosen", way: "key" }],
    "form",
    "editing",
  ],
  [
    "takes a refusal away once a new key is there",
    [...load("disconnected"), CONNECT, { fail: "key_rejected", call: "connect" }, GOOD_KEY],
    "form",
    "editing",
  ],
  [
    "loads the demo, and says how much",
    [...load("disconnected"), { type: "demo_started" }, { answer: "demo", call: "demo" }],
    "connected",
    "idle",
    "demo",
  ],
  ["checks", [...load("connected"), { type: "check_started", quiet: false }], "connected", "checking"],
  [
    "shows a check that failed beside the connection",
    [...load("connected"), { type: "check_started", quiet: false }, { fail: "stripe_busy", call: "check" }],
    "connected",
    "failed",
  ],
  [
    "asks before it disconnects",
    [...load("connected"), { type: "disconnect_asked" }],
    "connected",
    "confirming",
  ],
  [
    "keeps the connection",
    [...load("connected"), { type: "disconnect_asked" }, { type: "disconnect_declined" }],
    "connected",
    "idle",
  ],
  [
    "disconnects, and says so",
    [
      ...load("connected"),
      { type: "disconnect_asked" },
      { type: "disconnect_started" },
      { answer: "disconnected", call: "disconnect" },
    ],
    "form",
    "editing",
    "disconnected",
  ],
  ["opens the form to reconnect", [...load("live"), { type: "reconnect_opened" }], "form", "editing"],
  [
    "cancels reconnecting",
    [...load("live"), { type: "reconnect_opened" }, { type: "reconnect_cancelled" }],
    "connected",
    "idle",
  ],
  [
    "cannot cancel what is not connected",
    [...load("disconnected"), { type: "reconnect_cancelled" }],
    "form",
    "editing",
  ],
  [
    "offers Retry when its own script is missing",
    [...load("connected"), { type: "view_missing" }],
    "load_failed",
  ],
  ["starts over when it leaves the page", [...load("connected"), { type: "left" }], "loading"],
];

for (const [title, steps, screen, phase, toast] of TABLE) {
  test(`state machine · ${title}`, () => {
    const state = play(steps);
    assert.equal(state.screen.is, screen);
    assert.equal("phase" in state.screen ? state.screen.phase.is : undefined, phase);
    assert.equal(state.toast?.is, toast);
  });
}

const EVENTS: StepEvent[] = [
  CONNECT,
  GOOD_KEY,
  { type: "demo_started" },
  { type: "check_started", quiet: true },
  { type: "disconnect_started" },
  { type: "mode_chosen", mode: "live" },
  { type: "guide_toggled" },
  { type: "reveal_set", revealed: true },
  { type: "secret_read", verdict: "bad" },
  { type: "publishable_read", verdict: "test" },
  { type: "way_chosen", way: "oauth" },
  { type: "leave_started" },
  { type: "leave_ended" },
  { type: "finish_started" },
  { type: "oauth_failed", failure: DENIED },
  { type: "left_behind_seen" },
  { type: "question_declined" },
  { type: "held_key_expired" },
  { type: "reconnect_opened" },
  { type: "reconnect_cancelled" },
  { type: "disconnect_asked" },
  { type: "disconnect_declined" },
  { type: "toast_left" },
];

test("state machine · nothing a person does changes a screen that has no place for it", () => {
  for (const state of [
    INITIAL_STATE,
    play([{ fail: "network", call: "load" }]),
    play(load("disconnectedViewer")),
  ]) {
    for (const event of EVENTS)
      assert.equal(reduce(state, event), state, `${event.type} in ${state.screen.is}`);
  }
});

test("state machine · a late answer never overwrites a newer one", () => {
  const first = reduce(play(load("connected")), { type: "check_started", quiet: false });
  const second = reduce(first, { type: "load_started" });
  const late: StepEvent = { type: "answered", call: "check", run: first.run, result: ok("missing") };
  assert.equal(reduce(second, late), second);
});

for (const gone of ["reconnect_opened", "disconnect_asked"] as const) {
  test(`state machine · an answer that was under way changes nothing after ${gone}`, () => {
    const checking = reduce(play(load("connected")), { type: "check_started", quiet: true });
    const after = reduce(checking, { type: gone });
    const late: StepEvent = { type: "answered", call: "check", run: checking.run, result: ok("missing") };
    assert.equal(reduce(after, late), after);
  });
}

test("state machine · another key settles the question about the one before it", () => {
  const asked = play([
    ...load("connected"),
    { type: "reconnect_opened" },
    CONNECT,
    { fail: "account_differs", call: "connect" },
  ]);
  const { screen } = reduce(asked, GOOD_KEY);
  assert.equal(screen.is === "form" && screen.phase.is, "editing");
});

test("state machine · the mode follows the key", () => {
  const { screen } = play([...load("disconnected"), GOOD_KEY]);
  assert.equal(screen.is === "form" && screen.draft.mode, "live");
});

for (const [from, mode] of [
  ["liveAsked", "live"],
  ["twoKeys", "test"],
] as const) {
  test(`state machine · a profile's mode stands against the key's · ${from}`, () => {
    const other = mode === "live" ? "test" : "live";
    const key: StepEvent = {
      type: "key_read",
      verdict: { is: "good", kind: "restricted", mode: other, cleaned: false },
    };
    const { screen } = play([...load(from), key]);
    assert.equal(screen.is === "form" && screen.draft.mode, mode);
  });
}

test("state machine · a mode chosen by hand stands against the key's", () => {
  const { screen } = play([...load("disconnected"), { type: "mode_chosen", mode: "test" }, GOOD_KEY]);
  assert.ok(screen.is === "form");
  assert.deepEqual([screen.draft.mode, screen.draft.asked, screen.draft.chosen], ["test", "test", true]);
});

const WAYS: [from: keyof typeof A, way: string][] = [
  ["disconnected", "key"],
  ["oauth", "oauth"],
  ["oauthSecond", "key"],
  ["oauthNotSetUp", "key"],
];
for (const [from, way] of WAYS) {
  test(`state machine · ${from} begins with the way ${way}`, () => {
    const { screen } = play(load(from));
    assert.equal(screen.is === "form" && screen.draft.way, way);
  });
}

test("state machine · a way back that nobody waits for changes nothing in the middle of a form", () => {
  const typing = play([...load("oauth"), { type: "way_chosen", way: "key" }, GOOD_KEY]);
  assert.equal(reduce(typing, { type: "leave_ended" }), typing);
});

test("state machine · what was left behind is shown until it was seen, and the draft stays", () => {
  const shown = play([...load("leftBehind"), GOOD_KEY]);
  const { screen } = reduce(shown, { type: "left_behind_seen" });
  assert.ok(shown.screen.is === "form" && screen.is === "form");
  assert.deepEqual([screen.answer.left_behind, screen.draft], [undefined, shown.screen.draft]);
});

test("state machine · what is sent leaves the draft, mode and webhook secret stay", () => {
  const { screen } = play([
    ...load("disconnected"),
    GOOD_KEY,
    { type: "secret_read", verdict: "good" },
    CONNECT,
    { fail: "key_rejected", call: "connect" },
  ]);
  assert.ok(screen.is === "form");
  assert.deepEqual([screen.draft.key.is, screen.draft.mode, screen.draft.secret], ["blank", "live", "good"]);
});

test("state machine · the same key may be tried again only where the key was not at fault", () => {
  const again = (code: Failure["code"]) => {
    const { screen } = play([...load("disconnected"), CONNECT, { fail: code, call: "connect" }]);
    return screen.is === "form" && screen.phase.is === "refused" && screen.phase.again;
  };
  for (const code of [
    "network",
    "stripe_unavailable",
    "stripe_busy",
    "rate_limited",
    "permissions_missing",
  ] as const) {
    assert.ok(again(code), code);
  }
  for (const code of ["key_rejected", "key_expired", "key_publishable", "admin_required"] as const) {
    assert.equal(again(code), "", code);
  }
});

function play(steps: readonly Step[]): State {
  return steps.reduce<State>((state, step) => {
    if ("type" in step) return reduce(state, step);
    const result: Result =
      "answer" in step
        ? ok(step.answer)
        : { ok: false, failure: { code: step.fail, message: null, requestId: null } };
    return reduce(state, { type: "answered", call: step.call, run: state.run, result });
  }, INITIAL_STATE);
}

function ok(answer: keyof typeof A): Result {
  return { ok: true, answer: A[answer] };
}
