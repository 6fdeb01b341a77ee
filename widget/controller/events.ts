/**
 * @module Everything that can happen to the element: what the person means, and what the Worker answers.
 */

import type { Mode } from "../../shared/keys.ts";
import type { ConnectMethod } from "../../shared/profile.ts";
import type { Failure, KeyVerdict, PublishableVerdict, Result, SecretVerdict, Toast } from "./state.ts";

/**
 * The calls that answer with the connection. `give_back`: no to what Stripe's own page granted. `peek`: looks again
 * without a sign of it.
 */
export type Call =
  "load" | "connect" | "demo" | "check" | "disconnect" | "finish" | "give_back" | "update" | "peek";

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
  /** What comes after the key is sent: a signing secret. */
  | { readonly type: "update_started" }
  | { readonly type: "peek_started" }
  /** The person is sent to Stripe's own page. */
  | { readonly type: "leave_started" }
  /** They did not go, or closed its window. */
  | { readonly type: "leave_ended" }
  /** They came back with a ticket for the connection. */
  | { readonly type: "finish_started" }
  /** They could not go there, or came back without one. */
  | { readonly type: "oauth_failed"; readonly failure: Failure }
  | { readonly type: "way_chosen"; readonly way: ConnectMethod }
  | { readonly type: "answered"; readonly call: Call; readonly run: number; readonly result: Result }
  | { readonly type: "mode_chosen"; readonly mode: Mode }
  | { readonly type: "guide_toggled" }
  | { readonly type: "reveal_set"; readonly revealed: boolean }
  | { readonly type: "key_read"; readonly verdict: KeyVerdict }
  | { readonly type: "secret_read"; readonly verdict: SecretVerdict }
  | { readonly type: "publishable_read"; readonly verdict: PublishableVerdict }
  | { readonly type: "question_declined" }
  /** The person has seen what a disconnect could not clean up. */
  | { readonly type: "left_behind_seen" }
  /** The key was kept for a second try long enough. */
  | { readonly type: "held_key_expired" }
  | { readonly type: "reconnect_opened" }
  | { readonly type: "reconnect_cancelled" }
  | { readonly type: "disconnect_asked" }
  | { readonly type: "disconnect_declined" }
  | { readonly type: "toast_shown"; readonly toast: Toast }
  | { readonly type: "toast_left" };
