/**
 * @module The endpoints of connecting on Stripe's own page: start, come back, finish.
 *
 * The address that Stripe sends people back to is open to anyone, so it believes nothing but a state it made, once.
 * The code is not exchanged there, because that request proves nothing about the browser: somebody could have sent a
 * victim to Stripe with a state of their own, to get the victim's account into their project, or have finished at
 * Stripe themselves and sent the victim here, to get their account into the victim's. The page finishes with a
 * ticket, which only the browser that came back has, and a verifier, which only the browser that left has.
 */

import type { Context, Hono } from "hono";
import { ERRORS, type ApiErrorCode } from "../../shared/errors.ts";
import { createId, randomText } from "../../shared/ids.ts";
import { finishOauthBody, OAUTH_RETURN, startOauthBody } from "../../shared/schema/oauth.ts";
import type { App } from "../apps/store.ts";
import { auditStatements, initiatorOf } from "../audit/audit.ts";
import { consumeBudgets } from "../auth/budgets.ts";
import { mount, projectOf } from "../auth/endpoint.ts";
import type { Services, WorkerEnv } from "../context.ts";
import { digestBase64Url, digestHex } from "../crypto/digest.ts";
import type { OauthSettings } from "../env.ts";
import { ApiError } from "../http/api-error.ts";
import { findWords } from "../http/language.ts";
import { readBody } from "../http/body.ts";
import { publicUrlOf } from "../services.ts";
import { codeRef } from "./oauth-finish.ts";
import {
  claimTicket,
  endFlowStatement,
  FLOW_SECONDS,
  recordReturn,
  startFlowStatements,
  takeState,
  type Flow,
  type FlowOwner,
} from "./oauth-flows.ts";
import { answer, change, findRow, targetOf, withAudit } from "./routes.ts";

/** 5 bits a character: 260 bits, of which only the digest is kept. */
const TOKEN_LENGTH = 52;
/** Where Stripe sends people back to; has to be registered there. */
const CALLBACK_PATH = "/v1/oauth/callback";
const CODE = /^[A-Za-z0-9_-]{1,256}$/;

export function mountOauth(worker: Hono<WorkerEnv>): void {
  mount(worker, "startOauth", async (c) => {
    const { app, project } = projectOf(c);
    const body = await readBody(c, startOauthBody);
    const services = c.get("services");
    const { db, now, random, settings } = services;
    const oauth = requireOauth(app, settings.oauth);
    const owner = ownerOf(c);
    const returnUrl = requireReturnUrl(body.return_url, owner.origin);
    await consumeBudgets(services, "connect", targetOf(c, await findRow(c)));
    const state = randomText(TOKEN_LENGTH, random);
    const flow = { stateHash: await digestHex(state), returnUrl, challenge: body.challenge, now: now() };
    await db.batch([
      ...startFlowStatements(db, owner, flow),
      ...auditStatements(services, initiatorOf(c), "startOauth", { app: app.id, project }),
    ]);
    return c.json({
      object: "oauth_start",
      url: createConsentUrl(oauth, publicUrlOf(c) + CALLBACK_PATH, state),
      expires_at: flow.now + FLOW_SECONDS,
    });
  });

  mount(worker, "returnFromOauth", async (c) => {
    const { state, code, error } = c.req.query();
    const services = c.get("services");
    const flow = await takeState(services.db, await digestHex(state ?? ""));
    if (!flow) {
      c.set("outcome", { code: "oauth_state_invalid" });
      return c.html(writeDeadEnd(c), 400);
    }
    const failure = readFailure(flow, services.now(), code, error);
    if (failure === null) return c.redirect(await createTicket(services, flow, code ?? ""), 303);
    c.set("outcome", { code: failure });
    await endFlowStatement(services.db, flow.state_hash).run();
    return c.redirect(markReturn(flow.return_url, "error", failure), 303);
  });

  mount(worker, "finishOauth", async (c) => {
    const { app } = projectOf(c);
    const body = await readBody(c, finishOauthBody);
    const services = c.get("services");
    const { db, now, random, settings } = services;
    requireOauth(app, settings.oauth);
    const row = await findRow(c);
    await consumeBudgets(services, "finish", targetOf(c, row));
    return withAudit(c, async () => {
      const ticket = await digestHex(body.ticket);
      const challenge = await digestBase64Url(body.verifier);
      const id = row?.id ?? createId("con", random);
      const flow = await claimTicket(db, ticket, challenge, ownerOf(c), id, now());
      if (flow === "expired") throw new ApiError("oauth_expired");
      if (!flow) throw new ApiError("oauth_state_invalid");
      const replace = body.replace_account ?? null;
      const result = await change(c, { id: flow.connection_id }, (object, request) =>
        object.finishOauth(request, flow, replace),
      );
      return answer(c, result);
    });
  });
}

function requireOauth({ profile }: App, oauth: OauthSettings | null): OauthSettings {
  if (!profile.methods.includes("oauth") || !oauth) throw new ApiError("oauth_unavailable");
  return oauth;
}

/** A browser leaves Origin out only where the page is the Worker's own, as authentication has made sure. */
function ownerOf(c: Context<WorkerEnv>): FlowOwner {
  const { app, project } = projectOf(c);
  const caller = c.get("caller");
  const origin = c.req.header("Origin") ?? new URL(c.req.url).origin;
  return { app: app.id, project, user: caller.kind === "session" ? caller.user : null, origin };
}

/** Reads where to come back to: on the origin that the session proved, so that nobody is sent to somebody else's page. */
function requireReturnUrl(text: string, origin: string): string {
  const url = URL.parse(text);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (url && isWeb && url.username === "" && url.password === "" && url.origin === origin) return url.href;
  throw new ApiError("parameter_invalid", {
    param: "return_url",
    fix: "return_url: must be an http(s) address on the page's own origin, without user or password.",
  });
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

/** Says what went wrong on the way back; null where there is a code to exchange. */
function readFailure(flow: Flow, now: number, code?: string, error?: string): ApiErrorCode | null {
  if (flow.expires_at <= now) return "oauth_expired";
  if (error === "access_denied") return "oauth_denied";
  // Neither a code nor a no: only wrong settings at Stripe come back like that.
  return error === undefined && code && CODE.test(code) ? null : "oauth_misconfigured";
}

/** Seals the code and returns the page's address with the ticket that finishes the flow. */
async function createTicket({ db, vault, random }: Services, flow: Flow, code: string): Promise<string> {
  const ticket = randomText(TOKEN_LENGTH, random);
  await recordReturn(db, flow, await digestHex(ticket), await vault.seal(codeRef(flow), code));
  return markReturn(flow.return_url, "ticket", ticket);
}

/** Puts one of our parameters into an address, over what earlier returns wrote; all else stays as it is. */
function markReturn(address: string, name: keyof typeof OAUTH_RETURN, value: string): string {
  const url = new URL(address);
  const ours: readonly string[] = Object.values(OAUTH_RETURN);
  const kept = url.search
    .slice(1)
    .split("&")
    .filter((part) => part !== "" && !ours.includes(new URLSearchParams(part).keys().next().value ?? ""));
  url.search = [...kept, `${OAUTH_RETURN[name]}=${encodeURIComponent(value)}`].join("&");
  return url.href;
}

/** The page for whom there is no way back: one sentence, nothing of the request. */
function writeDeadEnd(c: Context): string {
  const { language, texts } = findWords(c);
  const said = texts?.errors.oauth_state_invalid ?? ERRORS.oauth_state_invalid.message;
  return `<!doctype html><html lang="${language}" dir="auto"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Stripe</title></head><body><main><p>${said}</p></main></body></html>`;
}
