/**
 * @module Tells whether a delivery is Stripe's, for this connection and for now; if not, why, for the log only.
 */

import Stripe from "stripe";
import type { Mode } from "../../shared/keys.ts";

/** Stripe's own default, and here on both sides: the SDK takes a time in the future (docs.stripe.com/webhooks). */
const TOLERANCE_SECONDS = 300;

const { webhooks } = new Stripe("sk_none"); // signatures need no key
const crypto = Stripe.createSubtleCryptoProvider();

/** What is taken from an event. */
export interface NotedEvent {
  readonly id: string;
  readonly type: string;
  /** Id of what it happened to. */
  readonly object: string | null;
  /** Unix seconds, Stripe's. */
  readonly created: number;
}

export type Verdict =
  { readonly ok: true; readonly event: NotedEvent } | { readonly ok: false; readonly reason: string };

export interface Delivery {
  readonly body: string;
  /** `Stripe-Signature`. */
  readonly signature: string;
  readonly secret: string;
  readonly mode: Mode;
  /** Unix seconds. */
  readonly now: number;
}

/** Verifies signature, time and mode of a delivery. */
export async function verifyDelivery({ body, signature, secret, mode, now }: Delivery): Promise<Verdict> {
  const at = Number(/(?:^|,)\s*t=(\d{1,12})(?:,|$)/.exec(signature)?.[1] ?? Number.NaN);
  const event: unknown = await webhooks
    .constructEventAsync(body, signature, secret, TOLERANCE_SECONDS, crypto, now * 1000)
    .catch(() => null);
  if (event === null) return { ok: false, reason: "the signature is not the connection's, or too old" };
  if (!(at <= now + TOLERANCE_SECONDS)) return { ok: false, reason: "the signature is from the future" };
  return readEvent(event, mode);
}

function readEvent(value: unknown, mode: Mode): Verdict {
  const { object, id, type, created, livemode, data } = (value ?? {}) as {
    [field in "object" | "id" | "type" | "created" | "livemode"]?: unknown;
  } & { data?: { object?: { id?: unknown } } }; // signed by Stripe, and checked all the same
  const sound =
    object === "event" &&
    typeof id === "string" &&
    /^evt_[A-Za-z0-9_]{1,250}$/.test(id) &&
    typeof type === "string" &&
    /^[a-z0-9_.]{1,100}$/.test(type) &&
    Number.isSafeInteger(created);
  if (!sound) return { ok: false, reason: "it is no event" };
  if (livemode !== (mode === "live")) return { ok: false, reason: "the event is of the other mode" };
  const subject = data?.object?.id;
  const named = typeof subject === "string" && /^[A-Za-z0-9_-]{1,255}$/.test(subject);
  return { ok: true, event: { id, type, object: named ? subject : null, created: Number(created) } };
}
