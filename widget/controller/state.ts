/**
 * @module What the element can show, as one union, and everything that can happen to it.
 *
 * No state and no event ever holds what was pasted. The key lives in its field until it is sent.
 */

import type { ErrorCode } from "../../shared/errors.ts";
import type { KeyKind, KeyProblem, Mode } from "../../shared/keys.ts";
import type { ConnectMethod, ProfileView } from "../../shared/profile.ts";
import type { Connection, ConnectionAnswer, LeftBehind } from "../../shared/schema/connections.ts";
import type { Receipt } from "../../shared/schema/receipt.ts";
import type { SyncSummary } from "../../shared/schema/sync.ts";

export type { ConnectionAnswer };
export type ConnectedAnswer = ConnectionAnswer & { readonly connection: Connection };

/** Why a call did not do what was asked. */
export interface Failure {
  readonly code: ErrorCode;
  /** The Worker's own sentence, English; null where no Worker answered. */
  readonly message: string | null;
  readonly requestId: string | null;
}

/** What came of asking the Worker. */
export type Reply<Answer> =
  { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly failure: Failure };

export type Result = Reply<ConnectionAnswer>;

/** The fields for what is pasted. */
export type FieldName = "key" | "publishable" | "secret";

/**
 * What a field holds, without what was pasted. `typing`: may still become right, so nothing is said yet. `label` is what
 * may be shown of it: `rk_test_…abcd`.
 */
type Verdict<Problem extends string, Found = unknown> =
  | { readonly is: "blank" | "typing" }
  | { readonly is: "bad"; readonly problem: Problem }
  | ({ readonly is: "good"; readonly label: string } & Found);

export type KeyVerdict = Verdict<
  KeyProblem,
  { readonly kind: KeyKind; readonly mode: Mode; readonly cleaned: boolean }
>;

/** `is_key`: an API key in the wrong field. */
export type PublishableVerdict = Verdict<"other" | "cut_off" | "is_key" | "missing", { readonly mode: Mode }>;

/** `placeholder`: stands for a secret that comes later. */
export type SecretVerdict = Verdict<"other" | "cut_off" | "is_key"> | { readonly is: "placeholder" };

export interface Draft {
  readonly method: ConnectMethod;
  /** What the switch shows. */
  readonly mode: Mode;
  /** The mode asked for by hand, by the profile or by the connection to replace; null: the key's mode decides. */
  readonly askedMode: Mode | null;
  /** The person used the switch. */
  readonly modeChosen: boolean;
  readonly key: KeyVerdict;
  readonly publishable: PublishableVerdict;
  readonly secret: SecretVerdict;
  readonly guideOpen: boolean;
  /** The field that is readable on the screen for a moment. */
  readonly revealed: FieldName | null;
}

export type FormPhase =
  | { readonly is: "editing" }
  /** `label`: the masked key that is being tested. */
  | { readonly is: "testing"; readonly label: string }
  /** `redirecting`: on the way to Stripe's own page. `finishing`: back from there. `inviting`: a link is made or ended. */
  | { readonly is: "loading_demo" | "redirecting" | "finishing" | "inviting" }
  /** `retryLabel`: the masked key that may be sent once more, because the key was not at fault; else empty. */
  | { readonly is: "refused"; readonly failure: Failure; readonly retryLabel: string }
  /** A failure that a yes overrides. `keyMode`: the mode of the pasted key; null after Stripe's own page. */
  | { readonly is: "question"; readonly failure: Failure; readonly keyMode: Mode | null };

export type ConnectedPhase =
  | { readonly is: "idle" | "confirming" | "disconnecting" }
  /** The signing secret is asked for; `busy` while it is saved. */
  | {
      readonly is: "secret";
      readonly secret: SecretVerdict;
      readonly isRevealed: boolean;
      readonly isBusy: boolean;
      readonly failure: Failure | null;
    }
  /** The receipt is open; null until it is there. */
  | { readonly is: "receipt"; readonly receipt: Receipt | null }
  /** The signing secret was saved just now. */
  | { readonly is: "saved" }
  /** `quiet`: nobody pressed anything, so nothing takes the focus. */
  | { readonly is: "checking"; readonly quiet: boolean }
  | { readonly is: "failed"; readonly call: Call; readonly failure: Failure; readonly quiet: boolean };

export interface Form {
  readonly is: "form";
  readonly answer: ConnectionAnswer;
  readonly draft: Draft;
  readonly phase: FormPhase;
}

