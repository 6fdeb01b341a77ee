/**
 * @module The step as a pure function: a state and an event make the next state. Events that make no sense where
 * they arrive, and answers to any but the newest request, change nothing.
 */

import type { Check, Connection } from "../../shared/schema/connections.ts";
import type { SyncSummary } from "../../shared/schema/sync.ts";
import type { Mode } from "../../shared/keys.ts";
import {
  connectionOf,
  failureOf,
  INITIAL_STATE,
  isBeingRead,
  isInUse,
  openForm,
  screenFor,
  type Call,
  type ConnectedPhase,
  type ConnectionAnswer,
  type ControllerEvent,
  type Draft,
  type Failure,
  type Form,
  type FormPhase,
  type Screen,
  type State,
  type Toast,
} from "./state.ts";

type Answered = Extract<ControllerEvent, { type: "answered" }>;

/** Codes that say no to this key or to this person: trying again with the same key changes nothing. */
const FINAL = /^(key_(?!ip)|webhook|parameter|body|admin|not|demo)/;

/** Calls that leave the form as it is. */
const INVITES = /invit/;

/** Codes that a yes overrides. */
const QUESTION = /^(account|mode)_/;

/** Returns the state after `event`; the same object when nothing changes. */
export function reduce(state: State, event: ControllerEvent): State {
  const { screen } = state;
  switch (event.type) {
    case "reset":
      return { ...INITIAL_STATE, run: state.run + 1 };
    case "render_failed":
      return { ...state, screen: { is: "load_failed", failure: failureOf("unreadable_answer") } };
    case "load_started":
      return start(state, { is: "loading", again: screen.is !== "loading" });
    case "refresh_started":
      return isInUse(screen) || screen.is === "load_failed" ? state : { ...state, run: state.run + 1 };
    case "connect_started":
      return start(state, withFormPhase(screen, { is: "testing", label: event.label }));
    case "demo_started":
      return start(state, withFormPhase(screen, { is: "loading_demo" }));
    case "invite_started":
      return start(state, withFormPhase(screen, { is: "inviting" }));
    case "oauth_started":
      return start(state, withFormPhase(screen, { is: "redirecting" }));
    case "oauth_finish_started":
      return start(state, withFormPhase(openOauthForm(screen), { is: "finishing" }));
    case "check_started":
      return start(state, withPhase(screen, { is: "checking", quiet: event.quiet }));
    case "disconnect_started":
      return start(state, withPhase(screen, { is: "disconnecting" }));
    case "update_started":
      return start(state, withSecret(screen, { isBusy: true, failure: null }));
    case "answered":
      return event.run === state.run ? reduceAnswer(state, event) : state;
    case "sync_read":
      return event.run === state.run ? withSync(state, event.sync) : state;
    case "reconnect_opened":
    case "secret_asked":
    case "receipt_asked":
    case "disconnect_asked": {
      // An answer that is still on its way is no longer of interest.
      const shown = show(state, reduceScreen(screen, event));
      return shown === state ? state : { ...shown, run: state.run + 1 };
    }
    case "copied":
      return { ...state, copied: { text: event.text, ok: event.ok } };
    case "left_behind_closed":
      return state.leftBehind.length ? { ...state, leftBehind: [] } : state;
    default:
      return show(state, reduceScreen(screen, event));
  }
}

/** Tells whether trying again with the same key may succeed after `failure`, at once or after a change in Stripe. */
export function isRetryable({ code }: Failure): boolean {
  return !FINAL.test(code);
}

/** Tells whether a call asks Stripe about the permissions of a connection that may have been there before. */
export function asksStripe(call: Call): boolean {
  return call === "check" || call === "connect" || call === "finish_oauth";
}

function start(state: State, screen: Screen): State {
  return screen === state.screen
    ? state
    : { ...state, run: state.run + 1, screen, toast: null, copied: null };
}

function show(state: State, screen: Screen): State {
  return screen === state.screen ? state : { ...state, screen, toast: null, copied: null };
}

