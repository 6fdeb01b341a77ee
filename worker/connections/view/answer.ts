/**
 * @module The one answer of every connection endpoint: the profile, the connection, and what the caller may do.
 */

import type { Mode } from "../../../shared/keys.ts";
import { createKeyLink, type Profile, type ProfileView } from "../../../shared/profile.ts";
import { permissionEntry } from "../../../shared/permissions.ts";
import type { Connection, ConnectionAnswer, Webhook } from "../../../shared/schema/connections.ts";
import type { App } from "../../apps/store.ts";
import type { Settings } from "../../env.ts";
import type { Caller } from "../../context.ts";
import { isManaged, webhookUrl } from "../../webhooks/managed.ts";
import { judgeHealth } from "./health.ts";
import type { CheckedConnection } from "../store.ts";

/** Shows a project's connection, or that there is none, to `caller`. */
export function viewAnswer(
  { dashboardUrl, oauth }: Settings,
  caller: Caller,
  app: App,
  found: CheckedConnection | null,
  publicUrl: string,
): ConnectionAnswer {
  const { profile } = app;
  const admin = caller.kind === "app" || (caller.kind === "session" && caller.role === "admin");
  return {
    profile: viewProfile(profile, dashboardUrl),
    connection: found && viewConnection(app, found, dashboardUrl, publicUrl),
    may: {
      connect: admin,
      oauth: caller.kind === "session" && admin && oauth !== null && profile.methods.includes("oauth"),
      check: admin && found !== null,
      disconnect: admin && found !== null,
      demo: admin && profile.demo && (found === null || found.record.method === "demo"),
    },
  };
}

function viewProfile(profile: Profile, dashboard: string): ProfileView {
  const { excess_check: _, ...shown } = profile;
  return {
    ...shown,
    third_party: profile.third_party ?? profile.product,
    permissions: profile.permissions.map((request) => {
      const { label, section } = permissionEntry(request.permission);
      return { ...request, label, section };
    }),
    create_key_url: {
      test: createKeyLink(dashboard, profile, "test"),
      live: createKeyLink(dashboard, profile, "live"),
    },
    keys_url: { test: keysUrl(dashboard, "test"), live: keysUrl(dashboard, "live") },
  };
}

function viewConnection(
  app: App,
  found: CheckedConnection,
  dashboard: string,
  publicUrl: string,
): Connection {
  const { profile } = app;
  const { record, findings } = found;
  const webhook = viewWebhook(app, found, publicUrl);
  return {
    id: record.id,
    object: "connection",
    project: record.project,
    method: record.method,
    mode: record.mode,
    label: record.label,
    key_kind: record.keyKind,
    account: record.accountId === null ? null : { id: record.accountId, name: record.accountName },
    permissions: profile.permissions.map(({ permission, access, required }) => ({
      permission,
      access,
      required,
      label: permissionEntry(permission).label,
      // The profile may have grown since the last check: a row it did not look at is unknown.
      status:
        findings.find((finding) => finding.permission === permission && finding.access === access)?.status ??
        "unknown",
    })),
    edit_key_url: record.method !== "key" ? null : (record.editKeyUrl ?? keysUrl(dashboard, record.mode)),
    publishable_key: record.publishableLabel,
    webhook,
    warnings: [
      ...(record.keyKind === "secret" && profile.credentials.secret === "warn"
        ? ["secret_key" as const]
        : []),
      ...(record.excess.length > 0 ? ["excess_permissions" as const] : []),
      ...(webhook.status === "placeholder" ? ["webhook_secret_placeholder" as const] : []),
    ],
    excess_permissions: record.excess.map((name) => permissionEntry(name).label),
    health: judgeHealth(profile, found, webhook.status === "failed"),
    account_preview: record.accountPreview,
    demo: record.demo,
    connected_at: record.connectedAt,
    checked_at: record.checkedAt,
  };
}

function viewWebhook(app: App, found: CheckedConnection, publicUrl: string): Webhook {
  const { webhook: rule } = app.profile;
  const { record, webhook } = found;
  const managed = isManaged(app, found);
  const takesEvents = managed || (rule.kind === "pasted" && record.method !== "demo");
  return {
    status: takesEvents ? nameStatus(found, rule.kind === "pasted" && rule.expected) : "none",
    managed,
    url: takesEvents ? webhookUrl(publicUrl, record.id) : null,
    last_event_at: webhook.lastEventAt,
  };
}

function nameStatus({ record, webhook }: CheckedConnection, expected: boolean): Webhook["status"] {
  if (webhook.problem !== null) return "failed";
  if (!record.hasWebhookSecret) return expected ? "placeholder" : "none";
  return webhook.lastEventAt === null ? "waiting" : "receiving";
}

function keysUrl(dashboard: string, mode: Mode): string {
  return `${dashboard}${mode === "test" ? "/test" : ""}/apikeys`;
}
