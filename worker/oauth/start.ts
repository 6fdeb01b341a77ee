/**
 * @module The way out: remembers who leaves for Stripe's consent page, and writes the address to go to.
 */

import { randomText } from "../../shared/ids.ts";
import type { StartOauthAnswer, StartOauthBody } from "../../shared/schema/oauth.ts";
import type { App } from "../apps/store.ts";
import type { Writing } from "../connections/writing.ts";
import type { OauthSettings } from "../env.ts";
import { digestHex } from "../crypto/digest.ts";
import { ApiError } from "../http/api-error.ts";
import { FLOW_SECONDS, startStatement, type Traveller } from "./flows.ts";
import { readReturnUrl } from "./return-url.ts";

/** 5 bits a character: 260 bits, of which only the digest is kept. */
export const TOKEN_LENGTH = 52;

/** Where Stripe sends people back to; has to be registered there. */
export const CALLBACK_PATH = "/v1/oauth/callback";

/** Returns the settings of OAuth. Refuses with `oauth_unavailable` where profile or deployment have none. */
export function requireOauth({ profile }: App, oauth: OauthSettings | null): OauthSettings {
  if (!profile.methods.includes("oauth") || !oauth) throw new ApiError("oauth_unavailable");
  return oauth;
}

/** Reads where to come back to. Refuses with `parameter_invalid`. */
export function requireReturnUrl(text: string, origin: string): string {
  const url = readReturnUrl(text, origin);
  if (url !== null) return url;
  throw new ApiError("parameter_invalid", {
    param: "return_url",
    fix: "return_url: must be an http(s) address on the page's own origin, without user or password.",
  });
}

/**
 * Notes a new flow and answers Stripe's address. Its state is in that address and nowhere else.
 * @param workerOrigin where Stripe reaches this Worker
 */
export async function startOauth(
  { services: { db, now, random }, audit }: Writing,
  oauth: OauthSettings,
  traveller: Traveller,
  body: StartOauthBody,
  workerOrigin: string,
): Promise<StartOauthAnswer> {
  const state = randomText(TOKEN_LENGTH, random);
  const expiresAt = now() + FLOW_SECONDS;
  const { app, project } = traveller;
  await db.batch([
    startStatement(db, {
      ...traveller,
      stateHash: await digestHex(state),
      returnUrl: body.return_url,
      challenge: body.challenge,
      expiresAt,
    }),
    ...audit("startOauth", { app, project }),
  ]);
  return {
    object: "oauth_start",
    url: createConsentUrl(oauth, workerOrigin + CALLBACK_PATH, state),
    expires_at: expiresAt,
  };
}

/** Written by hand: stripe-node's own function loses port and protocol of a host that is not Stripe's. */
function createConsentUrl(
  { type, clientId, authorizeOrigin }: OauthSettings,
  redirectUri: string,
  state: string,
): string {
  const connect = type === "connect";
  const url = new URL(connect ? "/oauth/authorize" : "/oauth/v2/authorize", authorizeOrigin);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    ...(connect && { scope: "read_write", stripe_landing: "login" }), // an app's scope is in its manifest
    redirect_uri: redirectUri,
    state,
  }).toString();
  return url.href;
}
