/**
 * @module Sends events to endpoints: an attempt at a time, claimed before and recorded after, so that whatever is cut
 * off is tried again and nothing is sent twice at once.
 *
 * Of what a receiver answers, only its status and Retry-After are read, and nothing but the status is ever shown.
 */

import { Webhook } from "standardwebhooks";
import { randomShare } from "../../shared/ids.ts";
import { PAUSES_SECONDS, type DeliveryError } from "../../shared/schema/events.ts";
import type { Services } from "../context.ts";
import { nameError, writeLine } from "../http/log.ts";
import { SealedValueInvalid } from "../vault/vault.ts";
import { readAddress } from "./address.ts";
import { disableGoneStatement, recordHealthStatement } from "./endpoints.ts";
import {
  abandonDeliveriesStatement,
  claimDelivery,
  recordEndingStatement,
  type DueDelivery,
  type Ending,
} from "./events.ts";
import { announce, MAX_DELAY_SECONDS } from "./queue.ts";

const MINUTE = 60;
const HOUR = 3600;
const MAX_ATTEMPTS = PAUSES_SECONDS.length + 1;
/** What is asked for with Retry-After, at most. */
const MAX_RETRY_AFTER_SECONDS = 24 * HOUR;

const ATTEMPT_MS = 10_000;
/** Nobody else makes an attempt while one may be under way: its time and what D1 takes. */
const LEASE_SECONDS = MINUTE;
/** An invocation may have six requests that wait for an answer (Cloudflare's limits): one is left for D1. */
const LANES = 5;

/** How an attempt ended. */
type Outcome =
  | { readonly ok: true; readonly status: number }
  | {
      readonly ok: false;
      readonly error: DeliveryError;
      readonly status: number | null;
      readonly retryAfterSeconds: number;
    };

/**
 * Makes one attempt at each delivery. Each endpoint has a lane to itself, those that work first; one that does not
 * answer in time keeps its lane no longer, and the rest of what it waits for is due again later.
 */
export async function deliverAll(services: Services, due: readonly DueDelivery[]): Promise<void> {
  const byEndpoint = Map.groupBy(due, ({ endpoint_id }) => endpoint_id);
  const waiting = [...byEndpoint.values()].sort((one, other) => rank(one) - rank(other));
  const runLane = async (): Promise<void> => {
    for (let own = waiting.shift(); own; own = waiting.shift()) await deliverInTurn(services, own);
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, runLane));
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
}

function rank([first]: readonly DueDelivery[]): number {
  return first?.failing_since == null ? 0 : 1;
}

async function deliverInTurn(services: Services, deliveries: readonly DueDelivery[]): Promise<void> {
  for (const [index, due] of deliveries.entries()) {
    const outcome = await attempt(services, due);
    if (outcome?.ok !== false || outcome.error !== "timed_out") continue;
    const rest = deliveries.slice(index + 1).map(({ event_id }) => event_id);
    await announce(services, rest, MINUTE);
    return;
  }
}

/** Makes one attempt. Returns how it ended; null where it was not this one's to make. */
async function attempt(services: Services, due: DueDelivery): Promise<Outcome | null> {
  const { db, now } = services;
  if (due.disabled_reason !== null || due.attempts >= MAX_ATTEMPTS) {
    const last_error = due.disabled_reason === null ? "cut_off" : "endpoint_disabled";
    await recordEndingStatement(db, due, { ...NOT_ATTEMPTED, attempts: due.attempts, last_error }).run();
    return null;
  }
  if (!(await claimDelivery(db, due, now() + LEASE_SECONDS))) return null;
  const startedAt = now();
  const began = Date.now();
  const outcome = await send(services, due);
  const attempts = due.attempts + 1;
  const pause = outcome.ok || outcome.error === "gone" ? null : pauseAfter(services, attempts, outcome);
  const ending: Ending = {
    status: outcome.ok ? "delivered" : pause === null ? "failed" : "pending",
    attempts,
    next_at: pause === null ? null : now() + pause,
    last_attempt_at: startedAt,
    last_status: outcome.status,
    last_error: outcome.ok ? null : outcome.error,
    duration_ms: Date.now() - began,
  };
  await db.batch([
    recordEndingStatement(db, due, ending),
    recordHealthStatement(db, due.endpoint_id, outcome.ok ? null : startedAt),
    ...(!outcome.ok && outcome.error === "gone"
      ? [disableGoneStatement(db, due.endpoint_id, due.url), abandonDeliveriesStatement(db, due.endpoint_id)]
      : []),
  ]);
  if (!outcome.ok) logFailure(due, outcome, ending);
  // Clocks are of whole seconds: a message that came early would find nothing due.
  if (pause !== null && pause < MAX_DELAY_SECONDS) await announce(services, [due.event_id], pause + 1);
  return outcome;
}

