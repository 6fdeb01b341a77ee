/**
 * @module Tells whether an event is Stripe's, for this connection and of this moment; if not, why, for the log only.
 */

import Stripe from "stripe";
import * as z from "zod";
import type { Mode } from "../../shared/keys.ts";

/** Stripe's own default (docs.stripe.com/webhooks), here on both sides: the SDK takes a time in the future. */
const TOLERANCE_SECONDS = 300;

const { webhooks } = new Stripe("sk_none"); // signatures need no key
const crypto = Stripe.createSubtleCryptoProvider();

/** Signed by Stripe, and checked all the same. */
const signedEvent = z.object({
  object: z.literal("event"),
  id: z.string().regex(/^evt_[A-Za-z0-9_]{1,250}$/),
  type: z.string().regex(/^[a-z0-9_.]{1,100}$/),
  created: z.int(),
  livemode: z.boolean(),
  data: z
    .object({
      object: z.looseObject({
        id: z.string().max(255).default(""), // merchants make up ids of coupons and products; a summary has none
        object: z.string().max(100).default(""),
      }),
      previous_attributes: z.looseObject({}).nullable().catch(null).default(null),
    })
    .nullable()
    .catch(null),
});

/** What is taken from an event. */
export interface VerifiedEvent {
  readonly id: string;
  readonly type: string;
  /** What it happened to, as it was then; its id is empty where Stripe gives it none. */
  readonly object: { readonly id: string; readonly object: string; readonly [field: string]: unknown } | null;
  /** What it changed, as that was before; null where it does not say. */
  readonly previous: Readonly<Record<string, unknown>> | null;
  /** Unix seconds, Stripe's. */
  readonly created: number;
}

export type EventVerdict =
  { readonly ok: true; readonly event: VerifiedEvent } | { readonly ok: false; readonly reason: string };

export interface SignedEvent {
  readonly body: string;
  /** `Stripe-Signature`. */
  readonly signature: string;
  readonly secret: string;
  /** The connection's; an event of the other mode is refused. */
  readonly mode: Mode;
  /** Unix seconds. */
  readonly now: number;
}

/** Verifies an event's signature, time and mode. */
export async function verifyEvent({
  body,
  signature,
  secret,
  mode,
  now,
}: SignedEvent): Promise<EventVerdict> {
  // With two times the SDK would check one and a check of our own the other.
  const times = signature.split(",").filter((item) => item.trim().startsWith("t="));
  if (times.length !== 1) return { ok: false, reason: "the signature has no time, or several" };
  const event: unknown = await webhooks
    .constructEventAsync(body, signature, secret, TOLERANCE_SECONDS, crypto, now * 1000)
    .catch(() => null);
  if (event === null) return { ok: false, reason: "the signature is not the connection's, or too old" };
  const signedAt = /^t=(\d{1,12})$/.exec(times[0] ?? "")?.[1] ?? Number.NaN;
  if (!(Number(signedAt) <= now + TOLERANCE_SECONDS)) {
    return { ok: false, reason: "the signature is from the future" };
  }
  return readEvent(event, mode);
}

function readEvent(value: unknown, mode: Mode): EventVerdict {
  const { data: event } = signedEvent.safeParse(value);
  if (!event) return { ok: false, reason: "it is no event" };
  if (event.livemode !== (mode === "live")) return { ok: false, reason: "the event is of the other mode" };
  const { id, type, created, data } = event;
  const { object = null, previous_attributes: previous = null } = data ?? {};
  return { ok: true, event: { id, type, object, previous, created } };
}
