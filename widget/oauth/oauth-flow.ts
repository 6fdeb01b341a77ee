/**
 * @module Connecting on Stripe's own page: goes there with the whole page, or in a pop-up where the host asks for
 * one, and finishes when the person comes back.
 */

import { isLoopback } from "../../shared/loopback.ts";
import type { ErrorCode } from "../../shared/errors.ts";
import type { StartOauthBody } from "../../shared/schema/oauth.ts";
import type { Client } from "../api/client.ts";
import type { ConnectController } from "../controller/connect-controller.ts";
import { failureOf, isIdle } from "../controller/state.ts";
import {
  cleanAddress,
  createChallenge,
  createVerifier,
  deleteReturn,
  hasAnyVerifier,
  listenToPopup,
  readReturn,
  sendToOpener,
  takeVerifier,
  type Returned,
} from "./way-back.ts";

const POPUP_FEATURES = "popup,width=560,height=760";
/** As long as a ticket is good. */
const RETURN_TIMEOUT_MS = 10 * 60_000;
/** A page that is still here by then was stopped on its way. */
const REDIRECT_TIMEOUT_MS = 20_000;
const POPUP_POLL_MS = 500;

/** The way of one element to Stripe's own page and back. */
export class OauthFlow {
  readonly #host: Element;
  readonly #controller: ConnectController;
  readonly #client: Client;
  #stop = (): void => undefined;

  constructor(host: Element, controller: ConnectController, client: Client) {
    this.#host = host;
    this.#controller = controller;
    this.#client = client;
  }

  /** Goes there; a failure is shown in the form. Call it in the click itself, or no pop-up opens. */
  async start(inPopup: boolean): Promise<void> {
    const controller = this.#controller;
    if (controller.state.screen.is === "connected") controller.dispatch({ type: "reconnect_opened" });
    if (!isIdle(controller.state.screen)) return;
    this.stop();
    const { verifier, kept } = createVerifier(this.#host);
    const popup = inPopup ? window.open("", "", POPUP_FEATURES) : null;
    const channel = popup ? crypto.randomUUID() : "";
    controller.dispatch({ type: "oauth_started" });
    const { run } = controller.state;
    const body = kept || popup ? await describeWay(verifier, channel) : null;
    const reply = body && (await this.#client.startOauth(body));
    if (controller.state.run !== run) popup?.close();
    else if (!reply?.ok || !isSafeAddress(reply.answer)) {
      popup?.close();
      const failure = reply && !reply.ok ? reply.failure : failureOf("oauth_unavailable");
      controller.dispatch({ type: "oauth_failed", failure });
    } else if (popup) this.#waitForPopup(popup, channel, verifier, reply.answer);
    else this.#redirect(reply.answer);
  }

  /** Takes what the page came back with, if it is this element's, once there is a screen to show it on. */
  async comeBack(): Promise<void> {
    const { screen } = this.#controller.state;
    if ((screen.is !== "form" && screen.is !== "connected") || !screen.answer.may.connect) return;
    const back = readReturn();
    if (!back) return;
    const verifier = takeVerifier(this.#host);
    if (verifier === null && hasAnyVerifier()) return;
    deleteReturn();
    if (back.popup && (await sendToOpener(back.popup, back))) window.close();
    else this.#finish(back, verifier);
  }

  /** Stops every timer and waits for no pop-up any more. */
  stop(): void {
    this.#stop();
    this.#stop = () => undefined;
  }

  #finish({ ticket, error }: Returned, verifier: string | null): void {
    if (error === null && ticket && verifier) void this.#controller.finishOauth({ ticket, verifier });
    else {
      const code = error !== null && isOauthError(error) ? error : "oauth_state_invalid";
      this.#controller.dispatch({ type: "oauth_failed", failure: failureOf(code) });
    }
  }

  #redirect(url: string): void {
    const cancel = () => this.#controller.dispatch({ type: "oauth_cancelled" });
    // Back in the browser's history shows this very page again.
    window.addEventListener("pageshow", cancel, { once: true });
    const timer = setTimeout(cancel, REDIRECT_TIMEOUT_MS);
    this.#stop = () => {
      window.removeEventListener("pageshow", cancel);
      clearTimeout(timer);
    };
    location.assign(url);
  }

  #waitForPopup(popup: Window, channel: string, verifier: string, url: string): void {
    const close = listenToPopup(channel, (back) => {
      this.stop();
      takeVerifier(this.#host);
      this.#finish(back, verifier);
    });
    // A page of Stripe's may cut the tie, which looks like a closed window: what it brings back is still taken.
    const poll = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(poll);
      this.#controller.dispatch({ type: "oauth_cancelled" });
    }, POPUP_POLL_MS);
    const timer = setTimeout(() => this.stop(), RETURN_TIMEOUT_MS);
    this.#stop = () => {
      close();
      clearInterval(poll);
      clearTimeout(timer);
    };
    popup.opener = null;
    popup.location.replace(url);
  }
}

async function describeWay(verifier: string, channel: string): Promise<StartOauthBody | null> {
  try {
    return { return_url: cleanAddress(channel), challenge: await createChallenge(verifier) };
  } catch {
    return null;
  }
}

/** Anybody can write an address: only codes of ours are passed on. */
function isOauthError(code: string): code is Extract<ErrorCode, `oauth_${string}`> {
  return /^oauth_(unavailable|denied|state_invalid|expired|refused|misconfigured)$/.test(code);
}

/** HTTPS, or this machine. */
function isSafeAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const to = new URL(url);
  return to.protocol === "https:" || (to.protocol === "http:" && isLoopback(to));
}
