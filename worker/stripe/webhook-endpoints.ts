/**
 * @module Webhook endpoints in a customer's account: list, create, update and remove those that are ours.
 *
 * The signing secret is told once, when an endpoint is created; an endpoint whose secret was lost has to be created
 * anew (docs.stripe.com/api/webhook_endpoints).
 */

import type { StripeAnswer } from "./answers.ts";
import { isObject } from "./bounded-fetch.ts";
import {
  createStripeClient,
  STRIPE_API_VERSION,
  type StripeCall,
  type StripeClientOptions,
} from "./client.ts";

/** How many endpoints an account may have (docs.stripe.com/webhooks). */
export const MAX_WEBHOOK_ENDPOINTS = 16;

const PATH = "/v1/webhook_endpoints";

/** Lists all endpoints of an account; also the probe of the permission to read them. */
export const LIST_ENDPOINTS = {
  method: "GET",
  path: `${PATH}?limit=100`,
  object: "list",
} as const satisfies StripeCall;

/** What `openWebhookEndpoints` lets through. */
export const ENDPOINT_CALLS: readonly string[] = [
  `GET ${PATH}`,
  `POST ${PATH}`,
  ...["POST", "DELETE"].map((method) => `${method} ${PATH}/{id}`),
];

/** What an endpoint of ours shall be. */
export interface WantedEndpoint {
  readonly url: string;
  readonly events: readonly string[];
  readonly description: string;
  /** How it is recognized: `parityrail_app` and so on. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An endpoint as Stripe lists it. */
export interface FoundEndpoint {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly apiVersion: string | null;
  readonly enabled: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A call that did what it should, or Stripe's answer that it did not. */
export type EndpointResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: StripeAnswer };

export interface WebhookEndpoints {
  list(): Promise<EndpointResult<FoundEndpoint[]>>;
  /** @param intent idempotency key: however often it is sent, one endpoint is created */
  create(wanted: WantedEndpoint, intent: string): Promise<EndpointResult<{ id: string; secret: string }>>;
  /** Changes an endpoint to what is wanted, and enables it. */
  update(id: string, wanted: WantedEndpoint): Promise<EndpointResult<null>>;
  /** An endpoint that is gone already counts as removed. */
  remove(id: string): Promise<EndpointResult<null>>;
}

/** Returns the calls, which share one deadline that starts now. */
export function openWebhookEndpoints(options: Omit<StripeClientOptions, "allowed">): WebhookEndpoints {
  const ask = createStripeClient({ ...options, allowed: new Set(ENDPOINT_CALLS) });
  const pathOf = (id: string): string => {
    if (!/^we_[A-Za-z0-9]{1,64}$/.test(id)) throw new Error("not an endpoint's id");
    return `${PATH}/${id}`;
  };
  const object = "webhook_endpoint";
  return {
    async list() {
      const answer = await ask(LIST_ENDPOINTS);
      return answer.outcome === "answered"
        ? { ok: true, value: readEndpoints(answer) }
        : { ok: false, answer };
    },

    async create(wanted, intent) {
      const params = { ...describe(wanted), api_version: STRIPE_API_VERSION, metadata: wanted.metadata };
      const answer = await ask({ method: "POST", path: PATH, object, params, intent });
      if (answer.outcome !== "answered") return { ok: false, answer };
      const { id, secret } = answer.body as { id?: unknown; secret?: unknown }; // checked
      if (typeof id !== "string" || typeof secret !== "string" || !secret.startsWith("whsec_")) {
        return { ok: false, answer: { outcome: "silent", reason: "unexpected", stripe: null } };
      }
      return { ok: true, value: { id, secret } };
    },

    async update(id, wanted) {
      const params = { ...describe(wanted), disabled: false };
      const answer = await ask({ method: "POST", path: pathOf(id), object, params, intent: null });
      return answer.outcome === "answered" ? { ok: true, value: null } : { ok: false, answer };
    },

    async remove(id) {
      const answer = await ask({ method: "DELETE", path: pathOf(id), object });
      const isGone = answer.outcome === "answered" || answer.outcome === "absent";
      return isGone ? { ok: true, value: null } : { ok: false, answer };
    },
  };
}

/** Reads the answer to `LIST_ENDPOINTS`. */
export function readEndpoints(answer: Extract<StripeAnswer, { outcome: "answered" }>): FoundEndpoint[] {
  const { data } = answer.body as { data: readonly unknown[] }; // the client checks it of every list
  return data.filter(isObject).flatMap(({ id, url, enabled_events, api_version, status, metadata }) => {
    if (typeof id !== "string" || typeof url !== "string" || !Array.isArray(enabled_events)) return [];
    return [
      {
        id,
        url,
        events: enabled_events.filter((event) => typeof event === "string"),
        apiVersion: typeof api_version === "string" ? api_version : null,
        enabled: status === "enabled",
        metadata: isObject(metadata) ? metadata : {},
      },
    ];
  });
}

function describe({ url, events, description }: WantedEndpoint) {
  return { url, enabled_events: [...events], description };
}
