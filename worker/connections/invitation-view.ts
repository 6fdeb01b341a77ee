/**
 * @module What is shown of an invitation, and what a request may still do with the one that let it in.
 */

import type { Context } from "hono";
import type { Invitation } from "../../shared/schema/invitations.ts";
import { projectOf } from "../auth/endpoint.ts";
import { createInvitationToken } from "../auth/tokens.ts";
import type { OpenedInvitation, WorkerEnv } from "../context.ts";
import { nameError, writeLine } from "../http/log.ts";
import {
  findInvitation,
  findOpenInvitation,
  judgeInvitation,
  type InvitationRow,
} from "../invitations/store.ts";
import { publicUrlOf } from "../services.ts";

/** The page of whoever opens an invitation (widget/public/invitation.html). */
const INVITATION_PATH = "/invitation";

/** Reads and shows the open invitation of a request's project; null too where it cannot be read. */
export async function readInvitation(c: Context<WorkerEnv>): Promise<Invitation | null> {
  const { app, project } = projectOf(c);
  const { db, now } = c.get("services");
  const row = await findOpenInvitation(db, app.id, project, now()).catch(noteFailure(c));
  return row && viewInvitation(c, row);
}

/** Reads an invitation anew: the request may have used it. Where it cannot be read, it is as it was. */
export async function readOpened(c: Context<WorkerEnv>, opened: OpenedInvitation): Promise<OpenedInvitation> {
  const { db, now } = c.get("services");
  const row = await findInvitation(db, opened.id).catch(noteFailure(c));
  return row ? { ...opened, state: judgeInvitation(row, now()) } : opened;
}

/** What was done is done: that its invitation cannot be read must not hide the answer. */
function noteFailure(c: Context<WorkerEnv>): (error: unknown) => null {
  return (error) => {
    writeLine({ event: "invitation_unread", request_id: c.get("requestId"), reason: nameError(error) });
    return null;
  };
}

/** Shows an invitation that is open, with its link. */
export async function viewInvitation(c: Context<WorkerEnv>, row: InvitationRow): Promise<Invitation> {
  const { id, created_at, opened_at, expires_at } = row;
  const { sessionKeys } = c.get("services").settings;
  const token = await createInvitationToken(sessionKeys, { id, expiresAt: expires_at });
  return {
    object: "invitation",
    id,
    status: opened_at === null ? "waiting" : "opened",
    url: `${publicUrlOf(c)}${INVITATION_PATH}#${token}`,
    created_at,
    opened_at,
    expires_at,
  };
}
