/**
 * @module The last step of connecting on Stripe's own page: the code is exchanged, once, and the account stored.
 *
 * From the exchange on, the account has given access, so the object records it before it asks D1 for anything: it is
 * stored with a connection, or revoked, by the request or by the alarm. Only an exchange that Stripe never answered
 * leaves nothing to revoke.
 */

import { ApiError } from "../http/api-error.ts";
import { nameError, writeLine } from "../http/log.ts";
import { exchangeCode, type GrantAnswer } from "../stripe/oauth.ts";
import { SealedValueInvalid } from "../vault/vault.ts";
import { connectProject } from "./connect.ts";
import { dateTokens, refOf, type Tokens } from "./credential.ts";
import { endFlowStatement, recordAccount, rearmTicket, type Flow } from "./oauth-flows.ts";
import type { Grant } from "./object-storage.ts";
import {
  auditOperation,
  findOwnRow,
  type GrantedCredential,
  type Operation,
  type OperationResult,
} from "./operation.ts";
import { GIVE_UP_SECONDS, revokeGrant } from "./revoke-grant.ts";

/** Errors that the person answers, or waits out: the ticket stays good for its ten minutes. */
const ASKS_AGAIN: readonly string[] = [
  "account_differs",
  "mode_differs",
  "stripe_unavailable",
  "stripe_busy",
];
/** How long access waits for an answer once its flow has ended. */
const REVOKE_AFTER_SECONDS = 120;

const SILENCE_FIX =
  "Stripe did not answer the exchange. A code is sent once, because a second use revokes what the first one gave, so the person starts again.";

/**
 * Finishes a claimed flow. Fails with `oauth_refused`, `oauth_misconfigured`, or what `connectProject` fails with.
 * @param replaceAccount the answer to `account_differs`: false keeps the connection that is there
 */
export async function finishOauth(
  op: Operation,
  flow: Flow,
  replaceAccount: boolean | null,
): Promise<OperationResult> {
  const known = op.storage.findGrant(flow.state_hash);
  const grant = known ?? (await exchange(op, flow));
  if (known && replaceAccount === false) {
    const leftBehind = await revokeGrant(op, grant);
    await op.services.db.batch(auditOperation(op, "finishOauth", "kept as it was"));
    return { row: await findOwnRow(op), leftBehind };
  }
  const given = await readCredential(op, flow, grant);
  // One answer for both questions: which account, and which of its data, came of one consent.
  const answers = {
    replaceAccount: replaceAccount === true,
    mode: replaceAccount === true ? grant.mode : null,
  };
  try {
    const result = await connectProject(op, given, answers);
    op.storage.deleteGrant(grant.id);
    return result;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error; // the alarm revokes it
    if (ASKS_AGAIN.includes(error.code)) await rearmTicket(op.services.db, flow);
    else await revokeGrant(op, grant);
    const { param: _, ...details } = error.details; // there is no key in this request to point at
    throw new ApiError(error.code, details);
  }
}

async function exchange(op: Operation, flow: Flow): Promise<Grant> {
  const { db, fetch, settings, vault, now } = op.services;
  if (!settings.oauth) throw new ApiError("oauth_unavailable");
  const code = await openCode(op, flow);
  const answer = code === null ? null : await exchangeCode({ settings: settings.oauth, fetch }, code);
  if (answer?.outcome !== "granted") {
    await endFlowStatement(db, flow.state_hash).run();
    throw createExchangeError(answer);
  }
  const { account, mode, tokens } = answer.grant;
  const dated = tokens && JSON.stringify(dateTokens(tokens, now()));
  const grant: Grant = {
    id: flow.state_hash,
    account,
    mode,
    sealed_tokens: dated && (await vault.seal(refOf(op, "oauth_tokens"), dated)),
    revoke_at: flow.expires_at + REVOKE_AFTER_SECONDS,
    expires_at: flow.expires_at + GIVE_UP_SECONDS,
  };
  op.storage.writeGrant(grant);
  await recordAccount(db, flow, account).catch((error: unknown) => {
    writeLine({ event: "grant_unrecorded", connection: op.id, reason: nameError(error) }); // the object has it
  });
  return grant;
}

/** Null where the code does not open any more: a key encryption key may have gone meanwhile. */
async function openCode({ services }: Operation, flow: Flow): Promise<string | null> {
  if (flow.sealed_code === null) return null;
  try {
    return await services.vault.open(codeRef(flow), flow.sealed_code);
  } catch (error) {
    if (error instanceof SealedValueInvalid) return null;
    throw error;
  }
}

/** Names the place of a flow's code, which its sealed value is bound to. */
export function codeRef({ app_id, project, state_hash }: Flow) {
  return { app: app_id, project, connection: state_hash, field: "oauth_code" } as const;
}

function createExchangeError(answer: Exclude<GrantAnswer, { outcome: "granted" }> | null): ApiError {
  const trace = answer?.stripe && { stripe: answer.stripe };
  switch (answer?.outcome) {
    case "misconfigured":
      return new ApiError("oauth_misconfigured", { ...trace });
    case "refused":
      return new ApiError("oauth_refused", { ...trace });
    case "silent":
    case undefined:
      return new ApiError("oauth_refused", { ...trace, fix: SILENCE_FIX });
  }
}

async function readCredential(op: Operation, flow: Flow, grant: Grant): Promise<GrantedCredential> {
  const { settings, vault } = op.services;
  if (!settings.oauth) throw new ApiError("oauth_unavailable");
  const { account, mode, sealed_tokens: sealed } = grant;
  const common = { method: "oauth", mode, account, stateHash: flow.state_hash } as const;
  if (sealed !== null) {
    const tokens = await vault.open(refOf(op, "oauth_tokens"), sealed);
    const { access } = JSON.parse(tokens) as Tokens; // written by exchange
    return { ...common, tokens, credential: { apiKey: access, account: null } };
  }
  // An app works with its tokens alone; without them the platform's key would stand in for them and fail later.
  if (settings.oauth.type === "app") throw new ApiError("oauth_refused");
  return { ...common, tokens: null, credential: { apiKey: settings.oauth.secret, account } };
}
