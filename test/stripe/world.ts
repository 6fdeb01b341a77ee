/**
 * @module One local Stripe for one test: an account, keys as needed, and questions asked over real sockets.
 */

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

export async function createWorld(
  options: { readonly customers?: number; readonly allowLocalWebhooks?: boolean } = {},
): Promise<StripeWorld> {
  const { customers = 60, allowLocalWebhooks = false } = options;
  const stripe = await startLocalStripe({ port: 0, now: () => NOW, allowLocalWebhooks });
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
    [Symbol.asyncDispose]: () => stripe.close(),
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
