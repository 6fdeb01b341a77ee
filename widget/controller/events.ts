/**
 * @module Everything that can happen to the element: what the person means, and what the Worker answers.
 */

import type { Mode } from "../../shared/keys.ts";
import type { KeyVerdict, Result, SecretVerdict, Toast } from "./state.ts";

/** The five calls. All answer alike. */
export type Call = "load" | "connect" | "demo" | "check" | "disconnect";

export type StepEvent =
  /** The element left the page, and starts over when it comes back. */
  | { readonly type: "left" }
  /** A script of the element itself could not be loaded. */
  | { readonly type: "view_missing" }
  | { readonly type: "load_started" }
  | { readonly type: "connect_started"; readonly label: string }
  | { readonly type: "demo_started" }
  | { readonly type: "check_started"; readonly quiet: boolean }
  | { readonly type: "disconnect_started" }
  | { readonly type: "answered"; readonly call: Call; readonly run: number; readonly result: Result }
  | { readonly type: "mode_chosen"; readonly mode: Mode }
  | { readonly type: "guide_toggled" }
  | { readonly type: "reveal_set"; readonly revealed: boolean }
  | { readonly type: "key_read"; readonly verdict: KeyVerdict }
  | { readonly type: "secret_read"; readonly verdict: SecretVerdict }
  | { readonly type: "replace_declined" }
  /** The key was kept for a second try long enough. */
  | { readonly type: "held_key_expired" }
  | { readonly type: "reconnect_opened" }
  | { readonly type: "reconnect_cancelled" }
  | { readonly type: "disconnect_asked" }
  | { readonly type: "disconnect_declined" }
  | { readonly type: "toast_shown"; readonly toast: Toast }
  | { readonly type: "toast_left" };
