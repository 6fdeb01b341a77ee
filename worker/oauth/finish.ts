/**
 * @module The last step: the browser that left and came back has its code exchanged, once, and its account stored.
 *
 * From the exchange on, the account has given access, so the flow's row holds whose until the connection does:
 * whatever happens in between, either it is stored, or it is given back, here or by the cron. Only an exchange
 * that Stripe never answered leaves nothing to give back.
 */

import type { FinishOauthBody } from "../../shared/schema/oauth.ts";
import type { App } from "../apps/store.ts";
import type { Answers, GrantedCredential } from "../connections/connect.ts";
import { connectProject } from "../connections/settle.ts";
import { findConnection, type CheckedConnection } from "../connections/store.ts";
import type { Writing } from "../connections/writing.ts";
import type { OauthSettings } from "../env.ts";
import { digestBase64Url, digestHex } from "../crypto/digest.ts";
import { ApiError } from "../http/api-error.ts";
import { claimTicket, endStatement, rearmTicket, type Flow, type Traveller } from "./flows.ts";
import { giveBack } from "./give-back.ts";
import { exchangeOnce, readGrantedTokens } from "./grant.ts";
import { writeTokensStatement } from "./tokens.ts";

/** Refusals that the person answers, or waits out: the ticket stays good for its ten minutes. */
const ASKS_AGAIN: readonly string[] = [
  "account_differs",
  "mode_differs",
  "connection_changed",
  "stripe_unavailable",
  "stripe_busy",
];

/** Who finishes, for which app, and how it is set up. */
export interface Journey {
  readonly oauth: OauthSettings;
  readonly app: App;
  readonly traveller: Traveller;
  /** Where events may be sent to. */
  readonly publicUrl: string;
}

/**
 * Finishes a flow. Refuses with `oauth_state_invalid`, `oauth_expired`, `oauth_refused`, `oauth_misconfigured`, or
 * what `connectProject` refuses with. Returns the connection that was there where the person chose to keep it.
 */
export async function finishOauth(
  writing: Writing,
  journey: Journey,
  body: FinishOauthBody,
): Promise<CheckedConnection | null> {
  const { services, audit } = writing;
  const { db, now } = services;
  const { app, oauth, traveller, publicUrl } = journey;
  const challenge = await digestBase64Url(body.verifier);
  const claimed = await claimTicket(db, await digestHex(body.ticket), challenge, traveller, now());
  if (claimed === "expired") throw new ApiError("oauth_expired");
  if (!claimed) throw new ApiError("oauth_state_invalid");

  const answered = claimed.granted !== null;
  const flow = answered ? claimed : await exchangeOnce(services, oauth, claimed);
  const found = await findConnection(db, app.id, traveller.project);
  if (answered && body.replace_account === false) {
    await giveBackGrant(writing, flow);
    await db.batch(
      audit("finishOauth", { app: app.id, project: traveller.project, detail: "kept as it was" }),
    );
    return found;
  }
  const store = (given: GrantedCredential, answers: Answers) =>
    connectProject(writing, app, traveller.project, given, answers, found, publicUrl);
  return storeGranted(writing, oauth, flow, body.replace_account === true, store);
}

async function storeGranted(
  writing: Writing,
  oauth: OauthSettings,
  flow: Flow,
  replace: boolean,
  store: (given: GrantedCredential, answers: Answers) => Promise<CheckedConnection>,
): Promise<CheckedConnection> {
  const { db } = writing.services;
  const given = await readCredential(writing, oauth, flow);
  // One answer for both questions: which account, and which of its data, came of one consent.
  const answers = { replaceAccount: replace, mode: replace ? given.mode : null };
  try {
    return await store(given, answers);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error; // the cron gives it back
    const { param: _, ...details } = error.details; // there is no key in this request to point at
    if (ASKS_AGAIN.includes(error.code)) await rearmTicket(db, flow);
    else await giveBackGrant(writing, flow);
    throw new ApiError(error.code, details);
  }
}

async function readCredential(
  { services, audit }: Writing,
  oauth: OauthSettings,
  flow: Flow,
): Promise<GrantedCredential> {
  const { db } = services;
  if (!flow.granted) throw new ApiError("oauth_state_invalid");
  const { account, mode } = flow.granted;
  const tokens = await readGrantedTokens(services, flow);
  // An app works with its tokens alone; without them the platform's key would stand in for them and fail later.
  if (!tokens && oauth.type === "app") throw new ApiError("oauth_refused");
  return {
    method: "oauth",
    mode,
    account,
    credential: tokens ? { apiKey: tokens.access, account: null } : { apiKey: oauth.secret, account },
    secrets: tokens ? { oauth_access_token: tokens.access, oauth_refresh_token: tokens.refresh } : {},
    alongside: ({ id, app, project, accountId }) => [
      endStatement(db, flow.stateHash),
      ...(tokens ? [writeTokensStatement(db, id, tokens.expiresAt)] : []),
      ...audit("finishOauth", { app, project, connection: id, detail: accountId ?? "" }),
    ],
  };
}

async function giveBackGrant({ services }: Writing, { granted, stateHash }: Flow): Promise<void> {
  if (granted) await giveBack(services, { ...granted, stateHash });
}
