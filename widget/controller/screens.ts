/**
 * @module Which screen an answer of the Worker calls for.
 */

import type { ConnectionAnswer } from "../../shared/schema/connections.ts";
import { isConnected, type Screen } from "./state.ts";

/** Returns the screen for what the Worker said last. */
export function screenOf(answer: ConnectionAnswer): Screen {
  if (isConnected(answer)) return { is: "connected", answer, phase: { is: "idle" } };
  return answer.may.connect ? openForm(answer) : { is: "viewer", answer };
}

/** Returns an empty form, in the mode of the connection it would replace. */
export function openForm(answer: ConnectionAnswer): Screen {
  const mode = answer.connection?.method === "key" ? answer.connection.mode : "test";
  return {
    is: "form",
    answer,
    draft: { mode, key: { is: "blank" }, secret: "blank", guideOpen: false, revealed: false },
    phase: { is: "editing" },
  };
}

/** Returns the masked key that may be sent once more while no other is pasted; empty where there is none. */
export function heldKeyOf({ draft, phase }: Extract<Screen, { is: "form" }>): string {
  return phase.is === "refused" && draft.key.is === "blank" ? phase.again : "";
}

/** Tells whether the person is in the middle of something that a reload would take away. */
export function isInUse(screen: Screen): boolean {
  if (screen.is === "connected") return screen.phase.is !== "idle" && screen.phase.is !== "failed";
  if (screen.is !== "form") return false;
  const { draft, phase } = screen;
  return draft.key.is !== "blank" || draft.secret !== "blank" || phase.is !== "editing";
}
