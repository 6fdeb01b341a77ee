/**
 * @module The one answer of every connection endpoint: the profile, the connection, and what the caller may do.
 */

import { HEALTH, type HealthDetail } from "../../shared/health.ts";
import type { Mode } from "../../shared/keys.ts";
import { createKeyLink } from "../../shared/key-link.ts";
import { permissionEntry } from "../../shared/permissions.ts";
import type { Profile } from "../../shared/profile.ts";
import type { Connection, ConnectionAnswer, Health } from "../../shared/schema/connections.ts";
import type { ProfileView } from "../../shared/schema/profile.ts";
import type { App } from "../apps/store.ts";
import type { Settings } from "../env.ts";
import type { Caller } from "../http/context.ts";
import type { CheckedConnection } from "./store.ts";

/** Shows a project's connection, or that there is none, to `caller`. */
export function viewAnswer(
  { dashboardUrl }: Settings,
  caller: Caller,
  { profile }: App,
  found: CheckedConnection | null,
): ConnectionAnswer {
  const admin = caller.kind === "app" || (caller.kind === "session" && caller.role === "admin");
  return {
    profile: viewProfile(profile, dashboardUrl),
    connection: found && viewConnection(profile, found, dashboardUrl),
    may: {
      connect: admin,
      oauth: false,
      check: admin && found !== null,
      disconnect: admin && found !== null,
      demo: admin && profile.demo && found?.record.method !== "key",
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
  profile: Profile,
  { record, findings }: CheckedConnection,
  dashboard: string,
): Connection {
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
    edit_key_url: record.method === "demo" ? null : (record.editKeyUrl ?? keysUrl(dashboard, record.mode)),
    publishable_key: null,
    webhook: {
      status: record.hasWebhookSecret ? "waiting" : "none",
      managed: false,
      url: null,
      last_event_at: null,
    },
    warnings: record.keyKind === "secret" && profile.credentials.secret === "warn" ? ["secret_key"] : [],
    excess_permissions: [],
    health: viewHealth(record.problem),
    first_look: null,
    demo: record.demo,
    connected_at: record.connectedAt,
    checked_at: record.checkedAt,
  };
}

function viewHealth(detail: HealthDetail | null): Health {
  if (detail === null) return { status: "healthy", detail, message: null };
  return { detail, ...HEALTH[detail] };
}

function keysUrl(dashboard: string, mode: Mode): string {
  return `${dashboard}${mode === "test" ? "/test" : ""}/apikeys`;
}