export type Screen =
  | { readonly is: "loading"; readonly again: boolean }
  | { readonly is: "load_failed"; readonly failure: Failure }
  /** Not connected, and this person may not connect. */
  | { readonly is: "viewer"; readonly answer: ConnectionAnswer }
  /** Not connected, or reconnecting when the answer holds a connection. */
  | Form
  | {
      readonly is: "connected";
      readonly answer: ConnectedAnswer;
      readonly phase: ConnectedPhase;
      /** The account was being read when this was shown first, so the bar keeps its place when that ends. */
      readonly wasRead: boolean;
    };

/** `changed`: a check, or another key, found these labels otherwise than before; `connected` if it was another key. */
export type Toast =
  | { readonly is: "connected"; readonly mode: Mode }
  | { readonly is: "demo"; readonly customers: number }
  | {
      readonly is: "changed";
      readonly granted: string;
      readonly lost: string;
      readonly connected: Mode | null;
    }
  | { readonly is: "disconnected" };

export interface State {
  /** Number of the newest request. An answer with another number is out of date. */
  readonly run: number;
  readonly screen: Screen;
  /** What came of the last step; gone with the next. */
  readonly toast: Toast | null;
  /** The text that was copied last, and whether it was. */
  readonly copied: { readonly text: string; readonly ok: boolean } | null;
  /** What an answer told once: shown above every screen until the person closes it. */
  readonly leftBehind: readonly LeftBehind[];
}

export const INITIAL_STATE: State = {
  run: 0,
  screen: { is: "loading", again: false },
  toast: null,
  copied: null,
  leftBehind: [],
};

/** The calls that answer with the connection. `revoke_grant`: no to what Stripe's own page granted. `refresh`: a quiet load. */
export type Call =
  | "load"
  | "connect"
  | "demo"
  | "check"
  | "disconnect"
  | "finish_oauth"
  | "revoke_grant"
  | "update"
  | "invite"
  | "revoke_invitation"
  | "refresh";

export type ControllerEvent =
  /** The element was removed, or its page means another project. */
  | { readonly type: "reset" }
  /** An answer holds something that no view knows. */
  | { readonly type: "render_failed" }
  | { readonly type: "load_started" | "demo_started" | "disconnect_started" | "update_started" }
  | { readonly type: "invite_started" | "receipt_asked" }
  | { readonly type: "receipt_read"; readonly reply: Reply<Receipt> }
  | { readonly type: "refresh_started" }
  | { readonly type: "connect_started"; readonly label: string }
  | { readonly type: "check_started"; readonly quiet: boolean }
  /** The person is sent to Stripe's own page; did not go, or closed its window; came back with a ticket. */
  | { readonly type: "oauth_started" | "oauth_cancelled" | "oauth_finish_started" }
  | { readonly type: "oauth_failed"; readonly failure: Failure }
  | { readonly type: "answered"; readonly call: Call; readonly run: number; readonly result: Result }
  /** The connection's own object said how far its account is read. `run`: of the request that showed the connection. */
  | { readonly type: "sync_read"; readonly run: number; readonly sync: SyncSummary }
  | { readonly type: "method_chosen"; readonly method: ConnectMethod }
  | { readonly type: "mode_chosen"; readonly mode: Mode }
  | { readonly type: "guide_toggled" }
  | { readonly type: "reveal_set"; readonly revealed: FieldName | null }
  | { readonly type: "key_read"; readonly verdict: KeyVerdict }
  | { readonly type: "secret_read"; readonly verdict: SecretVerdict }
  | { readonly type: "publishable_read"; readonly verdict: PublishableVerdict }
  | { readonly type: "question_declined" }
  /** The key that was kept for a retry is wiped. */
  | { readonly type: "retry_expired" }
  | { readonly type: "left_behind_closed" }
  | { readonly type: "reconnect_opened" | "reconnect_cancelled" }
  | { readonly type: "disconnect_asked" | "secret_asked" }
  /** What was asked on a connection is closed again. */
  | { readonly type: "closed" }
  | { readonly type: "copied"; readonly text: string; readonly ok: boolean };

/** Returns the screen for the Worker's newest answer, which takes the place of `before`. */
export function screenFor(answer: ConnectionAnswer, before?: Screen): Screen {
  if (isConnected(answer)) {
    const wasRead = isBeingRead(answer.connection.sync) || (before?.is === "connected" && before.wasRead);
    return { is: "connected", answer, phase: { is: "idle" }, wasRead };
  }
  return answer.may.connect ? openForm(answer) : { is: "viewer", answer };
}

