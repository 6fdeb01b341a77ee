/**
 * @module Runs the step: sends the calls, gives the answers to `reduce`, and owns every timer.
 *
 * After submit the key is in memory only while it may be sent again: a question is open, or the call failed for a
 * reason that is not the key's. Every other change wipes it, and so do five minutes.
 */

import { maskKey, readKey, readPublishableKey, readWebhookSecret } from "../../shared/keys.ts";
import type { ConnectBody, UpdateConnectionBody } from "../../shared/schema/connections.ts";
import type { CreateInvitationBody } from "../../shared/schema/invitations.ts";
import type { FinishOauthBody } from "../../shared/schema/oauth.ts";
import type { Receipt } from "../../shared/schema/receipt.ts";
import type { SyncSummary } from "../../shared/schema/sync.ts";
import { Poller } from "./poller.ts";
import { reduce } from "./reduce.ts";
import {
  connectionOf,
  expectsSecret,
  INITIAL_STATE,
  isBeingRead,
  isInUse,
  needsSomebody,
  type Call,
  type ControllerEvent,
  type FieldName,
  type Reply,
  type Result,
  type Screen,
  type State,
} from "./state.ts";

/** Where calls go. Null means the call was aborted, and nobody waits for it any more. */
export interface WorkerClient {
  send(call: Call, body: object | null, signal: AbortSignal): Promise<Result | null>;
  readSync(signal: AbortSignal): Promise<Reply<SyncSummary> | null>;
  readReceipt(): Promise<Reply<Receipt> | null>;
}

/** What the fields hold, as it was pasted. */
export type Pasted = Readonly<Record<FieldName, string>>;

/** Hears of every change. */
export type OnChange = (before: State, event: ControllerEvent, after: State) => void;

/** What was sent and may be sent again, with the answer to a question. */
interface Attempt {
  readonly call: "connect" | "finish_oauth" | "revoke_grant";
  readonly started: ControllerEvent;
  readonly body: Partial<ConnectBody & FinishOauthBody>;
}

const RETRY_KEY_MS = 5 * 60_000;
/** What happens to a connection elsewhere is seen within a minute: it was disconnected, or Stripe refuses its key. */
const CONNECTION_POLL_MS = 60_000;
/** Somebody who has just made the endpoint sends a test event within minutes: ten of them are watched. */
const FIRST_EVENT_POLL_MS = 20_000;
/** Whoever sent a link sees within five seconds that it was opened, and that it connected. */
const INVITATION_POLL_MS = 4_000;
const FIRST_EVENT_POLLS = 30;
/** Each failure doubles the pause, up to a quarter of an hour: a session that ended may not be renewed for long. */
const MAX_DOUBLINGS = 4;
/** A bar that moves every two seconds is seen to move; one that stood still for a minute is asked for less often. */
const SYNC_POLL_MS = 2_000;
const SYNC_QUICK_POLLS = 30;
const SYNC_SLOW_POLL_MS = 15_000;
/** Reading that pauses is asked for when it goes on, and this often before that: somebody may have mended it. */
const SYNC_PAUSED_POLL_MS = 5 * 60_000;

/** Phases of the form in which what was sent may be sent again. */
const MAY_RESEND = /^(testing|question|finishing)$/;

