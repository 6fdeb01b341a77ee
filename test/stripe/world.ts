/**
 * @module One local Stripe for a test file, and for each test an account of its own with keys as needed.
 */

import { after } from "node:test";
import { startLocalStripe, type LocalAccount, type LocalStripe } from "../../demo/stripe/index.ts";

/** The moment at which every test's Stripe stands still: 1 November 2026, 00:00 UTC. */
export const NOW = 1_793_491_200;

export interface Asked {
  readonly method?: string;
  /** The key to ask with; `null` sends none. */
  readonly key?: string | null;
  /** A form body. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The answer as JSON. */
  readonly body: Record<string, unknown>;
}

export interface StripeWorld extends AsyncDisposable {
  readonly stripe: LocalStripe;
  readonly account: LocalAccount;
  /** Makes a restricted test key with these permissions. */
  keyWith(...permissions: string[]): { readonly id: string; readonly key: string };
  /** A secret test key, which may do everything. */
  readonly secret: string;
  ask(path: string, asked?: Asked): Promise<Answered>;
}

export interface WorldOptions {
  readonly customers?: number;
  readonly allowLocalWebhooks?: boolean;
  /** A Stripe without other tests' accounts, which the Dashboard and the consent page list. */
  readonly alone?: boolean;
}

const shared = new Map<boolean, Promise<LocalStripe>>();
after(async () => {
  for (const stripe of shared.values()) await (await stripe).close();
});

/** Creates an account for one test; the file's Stripe has no fault, latency or request of an earlier one. */
export async function createWorld(options: WorldOptions = {}): Promise<StripeWorld> {
  const { customers = 60, allowLocalWebhooks = false, alone = false } = options;
  const start = () => startLocalStripe({ port: 0, now: () => NOW, allowLocalWebhooks });
  const starting = alone ? start() : (shared.get(allowLocalWebhooks) ?? start());
  if (!alone) shared.set(allowLocalWebhooks, starting);
  const stripe = await starting;
  stripe.setRateLimits(false);
  const account = stripe.createAccount({ name: "Acme Inc.", seed: 7, customers });
  const secret = stripe.createKey({ account: account.id, mode: "test", kind: "secret" }).key;
  return {
    stripe,
    account,
    secret,
    keyWith: (...permissions) =>
      stripe.createKey({ account: account.id, mode: "test", kind: "restricted", permissions }),
    ask: (path, asked = {}) => ask(stripe.url + path, { key: secret, ...asked }),
    async [Symbol.asyncDispose]() {
      if (alone) return stripe.close();
      stripe.setFault(null);
      stripe.setLatency(0);
      stripe.setDialect("new");
      stripe.clearRequests();
    },
  };
}

async function ask(url: string, { method = "GET", key, body, headers }: Asked): Promise<Answered> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(key === null || key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json") === true && text !== "";
  const parsed: unknown = isJson ? JSON.parse(text) : {};
  return { status: answer.status, headers: answer.headers, text, body: parsed as Record<string, unknown> }; // every JSON answer is an object
}

/** The `error` of an answer. */
export function errorOf({ body }: Answered): Record<string, string> {
  return body.error as Record<string, string>; // the tests that ask expect an error, and check its fields
}

/** The `data` of a list. */
export function dataOf({
  body,
}: Answered): (Record<string, unknown> & { readonly id: string; readonly created: number })[] {
  return body.data as (Record<string, unknown> & { readonly id: string; readonly created: number })[]; // as above, for lists
}
