/**
 * @module The state machine as a table: where the element is, what happens, where it is then.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { reduce } from "../../../widget/controller/reduce.ts";
import {
  INITIAL_STATE,
  type Call,
  type ControllerEvent,
  type Failure,
  type Result,
  type State,
} from "../../../widget/controller/state.ts";
import { CANNED_ANSWERS, cannedInvitation } from "../../../demo/gallery/canned-answers.ts";
import type { ConnectionAnswer } from "../../../shared/schema/connections.ts";

const A = CANNED_ANSWERS;
const GOOD_KEY: ControllerEvent = {
  type: "key_read",
  verdict: { is: "good", kind: "restricted", mode: "live", cleaned: false, label: "rk_live_…abcd" },
};
const DENIED: Failure = { code: "oauth_denied", message: null, requestId: null };
const CONNECT: ControllerEvent = { type: "connect_started", label: "rk_live_…abcd" };

/** `answer` and `fail` take the run of the state they arrive in. */
type Step = ControllerEvent | { answer: keyof typeof A; call: Call } | { fail: Failure["code"]; call: Call };

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
    "shows an error in the form",
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
  ["leaves for Stripe's page", [...load("oauth"), { type: "oauth_started" }], "form", "redirecting"],
  [
    "stays when the person does not leave",
    [...load("oauth"), { type: "oauth_started" }, { type: "oauth_cancelled" }],
    "form",
    "editing",
  ],
  [
    "finishes what Stripe's page granted",
    [...load("oauth"), { type: "oauth_finish_started" }],
    "form",
    "finishing",
  ],
  [
    "finishes in the form also where something is connected",
    [...load("oauthConnected"), { type: "oauth_finish_started" }],
    "form",
    "finishing",
  ],
  [
    "connects by Stripe's page, and says so",
    [...load("oauth"), { type: "oauth_finish_started" }, { answer: "oauthConnected", call: "finish_oauth" }],
    "connected",
    "idle",
    "connected",
  ],
  [
    "says nothing of a connection when the new access was revoked",
    [
      ...load("oauthConnected"),
      { type: "oauth_finish_started" },
      { answer: "oauthConnected", call: "revoke_grant" },
    ],
    "connected",
    "idle",
  ],
  [
    "shows what went wrong on Stripe's page in its form",
    [...load("oauthConnected"), { type: "oauth_failed", failure: DENIED }],
    "form",
    "refused",
  ],
  [
    "takes an error away with the other way to connect",
    [...load("oauth"), { type: "oauth_failed", failure: DENIED }, { type: "method_chosen", method: "key" }],
    "form",
    "editing",
  ],
  [
    "takes an error away once a new key is there",
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
    [...load("connected"), { type: "disconnect_asked" }, { type: "closed" }],
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
    "offers Retry when an answer cannot be shown",
    [...load("connected"), { type: "render_failed" }],
    "load_failed",
  ],
  [
    "asks for the signing secret, says that it was saved, and closes",
    [
      ...load("waiting"),
      { type: "secret_asked" },
      { type: "secret_read", verdict: { is: "good", label: "whsec_…abcd" } },
      { type: "update_started" },
      { answer: "waiting", call: "update" },
    ],
    "connected",
    "saved",
  ],
  [
    "keeps the signing secret's field when saving it failed",
    [
      ...load("waiting"),
      { type: "secret_asked" },
      { type: "update_started" },
      { fail: "network", call: "update" },
    ],
    "connected",
    "secret",
  ],
  [
    "says nothing of the last step once the next one is taken",
    [...load("disconnected"), { type: "guide_toggled" }],
    "form",
    "editing",
  ],
  ["starts over when it is removed", [...load("connected"), { type: "reset" }], "loading"],
];

for (const [title, steps, screen, phase, toast] of TABLE) {
  test(`state machine · ${title}`, () => {
    const state = play(steps);
    assert.equal(state.screen.is, screen);
    assert.equal("phase" in state.screen ? state.screen.phase.is : undefined, phase);
    assert.equal(state.toast?.is, toast);
  });
}

