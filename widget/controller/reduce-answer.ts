/**
 * @module What an answer of the Worker does to the screen, and which toast it earns.
 */

import type { StepEvent } from "./events.ts";
import { screenOf } from "./screens.ts";
import type { Mode } from "../../shared/keys.ts";
import type { ConnectionAnswer, Failure, FormPhase, Screen, State, Toast } from "./state.ts";

type Answered = Extract<StepEvent, { type: "answered" }>;

/** Codes that say no to this key or to this person: trying again with the same key changes nothing. */
const FINAL = /^(key_(?!ip)|webhook|parameter|body|admin|not|demo)/;

/** Codes that a yes overrides. */
const QUESTION = /^(account|mode)_/;

/** Tells whether trying again with the same key makes sense after `failure`, now or once it is mended in Stripe. */
export function mayWorkAgain({ code }: Failure): boolean {
  return !FINAL.test(code);
}

/** Returns the state after the answer to the newest request. */
export function reduceAnswer(state: State, { call, result }: Answered): State {
  if (result.ok) {
    return {
      ...state,
      screen: screenOf(result.answer),
      toast: toastFor(call, result.answer) ?? state.toast,
    };
  }
  if (call === "peek") return state; // nobody asked
  return { ...state, screen: failScreen(state.screen, result.failure, call) };
}

function toastFor(call: Answered["call"], { connection }: ConnectionAnswer): Toast | null {
  if (call === "disconnect" && !connection) return { is: "disconnected" };
  if ((call === "connect" || call === "finish") && connection)
    return { is: "connected", mode: connection.mode };
  if (call === "demo" && connection?.demo) return { is: "demo", customers: connection.demo.customers };
  return null;
}

function modeOf(phase: FormPhase): Mode | null {
  if (phase.is !== "testing") return null;
  return phase.label.includes("_live_") ? "live" : "test";
}

function failScreen(screen: Screen, failure: Failure, call: Answered["call"]): Screen {
  switch (screen.is) {
    case "loading":
    case "load_failed":
      return { is: "load_failed", failure };
    case "form":
      if (QUESTION.test(failure.code))
        return { ...screen, phase: { is: "question", failure, given: modeOf(screen.phase) } };
      return {
        ...screen,
        phase: {
          is: "refused",
          failure,
          again: screen.phase.is === "testing" && mayWorkAgain(failure) ? screen.phase.label : "",
        },
      };
    case "connected": {
      const quiet = screen.phase.is === "checking" && screen.phase.quiet;
      const again = call === "check" && mayWorkAgain(failure);
      return { ...screen, phase: { is: "failed", failure, quiet, again } };
    }
    case "viewer":
      return screen;
  }
}
