/**
 * @module Carries out what the person means: sends the calls, feeds the answers to `reduce`, and keeps the
 * one secret that outlives its field.
 *
 * After submit the key is in memory only while it may be needed again: a question is open, or the call failed
 * for a reason that is not the key's. Every other way on wipes it.
 */

import { maskKey, readKey, readWebhookSecret } from "../../shared/keys.ts";
import type { ConnectBody } from "../../shared/schema/connections.ts";
import type { Send } from "../api/client.ts";
import type { Call, StepEvent } from "./events.ts";
import { reduce } from "./reduce.ts";
import { INITIAL_STATE, type State } from "./state.ts";

/** What is told of every change. */
export type OnChange = (before: State, event: StepEvent, after: State) => void;

/** A key that nobody came back for is wiped after this long. */
const HELD_KEY_MS = 5 * 60_000;

export class StepController {
  state: State = INITIAL_STATE;
  readonly #onChange: OnChange;
  readonly #send: Send;
  #abort = new AbortController();
  #held: ConnectBody | null = null;
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
  connect(pastedKey: string, pastedSecret: string, replace = false): Promise<void> {
    const key = readKey(pastedKey);
    const secret = readWebhookSecret(pastedSecret);
    if (!key.ok || !secret.ok) return Promise.resolve();
    this.#held = { api_key: key.key, ...(secret.secret === null ? {} : { webhook_secret: secret.secret }) };
    return this.#connectHeld(replace);
  }

  /** Sends the held key once more, because it was not the key that failed, with the secret as it is by now. */
  tryAgain(pastedSecret: string): Promise<void> {
    return this.connect(this.#held?.api_key ?? "", pastedSecret, this.#held?.replace_account);
  }

  /** Answers the question about a different account with yes. */
  replaceAccount(): Promise<void> {
    return this.#connectHeld(true);
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

  disconnect(): Promise<void> {
    return this.#call("disconnect", { type: "disconnect_started" });
  }

  /** Stops waiting and forgets everything secret; the element left the page. */
  stop(): void {
    this.#abort.abort();
    this.dispatch({ type: "left" });
  }

  #connectHeld(replace: boolean): Promise<void> {
    if (!this.#held) return Promise.resolve();
    if (replace) this.#held = { ...this.#held, replace_account: true };
    clearTimeout(this.#wipe); // the five minutes begin again, so they never end while Stripe is asked
    this.#wipe = undefined;
    return this.#call("connect", { type: "connect_started", label: maskKey(this.#held.api_key) }, this.#held);
  }

  async #call(call: Call, started: StepEvent, body: ConnectBody | null = null): Promise<void> {
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
    const needed =
      phase?.is === "testing" || phase?.is === "account_differs" || (phase?.is === "refused" && phase.again);
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
