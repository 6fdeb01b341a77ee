/**
 * @module Which DOM events the page hears, and where the focus goes.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findFocusTarget, listDomEvents } from "../../../widget/controller/effects.ts";
import { reduce } from "../../../widget/controller/reduce.ts";
import {
  INITIAL_STATE,
  type Call,
  type ControllerEvent,
  type State,
} from "../../../widget/controller/state.ts";
import { CANNED_ANSWERS } from "../../../demo/gallery/canned-answers.ts";

const A = CANNED_ANSWERS;
type AnswerName = keyof typeof A;

/** What is shown, what is called, what is answered → the events. */
const TABLE: [from: AnswerName | null, call: Call, to: AnswerName, names: string[]][] = [
  [null, "load", "disconnected", ["parityrail-ready"]],
  [null, "load", "connected", ["parityrail-ready"]],
  ["disconnected", "connect", "connected", ["parityrail-connected"]],
  ["disconnected", "demo", "demo", ["parityrail-connected"]],
  ["oauth", "finish_oauth", "oauthConnected", ["parityrail-connected"]],
  ["oauthConnected", "revoke_grant", "oauthConnected", []],
  ["connected", "check", "connected", []],
  ["connected", "refresh", "missing", []],
  ["invited", "refresh", "connected", ["parityrail-connected"]],
  ["disconnected", "refresh", "connected", []], // another element of the page told of it
  ["connected", "check", "missing", ["parityrail-permissions-changed"]],
  ["connected", "check", "revoked", ["parityrail-permissions-changed"]],
  ["connected", "disconnect", "disconnected", ["parityrail-disconnected"]],
];
for (const [from, call, to, names] of TABLE) {
  test(`DOM events · ${call} from ${from ?? "nothing"} to ${to}: ${names.join(", ") || "none"}`, () => {
    const before = from ? shown(from) : INITIAL_STATE;
    const event = answered(before, call, to);
    const events = listDomEvents(before, event, reduce(before, event));
    assert.deepEqual(
      events.map(({ name }) => name),
      names,
    );
  });
}

test("DOM events · a failure is told with its code, sentence and request id", () => {
  const before = shown("disconnected");
  const failure = { code: "key_rejected", message: "Stripe rejected it.", requestId: "req_7" } as const;
  const event: ControllerEvent = {
    type: "answered",
    call: "connect",
    run: before.run,
    result: { ok: false, failure },
  };
  assert.deepEqual(listDomEvents(before, event, reduce(before, event)), [
    {
      name: "parityrail-error",
      detail: {
        code: "key_rejected",
        message: "Stripe rejected it.",
        request_id: "req_7",
        recoverable: true,
      },
    },
  ]);
});

test("DOM events · a receipt that could not be read is a failure too", () => {
  const before = reduce(shown("connected"), { type: "receipt_asked" });
  const failure = { code: "network", message: null, requestId: null } as const;
  const event: ControllerEvent = { type: "receipt_read", reply: { ok: false, failure } };
  const [error] = listDomEvents(before, event, reduce(before, event));
  assert.equal(error?.name === "parityrail-error" && error.detail.code, "network");
});

test("DOM events · what only the page can mend is not recoverable", () => {
  const failure = { code: "no_session", message: null, requestId: null } as const;
  const event: ControllerEvent = { type: "answered", call: "load", run: 0, result: { ok: false, failure } };
  const [error] = listDomEvents(INITIAL_STATE, event, reduce(INITIAL_STATE, event));
  assert.equal(error?.name === "parityrail-error" && error.detail.recoverable, false);
});

test("focus · stays with the page on the first load", () => {
  assert.equal(findFocusTarget(INITIAL_STATE, shown("connected")), null);
});

const STEPS: [title: string, from: AnswerName, events: ControllerEvent[], target: string | null][] = [
  ["goes to the field to reconnect", "connected", [{ type: "reconnect_opened" }], "key"],
  ["goes to the question", "connected", [{ type: "disconnect_asked" }], "group"],
  ["comes back to the button", "connected", [{ type: "disconnect_asked" }, { type: "closed" }], "disconnect"],
  ["stays while it checks", "connected", [{ type: "check_started", quiet: false }], null],
  ["stays while the guide opens", "disconnected", [{ type: "guide_toggled" }], null],
  [
    "comes back to the button that opened the guide",
    "disconnected",
    [{ type: "guide_toggled" }, { type: "guide_toggled" }],
    "guide",
  ],
  ["goes to the field for the signing secret", "waiting", [{ type: "secret_asked" }], "secret"],
  [
    "comes back to the button that asked for it",
    "waiting",
    [{ type: "secret_asked" }, { type: "closed" }],
    "ask_secret",
  ],
];
for (const [title, from, events, target] of STEPS) {
  test(`focus · ${title}`, () => {
    const states = events.reduce<State[]>(
      (all, event) => [...all, reduce(all.at(-1) ?? INITIAL_STATE, event)],
      [shown(from)],
    );
    assert.equal(findFocusTarget(states.at(-2) ?? INITIAL_STATE, states.at(-1) ?? INITIAL_STATE), target);
  });
}

test("focus · goes to the heading of what was connected", () => {
  const before = shown("disconnected");
  assert.equal(findFocusTarget(before, reduce(before, answered(before, "connect", "connected"))), "heading");
});

test("focus · goes to the link that was made", () => {
  const before = reduce(shown("disconnected"), { type: "invite_started" });
  assert.equal(findFocusTarget(before, reduce(before, answered(before, "invite", "invited"))), "invitation");
});

test("focus · goes to what went wrong, unless nobody asked", () => {
  for (const quiet of [false, true]) {
    const before = reduce(shown("connected"), { type: "check_started", quiet });
    const failure = { code: "network", message: null, requestId: null } as const;
    const after = reduce(before, {
      type: "answered",
      call: "check",
      run: before.run,
      result: { ok: false, failure },
    });
    assert.equal(findFocusTarget(before, after), quiet ? null : "alert");
  }
});

function shown(name: AnswerName): State {
  return reduce(INITIAL_STATE, answered(INITIAL_STATE, "load", name));
}

function answered({ run }: State, call: Call, name: AnswerName): ControllerEvent {
  return { type: "answered", call, run, result: { ok: true, answer: A[name] } };
}