export class ConnectController {
  state: State = INITIAL_STATE;
  readonly #client: WorkerClient;
  readonly #onChange: OnChange;
  readonly #pollers: readonly Poller[];
  #abort = new AbortController();
  #attempt: Attempt | null = null;
  /** The connection changed elsewhere on the page while this form was in use. */
  #isStale = false;
  /** Calls that failed, since the last one that did not. */
  #failures = 0;
  #wipeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    client: WorkerClient,
    onChange: OnChange,
    isVisible: () => boolean = () => document.visibilityState === "visible",
  ) {
    this.#client = client;
    this.#onChange = onChange;
    const connection = new Poller({
      isVisible,
      findWaitMs: (polls) => findConnectionWaitMs(this.state.screen, polls, this.#failures),
      poll: () => this.refresh().then(() => false),
    });
    const sync = new Poller({
      isVisible,
      findWaitMs: (idlePolls) => findSyncWaitMs(this.state.screen, idlePolls),
      poll: (signal) => this.#readSync(signal),
    });
    this.#pollers = [connection, sync];
  }

  /** Gives one event to the state machine. */
  dispatch(event: ControllerEvent): void {
    const before = this.state;
    this.state = reduce(before, event);
    this.#wipeUnlessNeeded();
    if (this.state === before) return;
    for (const poller of this.#pollers) poller.update();
    this.#onChange(before, event, this.state);
    if (this.#isStale && !isInUse(this.state.screen)) void this.refresh();
  }

  /** Reads the connection, from the beginning. */
  load(): Promise<void> {
    this.#isStale = false;
    return this.#call("load", { type: "load_started" });
  }

  /** Reads the connection again without a sign of it; while the form is in use, once it no longer is. */
  async refresh(): Promise<void> {
    this.#isStale = isInUse(this.state.screen);
    if (!this.#isStale) await this.#call("refresh", { type: "refresh_started" });
  }

  /** Sends what was pasted, if it is what it should be. */
  async connect(pasted: Pasted, agreed: Pick<ConnectBody, "mode" | "replace_account"> = {}): Promise<void> {
    const { screen } = this.state;
    if (screen.is !== "form") return;
    const { answer, draft } = screen;
    const key = readKey(pasted.key);
    const secret = readWebhookSecret(pasted.secret, expectsSecret(answer.profile));
    const publishable = readPublishableKey(pasted.publishable);
    if (!key.ok || !secret.ok || !publishable.ok) return;
    const body: ConnectBody = { api_key: key.apiKey };
    if (secret.placeholder) body.webhook_secret = pasted.secret.trim();
    if (secret.secret !== null) body.webhook_secret = secret.secret;
    if (publishable.key !== null) body.publishable_key = publishable.key;
    if (draft.modeChosen) body.mode = draft.mode;
    // Who replaces a connection was told that a key of the other mode is fine.
    else if (!draft.askedMode && answer.connection && answer.connection.mode !== key.mode)
      body.mode = key.mode;
    const started: ControllerEvent = { type: "connect_started", label: maskKey(key.apiKey) };
    await this.#sendAttempt({ call: "connect", started, body: { ...body, ...agreed } });
  }

  /** Sends the kept key once more, with the other fields as they are by now. */
  retry(pasted: Pasted): Promise<void> {
    const { api_key = "", mode, replace_account } = this.#attempt?.body ?? {};
    return this.connect(
      { ...pasted, key: api_key },
      { ...(mode && { mode }), ...(replace_account && { replace_account }) },
    );
  }

  /** Finishes what the person granted on Stripe's own page. */
  finishOauth(body: FinishOauthBody): Promise<void> {
    return this.#sendAttempt({ call: "finish_oauth", started: { type: "oauth_finish_started" }, body });
  }

  /** Answers the open question. Yes sends the same again; no revokes what Stripe's own page granted. */
  async answerQuestion(yes: boolean): Promise<void> {
    const { screen } = this.state;
    const attempt = this.#attempt;
    if (!attempt || screen.is !== "form" || screen.phase.is !== "question") return;
    const { keyMode, failure } = screen.phase;
    const mode = yes && failure.code === "mode_differs" && keyMode;
    const body = { ...attempt.body, ...(mode ? { mode } : { replace_account: yes }) };
    if (yes) await this.#sendAttempt({ ...attempt, body });
    else if (attempt.call === "finish_oauth")
      await this.#sendAttempt({ ...attempt, body, call: "revoke_grant" });
    else this.dispatch({ type: "question_declined" });
  }

  connectDemo(): Promise<void> {
    return this.#call("demo", { type: "demo_started" });
  }

  /** Probes again. `quiet` when nobody pressed a button. Does nothing where it is not allowed. */
  async check(quiet: boolean): Promise<void> {
    const { screen } = this.state;
    if (screen.is !== "connected" || isInUse(screen) || !screen.answer.may.check) return;
    await this.#call("check", { type: "check_started", quiet });
  }

  /** Sends what may come after the key: a signing secret. */
  update(body: UpdateConnectionBody): Promise<void> {
    return this.#call("update", { type: "update_started" }, body);
  }

  /** Makes a link by which somebody else connects. `body` holds how this page looks. */
  invite(body: CreateInvitationBody): Promise<void> {
    return this.#call("invite", { type: "invite_started" }, body);
  }

  revokeInvitation(): Promise<void> {
    return this.#call("revoke_invitation", { type: "invite_started" });
  }

  /** Shows what the key can do, and how that is known. */
  async openReceipt(): Promise<void> {
    this.dispatch({ type: "receipt_asked" });
    const { run } = this.state;
    const reply = await this.#client.readReceipt();
    if (reply && this.state.run === run) this.dispatch({ type: "receipt_read", reply });
  }

  disconnect(): Promise<void> {
    return this.#call("disconnect", { type: "disconnect_started" });
  }

  /** Aborts what is under way, wipes everything secret and stops every timer. */
  reset(): void {
    this.#abort.abort();
    this.#isStale = false;
    this.dispatch({ type: "reset" });
  }

  #sendAttempt(attempt: Attempt): Promise<void> {
    this.#attempt = attempt;
    clearTimeout(this.#wipeTimer); // the five minutes start again, so that they never end while Stripe is asked
    this.#wipeTimer = undefined;
    return this.#call(attempt.call, attempt.started, attempt.body);
  }

  async #call(call: Call, started: ControllerEvent, body: object | null = null): Promise<void> {
    const before = this.state.run;
    this.dispatch(started);
    const { run } = this.state;
    if (run === before) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    const result = await this.#client.send(call, body, this.#abort.signal);
    if (!result) return;
    this.#failures = result.ok ? 0 : this.#failures + 1;
    this.dispatch({ type: "answered", call, run, result });
  }

  #wipeUnlessNeeded(): void {
    const { screen } = this.state;
    const phase = screen.is === "form" ? screen.phase : null;
    const needed = phase && (MAY_RESEND.test(phase.is) || (phase.is === "refused" && phase.retryLabel));
    if (!needed) {
      clearTimeout(this.#wipeTimer);
      this.#wipeTimer = undefined;
      this.#attempt = null;
    } else if (this.#attempt && this.#wipeTimer === undefined) {
      this.#wipeTimer = setTimeout(() => this.dispatch({ type: "retry_expired" }), RETRY_KEY_MS);
    }
  }

  /** Asks how far the account is read, and tells whether that moved. A failure shows nothing: the next poll may do better. */
  async #readSync(signal: AbortSignal): Promise<boolean> {
    const { run } = this.state;
    const reply = await this.#client.readSync(signal);
    if (!reply?.ok) return false;
    const before = this.state;
    this.dispatch({ type: "sync_read", run, sync: reply.answer });
    const hasMoved = this.state !== before;
    // What needs somebody is in health and permissions too, and only the whole connection has those.
    const problem = problemOf(this.state);
    if (needsSomebody(problem) && problem?.code !== problemOf(before)?.code) void this.refresh();
    return hasMoved;
  }
}

function problemOf({ screen }: State): SyncSummary["problem"] {
  return connectionOf(screen)?.sync.problem ?? null;
}

/** The connection is read again as long as it is shown, and more often while its first event is waited for. */
function findConnectionWaitMs(screen: Screen, polls: number, failures: number): number | null {
  const slower = 2 ** Math.min(failures, MAX_DOUBLINGS);
  if (screen.is === "form" && screen.answer.invitation && !isInUse(screen))
    return INVITATION_POLL_MS * slower;
  if (screen.is !== "connected" || isInUse(screen)) return null;
  const isAwaited = screen.answer.connection.webhook.status === "waiting" && polls < FIRST_EVENT_POLLS;
  return (isAwaited ? FIRST_EVENT_POLL_MS : CONNECTION_POLL_MS) * slower;
}

/** Reading is followed while it goes on; where it pauses, once it is to go on. */
function findSyncWaitMs(screen: Screen, idlePolls: number): number | null {
  if (screen.is !== "connected" || screen.phase.is === "disconnecting") return null;
  const { sync } = screen.answer.connection;
  const paceMs = idlePolls < SYNC_QUICK_POLLS ? SYNC_POLL_MS : SYNC_SLOW_POLL_MS;
  if (isBeingRead(sync)) return paceMs;
  if (sync.status === "fresh" || sync.resume_at === null) return null;
  return Math.max(paceMs, Math.min(sync.resume_at * 1000 - Date.now(), SYNC_PAUSED_POLL_MS));
}
