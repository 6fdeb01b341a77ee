/**
 * @module What an app is told when its connection changes: found by comparing the row before with the row after, and
 * written with it.
 */

import { createId } from "../../shared/ids.ts";
import type { PermissionName } from "../../shared/permissions.ts";
import type { EventType } from "../../shared/schema/events.ts";
import type { NewEvent } from "../outbox/events.ts";
import type { Finding } from "../stripe/probe.ts";
import { judgeWork } from "./health.ts";
import type { Operation } from "./operation.ts";
import type { ConnectionRow } from "./store.ts";
import { viewSummary } from "./view.ts";

/** A permission whose status is another than at the check before. */
interface PermissionChange {
  readonly permission: PermissionName;
  readonly access: Finding["access"];
  /** Null where it was not asked for. */
  readonly before: Finding["status"] | null;
  readonly after: Finding["status"];
}

/** A row as it is to be written, and what its app is told of it. */
export interface ChangedRow {
  readonly row: ConnectionRow;
  readonly events: readonly NewEvent[];
}

/**
 * Finds what a new row tells.
 * @param before null for a new connection
 * @param isUpdated somebody gave it something new, or its account was named
 */
export function describeChange(
  op: Operation,
  before: ConnectionRow | null,
  after: ConnectionRow,
  isUpdated: boolean,
): ChangedRow {
  if (!before) return number(op, after, [{ type: "connection.created" }]);
  const permissions = findPermissionChanges(before, after);
  const work = judgeWork(op.app.profile, after);
  const isSameWork = work === judgeWork(op.app.profile, before);
  return number(op, after, [
    ...(isUpdated ? [{ type: "connection.updated" } as const] : []),
    ...(permissions.length > 0 ? [{ type: "permissions.changed", more: { permissions } } as const] : []),
    ...(isSameWork ? [] : [{ type: TELLS[work] }]),
  ]);
}

/** Returns the last event of a connection. @param reason why it is gone */
export function describeEnd(
  op: Operation,
  row: ConnectionRow,
  reason: "requested" | "replaced" | "abandoned",
): readonly NewEvent[] {
  return number(op, row, [{ type: "connection.disconnected", more: { reason } }]).events;
}

const TELLS = {
  works: "connection.recovered",
  degraded: "connection.degraded",
  revoked: "connection.revoked",
} as const satisfies Record<ReturnType<typeof judgeWork>, EventType>;

function number(
  { app, services: { now, random } }: Operation,
  row: ConnectionRow,
  told: readonly { readonly type: EventType; readonly more?: Readonly<Record<string, unknown>> }[],
): ChangedRow {
  const connection = viewSummary(app.profile, row);
  const events = told.map(({ type, more }, index): NewEvent => ({
    id: createId("evt", random),
    type,
    created: now(),
    app: app.id,
    project: row.project,
    connection: row.id,
    sequence: row.sequence + 1 + index,
    data: { connection, ...more },
  }));
  return { row: { ...row, sequence: row.sequence + events.length }, events };
}

/** Stripe's silence is no change: only what it said counts. */
function findPermissionChanges(before: ConnectionRow, after: ConnectionRow): PermissionChange[] {
  return after.permissions.flatMap(({ permission, access, status }) => {
    const known = before.permissions.find(
      (found) => found.permission === permission && found.access === access,
    );
    if (status === "unknown" || known?.status === status) return [];
    return [{ permission, access, before: known?.status ?? null, after: status }];
  });
}
