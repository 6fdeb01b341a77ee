/**
 * @module Looks again from time to time while the first event is waited for, so that it is seen to arrive.
 */

import type { Screen } from "../../controller/state.ts";
import type { StepController } from "../../controller/step-controller.ts";

/** A person who has just made the endpoint sends a test event within minutes. */
const PEEK_MS = 20_000;
const PEEKS = 30;

/** What the watch asks to look again. */
export type Peek = Pick<StepController, "peek">;

/** Creates what looks again while the first event is waited for, and stops by itself. */
export function createEventWatch(
  isSeen = () => document.visibilityState === "visible",
): (screen: Screen, step: Peek) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = PEEKS;
  const look = (step: Peek): void => {
    // The event is sent from another tab: what is not seen now is looked at once the person is back.
    timer = setTimeout(look, PEEK_MS, step);
    if (!isSeen()) return;
    left -= 1;
    if (left <= 0) clearTimeout(timer);
    void step.peek();
  };
  return (screen, step) => {
    clearTimeout(timer);
    const waiting = screen.is === "connected" && screen.answer.connection.webhook.status === "waiting";
    if (!waiting) left = PEEKS;
    if (waiting && screen.phase.is === "idle" && left > 0) timer = setTimeout(look, PEEK_MS, step);
  };
}
