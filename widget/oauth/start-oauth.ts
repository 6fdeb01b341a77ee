/**
 * @module Takes the person to Stripe's own page: with the whole page, or in a pop-up where the host asks for one.
 */

import type { StartOauthBody } from "../../shared/schema/oauth.ts";
import type { Route } from "../api/client.ts";
import type { StepController } from "../controller/step-controller.ts";
import type { OauthFlow } from "../views/late-views.ts";
import { listen } from "./channel.ts";
import { failureOf, finish } from "./come-back.ts";
import { cleanAddress } from "./page-address.ts";
import { makeChallenge, makeVerifier, takeVerifier } from "./verifier.ts";

const START: Route<"startOauth"> = ["POST", "/v1/projects/:project/connection/oauth"];
const POPUP_FEATURES = "popup,width=560,height=760";
/** As long as the way back is good. */
const WAY_MS = 10 * 60_000;
/** A page that has not left by then was stopped. */
const LEAVING_MS = 20_000;
const LOOK_MS = 500;

/** Starts; what hinders it is told in the form. Call it in the click itself, or no pop-up opens. */
export async function startOauth(flow: OauthFlow): Promise<void> {
  const { step, host, ask } = flow;
  if (step.state.screen.is === "connected") step.dispatch({ type: "reconnect_opened" });
  const { screen } = step.state;
  if (screen.is !== "form" || (screen.phase.is !== "editing" && screen.phase.is !== "refused")) return;
  const { verifier, kept } = makeVerifier(host);
  const popup = host.hasAttribute("oauth-popup") ? window.open("", "", POPUP_FEATURES) : null;
  const channel = popup ? crypto.randomUUID() : "";
  step.dispatch({ type: "leave_started" });
  const body = await describeWay(verifier, channel);
  const reply =
    body && (kept || popup) ? await ask(START, body, new AbortController().signal, readUrl) : null;
  if (!isLeaving(step)) popup?.close();
  else if (!reply?.ok || !mayGo(reply.answer)) {
    popup?.close();
    step.dispatch({
      type: "oauth_failed",
      failure: (reply && !reply.ok && reply.failure) || failureOf("oauth_unavailable"),
    });
  } else if (popup) waitForPopup(flow, popup, channel, verifier, reply.answer);
  else leave(step, reply.answer);
}

async function describeWay(verifier: string, channel: string): Promise<StartOauthBody | null> {
  try {
    return { return_url: cleanAddress(channel), challenge: await makeChallenge(verifier) };
  } catch {
    return null;
  }
}

function leave(step: StepController, url: string): void {
  const stay = () => step.dispatch({ type: "leave_ended" });
  // Back in the browser's history shows this very page again.
  window.addEventListener("pageshow", stay, { once: true });
  setTimeout(stay, LEAVING_MS);
  location.assign(url);
}

function waitForPopup(flow: OauthFlow, popup: Window, channel: string, verifier: string, url: string): void {
  const { step, host } = flow;
  const stop = listen(channel, (back) => {
    clearInterval(looking);
    clearTimeout(ending);
    takeVerifier(host);
    finish(flow, back, verifier);
  });
  const ending = setTimeout(stop, WAY_MS);
  // A page of Stripe's may cut the tie, which looks like a closed window: so what it brings back is waited for still.
  const looking = setInterval(() => {
    if (!popup.closed && host.isConnected) return;
    clearInterval(looking);
    step.dispatch({ type: "leave_ended" });
  }, LOOK_MS);
  popup.opener = null;
  popup.location.replace(url);
}

function isLeaving({ state: { screen } }: StepController): boolean {
  return screen.is === "form" && screen.phase.is === "leaving";
}

function readUrl(body: { readonly url?: unknown }): string | null {
  return typeof body.url === "string" ? body.url : null;
}

/** HTTPS, or this machine. */
function mayGo(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === "https:" || (protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
}