const EVENTS: ControllerEvent[] = [
  CONNECT,
  GOOD_KEY,
  { type: "demo_started" },
  { type: "check_started", quiet: true },
  { type: "disconnect_started" },
  { type: "mode_chosen", mode: "live" },
  { type: "guide_toggled" },
  { type: "reveal_set", revealed: "key" },
  { type: "secret_read", verdict: { is: "bad", problem: "other" } },
  { type: "publishable_read", verdict: { is: "good", mode: "test", label: "pk_test_…abcd" } },
  { type: "method_chosen", method: "oauth" },
  { type: "oauth_started" },
  { type: "oauth_cancelled" },
  { type: "oauth_finish_started" },
  { type: "oauth_failed", failure: DENIED },
  { type: "left_behind_closed" },
  { type: "question_declined" },
  { type: "retry_expired" },
  { type: "reconnect_opened" },
  { type: "reconnect_cancelled" },
  { type: "disconnect_asked" },
  { type: "closed" },
  { type: "secret_asked" },
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
  const late: ControllerEvent = { type: "answered", call: "check", run: first.run, result: ok("missing") };
  assert.equal(reduce(second, late), second);
});

for (const gone of ["reconnect_opened", "disconnect_asked"] as const) {
  test(`state machine · an answer that was under way changes nothing after ${gone}`, () => {
    const checking = reduce(play(load("connected")), { type: "check_started", quiet: true });
    const after = reduce(checking, { type: gone });
    const late: ControllerEvent = {
      type: "answered",
      call: "check",
      run: checking.run,
      result: ok("missing"),
    };
    assert.equal(reduce(after, late), after);
  });
}

test("state machine · another key ends the question about the one before it", () => {
  const asked = play([
    ...load("connected"),
    { type: "reconnect_opened" },
    CONNECT,
    { fail: "account_differs", call: "connect" },
  ]);
  const { screen } = reduce(asked, GOOD_KEY);
  assert.equal(screen.is === "form" && screen.phase.is, "editing");
});

test("state machine · a refresh shows what changed elsewhere, and takes no draft away", () => {
  const fresh = { ...play(load("disconnected")) };
  const refreshed = (state: State): State => {
    const asked = reduce(state, { type: "refresh_started" });
    return reduce(asked, { type: "answered", call: "refresh", run: asked.run, result: ok("connected") });
  };
  assert.equal(refreshed(fresh).screen.is, "connected");
  const typing = reduce(fresh, GOOD_KEY);
  assert.equal(refreshed(typing).screen, typing.screen);
  const asked = reduce(fresh, { type: "refresh_started" });
  const typedMeanwhile = reduce(asked, GOOD_KEY);
  const late = { type: "answered", call: "refresh", run: asked.run, result: ok("connected") } as const;
  assert.equal(reduce(typedMeanwhile, late), typedMeanwhile);
});

test("state machine · a check that finds other permissions says which", () => {
  const from = play(load("missing"));
  const checking = reduce(from, { type: "check_started", quiet: false });
  const { toast } = reduce(checking, {
    type: "answered",
    call: "check",
    run: checking.run,
    result: ok("connected"),
  });
  assert.deepEqual(toast, { is: "changed", granted: "Invoices", lost: "Checkout Sessions", connected: null });
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
    const key: ControllerEvent = {
      type: "key_read",
      verdict: { is: "good", kind: "restricted", mode: other, cleaned: false, label: "rk_…" },
    };
    const { screen } = play([...load(from), key]);
    assert.equal(screen.is === "form" && screen.draft.mode, mode);
  });
}

test("state machine · a mode chosen by hand stands against the key's", () => {
  const { screen } = play([...load("disconnected"), { type: "mode_chosen", mode: "test" }, GOOD_KEY]);
  assert.ok(screen.is === "form");
  assert.deepEqual(
    [screen.draft.mode, screen.draft.askedMode, screen.draft.modeChosen],
    ["test", "test", true],
  );
});

