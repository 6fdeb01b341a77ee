/**
 * @module The step as a pure function: a state and an event make the next state. Events that make no sense
 * where they arrive, and answers that are not the newest, change nothing.
 */

import { reduceAnswer } from "./reduce-answer.ts";
import { reduceDraft } from "./reduce-draft.ts";
import { openForm, screenOf } from "./screens.ts";
import type { StepEvent } from "./events.ts";
import { INITIAL_STATE, type ConnectedPhase, type FormPhase, type Screen, type State } from "./state.ts";

/** Returns the state after `event`; the same object when nothing changes. */
export function reduce(state: State, event: StepEvent): State {
  switch (event.type) {
    case "left":
      return { ...INITIAL_STATE, run: state.run + 1 };
    case "view_missing": {
      const failure = { code: "part_missing", message: null, requestId: null } as const;
      return { ...state, screen: { is: "load_failed", failure } };
    }
    case "load_started":
      return start(state, { is: "loading", again: state.screen.is !== "loading" });
    case "connect_started":
      return start(state, withFormPhase(state.screen, { is: "testing", label: event.label }));
    case "demo_started":
      return start(state, withFormPhase(state.screen, { is: "loading_demo" }));
    case "leave_started":
      return start(state, withFormPhase(state.screen, { is: "leaving" }));
    case "finish_started":
      return start(state, withFormPhase(openOauth(state.screen), { is: "finishing" }));
    case "check_started":
      return start(state, withPhase(state.screen, { is: "checking", quiet: event.quiet }));
    case "disconnect_started":
      return start(state, withPhase(state.screen, { is: "disconnecting" }));
    case "update_started":
      return start(state, withPhase(state.screen, { is: "saving" }));
    case "peek_started":
      return start(state, withPhase(state.screen, { is: "idle" }));
    case "answered":
      return event.run === state.run ? reduceAnswer(state, event) : state;
    case "reconnect_opened":
    case "disconnect_asked": {
      // The person has gone on: what is still under way has nobody to answer.
      const gone = show(state, reduceScreen(state.screen, event));
      return gone === state ? state : { ...gone, run: state.run + 1 };
    }
    case "toast_shown":
      return { ...state, toast: event.toast };
    case "toast_left":
      return state.toast ? { ...state, toast: null } : state;
    default:
      return show(state, reduceScreen(state.screen, event));
  }
}

function reduceScreen(screen: Screen, event: StepEvent): Screen {
  switch (event.type) {
    case "reconnect_opened":
      return screen.is === "connected" ? openForm(screen.answer) : screen;
    case "reconnect_cancelled":
      return screen.is === "form" && screen.answer.connection ? screenOf(screen.answer) : screen;
    case "question_declined":
    case "held_key_expired":
      return withFormPhase(screen, { is: "editing" });
    case "leave_ended":
      return screen.is === "form" && screen.phase.is === "leaving"
        ? withFormPhase(screen, { is: "editing" })
        : screen;
    case "oauth_failed":
      return withFormPhase(openOauth(screen), { is: "refused", failure: event.failure, again: "" });
    case "left_behind_seen": {
      if (screen.is !== "form") return screen;
      const { left_behind: _, ...answer } = screen.answer;
      return { ...screen, answer };
    }
    case "disconnect_asked":
      return withPhase(screen, { is: "confirming" });
    case "disconnect_declined":
      return withPhase(screen, { is: "idle" });
    default:
      return screen.is === "form" ? reduceDraft(screen, event) : screen;
  }
}

function start(state: State, screen: Screen): State {
  return screen === state.screen ? state : { ...state, run: state.run + 1, screen, toast: null };
}

function show(state: State, screen: Screen): State {
  return screen === state.screen ? state : { ...state, screen, toast: null };
}

function withFormPhase(screen: Screen, phase: FormPhase): Screen {
  if (screen.is !== "form") return screen;
  // What is sent has left its field.
  const draft = { ...screen.draft, key: { is: "blank" as const }, revealed: false };
  return { ...screen, draft: phase.is === "testing" ? draft : screen.draft, phase };
}

/** Returns the form that Stripe's own page belongs to, where there is one. */
function openOauth(screen: Screen): Screen {
  const form = screen.is === "connected" ? openForm(screen.answer) : screen;
  return form.is === "form" ? { ...form, draft: { ...form.draft, way: "oauth" } } : form;
}

function withPhase(screen: Screen, phase: ConnectedPhase): Screen {
  return screen.is === "connected" ? { ...screen, phase } : screen;
}