function reduceScreen(screen: Screen, event: ControllerEvent): Screen {
  switch (event.type) {
    case "reconnect_opened":
      return screen.is === "connected" ? openForm(screen.answer) : screen;
    case "reconnect_cancelled":
      return screen.is === "form" && screen.answer.connection ? screenFor(screen.answer) : screen;
    case "question_declined":
    case "retry_expired":
      return withFormPhase(screen, { is: "editing" });
    case "oauth_cancelled":
      return screen.is === "form" && screen.phase.is === "redirecting"
        ? withFormPhase(screen, { is: "editing" })
        : screen;
    case "oauth_failed":
      return withFormPhase(openOauthForm(screen), { is: "refused", failure: event.failure, retryLabel: "" });
    case "disconnect_asked":
      return withPhase(screen, { is: "confirming" });
    case "receipt_asked":
      return withPhase(screen, { is: "receipt", receipt: null });
    case "receipt_read": {
      if (screen.is !== "connected" || screen.phase.is !== "receipt") return screen;
      const { reply } = event;
      return reply.ok
        ? withPhase(screen, { is: "receipt", receipt: reply.answer })
        : withPhase(screen, { is: "failed", call: "refresh", failure: reply.failure, quiet: false });
    }
    case "secret_asked":
      return withPhase(screen, {
        is: "secret",
        secret: { is: "blank" },
        isRevealed: false,
        isBusy: false,
        failure: null,
      });
    case "closed": {
      const isOpen = screen.is === "connected" && /^(confirming|secret|receipt)$/.test(screen.phase.is);
      return isOpen ? withPhase(screen, { is: "idle" }) : screen;
    }
    default:
      return screen.is === "form" ? reduceForm(screen, event) : reduceSecret(screen, event);
  }
}

/** Another key, or another method, ends what was wrong with the last one or asked about it. */
function reduceForm(form: Form, event: ControllerEvent): Form {
  const draft = reduceDraft(form.draft, event);
  if (draft === form.draft) return form;
  const isOpen = form.phase.is === "refused" || form.phase.is === "question";
  const isOther = (event.type === "key_read" && draft.key.is !== "blank") || event.type === "method_chosen";
  return { ...form, draft, phase: isOpen && isOther ? { is: "editing" } : form.phase };
}

/** The field for the signing secret of a connection. */
function reduceSecret(screen: Screen, event: ControllerEvent): Screen {
  switch (event.type) {
    case "secret_read":
      return withSecret(screen, { secret: event.verdict, failure: null });
    case "reveal_set":
      return withSecret(screen, { isRevealed: event.revealed === "secret" });
    default:
      return screen;
  }
}

function withSecret(screen: Screen, changes: Partial<Extract<ConnectedPhase, { is: "secret" }>>): Screen {
  if (screen.is !== "connected" || screen.phase.is !== "secret") return screen;
  return { ...screen, phase: { ...screen.phase, ...changes } };
}

function reduceDraft(draft: Draft, event: ControllerEvent): Draft {
  switch (event.type) {
    case "mode_chosen":
      return { ...draft, mode: event.mode, askedMode: event.mode, modeChosen: true };
    case "method_chosen":
      return { ...draft, method: event.method };
    case "guide_toggled":
      return { ...draft, guideOpen: !draft.guideOpen };
    case "reveal_set":
      return { ...draft, revealed: event.revealed };
    case "key_read":
      return {
        ...draft,
        key: event.verdict,
        // The switch follows the key, unless other data was asked for: then the form says so, and asks.
        mode: draft.askedMode ?? (event.verdict.is === "good" ? event.verdict.mode : draft.mode),
      };
    case "publishable_read":
      return { ...draft, publishable: event.verdict };
    case "secret_read":
      return { ...draft, secret: event.verdict };
    default:
      return draft;
  }
}

function withFormPhase(screen: Screen, phase: FormPhase): Screen {
  if (screen.is !== "form") return screen;
  // A key that is sent is no longer in its field.
  const sent = { ...screen.draft, key: { is: "blank" as const }, revealed: null };
  return { ...screen, draft: phase.is === "testing" ? sent : screen.draft, phase };
}

function withPhase(screen: Screen, phase: ConnectedPhase): Screen {
  return screen.is === "connected" ? { ...screen, phase } : screen;
}

/** Returns the form with Stripe's own page as its method, where there is a form. */
function openOauthForm(screen: Screen): Screen {
  const form = screen.is === "connected" ? openForm(screen.answer) : screen;
  return form.is === "form" ? { ...form, draft: { ...form.draft, method: "oauth" } } : form;
}

function withSync(state: State, sync: SyncSummary): State {
  const { screen } = state;
  if (screen.is !== "connected") return state;
  const { connection } = screen.answer;
  if (JSON.stringify(connection.sync) === JSON.stringify(sync)) return state;
  return {
    ...state,
    screen: { ...screen, answer: { ...screen.answer, connection: { ...connection, sync } } },
  };
}

