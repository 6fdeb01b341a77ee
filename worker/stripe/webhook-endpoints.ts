/**
 * @module Webhook endpoints in a customer's account: list, make, mend and remove those that are ours.
 *
 * The signing secret is told once, when an endpoint is made; one whose secret was lost can only be made anew
 * (docs.stripe.com/api/webhook_endpoints).
 */

import type { StripeAnswer } from "./answers.ts";
import { createStripeClient, STRIPE_API_VERSION, type StripeClientOptions } from "./client.ts";

const PATH = "/v1/webhook_endpoints";

/** What an endpoint of ours shall be. */
export interface WantedEndpoint {
  readonly url: string;
  readonly events: readonly string[];
  readonly description: string;
  /** How it is known again: `parityrail_app` and so on. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An endpoint as Stripe tells of it. */
export interface FoundEndpoint {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly apiVersion: string | null;
  readonly enabled: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A call that did what it should, or Stripe's answer that it did not. */
export type Done<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: StripeAnswer };

export interface WebhookEndpoints {
  list(): Promise<Done<FoundEndpoint[]>>;
  /** @param idempotencyKey of this intent: however often it is sent, one endpoint is made */
  create(wanted: WantedEndpoint, idempotencyKey: string): Promise<Done<{ id: string; secret: string }>>;
  update(id: string, wanted: WantedEndpoint, idempotencyKey: string): Promise<Done<null>>;
  /** An endpoint that is gone already counts as removed. */
  remove(id: string): Promise<Done<null>>;
}

/** Returns the calls, which share one deadline that starts now. */
export function openWebhookEndpoints(options: Omit<StripeClientOptions, "allowed">): WebhookEndpoints {
  const allowed = new Set([`GET ${PATH}`, `POST ${PATH}`]);
  const ask = createStripeClient({ ...options, allowed });
  const pathOf = (method: "POST" | "DELETE", id: string): string => {
    if (!/^we_[A-Za-z0-9]{1,64}$/.test(id)) throw new Error("not an endpoint's id");
    allowed.add(`${method} ${PATH}/${id}`);
    return `${PATH}/${id}`;
  };
  return {
    async list() {
      const answer = await ask(`${PATH}?limit=100`);
      if (answer.outcome !== "answered") return { ok: false, answer };
      const { data } = answer.body as { data?: unknown }; // checked
      return { ok: true, value: Array.isArray(data) ? data.flatMap(readEndpoint) : [] };
    },
    async create(wanted, idempotencyKey) {
      const params = { ...describe(wanted), api_version: STRIPE_API_VERSION, metadata: wanted.metadata };
      const answer = await ask(PATH, { method: "POST", params, idempotencyKey });
      if (answer.outcome !== "answered") return { ok: false, answer };
      const { id, secret } = answer.body as { id?: unknown; secret?: unknown }; // checked
      if (typeof id !== "string" || typeof secret !== "string" || !secret.startsWith("whsec_")) {
        return { ok: false, answer: { outcome: "silent", reason: "unexpected", stripe: null } };
      }
      return { ok: true, value: { id, secret } };
    },
    async update(id, wanted, idempotencyKey) {
      const params = { ...describe(wanted), disabled: false };
      const answer = await ask(pathOf("POST", id), { method: "POST", params, idempotencyKey });
      return answer.outcome === "answered" ? { ok: true, value: null } : { ok: false, answer };
    },
    async remove(id) {
      const answer = await ask(pathOf("DELETE", id), { method: "DELETE" });
      const gone = answer.outcome === "answered" || answer.outcome === "absent";
      return gone ? { ok: true, value: null } : { ok: false, answer };
    },
  };
}

function describe({ url, events, description }: WantedEndpoint) {
  return { url, enabled_events: [...events], description };
}

function readEndpoint(value: unknown): FoundEndpoint[] {
  const { id, url, enabled_events, api_version, status, metadata } = (value ?? {}) as Record<string, unknown>; // checked
  if (typeof id !== "string" || typeof url !== "string" || !Array.isArray(enabled_events)) return [];
  return [
    {
      id,
      url,
      events: enabled_events.map(String),
      apiVersion: typeof api_version === "string" ? api_version : null,
      enabled: status === "enabled",
      metadata: typeof metadata === "object" && metadata !== null ? { ...metadata } : {},
    },
  ];
}
