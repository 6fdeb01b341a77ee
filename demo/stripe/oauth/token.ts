/**
 * @module Exchanges codes and refresh tokens, and takes access back. Errors: docs.stripe.com/connect/oauth-reference.
 */

import { Hono, type Context } from "hono";
import { readAuthorization } from "../api/authenticate.ts";
import type { World } from "../api/world.ts";
import type { Platform, Tokens } from "./platforms.ts";

const TOKEN_PATHS = ["/oauth/token", "/v1/oauth/token"];
const MAX_DELAY_MS = 60_000;

/** Serves the endpoints that a platform's backend calls. */
export function createTokenEndpoints(world: World): Hono {
  const app = new Hono();
  for (const path of TOKEN_PATHS) app.post(path, (context) => answer(world, context, grantTokens));
  app.post("/oauth/deauthorize", (context) => answer(world, context, deauthorize));
  return app;
}

type Act = (world: World, context: Context, platform: Platform, form: URLSearchParams) => Response;

async function answer(world: World, context: Context, act: Act): Promise<Response> {
  const form = new URLSearchParams(await context.req.text());
  const { fault, delay } = world.faults.take("POST", context.req.path);
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(delay, MAX_DELAY_MS)));
  if (fault) return context.json({ error: "server_error", error_description: fault.kind }, 500);
  const given = readAuthorization(context.req.header("authorization") ?? null) ?? form.get("client_secret");
  const platform = world.platforms.findBySecret(given ?? "");
  if (!platform) return refuse(context, "invalid_client", "Invalid API key provided", 401);
  return act(world, context, platform, form);
}

function grantTokens(world: World, context: Context, platform: Platform, form: URLSearchParams): Response {
  switch (form.get("grant_type")) {
    case "authorization_code": {
      const tokens = world.platforms.exchange(platform, form.get("code") ?? "");
      if (tokens) return sendTokens(context, platform, tokens);
      const text = `Authorization code does not exist, was used or expired: ${form.get("code") ?? ""}`;
      return refuse(context, "invalid_grant", text);
    }
    case "refresh_token": {
      const tokens = world.platforms.refresh(platform, form.get("refresh_token") ?? "");
      return tokens
        ? sendTokens(context, platform, tokens)
        : refuse(context, "invalid_grant", "This refresh token is not valid");
    }
    case null:
      return refuse(context, "invalid_request", "grant_type is missing");
    default:
      return refuse(context, "unsupported_grant_type", "This grant type is not supported");
  }
}

function deauthorize(world: World, context: Context, platform: Platform, form: URLSearchParams): Response {
  const account = form.get("stripe_user_id") ?? "";
  if (form.get("client_id") !== platform.clientId) {
    return refuse(context, "invalid_client", "No such application", 401);
  }
  if (!world.platforms.revoke(platform, account)) {
    const text = `This application is not connected to stripe account ${account}, or that account does not exist.`;
    return refuse(context, "invalid_client", text, 401);
  }
  return context.json({ stripe_user_id: account });
}

function sendTokens(context: Context, { mode, type }: Platform, tokens: Tokens): Response {
  return context.json({
    access_token: tokens.accessToken,
    livemode: mode === "live",
    refresh_token: tokens.refreshToken,
    scope: type === "app" ? "stripe_apps" : "read_write",
    stripe_user_id: tokens.account,
    token_type: "bearer",
  });
}

function refuse(context: Context, error: string, description: string, status: 400 | 401 = 400): Response {
  return context.json({ error, error_description: description }, status);
}
