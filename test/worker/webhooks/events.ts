/**
 * @module Stripe's events as a test sends them: made up, signed, and sent to a connection's address.
 */

import { randomBytes } from "node:crypto";
import { signPayload } from "../../../demo/stripe/webhooks.ts";
import type { World } from "../world.ts";

export const now = (): number => Math.floor(Date.now() / 1000);

/** Signs a body as Stripe does. @param at unix seconds */
export function sign(body: string, secret: string, at: number): string {
  return signPayload(body, [secret], at, "test");
}

export const createSecret = (): string => `whsec_${randomBytes(24).toString("hex")}`;

export function writeEvent(changes: Record<string, unknown> = {}): string {
  const id = `evt_1${randomBytes(11).toString("hex")}`;
  const data = { object: { id: "cus_123", object: "customer", email: "ada@example.com" } };
  const event = { id, object: "event", created: now(), livemode: false, type: "customer.updated", data };
  return JSON.stringify({ ...event, ...changes });
}

export function sendEvent(
  world: World,
  connection: string,
  body: string | Uint8Array<ArrayBuffer>,
  signature?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(new URL(`/v1/webhooks/stripe/${connection}`, world.url), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(signature && { "stripe-signature": signature }),
      ...more,
    },
    body,
  });
}
