/**
 * @module Carries out what the person means: sends the calls, feeds the answers to `reduce`, and keeps the
 * one secret that outlives its field.
 *
 * After submit the key is in memory only while it may be needed again: a question is open, or the call failed
 * for a reason that is not the key's. Every other way on wipes it.
 */

import { maskKey, readKey, readPublishableKey, readWebhookSecret } from "../../shared/keys.ts";
import type { ConnectBody, UpdateConnectionBody } from "../../shared/schema/connections.ts";
import type { FinishOauthBody } from "../../shared/schema/oauth.ts";
import type { Send } from "../api/client.ts";
import type { Call, StepEvent } from "./events.ts";
import { reduce } from "./reduce.ts";
import { expectsSecret } from "./screens.ts";
import { INITIAL_STATE, type FieldName, type State } from "./state.ts";

/** What the fields hold, as it was pasted. */
export type Pasted = Readonly<Record<FieldName, string>>;

/** What was sent and may have to be sent again, with the answer to a question. */
interface Held {
  readonly call: "connect" | "finish" | "give_back";
  readonly started: StepEvent;
  readonly body: Partial<ConnectBody & FinishOauthBody>;
}

/** What is told of every change. */
export type OnChange = (before: State, event: StepEvent, after: State) => void;

/** A key that nobody came back for is wiped after this long. */
const HELD_KEY_MS = 5 * 60_000;

/** Phases of the form in which what was sent may be sent again. */
const NEEDING = /^(testing|question|finishing)$/;

export class StepController {
  state: State = INITIAL_STATE;
  readonly #onChange: OnChange;
  readonly #send: Send;
  #abort = new AbortController();
  #held: Held | null = null;
  #wipe: ReturnType<typeof setTimeout> | undefined;

  constructor(send: Send, onChange: OnChange) {
    this.#send = send;
    this.#onChange = onChange;
  }

  /** Feeds one event to the state machine. */
  dispatch(event: StepEvent): void {
    const before = this.state;
    this.state = reduce(before, event);
    this.#forgetUnlessNeeded();
    if (this.state !== before) this.#onChange(before, event, this.state);
  }

  /** Reads the connection, from the beginning. */
  load(): Promise<void> {
    return this.#call("load", { type: "load_started" });
  }

  /** Sends what was pasted. Takes it as it is; refuses silently what is not a key. */
  connect(pasted: Pasted, agreed: Pick<ConnectBody, "mode" | "replace_account"> = {}): Promise<void> {
    const key = readKey(pasted.key);
    const { screen } = this.state;
    const secret = readWebhookSecret(pasted.secret, screen.is === "form" && expectsSecret(screen.answer));
    const publishable = readPublishableKey(pasted.publishable);
    if (!key.ok || !secret.ok || !publishable.ok) return Promise.resolve();
    const body: ConnectBody = { api_key: key.apiKey };
    if (secret.placeholder) body.webhook_secret = pasted.secret.trim();
    if (secret.secret !== null) body.webhook_secret = secret.secret;
    if (publishable.key !== null) body.publishable_key = publishable.key;
    if (screen.is === "form" && screen.draft.chosen) body.mode = screen.draft.mode;
    const started: StepEvent = { type: "connect_started", label: maskKey(key.apiKey) };
    return this.#sendHeld({ call: "connect", started, body: { ...body, ...agreed } });
  }

  /** Sends the held key once more, because it was not the key that failed, with the other fields as they are by now. */
  tryAgain(pasted: Pasted): Promise<void> {
    const { api_key = "", mode, replace_account } = this.#held?.body ?? {};
    return this.connect(
      { ...pasted, key: api_key },
      { ...(mode && { mode }), ...(replace_account && { replace_account }) },
    );
  }

  /** Finishes what the person granted on Stripe's own page. */
  finish(body: FinishOauthBody): Promise<void> {
    return this.#sendHeld({ call: "finish", started: { type: "finish_started" }, body });
  }

  /** Answers the open question. Yes sends the same again; no gives back what Stripe's own page granted. */
  async answerQuestion(yes: boolean): Promise<void> {
    const { screen } = this.state;
    const held = this.#held;
    if (!held || screen.is !== "form" || screen.phase.is !== "question") return;
    const { given, failure } = screen.phase;
    const mode = yes && failure.code === "mode_differs" && given;
    const body = { ...held.body, ...(mode ? { mode } : { replace_account: yes }) };
    if (yes) await this.#sendHeld({ ...held, body });
    else if (held.call === "finish") await this.#sendHeld({ ...held, body, call: "give_back" });
    else this.dispatch({ type: "question_declined" });
  }

  connectDemo(): Promise<void> {
    return this.#call("demo", { type: "demo_started" });
  }

  /** Probes again. `quiet` when nobody pressed a button. Does nothing where it would be refused. */
  check(quiet: boolean): Promise<void> {
    const { screen } = this.state;
    const idle = screen.is === "connected" && (screen.phase.is === "idle" || screen.phase.is === "failed");
    if (!idle || !screen.answer.may.check) return Promise.resolve();
    return this.#call("check", { type: "check_started", quiet });
  }

  /** Sends what comes after the key. */
  update(body: UpdateConnectionBody): Promise<void> {
    return this.#call("update", { type: "update_started" }, body);
  }

  /** Looks again, if nothing else is going on. */
  peek(): Promise<void> {
    const { screen } = this.state;
    if (screen.is !== "connected" || screen.phase.is !== "idle") return Promise.resolve();
    return this.#call("peek", { type: "peek_started" });
  }

  disconnect(): Promise<void> {
    return this.#call("disconnect", { type: "disconnect_started" });
  }

  /** Stops waiting and forgets everything secret; the element left the page. */
  stop(): void {
    this.#abort.abort();
    this.dispatch({ type: "left" });
  }

  #sendHeld(held: Held): Promise<void> {
    this.#held = held;
    clearTimeout(this.#wipe); // the five minutes begin again, so they never end while Stripe is asked
    this.#wipe = undefined;
    return this.#call(held.call, held.started, held.body);
  }

  async #call(call: Call, started: StepEvent, body: object | null = null): Promise<void> {
    const { run } = this.state;
    this.dispatch(started);
    if (this.state.run === run) return;
    const mine = this.state.run;
    this.#abort.abort();
    this.#abort = new AbortController();
    const result = await this.#send(call, body, this.#abort.signal);
    if (result) this.dispatch({ type: "answered", call, run: mine, result });
  }

  #forgetUnlessNeeded(): void {
    const { screen } = this.state;
    const phase = screen.is === "form" ? screen.phase : null;
    const needed = phase && (NEEDING.test(phase.is) || (phase.is === "refused" && phase.again));
    if (!needed) this.#forget();
    else if (this.#held && this.#wipe === undefined)
      this.#wipe = setTimeout(() => this.#expire(), HELD_KEY_MS);
  }

  #expire(): void {
    this.#forget();
    this.dispatch({ type: "held_key_expired" });
  }

  #forget(): void {
    clearTimeout(this.#wipe);
    this.#wipe = undefined;
    this.#held = null;
  }
}