/** While the account is read, its object was heard after the directory that answers: the bar never goes back. */
function keepSync(screen: Screen, answer: ConnectionAnswer): ConnectionAnswer {
  const before = connectionOf(screen);
  const { connection } = answer;
  const isKept = before && connection && before.id === connection.id && isBeingRead(before.sync);
  return isKept ? { ...answer, connection: { ...connection, sync: before.sync } } : answer;
}

function reduceAnswer(state: State, { call, result: received }: Answered): State {
  const { screen } = state;
  const result = received.ok ? { ...received, answer: keepSync(screen, received.answer) } : received;
  if (call === "refresh") {
    if (!result.ok || isInUse(screen)) return state; // nobody asked for it
    const same = "answer" in screen && JSON.stringify(screen.answer) === JSON.stringify(result.answer);
    if (same) return state;
    if (screen.is === "form" && goesOn(screen, result.answer))
      return { ...state, screen: { ...screen, answer: result.answer } };
    const shown = screenFor(result.answer, screen);
    if (shown.is !== "connected") return { ...state, screen: shown };
    // Whoever was invited has connected it.
    const toast: Toast | null =
      screen.is === "form" ? { is: "connected", mode: shown.answer.connection.mode } : state.toast;
    return { ...state, screen: shown, toast };
  }
  if (!result.ok) return { ...state, screen: failScreen(screen, result.failure, call) };
  if (INVITES.test(call) && screen.is === "form" && goesOn(screen, result.answer))
    return { ...state, screen: { ...screen, answer: result.answer, phase: { is: "editing" } } };
  const toast = toastFor(call, connectionOf(screen), result.answer) ?? state.toast;
  const leftBehind = [...state.leftBehind, ...(result.answer.left_behind ?? [])];
  const shown = screenFor(result.answer, screen);
  return {
    ...state,
    screen: call === "update" ? withPhase(shown, { is: "saved" }) : shown,
    toast,
    leftBehind,
  };
}

/** Tells whether the form goes on: nobody connected, replaced or disconnected anything meanwhile. */
function goesOn({ answer }: Form, { connection, may }: ConnectionAnswer): boolean {
  return may.connect && answer.connection?.connected_at === connection?.connected_at;
}

function failScreen(screen: Screen, failure: Failure, call: Call): Screen {
  switch (screen.is) {
    case "loading":
    case "load_failed":
      return { is: "load_failed", failure };
    case "form": {
      const label = screen.phase.is === "testing" ? screen.phase.label : "";
      const phase: FormPhase = QUESTION.test(failure.code)
        ? { is: "question", failure, keyMode: modeOf(label) }
        : { is: "refused", failure, retryLabel: isRetryable(failure) ? label : "" };
      return { ...screen, phase };
    }
    case "connected": {
      if (screen.phase.is === "secret") return withSecret(screen, { isBusy: false, failure });
      const quiet = screen.phase.is === "checking" && screen.phase.quiet;
      return { ...screen, phase: { is: "failed", call, failure, quiet } };
    }
    case "viewer":
      return screen;
  }
}

function modeOf(label: string): Mode | null {
  if (!label) return null;
  return label.includes("_live_") ? "live" : "test";
}

function toastFor(call: Call, before: Connection | null, { connection }: ConnectionAnswer): Toast | null {
  if (!connection) return call === "disconnect" ? { is: "disconnected" } : null;
  if (call === "demo" && connection.demo) return { is: "demo", customers: connection.demo.customers };
  if (!asksStripe(call)) return null;
  const connected = call === "check" ? null : connection.mode;
  if (before && before.method !== "demo") {
    const granted = listChanged(before, connection, "missing", "granted");
    const lost = listChanged(before, connection, "granted", "missing");
    if (granted || lost) return { is: "changed", granted, lost, connected };
  }
  return connected && { is: "connected", mode: connected };
}

/** Returns the labels of the permissions that went from one status to another. */
function listChanged(
  before: Connection,
  after: Connection,
  from: Check["status"],
  to: Check["status"],
): string {
  const changed = after.permissions.filter(
    ({ permission, status }) =>
      status === to && before.permissions.some((row) => row.permission === permission && row.status === from),
  );
  return changed.map(({ label }) => label).join(", ");
}
