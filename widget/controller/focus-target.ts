/**
 * @module Where the focus goes when the screen changes, so that nobody is left on a button that is gone.
 */

import type { Screen, State } from "./state.ts";

/** Name of a place that takes the focus; views mark it with `data-focus`. */
export type FocusTarget = "heading" | "alert" | "group" | "key" | "disconnect";

/** Returns what takes the focus after a change; null leaves it where it is. */
export function focusTarget(before: State, after: State): FocusTarget | null {
  const from = before.screen;
  const to = after.screen;
  if (from === to || to.is === "loading") return null;
  // Nobody pressed anything on the first load: the focus belongs to the page.
  if (from.is === "loading" && !from.again) return null;
  if (to.is === "load_failed") return "alert";
  if (from.is !== to.is)
    return to.is === "form" && from.is === "connected" && to.answer.connection && to.draft.way === "key"
      ? "key"
      : "heading";
  return phaseTarget(from, to);
}

function phaseTarget(from: Screen, to: Screen): FocusTarget | null {
  if (from.is === "form" && to.is === "form") {
    if (from.draft.way !== to.draft.way) return to.draft.way === "key" ? "key" : "heading";
    if (from.phase.is === to.phase.is) return null;
    if (to.phase.is === "refused") return "alert";
    if (to.phase.is === "question") return "group";
    return from.phase.is === "question" && to.phase.is === "editing" ? "key" : null;
  }
  if (from.is === "connected" && to.is === "connected") {
    if (from.phase.is === to.phase.is) return null;
    if (to.phase.is === "failed") return to.phase.quiet ? null : "alert";
    if (to.phase.is === "confirming") return "group";
    return from.phase.is === "confirming" && to.phase.is === "idle" ? "disconnect" : null;
  }
  return null;
}
