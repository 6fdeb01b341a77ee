/**
 * @module Sends events to webhook endpoints, signed as Stripe signs them, at once or when a test says so.
 *
 * `Stripe-Signature: t=<unix>,v1=<hex>`: HMAC-SHA-256 of `t.body` with the endpoint's whole secret, one `v1` for
 * every active secret; test events carry a meaningless `v0` beside it (docs.stripe.com/webhooks).
 */

import { createHmac } from "node:crypto";
import type { Mode } from "../../shared/keys.ts";
import type { StripeObject } from "./objects.ts";
import type { World } from "./world.ts";

const DELIVERY_TIMEOUT_MS = 10_000;
const SHOWN_ANSWER_CHARACTERS = 2000;

/** The outcome of one delivery. `status` is null when there was no answer. */
export interface Delivery {
  readonly url: string;
  /** `evt_…` */
  readonly event: string;
  readonly status: number | null;
  /** What was answered, as far as Stripe's Dashboard would show it. */
  readonly text: string;
}

/** An event on its way to one endpoint. */
export interface PendingDelivery {
  readonly event: StripeObject;
  /** Signs with the time of the sending, and sends; a second call sends it a second time. */
  readonly send: () => Promise<Delivery>;
}

/** An account's deliveries: sent at once, or held until somebody takes them. */
export class Outbox {
  #isHeld = false;
  #waiting: PendingDelivery[] = [];
  readonly #underway = new Set<Promise<Delivery>>();

  /** What was held when holding ends is sent. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (!isHeld) for (const delivery of this.take()) this.add(delivery);
  }

  add(delivery: PendingDelivery): void {
    if (this.#isHeld) {
      this.#waiting.push(delivery);
      return;
    }
    const sending = delivery.send().finally(() => this.#underway.delete(sending));
    this.#underway.add(sending);
  }

  /** Returns what waits, in order, and forgets it. */
  take(): PendingDelivery[] {
    return this.#waiting.splice(0);
  }

  /** Waits until everything that was sent has its answer. */
  async settle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway);
  }
}

/** Sends an event; it does not throw where nobody answers. */
export async function deliver(
  world: World,
  url: string,
  secret: string,
  event: StripeObject,
): Promise<Delivery> {
  const body = JSON.stringify(event, null, 2);
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signPayload(body, [secret], world.now(), event.livemode ? "live" : "test"),
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      },
      body,
      redirect: "manual", // a 3xx counts as failed
      signal: AbortSignal.any([world.closing, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
    });
    const text = (await answer.text()).slice(0, SHOWN_ANSWER_CHARACTERS);
    return { url, event: event.id, status: answer.status, text };
  } catch {
    return { url, event: event.id, status: null, text: "" };
  }
}

/** Returns the header that signs `body` at `at`, unix seconds. */
export function signPayload(body: string, secrets: readonly string[], at: number, mode: Mode): string {
  const macs = secrets.map((secret) => createHmac("sha256", secret).update(`${at}.${body}`).digest("hex"));
  const fake = macs
    .slice(0, mode === "test" ? 1 : 0)
    .map((mac) => `v0=${mac.split("").toReversed().join("")}`);
  return [`t=${at}`, ...macs.map((mac) => `v1=${mac}`), ...fake].join(",");
}
