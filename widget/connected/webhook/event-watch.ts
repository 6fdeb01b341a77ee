/**
 * @module Looks again from time to time while the first event is waited for, so that it is seen to arrive.
 */

import type { Screen } from "../../controller/state.ts";
import type { StepController } from "../../controller/step-controller.ts";

/** A person who has just made the endpoint sends a test event within minutes. */
const PEEK_MS = 20_000;
const PEEKS = 30;

/** Creates what looks again while the first event is waited for, and stops by itself. */
export function createEventWatch(): (screen: Screen, step: StepController) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = PEEKS;
  return (screen, step) => {
    clearTimeout(timer);
    const waiting = screen.is === "connected" && screen.answer.connection.webhook.status === "waiting";
    if (!waiting) left = PEEKS;
    if (!waiting || screen.phase.is !== "idle" || left <= 0) return;
    timer = setTimeout(() => {
      left -= 1;
      if (document.visibilityState === "visible") void step.peek();
    }, PEEK_MS);
  };
}
