/**
 * @module Reads from Stripe for an app's backend with the connection's own key, which does not leave the object.
 *
 * A read counts among those of the connection's month, each attempt from the moment it is sent. What Stripe answers is
 * passed on whole where it is what was asked for; everything else becomes an error of ours.
 */

import { PERMISSIONS, type PermissionName } from "../../shared/permissions.ts";
import { ApiError } from "../http/api-error.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Source } from "../ledger/source.ts";
import { readRequestId, type StripeAnswer } from "../stripe/answers.ts";
import { createStripeClient } from "../stripe/client.ts";
import { createSilenceError } from "./connect.ts";
import { openCredential } from "./credential.ts";
import type { Operation } from "./operation.ts";
import type { AllowedRead } from "./proxy-rule.ts";
import type { ConnectionRow } from "./store.ts";

const DAY_SECONDS = 24 * 3600;
const MAX_ATTEMPTS = 2;

export interface ProxyAnswer {
  /** Stripe's JSON. */
  readonly json: string;
  /** `req_…`, Stripe's own; null where it gave none. */
  readonly requestId: string | null;
}

export interface ProxyTools {
  readonly ledger: Pick<Ledger, "hasReads" | "countProxied">;
  readonly source: Source;
  /** Sends requests, which are counted here. */
  readonly fetch: typeof fetch;
  /** Does something between the verbs: tokens are refreshed one after the other. */
  readonly enqueue: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Makes a read. Fails with `demo_not_in_stripe`, `permissions_missing`, `reads_used_up`, with why Stripe refuses the
 * key, `not_found`, `stripe_unavailable`, `stripe_busy`, `stripe_unexpected`, `connection_changed`, or with what
 * `openCredential` fails with.
 */
export async function readStripe(
  op: Operation,
  row: ConnectionRow,
  { path, object, permissions }: AllowedRead,
  { ledger, source, fetch: send, enqueue }: ProxyTools,
): Promise<ProxyAnswer> {
  requireReadable(row, permissions, source);
  const { settings, random, now } = op.services;
  if (!ledger.hasReads(source)) {
    throw new ApiError("reads_used_up", { retryAfterSeconds: DAY_SECONDS - (now() % DAY_SECONDS) });
  }
  const ask = createStripeClient({
    apiUrl: settings.stripeApiUrl,
    credential: await enqueue(() => openCredential(op, row)),
    allowed: new Set([`GET ${path.split("?")[0]}`]),
    fetch: (input, init) => {
      if (!ledger.countProxied()) throw new ApiError("connection_changed");
      return send(input, init);
    },
    random,
    maxAttempts: MAX_ATTEMPTS,
  });
  const answer = await ask({ method: "GET", path, object });
  if (answer.outcome === "answered") {
    return { json: JSON.stringify(answer.body), requestId: readRequestId(answer.body) };
  }
  const isRefused = answer.outcome === "refused" || answer.outcome === "forbidden";
  if (isRefused && op.storage.isInUse()) {
    await op.storage.armBy(op.storage.requestCheck());
  }
  throw describeRefusal(answer, permissions);
}

function requireReadable(
  row: ConnectionRow,
  permissions: readonly PermissionName[],
  { isDemo, mayRead }: Source,
): void {
  if (isDemo) throw new ApiError("demo_not_in_stripe");
  if (row.refusal !== null) throw new ApiError(row.refusal);
  const missing = permissions.filter((name) => !mayRead(name));
  if (missing.length > 0) throw missingPermissions(missing);
}

function describeRefusal(
  answer: Exclude<StripeAnswer, { outcome: "answered" }>,
  permissions: readonly PermissionName[],
): ApiError {
  switch (answer.outcome) {
    case "forbidden":
      return missingPermissions(permissions);
    case "absent":
      return new ApiError("not_found", { fix: "Stripe has no such object." });
    case "refused":
      return new ApiError(answer.code, { stripe: answer.stripe });
    case "silent":
      return createSilenceError({ verdict: "silent", reason: answer.reason, stripe: answer.stripe });
  }
}

function missingPermissions(names: readonly PermissionName[]): ApiError {
  return new ApiError("permissions_missing", {
    values: { permissions: names.map((name) => PERMISSIONS[name].label).join(", ") },
    fix: "The key may not read this: grant it in Stripe, then re-check.",
  });
}
