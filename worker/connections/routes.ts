/**
 * @module The endpoints of a project's connection: read, connect, check, update, demo, disconnect. All answer alike.
 */

import type { Context, Hono } from "hono";
import { sayConnection, saySync } from "../../shared/i18n/say-answer.ts";
import { createId, isId, type ConnectionId } from "../../shared/ids.ts";
import {
  connectBody,
  emptyBody,
  listConnectionsQuery,
  updateConnectionBody,
  type ConnectionAnswer,
} from "../../shared/schema/connections.ts";
import { auditStatements, initiatorOf } from "../audit/audit.ts";
import { type BudgetTarget, budgetTargetOf, consumeBudgets } from "../auth/budgets.ts";
import { mount, projectOf, suspectCaller, trustConnection } from "../auth/endpoint.ts";
import type { WorkerEnv } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { chooseProfileLanguage, findWords } from "../http/language.ts";
import { readBody, readSignedBody } from "../http/body.ts";
import { nameError, writeLine } from "../http/log.ts";
import { readQuery } from "../http/query.ts";
import { publicUrlOf } from "../services.ts";
import { callObject, changeConnection, type ConnectionMethods } from "./call-object.ts";
import { requireWithoutStripe } from "./connect.ts";
import { readPastedCredential } from "./credential.ts";
import { readInvitation, readOpened } from "./invitation-view.ts";
import { NOBODY, type ConnectionRequest, type OperationResult, type Person } from "./operation.ts";
import { viewReceipt } from "./receipt.ts";
import { findConnection, listConnections, type ConnectionRow } from "./store.ts";
import { mayInvite, viewAnswer, viewStatus, viewSummary } from "./view.ts";

/** Stripe's largest events are a few hundred kilobytes. */
const MAX_EVENT_BYTES = 1024 * 1024;

export function mountConnections(worker: Hono<WorkerEnv>): void {
  mountReads(worker);
  mountChanges(worker);

  mount(worker, "receiveEvent", async (c) => {
    const id = c.req.param("connection") ?? "";
    const body = await readSignedBody(c, MAX_EVENT_BYTES);
    const signature = c.req.header("Stripe-Signature") ?? "";
    if (!isId("con", id)) throw new ApiError("webhook_refused", { reason: "no connection's id" });
    // Whatever else goes wrong, Stripe shall try again.
    const verdict = await callObject(c.env, id, (object) => object.receiveEvent(body, signature)).catch(
      (error: unknown) => {
        throw new ApiError("unavailable", { retryAfterSeconds: 5, reason: nameError(error) });
      },
    );
    if (verdict.ok) {
      trustConnection(c, id);
      return c.json({ received: true });
    }
    suspectCaller(c, id);
    throw new ApiError("webhook_refused", { reason: verdict.reason });
  });
}

function mountReads(worker: Hono<WorkerEnv>): void {
  mount(worker, "readConnection", async (c) => {
    return c.json(await answerOf(c, findRow(c)));
  });

  mount(worker, "readStatus", async (c) => {
    const { app } = projectOf(c);
    return c.json(viewStatus(app.profile, await findRow(c)));
  });

  mount(worker, "readReceipt", async (c) => {
    const { app } = projectOf(c);
    const row = await findRow(c);
    if (!row) throw new ApiError("not_connected");
    return c.json(viewReceipt(app.profile, row, findWords(c).texts?.receipt));
  });

  mount(worker, "readSync", async (c) => {
    const row = await findRow(c);
    const request = requestOf(c);
    const sync = row && (await callObject(c.env, row.id, (object) => object.readSync(request)));
    if (!sync) throw new ApiError("not_connected");
    return c.json(saySync(sync, findWords(c).texts));
  });

  mount(worker, "readMetrics", async (c) => {
    const row = await findRow(c);
    const request = requestOf(c);
    const metrics = row && (await callObject(c.env, row.id, (object) => object.readMetrics(request)));
    if (!metrics) throw new ApiError("not_connected");
    return c.json(metrics);
  });

  mount(worker, "listConnections", async (c) => {
    const caller = c.get("caller");
    if (caller.kind !== "app") throw new ApiError("unauthenticated");
    const query = readQuery(c, listConnectionsQuery);
    const { limit } = query;
    const rows = await listConnections(c.get("services").db, caller.app.id, query, limit + 1);
    return c.json({
      object: "list",
      data: rows.slice(0, limit).map((row) => viewSummary(caller.app.profile, row)),
      has_more: rows.length > limit,
    });
  });
}

