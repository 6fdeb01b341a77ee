/**
 * @module One connection as the table holds it, and the row it is read from.
 */

import type { ConnectionId } from "../../shared/ids.ts";
import type { KeyKind, Mode } from "../../shared/keys.ts";
import type { PermissionName } from "../../shared/permissions.ts";
import type { AccountPreview } from "../../shared/schema/connections.ts";
import type { KeyRefusal } from "../stripe/answers.ts";

/** Counts of the demo dataset. */
export interface DemoCounts {
  readonly customers: number;
  readonly subscriptions: number;
  readonly invoices: number;
}

export interface ConnectionRecord {
  readonly id: ConnectionId;
  readonly app: string;
  readonly project: string;
  readonly method: "key" | "oauth" | "demo";
  readonly mode: Mode;
  readonly label: string;
  readonly keyKind: KeyKind | null;
  readonly publishableLabel: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly editKeyUrl: string | null;
  readonly hasWebhookSecret: boolean;
  /** What Stripe said when it refused the credential at the last check; null when it answered. */
  readonly problem: KeyRefusal | null;
  /** When it first refused, as long as it has not answered since. Unix seconds. */
  readonly refusedAt: number | null;
  readonly excess: readonly PermissionName[];
  readonly accountPreview: AccountPreview | null;
  readonly demo: DemoCounts | null;
  readonly version: number;
  readonly connectedAt: number;
  readonly checkedAt: number;
}

/** The columns of the connections table. */
export interface ConnectionRow {
  id: ConnectionId;
  app_id: string;
  project: string;
  method: ConnectionRecord["method"];
  mode: Mode;
  label: string;
  key_kind: KeyKind | null;
  publishable_label: string | null;
  account_id: string | null;
  account_name: string | null;
  edit_key_url: string | null;
  has_webhook_secret: number;
  problem: KeyRefusal | null;
  refused_at: number | null;
  excess: string | null;
  account_preview: string | null;
  demo: string | null;
  version: number;
  connected_at: number;
  checked_at: number;
}

/** Reads a row. What is JSON in it was written by `writeRow`. */
export function readRow(row: ConnectionRow): ConnectionRecord {
  return {
    id: row.id,
    app: row.app_id,
    project: row.project,
    method: row.method,
    mode: row.mode,
    label: row.label,
    keyKind: row.key_kind,
    publishableLabel: row.publishable_label,
    accountId: row.account_id,
    accountName: row.account_name,
    editKeyUrl: row.edit_key_url,
    hasWebhookSecret: row.has_webhook_secret === 1,
    problem: row.problem,
    refusedAt: row.refused_at,
    excess: row.excess === null ? [] : (JSON.parse(row.excess) as PermissionName[]),
    accountPreview: row.account_preview === null ? null : (JSON.parse(row.account_preview) as AccountPreview),
    demo: row.demo === null ? null : (JSON.parse(row.demo) as DemoCounts),
    version: row.version,
    connectedAt: row.connected_at,
    checkedAt: row.checked_at,
  };
}

/** Returns a record as columns, all but the version, which only rises. */
export function writeRow(record: ConnectionRecord): Omit<ConnectionRow, "version"> {
  return {
    id: record.id,
    app_id: record.app,
    project: record.project,
    method: record.method,
    mode: record.mode,
    label: record.label,
    key_kind: record.keyKind,
    publishable_label: record.publishableLabel,
    account_id: record.accountId,
    account_name: record.accountName,
    edit_key_url: record.editKeyUrl,
    has_webhook_secret: record.hasWebhookSecret ? 1 : 0,
    problem: record.problem,
    refused_at: record.refusedAt,
    excess: record.excess.length === 0 ? null : JSON.stringify(record.excess),
    account_preview: record.accountPreview && JSON.stringify(record.accountPreview),
    demo: record.demo && JSON.stringify(record.demo),
    connected_at: record.connectedAt,
    checked_at: record.checkedAt,
  };
}
