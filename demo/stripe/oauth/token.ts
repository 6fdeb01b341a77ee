/**
 * @module Exchanges codes and refresh tokens, and takes access back. Errors: docs.stripe.com/connect/oauth-reference.
 */

import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { setTimeout as wait } from "node:timers/promises";
import { DATASET_API_VERSION } from "../../../shared/dataset/index.ts";
import { readAuthorization } from "../api/authenticate.ts";
import type { Answer } from "../api/answer.ts";
import { replacesAnswer, sendAnswer } from "../api/send.ts";
import type { World } from "../api/world.ts";
import type { Fault } from "../faults.ts";
import { randomId } from "../random-id.ts";
import type { Platform, Tokens } from "./platforms.ts";

const ROOTS = ["/oauth", "/v1/oauth"]; // Connect's, and that of Stripe Apps

/** Serves the endpoints that a platform's backend calls. */
export function createTokenEndpoints(world: World): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const serve = (path: string, act: Act) =>
    app.post(path, (context) => handle(world, context.req.raw, context.env, act));
  for (const root of ROOTS) {
    serve(`${root}/token`, grantTokens);
    serve(`${root}/deauthorize`, deauthorize);
  }
  return app;
}

type Act = (world: World, platform: Platform, form: URLSearchParams) => Answer;

/** Records, delays, answers and spoils, as the API's own requests are. */
async function handle(world: World, request: Request, bindings: HttpBindings, act: Act): Promise<Response> {
  const { pathname: path } = new URL(request.url);
  const form = new URLSearchParams(await request.text());
  const secret = readAuthorization(request.headers.get("authorization")) ?? form.get("client_secret") ?? "";
  const keyId = world.keys.findByValue(secret)?.id ?? null;
  const open = world.log.begin({ method: "POST", path, query: "", at: world.now(), keyId });
  bindings.outgoing.once("close", open.end);
  const { fault, delay } = world.faults.take("POST", path);
  const closed = () => undefined; // the server closes: nobody is left to wait for
  const pause = world.latencyMs + delay;
  if (pause > 0) await wait(pause, undefined, { signal: world.closing }).catch(closed);
  const answered = replacesAnswer(fault) ?? answerOfFault(fault) ?? answerForm(world, secret, form, act);
  if (fault?.kind !== "reset_before") open.answer(answered.status);
  const context = { requestId: randomId("req_", 14), version: DATASET_API_VERSION, dashboard: world.url };
  return sendAnswer(answered, fault, context, bindings);
}

function answerForm(world: World, secret: string, form: URLSearchParams, act: Act): Answer {
  const platform = world.platforms.findBySecret(secret);
  if (!platform || world.keys.findByValue(secret)?.state !== "active") {
    return refuse("invalid_client", "Invalid API key provided", 401);
  }
  const named = form.get("client_id");
  if (named !== null && named !== platform.clientId) {
    return refuse("invalid_client", `No such application: '${named}'`, 401);
  }
  return act(world, platform, form);
}

/** What stops a request to OAuth before it is read; the faults left over spoil an answer that was made. */
function answerOfFault(fault: Fault | null): Answer | null {
  switch (fault?.kind) {
    case "rate_limit":
    case "lock_timeout":
      return refuse("temporarily_unavailable", "Too many requests", 429);
    case "error_500":
      return refuse("server_error", "Something went wrong", 500);
    case "bad_request":
      return refuse("invalid_request", "The request is not well-formed");
    case "ip_policy":
    case "expired":
    case "revoked":
    case "permission_lost":
      return refuse("invalid_client", "Invalid API key provided", 401);
    default:
      return null;
  }
}

function grantTokens(world: World, platform: Platform, form: URLSearchParams): Answer {
  const code = form.get("code");
  const refreshToken = form.get("refresh_token");
  switch (form.get("grant_type")) {
    case "authorization_code": {
      if (code === null) return refuse("invalid_request", "No authorization code provided");
      const tokens = world.platforms.exchange(platform, code);
      const text = `Authorization code does not exist: ${code}`;
      return tokens ? answerTokens(platform, tokens) : refuse("invalid_grant", text);
    }
    case "refresh_token": {
      if (refreshToken === null) return refuse("invalid_request", "No refresh token provided");
      const tokens = world.platforms.refresh(platform, refreshToken);
      const text = "Refresh token is not valid, or its access was revoked";
      return tokens ? answerTokens(platform, tokens) : refuse("invalid_grant", text);
    }
    case null:
      return refuse("invalid_request", "No grant type specified");
    default:
      return refuse("unsupported_grant_type", "This grant type is not supported");
  }
}

function deauthorize(world: World, platform: Platform, form: URLSearchParams): Answer {
  const account = form.get("stripe_user_id");
  if (form.get("client_id") === null || account === null) {
    return refuse("invalid_request", "client_id and stripe_user_id are required");
  }
  if (!world.platforms.revoke(platform, account)) {
    const text = `This application is not connected to stripe account ${account}, or that account does not exist.`;
    return refuse("invalid_client", text, 401);
  }
  return answer(200, { stripe_user_id: account });
}

function answerTokens({ mode, type }: Platform, tokens: Tokens): Answer {
  return answer(200, {
    access_token: tokens.accessToken,
    livemode: mode === "live",
    refresh_token: tokens.refreshToken,
    scope: type === "app" ? "stripe_apps" : "read_write",
    stripe_publishable_key: tokens.publishableKey,
    stripe_user_id: tokens.account,
    token_type: "bearer",
  });
}

function refuse(error: string, description: string, status = 400): Answer {
  return answer(status, { error, error_description: description });
}

function answer(status: number, body: Readonly<Record<string, unknown>>): Answer {
  return { status, body: JSON.stringify(body), headers: {} };
}