function mountChanges(worker: Hono<WorkerEnv>): void {
  mount(worker, "connect", async (c) => {
    const { app } = projectOf(c);
    const body = await readBody(c, connectBody);
    const credential = readPastedCredential(app.profile, body); // a paste that is no key costs no try
    const answers = { replaceAccount: body.replace_account === true, mode: body.mode ?? null };
    const row = await findRow(c);
    requireWithoutStripe(app.profile, credential, answers, row); // nor does a question of mode
    return withAudit(c, async () => {
      await consumeBudgets(c.get("services"), "connect", targetOf(c, row));
      const call = change(c, row, (object, request) => object.connectAccount(request, credential, answers));
      return answer(c, await call);
    });
  });

  mount(worker, "updateConnection", async (c) => {
    const body = await readBody(c, updateConnectionBody);
    const row = await findRow(c);
    await consumeBudgets(c.get("services"), "update", targetOf(c, row));
    if (!row) throw new ApiError("not_connected");
    return answer(c, await change(c, row, (object, request) => object.update(request, body)));
  });

  mount(worker, "checkConnection", async (c) => {
    await readBody(c, emptyBody);
    const row = await findRow(c);
    await consumeBudgets(c.get("services"), "check", targetOf(c, row));
    if (!row) throw new ApiError("not_connected");
    return answer(c, await change(c, row, (object, request) => object.check(request)));
  });

  mount(worker, "connectDemo", async (c) => {
    await readBody(c, emptyBody);
    const row = await findRow(c);
    await consumeBudgets(c.get("services"), "demo", targetOf(c, row));
    return answer(c, await change(c, row, (object, request) => object.connectDemo(request)));
  });

  mount(worker, "disconnect", async (c) => {
    await readBody(c, emptyBody);
    const row = await findRow(c);
    if (!row) return c.json(await answerOf(c, null));
    return answer(c, await change(c, row, (object, request) => object.disconnect(request)));
  });
}

/** Finds the connection that a request is about. What an invitation opened finds none that others made after it. */
export async function findRow(c: Context<WorkerEnv>): Promise<ConnectionRow | null> {
  const { app, project } = projectOf(c);
  const row = await findConnection(c.get("services").db, app.id, project);
  const caller = c.get("caller");
  const usedAt = caller.kind === "session" ? (caller.invitation?.usedAt ?? null) : null;
  return row && usedAt !== null && row.connected_at > usedAt ? null : row;
}

/**
 * Returns a request as a connection's object takes it, without the profile's translations: the object says nothing to
 * people, and they are a page of text each.
 */
export function requestOf(c: Context<WorkerEnv>): ConnectionRequest {
  const { app, project } = projectOf(c);
  const { translations: _, ...profile } = app.profile;
  return {
    app: { ...app, profile },
    project,
    initiator: initiatorOf(c),
    person: personOf(c),
    publicUrl: publicUrlOf(c),
  };
}

function personOf(c: Context<WorkerEnv>): Person {
  const caller = c.get("caller");
  if (caller.kind !== "session") return NOBODY;
  const { userName: name, invitation } = caller;
  return { name, invitation: invitation && { id: invitation.id, invitedBy: invitation.invitedBy } };
}

/** Returns for whom a request counts; the demo dataset is no connection to an account. */
export function targetOf(c: Context<WorkerEnv>, row: ConnectionRow | null): BudgetTarget {
  return budgetTargetOf(c, row !== null && row.method !== "demo");
}

/** Has a connection's object carry out a change; that of a new id where there is no connection yet. */
export function change(
  c: Context<WorkerEnv>,
  row: { readonly id: ConnectionId } | null,
  call: (object: ConnectionMethods, request: ConnectionRequest) => ReturnType<ConnectionMethods["check"]>,
): Promise<OperationResult> {
  const request = requestOf(c);
  const id = row?.id ?? createId("con", c.get("services").random);
  return changeConnection(c.env, id, (object) => call(object, request));
}

/** Answers a change as every endpoint of a connection does. */
export async function answer(c: Context<WorkerEnv>, { row, leftBehind }: OperationResult): Promise<Response> {
  return c.json({
    ...(await answerOf(c, row)),
    ...(leftBehind.length > 0 && { left_behind: [...leftBehind] }),
  });
}

/** Shows the caller a connection, or one that is being looked up, with the invitation that they may know of. */
export async function answerOf(
  c: Context<WorkerEnv>,
  connection: Promise<ConnectionRow | null> | ConnectionRow | null,
): Promise<ConnectionAnswer> {
  const { app } = projectOf(c);
  const publicUrl = publicUrlOf(c);
  const caller = c.get("caller");
  const { settings } = c.get("services");
  const [row, invitation, opened] = await Promise.all([
    connection,
    mayInvite(caller) ? readInvitation(c) : null,
    caller.kind === "session" && caller.invitation ? readOpened(c, caller.invitation) : null,
  ]);
  const language = chooseProfileLanguage(c, app.profile);
  c.header("Content-Language", language);
  c.header("Vary", "Accept-Language", { append: true });
  const seen = opened && caller.kind === "session" ? { ...caller, invitation: opened } : caller;
  return sayConnection(
    viewAnswer(settings, seen, app, { row, invitation, publicUrl, language }),
    findWords(c).texts,
  );
}

/** Makes a try to connect; one that fails may be somebody testing stolen keys, so it leaves an audit row. */
export async function withAudit(c: Context<WorkerEnv>, connect: () => Promise<Response>): Promise<Response> {
  try {
    return await connect();
  } catch (error) {
    if (error instanceof ApiError && error.details.audited !== false) {
      const { app, project } = projectOf(c);
      const services = c.get("services");
      const subject = { app: app.id, project, detail: error.code };
      const statements = auditStatements(services, initiatorOf(c), "connect_refused", subject);
      // What cannot be recorded must not hide the answer.
      await services.db.batch(statements).catch((failure: unknown) => {
        writeLine({ event: "try_unrecorded", request_id: c.get("requestId"), reason: nameError(failure) });
      });
    }
    throw error;
  }
}
