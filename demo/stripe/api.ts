/**
 * @module One request to the API from first byte to last: recorded, delayed, authenticated, limited, carried out.
 */

import type { HttpBindings } from "@hono/node-server";
import { DATASET_API_VERSION } from "../../shared/dataset/index.ts";
import {
  answerError,
  answerWith,
  pause,
  replaceAnswer,
  sendAnswer,
  type Answer,
  type AnswerContext,
} from "./answer.ts";
import { nameEndpoint, prepareCall } from "./endpoints.ts";
import {
  badRequest,
  internalError,
  ipNotAllowed,
  keyExpired,
  keyInvalid,
  lockTimedOut,
  rateLimited,
  StripeError,
} from "./errors.ts";
import type { Fault } from "./faults.ts";
import { findActingAccount, readAuthorization } from "./keys.ts";
import { randomId } from "./objects.ts";
import { parseParameters } from "./parameters.ts";
import type { World } from "./world.ts";
import { checkVersion } from "./writes.ts";

/** One request and what is known of it so far. */
interface Exchange {
  readonly world: World;
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  /** Query or form, still encoded. */
  readonly body: string;
  readonly pasted: string | null;
  readonly fault: Fault | null;
  /** Gains account and mode with the key. */
  context: AnswerContext;
}

/** Handles one request to the API. @param bindings null for a caller in the same process, who has no socket */
export async function handleRequest(
  world: World,
  request: Request,
  bindings: HttpBindings | null,
): Promise<Response> {
  const { method, headers } = request;
  const { pathname: path, search } = new URL(request.url);
  const pasted = readAuthorization(headers.get("authorization"));
  const idempotencyKey = headers.get("idempotency-key");
  const keyId = world.keys.findByValue(pasted ?? "")?.id ?? null;
  const requestId = randomId("req_", 14);
  const asked = { method, path, query: search.slice(1), at: world.now(), keyId, requestId };
  const recordStatus = world.log.begin(
    { ...asked, ...(idempotencyKey !== null && { idempotencyKey }) },
    bindings?.outgoing ?? null,
  );

  const { delay, fault } = world.faults.take(method, path);
  await pause(world, delay);
  const body = method === "POST" ? await request.text() : search.slice(1);
  const version = headers.get("stripe-version") ?? DATASET_API_VERSION;
  const context = { requestId, version, dashboard: world.url };
  const exchange: Exchange = { world, method, path, headers, body, pasted, fault, context };
  let paused: Promise<void> | null = null;
  const pauseOnce = () => (paused ??= pause(world, world.latencyMs));
  const answer = replaceAnswer(fault) ?? (await answerExchange(exchange, pauseOnce));
  await pauseOnce();
  recordStatus(answer.status);
  return sendAnswer(answer, fault, exchange.context, bindings);
}

function answerExchange(exchange: Exchange, pauseOnce: () => Promise<void>): Promise<Answer> {
  const { world, method, path, headers, body } = exchange;
  const idempotencyKey = headers.get("idempotency-key");
  return catchErrors(exchange, async () => {
    const act = prepareExchange(exchange);
    const execute = () => catchErrors(exchange, async () => answerWith(act()));
    if (method !== "POST" || idempotencyKey === null) return execute();
    const { account, mode, requestId } = exchange.context;
    const fingerprint = `${method} ${path} ${body}`;
    const request = { key: idempotencyKey, scope: `${account} ${mode}`, fingerprint, requestId };
    return world.idempotency.run(request, async () => {
      await pauseOnce(); // while this one waits, its idempotency key is in use
      return execute();
    });
  });
}

/** Authenticates, limits and checks a request; returns what carries it out. */
function prepareExchange(exchange: Exchange): () => unknown {
  const { world, method, path, headers, pasted, fault } = exchange;
  if (fault?.kind === "ip_policy") throw ipNotAllowed();
  if (fault?.kind === "expired") throw keyExpired(pasted ?? "");
  if (fault?.kind === "revoked") throw keyInvalid(pasted ?? "");
  const key = world.keys.authenticate(pasted);
  const account = findActingAccount(world, key, headers);
  exchange.context = { ...exchange.context, account: account.id, mode: key.mode };
  if (fault?.kind === "rate_limit") throw rateLimited(fault.reason);
  if (fault?.kind === "lock_timeout") throw lockTimedOut();
  if (fault?.kind === "bad_request") throw badRequest("Invalid Stripe API version: 1999-01-01");
  if (fault?.kind === "error_500") {
    return () => {
      throw internalError(); // while the request is carried out, so that an idempotency key stores it
    };
  }
  const limit = world.limits.consume(account.id, key.mode, nameEndpoint(method, path), performance.now());
  if (limit) throw rateLimited(limit);
  checkVersion(exchange.context.version);
  const parameters = parseParameters(exchange.body);
  const permissionLost = fault?.kind === "permission_lost";
  return prepareCall({ world, method, path, parameters, account, key, permissionLost });
}

async function catchErrors(exchange: Exchange, act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof StripeError) return answerError(error, exchange.context);
    throw error;
  }
}
