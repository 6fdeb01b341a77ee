/**
 * @module OAuth for platforms: the consent page, codes, tokens, and revoking (docs.stripe.com/connect/oauth-reference).
 *
 * A code is good once and for five minutes; using it twice revokes what it gave. An app's access token lasts an
 * hour, and its refresh token rolls with every use (docs.stripe.com/stripe-apps/api-authentication/oauth).
 */

import type { HttpBindings } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { html } from "hono/html";
import { DATASET_API_VERSION } from "../../shared/dataset/index.ts";
import { pause, replaceAnswer, sendAnswer, type Answer } from "./answer.ts";
import { renderPage, type Html } from "./dashboard/layout.ts";
import type { Fault } from "./faults.ts";
import { readAuthorization } from "./keys.ts";
import { randomId } from "./objects.ts";
import type { Platform, PlatformOptions, World } from "./world.ts";

const CODE_SECONDS = 5 * 60;
const ACCESS_TOKEN_SECONDS = 60 * 60;
const REFRESH_TOKEN_SECONDS = 365 * 24 * 60 * 60;

const SCOPES = ["read_write", "read_only", "stripe_apps"];

const BUSY = answerError("temporarily_unavailable", "Too many requests", 429);
const CLIENT_INVALID = answerError("invalid_client", "Invalid API key provided", 401);

/** What is answered under the faults that stop a request before it is read; the other faults spoil an answer. */
const FAULT_ANSWERS: Partial<Record<Fault["kind"], Answer>> = {
  rate_limit: BUSY,
  lock_timeout: BUSY,
  error_500: answerError("server_error", "Something went wrong", 500),
  bad_request: answerError("invalid_request", "The request is not well-formed"),
  ip_policy: CLIENT_INVALID,
  expired: CLIENT_INVALID,
  revoked: CLIENT_INVALID,
  permission_lost: CLIENT_INVALID,
};

type App = Hono<{ Bindings: HttpBindings }>;
type Form = URLSearchParams;

/** Registers a platform with a secret key of its own. */
export function createPlatform(world: World, options: PlatformOptions): Platform {
  const { account, mode, name } = options;
  const { key } = world.keys.create({ account, mode, kind: "secret", name, listed: false });
  const clientId = randomId("ca_", 32);
  const platform: Platform = {
    ...options,
    clientId,
    secretKey: key,
    connected: new Set(),
    codes: new Map(),
    grants: new Map(),
  };
  world.platforms.set(clientId, platform);
  return platform;
}

/** Revokes a platform's access to `account`. Returns false if it had none. */
export function revokeGrant({ keys }: World, { grants, connected }: Platform, account: string): boolean {
  for (const [refreshToken, grant] of grants) {
    if (grant.account !== account) continue;
    keys.require(grant.keyId).state = "revoked";
    grants.delete(refreshToken);
  }
  return connected.delete(account);
}

/** Serves the consent page and the endpoints of a platform's backend, for Connect and for Stripe Apps. */
export function createOAuth(world: World): App {
  const app: App = new Hono();
  for (const path of ["/oauth/authorize", "/oauth/v2/authorize"]) {
    app.get(path, (context) => {
      const link = readLink(world, context);
      return link instanceof Response ? link : context.html(renderConsent(world, link));
    });
    app.post(path, async (context) => {
      const link = readLink(world, context);
      if (link instanceof Response) return link;
      return context.redirect(decide(world, link, new URLSearchParams(await context.req.text())), 302);
    });
  }
  for (const root of ["/oauth", "/v1/oauth"]) {
    app.post(`${root}/token`, ({ req, env }) => handleForm(world, req.raw, env, createTokens));
    app.post(`${root}/deauthorize`, ({ req, env }) => handleForm(world, req.raw, env, deauthorize));
  }
  return app;
}

interface ConsentLink {
  readonly platform: Platform;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | null;
}