const METHODS: [from: keyof typeof A, method: string][] = [
  ["disconnected", "key"],
  ["oauth", "oauth"],
  ["oauthSecond", "key"],
  ["oauthNotSetUp", "key"],
];
for (const [from, method] of METHODS) {
  test(`state machine · ${from} begins with the method ${method}`, () => {
    const { screen } = play(load(from));
    assert.equal(screen.is === "form" && screen.draft.method, method);
  });
}

test("state machine · a way back that nobody waits for changes nothing in the middle of a form", () => {
  const typing = play([...load("oauth"), { type: "method_chosen", method: "key" }, GOOD_KEY]);
  assert.equal(reduce(typing, { type: "oauth_cancelled" }), typing);
});

test("state machine · what was left behind is shown until it is closed, and the draft stays", () => {
  const shown = play([...load("leftBehind"), GOOD_KEY]);
  const closed = reduce(shown, { type: "left_behind_closed" });
  assert.deepEqual([shown.leftBehind.length, closed.leftBehind, closed.screen], [2, [], shown.screen]);
});

test("state machine · what was left behind by a replaced account outlasts the next answers", () => {
  const replaced = play([...load("connected"), { type: "reconnect_opened" }, CONNECT]);
  const shown = [
    { answer: "replaced", call: "connect" },
    { answer: "connected", call: "refresh" },
    { answer: "connected", call: "check" },
  ] as const;
  const state = shown.reduce<State>(
    (before, { answer, call }) =>
      reduce(before, { type: "answered", call, run: before.run, result: ok(answer) }),
    replaced,
  );
  assert.deepEqual(
    [state.screen.is, state.leftBehind.map(({ what }) => what)],
    ["connected", ["webhook_endpoint"]],
  );
});

test("state machine · what is sent leaves the draft, mode and webhook secret stay", () => {
  const { screen } = play([
    ...load("disconnected"),
    GOOD_KEY,
    { type: "secret_read", verdict: { is: "good", label: "whsec_…abcd" } },
    CONNECT,
    { fail: "key_rejected", call: "connect" },
  ]);
  assert.ok(screen.is === "form");
  assert.deepEqual(
    [screen.draft.key.is, screen.draft.mode, screen.draft.secret.is],
    ["blank", "live", "good"],
  );
});

test("state machine · the same key may be tried again only where the key was not at fault", () => {
  const again = (code: Failure["code"]) => {
    const { screen } = play([...load("disconnected"), CONNECT, { fail: code, call: "connect" }]);
    return screen.is === "form" && screen.phase.is === "refused" && screen.phase.retryLabel;
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

test("reduce · a link that is made, opened or ended leaves the form as it is, also to reconnect", () => {
  const invited = { ...A.connected, invitation: cannedInvitation(null) };
  const opened = { ...A.connected, invitation: cannedInvitation(1_790_000_400) };
  const answer = (state: State, call: Call, given: ConnectionAnswer): State =>
    reduce(state, { type: "answered", call, run: state.run, result: { ok: true, answer: given } });
  const form = play([...load("connected"), { type: "reconnect_opened" }, { type: "guide_toggled" }]);
  const made = answer(reduce(form, { type: "invite_started" }), "invite", invited);
  const followed = answer(reduce(made, { type: "refresh_started" }), "refresh", opened);
  for (const { screen } of [made, followed])
    assert.deepEqual(screen.is === "form" && [screen.phase.is, screen.draft.guideOpen], ["editing", true]);
  assert.equal(followed.screen.is === "form" && followed.screen.answer.invitation?.status, "opened");
  const { connection } = A.connected;
  const replaced = {
    ...A.connected,
    connection: connection && { ...connection, connected_at: 1_790_000_900 },
  };
  const connected = answer(reduce(followed, { type: "refresh_started" }), "refresh", replaced);
  assert.deepEqual([connected.screen.is, connected.toast?.is], ["connected", "connected"]);
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
