/**
 * @module Who asks, from where, for what: all that Stripe looks at before it reads a parameter.
 */

import type { Fault } from "../faults.ts";
import type { AnswerContext } from "./answer.ts";
import { authenticate, findActingAccount } from "./authenticate.ts";
import type { Call } from "./execute.ts";
import * as failures from "./failures.ts";
import { parseParameters } from "./parameters.ts";
import { findEndpoint } from "./routes.ts";
import type { World } from "./world.ts";

/** One request and what became known of it. */
export interface Exchange {
  readonly world: World;
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  /** Query or form, still encoded. */
  readonly body: string;
  readonly pasted: string | null;
  readonly fault: Fault | null;
  /** Gains account and mode with the key. */
  context: AnswerContext;
}

/** Admits a request, or fails the way Stripe refuses it. */
export function admitCall(exchange: Exchange): Call {
  const { world, method, path, headers, pasted, fault } = exchange;
  world.platforms.expireTokens();
  failOnKey(fault, pasted);
  const key = authenticate(world.keys, pasted);
  const account = findActingAccount(world, key, headers);
  exchange.context = { ...exchange.context, account: account.id, mode: key.mode };
  failForFault(fault);
  if (!world.limits.take(account.id, key.mode, world.clock())) throw failures.rateLimited("global-rate");
  const { version, dashboard } = exchange.context;
  if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) {
    throw failures.badRequest(`Invalid Stripe API version: ${version}`);
  }
  const endpoint = findEndpoint(method, path);
  if (!endpoint) throw failures.urlUnrecognized(method, path);
  const denied = { key: key.key, keyId: key.id, account: account.id, mode: key.mode, dashboard };
  return {
    endpoint,
    account,
    key,
    now: world.now(),
    allowLocalWebhooks: world.allowLocalWebhooks,
    parameters: parseParameters(exchange.body),
    permissionLost: fault?.kind === "permission_lost",
    refuse: (permission) =>
      failures.permissionMissing(world.dialect, {
        ...denied,
        permission,
      }),
  };
}

function failOnKey(fault: Fault | null, pasted: string | null): void {
  if (pasted === null) return;
  if (fault?.kind === "ip_policy") throw failures.ipNotAllowed();
  if (fault?.kind === "expired") throw failures.keyExpired(pasted);
  if (fault?.kind === "revoked") throw failures.keyInvalid(pasted);
}

function failForFault(fault: Fault | null): void {
  if (fault?.kind === "rate_limit") throw failures.rateLimited(fault.reason);
  if (fault?.kind === "lock_timeout") throw failures.lockTimedOut();
  if (fault?.kind === "error_500") throw failures.internalError();
  if (fault?.kind === "bad_request") throw failures.badRequest("Invalid Stripe API version: 1999-01-01");
}
