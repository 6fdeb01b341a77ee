/**
 * @module The endpoints by which an admin makes and revokes an invitation: a link for the one who can create Stripe keys.
 */

import type { Hono } from "hono";
import { createId } from "../../shared/ids.ts";
import { emptyBody } from "../../shared/schema/connections.ts";
import { createInvitationBody, INVITATION_TTL_SECONDS } from "../../shared/schema/invitations.ts";
import { auditStatements, initiatorOf } from "../audit/audit.ts";
import { consumeBudgets } from "../auth/budgets.ts";
import { mount, projectOf } from "../auth/endpoint.ts";
import type { WorkerEnv } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { readBody } from "../http/body.ts";
import {
  createStatements,
  findOpenInvitation,
  revokeStatement,
  type InvitationRow,
} from "../invitations/store.ts";
import { viewInvitation } from "./invitation-view.ts";
import { answerOf, findRow, targetOf } from "./routes.ts";
import { mayInvite } from "./view.ts";

const VOUCH_FIX =
  "A page without a backend makes no invitation, for nobody says who asks. Make it with the app secret.";

export function mountInvitations(worker: Hono<WorkerEnv>): void {
  mount(worker, "createInvitation", async (c) => {
    const { app, project } = projectOf(c);
    const { appearance = {} } = await readBody(c, createInvitationBody);
    const services = c.get("services");
    const { db, now, random } = services;
    const caller = c.get("caller");
    if (!mayInvite(caller)) throw new ApiError("admin_required", { fix: VOUCH_FIX });
    await consumeBudgets(services, "invite", targetOf(c, await findRow(c)));
    const row: InvitationRow = {
      id: createId("inv", random),
      app_id: app.id,
      project,
      created_by_name: caller.kind === "session" ? caller.userName : null,
      appearance,
      created_at: now(),
      expires_at: now() + INVITATION_TTL_SECONDS,
      opened_at: null,
      opener_hash: null,
      used_at: null,
      revoked_at: null,
    };
    const shown = await viewInvitation(c, row);
    const subject = { app: app.id, project, detail: row.id };
    await db.batch([
      ...createStatements(db, row),
      ...auditStatements(services, initiatorOf(c), "createInvitation", subject),
    ]);
    return c.json(shown, 201);
  });

  mount(worker, "revokeInvitation", async (c) => {
    const { app, project } = projectOf(c);
    await readBody(c, emptyBody);
    const services = c.get("services");
    const { db, now } = services;
    const open = await findOpenInvitation(db, app.id, project, now());
    if (open) {
      const subject = { app: app.id, project, detail: open.id };
      await db.batch([
        revokeStatement(db, app.id, project, now()),
        ...auditStatements(services, initiatorOf(c), "revokeInvitation", subject),
      ]);
    }
    return c.json(await answerOf(c, findRow(c)));
  });
}
