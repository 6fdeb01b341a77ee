/**
 * @module One request to the API from first byte to last: recorded, delayed, answered, and spoiled if asked.
 */

import type { HttpBindings } from "@hono/node-server";
import { setTimeout as wait } from "node:timers/promises";
import { DATASET_API_VERSION } from "../../../shared/dataset/index.ts";
import { randomId } from "../random-id.ts";
import { admitCall, type Exchange } from "./admit.ts";
import { answerFailure, answerWith, type Answer } from "./answer.ts";
import { readAuthorization } from "./authenticate.ts";
import { prepareCall } from "./execute.ts";
import { Failure } from "./failures.ts";
import { replacesAnswer, sendAnswer } from "./send.ts";
import type { World } from "./world.ts";

/** Handles one request to the API. */
export async function handleRequest(
  world: World,
  request: Request,
  bindings: HttpBindings,
): Promise<Response> {
  const { method, headers } = request;
  const { pathname: path, search } = new URL(request.url);
  const pasted = readAuthorization(headers.get("authorization"));
  const idempotencyKey = headers.get("idempotency-key");
  const open = world.log.begin({
    method,
    path,
    query: search.slice(1),
    at: world.now(),
    keyId: pasted === null ? null : (world.keys.findByValue(pasted)?.id ?? null),
    ...(idempotencyKey !== null && { idempotencyKey }),
  });
  bindings.outgoing.once("close", open.end);

  const { delay, fault } = world.faults.take(method, path);
  await pause(world, delay);
  const body = method === "POST" ? await request.text() : search.slice(1);
  const version = headers.get("stripe-version") ?? DATASET_API_VERSION;
  const context = { requestId: randomId("req_", 14), version, dashboard: world.url };
  const exchange: Exchange = { world, method, path, headers, body, pasted, fault, context };
  const pauseOnce = createPauseOnce(world);
  const answer = replacesAnswer(fault) ?? (await answerExchange(exchange, idempotencyKey, pauseOnce));
  await pauseOnce();
  if (fault?.kind !== "reset_before") open.answer(answer.status);
  return sendAnswer(answer, fault, exchange.context, bindings);
}

async function answerExchange(
  exchange: Exchange,
  idempotencyKey: string | null,
  pauseOnce: () => Promise<void>,
): Promise<Answer> {
  return attempt(exchange, async () => {
    const call = admitCall(exchange);
    const finish = prepareCall(call);
    const act = () => attempt(exchange, () => answerWith(finish()));
    if (exchange.method !== "POST" || idempotencyKey === null) return act();
    const request = {
      key: idempotencyKey,
      scope: `${call.account.id} ${call.key.mode}`,
      fingerprint: `${exchange.method} ${exchange.path} ${exchange.body}`,
      requestId: exchange.context.requestId,
    };
    return exchange.world.idempotency.run(request, async () => {
      await pauseOnce(); // while this one waits, its idempotency key is in use
      return act();
    });
  });
}

async function attempt(exchange: Exchange, act: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Failure) return answerFailure(error, exchange.context);
    throw error;
  }
}

/** Latency is waited for once, wherever the request first needs it. */
function createPauseOnce(world: World): () => Promise<void> {
  let paused: Promise<void> | null = null;
  return () => (paused ??= pause(world, world.latencyMs));
}

async function pause(world: World, milliseconds: number): Promise<void> {
  if (milliseconds <= 0) return;
  const closed = () => undefined; // the server closes: nobody is left to wait for
  await wait(milliseconds, undefined, { signal: world.closing }).catch(closed);
}
