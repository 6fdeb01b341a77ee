/**
 * @module What is shown of a connection: the one answer of its endpoints, its status, and its line in a list.
 */

import type { Profile } from "../../shared/profile.ts";
import { PERMISSIONS } from "../../shared/permissions.ts";
import { keysUrl, viewProfile } from "../../shared/view-profile.ts";
import type {
  Connection,
  ConnectionAnswer,
  ConnectionSummary,
  StatusAnswer,
  Webhook,
} from "../../shared/schema/connections.ts";
import type { Invitation } from "../../shared/schema/invitations.ts";
import type { App } from "../apps/store.ts";
import type { Settings } from "../env.ts";
import type { Caller } from "../context.ts";
import { webhookUrl } from "./endpoint.ts";
import { isRequiredMissing, judgeHealth } from "./health.ts";
import { isManaged } from "./operation.ts";
import { isOpenProject, type ConnectionRow } from "./store.ts";
import { NOT_BEGUN } from "./sync.ts";

/** What an answer shows of a project, and where the Worker is. */
export interface Shown {
  readonly row: ConnectionRow | null;
  /** The open one; null for callers that may not invite. */
  readonly invitation: Invitation | null;
  readonly publicUrl: string;
  /** The language of the product's texts. */
  readonly language: string;
}

/**
 * Tells whether a caller may make invitations. A page without a backend may not: anybody can be there, and who follows
 * the link would connect their account to a stranger's project, on our own page.
 */
export function mayInvite(caller: Caller): boolean {
  return isAdmin(caller) && !(caller.kind === "session" && isOpenProject(caller.project));
}

function isAdmin(caller: Caller): boolean {
  return (
    caller.kind === "app" || (caller.kind === "session" && caller.role === "admin" && !caller.invitation)
  );
}

/** Shows a project's connection, or that there is none, to `caller`. */
export function viewAnswer(
  { dashboardUrl, oauth }: Settings,
  caller: Caller,
  app: App,
  { row, invitation, publicUrl, language }: Shown,
): ConnectionAnswer {
  const { profile } = app;
  const isInvited = caller.kind === "session" && caller.invitation?.state === "open";
  const admin = isAdmin(caller);
  const connects = admin || isInvited;
  return {
    profile: viewProfile(profile, language, dashboardUrl),
    connection: row && viewConnection(profile, row, dashboardUrl, publicUrl),
    invitation,
    may: {
      connect: connects,
      oauth: caller.kind === "session" && connects && oauth !== null && profile.methods.includes("oauth"),
      check: connects && row !== null,
      update: admin && row !== null,
      disconnect: admin && row !== null,
      demo: admin && profile.demo && (row === null || row.method === "demo"),
      invite: mayInvite(caller),
    },
  };
}

/** Returns a connection in six plain values, for scripts that only want to know whether it works. */
export function viewStatus(profile: Profile, row: ConnectionRow | null): StatusAnswer {
  const health = row && judgeHealth(profile, row);
  const works = health?.status === "healthy" || health?.status === "degraded";
  return {
    object: "connection_status",
    connected: row !== null,
    is_active: row !== null && works && !isRequiredMissing(profile, row),
    sync_status: row ? nameSyncStatus(row) : "none",
    schema_exists: row?.sync?.means != null,
    account_name: row?.account_name ?? null,
    key_valid: works && health.detail !== "refused_once",
  };
}

/** Returns what a list shows of a connection. */
export function viewSummary(profile: Profile, row: ConnectionRow): ConnectionSummary {
  return {
    id: row.id,
    object: "connection_summary",
    project: row.project,
    method: row.method,
    mode: row.mode,
    label: row.label,
    account: viewAccount(row),
    health: judgeHealth(profile, row),
    connected_at: row.connected_at,
    checked_at: row.checked_at,
    visited_at: row.visited_at,
    updated_at: row.updated_at,
  };
}

function viewConnection(
  profile: Profile,
  row: ConnectionRow,
  dashboard: string,
  publicUrl: string,
): Connection {
  const webhook = viewWebhook(profile, row, publicUrl);
  const excess = row.excess
    .filter(({ status }) => status === "granted")
    .filter(({ permission }) => Object.hasOwn(PERMISSIONS, permission)); // a row may be older than the catalogue
  return {
    id: row.id,
    object: "connection",
    project: row.project,
    method: row.method,
    mode: row.mode,
    label: row.label,
    key_kind: row.key_kind,
    account: viewAccount(row),
    permissions: profile.permissions.map(({ permission, access, required }) => ({
      permission,
      access,
      required,
      label: PERMISSIONS[permission].label,
      // The profile may have grown since the last check: a row it did not look at is unknown.
      status:
        row.permissions.find((found) => found.permission === permission && found.access === access)?.status ??
        "unknown",
    })),
    edit_key_url: row.method === "key" ? (row.edit_key_url ?? keysUrl(dashboard, row.mode)) : null,
    publishable_key: row.publishable_label,
    webhook,
    warnings: [
      ...(row.key_kind === "secret" && profile.credentials.secret === "warn" ? ["secret_key" as const] : []),
      ...(excess.length > 0 ? ["excess_permissions" as const] : []),
      ...(webhook.status === "placeholder" ? ["webhook_secret_placeholder" as const] : []),
    ],
    excess_permissions: excess.map(({ permission }) => PERMISSIONS[permission].label),
    health: judgeHealth(profile, row),
    sync: row.sync ?? NOT_BEGUN,
    account_preview: row.account_preview,
    demo: row.demo,
    connected_by: row.connected_by,
    invited_by: row.invited_by,
    connected_at: row.connected_at,
    checked_at: row.checked_at,
  };
}

function nameSyncStatus({ sync }: ConnectionRow): StatusAnswer["sync_status"] {
  if (!sync || (sync.status === "pending" && sync.means === null)) return "pending";
  if (sync.filled_at !== null) return "ready";
  return sync.status === "failed" ? "failed" : "syncing";
}

/** Returns whose account it is; null where Stripe did not say. */
export function viewAccount({ account_id: id, account_name: name }: ConnectionRow): Connection["account"] {
  return id === null ? null : { id, name };
}

function viewWebhook(profile: Profile, row: ConnectionRow, publicUrl: string): Webhook {
  const { webhook: rule } = profile;
  const managed = isManaged(profile, row.method);
  const takesEvents = managed || (rule.kind === "pasted" && row.method !== "demo");
  return {
    status: takesEvents ? nameStatus(row, rule.kind === "pasted" && rule.expected) : "none",
    managed,
    url: takesEvents ? webhookUrl(publicUrl, row.id) : null,
    last_event_at: row.last_event_at,
  };
}

function nameStatus(row: ConnectionRow, expected: boolean): Webhook["status"] {
  if (row.endpoint_problem === "pending") return "waiting";
  if (row.endpoint_problem !== null) return "failed";
  if (row.has_webhook_secret === 0) return expected ? "placeholder" : "none";
  return row.last_event_at === null ? "waiting" : "receiving";
}