/** Reads the consent page's address. What is wrong with it is answered with JSON, never with a redirect. */
function readLink(world: World, context: Context): ConsentLink | Response {
  const query = (name: string): string | undefined => context.req.query(name);
  const state = query("state") ?? null;
  const fail = (error: string, error_description: string) =>
    context.json({ error, error_description, state }, 400);
  const platform = world.platforms.get(query("client_id") ?? "");
  if (!platform) return fail("invalid_request", "No application matches the supplied client identifier");
  if (query("response_type") !== "code") {
    return fail("unsupported_response_type", "The response type must be 'code'");
  }
  const scope = query("scope") ?? (platform.type === "app" ? "stripe_apps" : "read_only"); // Stripe's defaults
  if (!SCOPES.includes(scope)) return fail("invalid_scope", `Invalid scope '${scope}'`);
  if (scope === "read_only") return fail("invalid_scope", "read_only can only be specified for extensions");
  const redirectUri = query("redirect_uri") ?? platform.redirectUris[0] ?? "";
  if (!platform.redirectUris.includes(redirectUri)) {
    return fail("invalid_redirect_uri", `Invalid redirect URI '${redirectUri}'.`);
  }
  return { platform, redirectUri, scope, state };
}

/** Returns the address to go back to. */
function decide(world: World, { platform, redirectUri, scope, state }: ConsentLink, form: Form): string {
  const back = new URL(redirectUri);
  const account = form.get("account") ?? "";
  if (form.get("decision") === "connect" && world.accounts.has(account)) {
    const code = randomId("ac_", 32);
    platform.codes.set(code, { account, expiresAt: world.now() + CODE_SECONDS, used: false });
    back.searchParams.set("scope", scope);
    back.searchParams.set("code", code);
  } else {
    back.searchParams.set("error", "access_denied");
    back.searchParams.set("error_description", "The user denied your request");
  }
  if (state !== null) back.searchParams.set("state", state);
  return back.href;
}

function renderConsent(world: World, { platform, redirectUri }: ConsentLink): Html {
  const { name, type, mode, permissions = [], account: own } = platform;
  const accounts = [...world.accounts.values()].filter(({ id }) => id !== own);
  const access =
    type === "app"
      ? `It will have these permissions: ${permissions.join(", ")}.`
      : "It will be able to read and write all data of the account you choose.";
  return renderPage(
    `Connect ${name} to Stripe`,
    null,
    html`<p><strong>${name}</strong> wants access to your ${mode} data. ${access}</p>
      <p class="quiet">You will go back to ${new URL(redirectUri).host}.</p>
      <form method="post">
        <p>
          <label
            >Account
            <select name="account">
              ${accounts.map((account) => html`<option value="${account.id}">${account.name}</option>`)}
            </select></label
          >
        </p>
        <div class="actions">
          <button type="submit" name="decision" value="connect" class="main">Connect</button>
          <button type="submit" name="decision" value="deny">Deny</button>
        </div>
      </form>`,
  );
}

type Action = (world: World, platform: Platform, form: Form) => Answer;

/** Records, delays, answers and spoils a platform's request, as the API's own requests are. */
async function handleForm(world: World, request: Request, bindings: HttpBindings, action: Action) {
  const { pathname: path } = new URL(request.url);
  const form = new URLSearchParams(await request.text());
  const secret = readAuthorization(request.headers.get("authorization")) ?? form.get("client_secret") ?? "";
  const keyId = world.keys.findByValue(secret)?.id ?? null;
  const requestId = randomId("req_", 14);
  const asked = { method: "POST", path, query: "", at: world.now(), keyId, requestId };
  const recordStatus = world.log.begin(asked, bindings.outgoing);
  const { fault, delay } = world.faults.take("POST", path);
  await pause(world, world.latencyMs + delay);
  const answered =
    replaceAnswer(fault) ?? (fault && FAULT_ANSWERS[fault.kind]) ?? answerForm(world, secret, form, action);
  recordStatus(answered.status);
  const context = { requestId, version: DATASET_API_VERSION, dashboard: world.url };
  return sendAnswer(answered, fault, context, bindings);
}