const NOT_ATTEMPTED = {
  status: "failed",
  next_at: null,
  last_attempt_at: null,
  last_status: null,
  duration_ms: null,
} as const;

async function send(services: Services, due: DueDelivery): Promise<Outcome> {
  const { settings, now, fetch, deliveryDeadlineMs = ATTEMPT_MS } = services;
  const url = readAddress(due.url, { allowsPrivate: settings.allowsPrivateEndpoints, ownHosts: [] });
  if (!url) return fail("url_refused");
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: await signHeaders(services, due),
      body: due.payload,
      redirect: "manual",
      signal: AbortSignal.timeout(deliveryDeadlineMs),
    });
    await response.body?.cancel();
    const { status, ok } = response;
    if (ok) return { ok, status };
    const error = status === 410 ? "gone" : status >= 300 && status < 400 ? "redirected" : "status";
    return { ok: false, error, status, retryAfterSeconds: readRetryAfter(response.headers, now()) };
  } catch (error) {
    if (error instanceof SealedValueInvalid) return fail("secret_unreadable");
    return fail(error instanceof Error && error.name === "TimeoutError" ? "timed_out" : "unreachable");
  }
}

function fail(error: DeliveryError): Outcome {
  return { ok: false, error, status: null, retryAfterSeconds: 0 };
}

/** Signs as Standard Webhooks says, with each secret that is valid now (www.standardwebhooks.com). */
async function signHeaders({ vault, now }: Services, due: DueDelivery): Promise<Record<string, string>> {
  const secrets = await vault.readEndpointSecrets({ app: due.app_id, endpoint: due.endpoint_id });
  const timestamp = now();
  const sign = (secret: string) =>
    new Webhook(secret).sign(due.event_id, new Date(timestamp * 1000), due.payload);
  return {
    "content-type": "application/json",
    "user-agent": "ParityRail-Connect",
    "webhook-id": due.event_id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": secrets.map(sign).join(" "),
  };
}

/** Returns in how many seconds the next attempt is due; null after the last one. */
function pauseAfter(
  { random }: Services,
  attempts: number,
  { retryAfterSeconds }: Extract<Outcome, { ok: false }>,
): number | null {
  const pause = PAUSES_SECONDS[attempts - 1];
  if (pause === undefined) return null;
  // Up to a tenth shorter or longer, so that what failed together does not come back together.
  const jittered = Math.round(pause * (0.9 + 0.2 * randomShare(random)));
  return Math.max(jittered, Math.min(retryAfterSeconds, MAX_RETRY_AFTER_SECONDS));
}

/** Returns the seconds that Retry-After asks for, as a number or a date (RFC 9110, 10.2.3); 0 where it asks for none. */
export function readRetryAfter(headers: Headers, now: number): number {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, Math.ceil(at / 1000) - now);
}

/** The address is left out: it may hold what only its owner should know. */
function logFailure(due: DueDelivery, outcome: Extract<Outcome, { ok: false }>, { status }: Ending): void {
  writeLine({
    event: status === "failed" ? "delivery_given_up" : "delivery_failed",
    id: due.event_id,
    endpoint: due.endpoint_id,
    attempt: due.attempts + 1,
    reason: outcome.error,
    ...(outcome.status !== null && { status: outcome.status }),
  });
}

/** What the cron and the queue's consumer log where D1 itself fails. */
export function logOutboxFailure(error: unknown): void {
  writeLine({ event: "outbox_failed", reason: nameError(error) });
}
