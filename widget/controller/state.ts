/**
 * @module What the element can be showing, as one union: a screen that contradicts itself cannot be written.
 *
 * No state ever holds what was pasted. The key lives in its field until it is sent, and nowhere else.
 */

import type { ErrorCode } from "../../shared/errors.ts";
import type { KeyKind, KeyProblem, Mode } from "../../shared/keys.ts";
import type { ConnectMethod } from "../../shared/profile.ts";
import type { Connection, ConnectionAnswer } from "../../shared/schema/connections.ts";

export type { ConnectionAnswer };
export type ConnectedAnswer = ConnectionAnswer & { readonly connection: Connection };

/** Why a call did not do what was asked. */
export interface Failure {
  readonly code: ErrorCode;
  /** The Worker's own sentence, English; null where no Worker spoke. */
  readonly message: string | null;
  readonly requestId: string | null;
}

/** What came of asking the Worker. */
export type Reply<Answer> =
  { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly failure: Failure };

export type Result = Reply<ConnectionAnswer>;

/** The fields for what is pasted. */
export type FieldName = "key" | "publishable" | "secret";

/** What the API-key field holds, without the key. `typing`: could become a key, so nothing is said yet. */
export type KeyVerdict =
  | { readonly is: "blank" | "typing" }
  | { readonly is: "good"; readonly kind: KeyKind; readonly mode: Mode; readonly cleaned: boolean }
  | { readonly is: "bad"; readonly problem: KeyProblem };

/**
 * What the signing-secret field holds. `is_key`: an API key, pasted into the wrong field. `placeholder`: something
 * that stands for a secret which is still to come.
 */
export type SecretVerdict = "blank" | "typing" | "good" | "bad" | "is_key" | "placeholder";

/** What the publishable-key field holds: a good key's mode, or what is to say of it. */
export type PublishableVerdict = "blank" | "typing" | "bad" | "is_key" | "missing" | Mode;

export interface Draft {
  readonly way: ConnectMethod;
  /** What the switch shows. */
  readonly mode: Mode;
  /** The data that is asked for, by hand, by the profile or by the connection to replace; null: a key's mode will do. */
  readonly asked: Mode | null;
  /** The person used the switch. */
  readonly chosen: boolean;
  readonly key: KeyVerdict;
  readonly publishable: PublishableVerdict;
  readonly secret: SecretVerdict;
  readonly guideOpen: boolean;
  /** The key is readable on the screen for a moment. */
  readonly revealed: boolean;
}

export type FormPhase =
  | { readonly is: "editing" }
  | { readonly is: "testing"; readonly label: string }
  /** `leaving`: on the way to Stripe's own page. `finishing`: back from there. */
  | { readonly is: "loading_demo" | "leaving" | "finishing" }
  /** `again`: the masked key that may be sent once more, because it was not the key that failed; else empty. */
  | { readonly is: "refused"; readonly failure: Failure; readonly again: string }
  /** Something that a yes may override. `given`: the mode of the key, where the question is about that. */
  | { readonly is: "question"; readonly failure: Failure; readonly given: Mode | null };

export type ConnectedPhase =
  | { readonly is: "idle" | "confirming" | "disconnecting" | "saving" }
  /** `quiet`: nobody pressed anything, so nothing takes the focus. */
  | { readonly is: "checking"; readonly quiet: boolean }
  /** `again`: the check may work the next time. */
  | { readonly is: "failed"; readonly failure: Failure; readonly quiet: boolean; readonly again: boolean };

export type Form = {
  readonly is: "form";
  readonly answer: ConnectionAnswer;
  readonly draft: Draft;
  readonly phase: FormPhase;
};

export type Screen =
  | { readonly is: "loading"; readonly again: boolean }
  | { readonly is: "load_failed"; readonly failure: Failure }
  /** Not connected, and this person may not connect. */
  | { readonly is: "viewer"; readonly answer: ConnectionAnswer }
  /** Disconnected, or reconnecting when the answer holds a connection. */
  | Form
  | { readonly is: "connected"; readonly answer: ConnectedAnswer; readonly phase: ConnectedPhase };

export type Toast =
  | { readonly is: "connected"; readonly mode: Mode }
  | { readonly is: "demo"; readonly customers: number }
  /** What a late script has to say. */
  | { readonly is: "said"; readonly text: string }
  | { readonly is: "disconnected" | "copied" | "copy_failed" | "load_failed" };

export interface State {
  /** Number of the newest request. An answer with another number came too late. */
  readonly run: number;
  readonly screen: Screen;
  readonly toast: Toast | null;
}

export const INITIAL_STATE: State = { run: 0, screen: { is: "loading", again: false }, toast: null };

/** Tells whether an answer holds a connection. */
export function isConnected(answer: ConnectionAnswer): answer is ConnectedAnswer {
  return answer.connection !== null;
}
