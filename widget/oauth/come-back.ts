/**
 * @module The page is back from Stripe: the one element that left finishes the connection, or says what went wrong.
 */

import type { OauthFlow } from "../views/late-views.ts";
import { handOver } from "./channel.ts";
import { OAUTH_ERRORS_EN } from "./oauth-texts.ts";
import { forgetReturn, readReturn, type Returned } from "./page-address.ts";
import { isAnyKept, takeVerifier } from "./verifier.ts";

/** Takes what the page came back with, if it is this element's, once there is a screen to show it on. */
export async function comeBack(flow: OauthFlow): Promise<void> {
  const back = readReturn();
  const { screen } = flow.step.state;
  if (!back || (screen.is !== "form" && screen.is !== "connected") || !screen.answer.may.connect) return;
  const verifier = takeVerifier(flow.host);
  if (verifier === null && isAnyKept()) return;
  forgetReturn();
  if (back.popup && (await handOver(back.popup, back))) window.close();
  else finish(flow, back, verifier);
}

/** Finishes with a ticket; everything else is told. */
export function finish({ step }: OauthFlow, { ticket, error }: Returned, verifier: string | null): void {
  if (error === null && ticket && verifier) void step.finish({ ticket, verifier });
  else step.dispatch({ type: "oauth_failed", failure: failureOf(error ?? "oauth_state_invalid") });
}

/** Anybody can write an address: what it says is looked up, never shown. */
export function failureOf(name: string) {
  const code = isOauthError(name) ? name : "oauth_state_invalid";
  return { code, message: OAUTH_ERRORS_EN[code], requestId: null };
}

function isOauthError(name: string): name is keyof typeof OAUTH_ERRORS_EN {
  return Object.hasOwn(OAUTH_ERRORS_EN, name);
}
