/**
 * @module Disconnects a project: when this answers, the key and everything that was found with it are gone.
 *
 * What we made in the customer's account is removed first, with the credential that is about to go. That takes
 * Stripe, which may be down or have revoked the key; so it is bounded in time, and what stays is told.
 */

import { commitEvents, forgetCustomers, forgetCustomersStatement } from "../outbox/events.ts";
import { describeEnd } from "./connection-events.ts";
import { removeEndpoint } from "./endpoint.ts";
import { auditOperation, findOwnRow, type Operation, type OperationResult } from "./operation.ts";
import { recordGrantOf, revokeGrantOf } from "./revoke-grant.ts";
import { deleteRowStatement } from "./store.ts";

/** Deletes the connection with its sealed secrets. Returns what is still there at Stripe. */
export async function disconnect(op: Operation): Promise<OperationResult> {
  const row = await findOwnRow(op);
  if (!row) return { row: null, leftBehind: [] };
  const leftBehind = await removeEndpoint(op, row);
  recordGrantOf(op, row);
  const { db } = op.services;
  await forgetCustomers(db, op.app.id, op.id);
  const events = describeEnd(op, row, op.initiator.actor === "system" ? "abandoned" : "requested");
  const statements = [
    ...auditOperation(op, "disconnect", row.label),
    deleteRowStatement(db, op.id),
    forgetCustomersStatement(db, op.app.id, op.id),
  ];
  await commitEvents(op.services, statements, events);
  return { row: null, leftBehind: [...leftBehind, ...(await revokeGrantOf(op, row))] };
}