/** Returns an empty form, with method and mode of the connection it would replace, or else of the profile. */
export function openForm(answer: ConnectionAnswer): Form {
  const { connection, profile } = answer;
  const replaced = connection?.method === "demo" ? null : connection;
  const askedMode = profile.mode === "either" ? null : (replaced?.mode ?? profile.mode);
  const methods = listMethods(answer);
  return {
    is: "form",
    answer,
    draft: {
      method: methods.find((method) => method === replaced?.method) ?? methods[0] ?? "key",
      mode: replaced?.mode ?? askedMode ?? "test",
      askedMode,
      modeChosen: false,
      key: { is: "blank" },
      publishable: { is: "blank" },
      secret: { is: "blank" },
      guideOpen: false,
      revealed: null,
    },
    phase: { is: "editing" },
  };
}

/** Returns the methods that work here, in the profile's order. */
export function listMethods({ profile, may }: ConnectionAnswer): readonly ConnectMethod[] {
  return profile.methods.filter((method) => method === "key" || may.oauth);
}

/** Returns the first field that cannot be sent as it is; null when all can. */
export function findFirstInvalidField(form: Form): FieldName | null {
  const { key, publishable, secret } = form.draft;
  if (key.is !== "good" && !retryLabelOf(form)) return "key";
  const fits =
    publishable.is === "good"
      ? !modesDiffer(form.draft)
      : publishable.is === "blank" && !needsPublishable(form);
  if (!fits) return "publishable";
  return secret.is === "typing" || secret.is === "bad" ? "secret" : null;
}

/** Tells whether the publishable key is of another mode than the key beside it. */
export function modesDiffer({ key, publishable }: Draft): boolean {
  return key.is === "good" && publishable.is === "good" && key.mode !== publishable.mode;
}

/** Tells whether a publishable key must be entered: a reconnect keeps the stored one, but not for another account. */
export function needsPublishable({ answer: { profile, connection }, phase }: Form): boolean {
  const isAsked = phase.is === "refused" && phase.failure.code === "publishable_key_missing";
  return profile.credentials.publishable === "required" && (isAsked || !connection?.publishable_key);
}

/** Returns the masked key that may be sent once more while no other is pasted; empty where there is none. */
export function retryLabelOf({ draft, phase }: Form): string {
  return phase.is === "refused" && draft.key.is === "blank" ? phase.retryLabel : "";
}

/** Tells whether a placeholder may stand for the signing secret. */
export function expectsSecret({ webhook }: ProfileView): boolean {
  return webhook.kind === "pasted" && webhook.expected;
}

/** Tells whether nothing is under way in the form. */
export function isIdle(screen: Screen): screen is Form {
  return screen.is === "form" && (screen.phase.is === "editing" || screen.phase.is === "refused");
}

/** Tells whether the person is in the middle of something that a refresh would take away. */
export function isInUse(screen: Screen): boolean {
  if (screen.is === "connected") return !/^(idle|failed|saved)$/.test(screen.phase.is);
  if (screen.is !== "form") return screen.is === "loading";
  const { key, publishable, secret } = screen.draft;
  const { connection, invitation } = screen.answer;
  const isEmpty = [key, publishable, secret].every(({ is }) => is === "blank");
  return !isEmpty || screen.phase.is !== "editing" || (connection !== null && !invitation);
}

/** Returns the connection a screen knows of. */
export function connectionOf(screen: Screen): Connection | null {
  return "answer" in screen ? screen.answer.connection : null;
}

/** Tells whether an answer holds a connection. */
export function isConnected(answer: ConnectionAnswer): answer is ConnectedAnswer {
  return answer.connection !== null;
}

/** Tells whether the account is being read, or is about to be. */
export function isBeingRead({ status }: SyncSummary): boolean {
  return status === "pending" || status === "filling";
}

/** Tells whether reading goes on only after somebody has changed the key. */
export function needsSomebody(problem: SyncSummary["problem"]): boolean {
  return problem?.code === "key_refused" || problem?.code === "permission_missing";
}

/** Makes a failure of the element's own. */
export function failureOf(code: ErrorCode, requestId: string | null = null): Failure {
  return { code, message: null, requestId };
}