function answerForm(world: World, secret: string, form: Form, action: Action): Answer {
  const platform = [...world.platforms.values()].find(({ secretKey }) => secretKey === secret);
  if (!platform || world.keys.findByValue(secret)?.state !== "active") {
    return CLIENT_INVALID;
  }
  const named = form.get("client_id");
  if (named !== null && named !== platform.clientId) {
    return answerError("invalid_client", `No such application: '${named}'`, 401);
  }
  return action(world, platform, form);
}

function createTokens(world: World, platform: Platform, form: Form): Answer {
  switch (form.get("grant_type")) {
    case "authorization_code":
      return exchangeCode(world, platform, form.get("code"));
    case "refresh_token":
      return refresh(world, platform, form.get("refresh_token") ?? "");
    case null:
      return answerError("invalid_request", "No grant type specified");
    default:
      return answerError("unsupported_grant_type", "This grant type is not supported");
  }
}

function exchangeCode(world: World, platform: Platform, text: string | null): Answer {
  if (text === null) return answerError("invalid_request", "No authorization code provided");
  const code = platform.codes.get(text);
  if (code?.used) revokeGrant(world, platform, code.account);
  if (!code || code.used || code.expiresAt < world.now()) {
    return answerError("invalid_grant", `Authorization code does not exist: ${text}`);
  }
  code.used = true;
  platform.connected.add(code.account);
  return issueTokens(world, platform, code.account);
}

function refresh(world: World, platform: Platform, refreshToken: string): Answer {
  const grant = platform.grants.get(refreshToken);
  if (!grant || grant.endsAt <= world.now()) {
    return answerError("invalid_grant", "Refresh token is not valid, or its access was revoked");
  }
  platform.grants.delete(refreshToken);
  world.keys.require(grant.keyId).state = "expired";
  return issueTokens(world, platform, grant.account);
}

/** Only an app's tokens end; Connect's do not. */
function issueTokens({ keys, now, tokenLifetime }: World, platform: Platform, account: string): Answer {
  const { grants, mode, type, name, permissions = [] } = platform;
  const isApp = type === "app";
  const own = { account, mode, name, listed: false } as const;
  const { id: keyId, key: accessToken } = keys.create({
    ...own,
    ...(isApp
      ? { kind: "restricted", expiresAt: now() + (tokenLifetime ?? ACCESS_TOKEN_SECONDS) }
      : { kind: "secret" }),
    permissions,
  });
  const refreshToken = randomId("rt_", 32);
  grants.set(refreshToken, { account, keyId, endsAt: isApp ? now() + REFRESH_TOKEN_SECONDS : Infinity });
  return answerJson(200, {
    access_token: accessToken,
    ...(tokenLifetime !== null && { expires_in: tokenLifetime }),
    livemode: mode === "live",
    refresh_token: refreshToken,
    scope: isApp ? "stripe_apps" : "read_write",
    stripe_publishable_key: keys.create({ ...own, kind: "publishable" }).key,
    stripe_user_id: account,
    token_type: "bearer",
  });
}

function deauthorize(world: World, platform: Platform, form: Form): Answer {
  const account = form.get("stripe_user_id");
  if (form.get("client_id") === null || account === null) {
    return answerError("invalid_request", "client_id and stripe_user_id are required");
  }
  if (revokeGrant(world, platform, account)) return answerJson(200, { stripe_user_id: account });
  const text = `This application is not connected to stripe account ${account}, or that account does not exist.`;
  return answerError("invalid_client", text, 401);
}

function answerError(error: string, description: string, status = 400): Answer {
  return answerJson(status, { error, error_description: description });
}

function answerJson(status: number, body: Readonly<Record<string, unknown>>): Answer {
  return { status, body: JSON.stringify(body), headers: {} };
}
