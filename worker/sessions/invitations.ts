/**
 * @module Opens an invitation: turns a link into a session for the Worker's own page, in the first browser that asks.
 *
 * The link alone proves nothing about who follows it, so it is good for one browser: the first one leaves the digest of
 * a text that it made and keeps. Whoever the link is forwarded to is refused, and a reload is not.
 */

import type { Context, Hono } from "hono";
import { openInvitationBody, type InvitationSessionAnswer } from "../../shared/schema/invitations.ts";
import { SESSION_TTL_SECONDS } from "../../shared/schema/sessions.ts";
import { findApp } from "../apps/store.ts";
import { auditStatements, initiatorOf } from "../audit/audit.ts";
import { consumeBudgets } from "../auth/budgets.ts";
import { mount } from "../auth/endpoint.ts";
import { readInvitationToken } from "../auth/tokens.ts";
import { findConnection } from "../connections/store.ts";
import type { WorkerEnv } from "../context.ts";
import { digestHex, isEqualSecret } from "../crypto/digest.ts";
import { ApiError } from "../http/api-error.ts";
import { readBody } from "../http/body.ts";
import { clientIp } from "../http/client-ip.ts";
import {
  findInvitation,
  isNotOpen,
  judgeInvitation,
  openStatement,
  refuseInvitation,
  type InvitationRow,
} from "../invitations/store.ts";
import { publicUrlOf } from "../services.ts";
import { createSession } from "./routes.ts";

export function mountOpenedInvitations(worker: Hono<WorkerEnv>): void {
  mount(worker, "openInvitation", async (c) => {
    const { token, opener } = await readBody(c, openInvitationBody);
    const origin = publicUrlOf(c);
    const services = c.get("services");
    const claims = await readInvitationToken(services.settings.sessionKeys, token);
    if (!claims) throw new ApiError("invitation_invalid");
    const row = await findInvitation(services.db, claims.id);
    if (!row) throw refuseInvitation("expired");
    const openerHash = await digestHex(opener);
    const isBound = await isBoundTo(row, openerHash, services.now());
    await consumeOpening(c, row);
    if (!isBound) await bindToBrowser(c, row, openerHash);
    const app = await findApp(services.db, row.app_id);
    if (!app) throw new ApiError("invitation_invalid", { reason: "the invitation's app is gone" });
    const person = { role: "admin", user: null, userName: null, invitation: row.id } as const;
    const session = { ...person, app: app.id, project: row.project, origins: [origin] };
    const { answer } = await createSession(services, session, SESSION_TTL_SECONDS.max);
    return c.json({
      object: "invitation_session",
      token: answer.token,
      expires_at: answer.expires_at,
      product: app.profile.product,
      invited_by: row.created_by_name,
      appearance: row.appearance,
    } satisfies InvitationSessionAnswer);
  });
}

/** Counted once it may be opened: who has a link that is forged, ended or another browser's keeps nobody else out. */
async function consumeOpening(c: Context<WorkerEnv>, { app_id: app, project }: InvitationRow): Promise<void> {
  const services = c.get("services");
  const found = await findConnection(services.db, app, project);
  const connected = found !== null && found.method !== "demo";
  await consumeBudgets(services, "invitation", { app, project, user: null, ip: clientIp(c), connected });
}

/** Lets the first browser in. Fails with `invitation_…` where another was first, or the invitation ended meanwhile. */
async function bindToBrowser(c: Context<WorkerEnv>, row: InvitationRow, openerHash: string): Promise<void> {
  const services = c.get("services");
  const { db, now } = services;
  const subject = { app: row.app_id, project: row.project, detail: row.id };
  try {
    await db.batch([
      openStatement(db, row.id, openerHash, now()),
      ...auditStatements(services, initiatorOf(c), "openInvitation", subject),
    ]);
  } catch (error) {
    // Opened or ended in this very moment, and the row now says so.
    const changed = isNotOpen(error) ? await findInvitation(db, row.id) : null;
    if (!changed || !(await isBoundTo(changed, openerHash, now()))) throw error;
  }
}

/** Tells whether this browser has opened an invitation; false where none has. Fails with `invitation_…` for the rest. */
async function isBoundTo(row: InvitationRow, openerHash: string, now: number): Promise<boolean> {
  const state = judgeInvitation(row, now);
  if (state !== "open") throw refuseInvitation(state);
  if (row.opener_hash === null) return false;
  if (await isEqualSecret(row.opener_hash, openerHash)) return true;
  throw new ApiError("invitation_opened");
}
