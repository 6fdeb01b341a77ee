/**
 * @module Answers as the Worker gives them, for the gallery and for tests of the views. A test holds them to the schema.
 */

import { HEALTH, type HealthDetail } from "../../shared/health.ts";
import type { Profile, ProfileView } from "../../shared/profile.ts";
import { BILLSTACK } from "../../shared/profiles/billstack.ts";
import { CLEARSYNC } from "../../shared/profiles/clearsync.ts";
import { DROPFIX } from "../../shared/profiles/dropfix.ts";
import { ENGAGE } from "../../shared/profiles/engage.ts";
import { PARITYRAIL } from "../../shared/profiles/parityrail.ts";
import type { Check, Connection, ConnectionAnswer } from "../../shared/schema/connections.ts";
import type { Invitation } from "../../shared/schema/invitations.ts";
import type { SyncAnswer, SyncSummary } from "../../shared/schema/sync.ts";
import { viewProfile as viewInLanguage } from "../../shared/view-profile.ts";
import { SYNC_PROBLEMS, type SyncProblem } from "../../shared/sync.ts";

export const WEBHOOK_URL = "https://connect.example.com/v1/webhooks/stripe/con_aaaaaaaaaaaaaaaaaaaaaaaaaa";
export const DASHBOARD = "https://dashboard.stripe.com";
export const ADMIN = {
  connect: true,
  oauth: false,
  check: true,
  update: true,
  disconnect: true,
  demo: true,
  invite: true,
};
export const VIEWER = {
  connect: false,
  oauth: false,
  check: false,
  update: false,
  disconnect: false,
  demo: false,
  invite: false,
};

/** A profile as the Worker shows it, in `language` where it is translated into that. */
export function viewProfile(profile: Profile, language = "en"): ProfileView {
  return viewInLanguage(profile, language, DASHBOARD);
}

/** A profile as the Worker shows it, without its own names for fields and buttons: tests look for the element's. */
function viewUnnamed(profile: Profile): ProfileView {
  const { words: _, ...unnamed } = profile;
  return viewProfile(unnamed);
}

const { help: _, ...WITHOUT_HELP } = PARITYRAIL;

/** ParityRail's, without the help that repeats what goes wrong: tests look for those sentences where they belong. */
export const PROFILE_VIEW = viewProfile(WITHOUT_HELP);

/** A connection whose required permissions are granted; `changes` overrules any field. */
export function cannedConnection(changes: Partial<Connection> = {}): Connection {
  return {
    id: "con_aaaaaaaaaaaaaaaaaaaaaaaaaa",
    object: "connection",
    project: "acme",
    method: "key",
    mode: "test",
    label: "rk_test_…abcd",
    key_kind: "restricted",
    account: { id: "acct_1PARITYRAIL", name: "Acme Inc." },
    permissions: cannedChecks({ checkout_sessions: "missing", entitlements: "missing" }),
    edit_key_url: `${DASHBOARD}/test/apikeys`,
    publishable_key: null,
    webhook: { status: "none", managed: false, url: null, last_event_at: null },
    warnings: [],
    excess_permissions: [],
    health: { status: "healthy", detail: null, title: null, message: null },
    sync: cannedSync(),
    account_preview: null,
    demo: null,
    connected_by: null,
    invited_by: null,
    connected_at: 1_790_000_000,
    checked_at: 1_790_000_000,
    ...changes,
  };
}

/** An account of 2,000 customers that is read and kept fresh; `changes` overrules any field. */
export function cannedSync(changes: Partial<SyncSummary> = {}): SyncSummary {
  return {
    status: "fresh",
    means: "events",
    progress: { resource: "customers", done: 2000, total: null },
    problem: null,
    resume_at: null,
    filled_at: 1_790_000_100,
    last_success_at: 1_790_000_100,
    ...changes,
  };
}

/** An account that is read for the first time: 1,240 of about 2,000 customers. */
export function cannedFill(changes: Partial<SyncSummary> = {}): SyncSummary {
  const progress = { resource: "customers", done: 1240, total: 2000 } as const;
  return cannedSync({ status: "filling", means: null, progress, filled_at: null, ...changes });
}

export function cannedProblem(code: SyncProblem): SyncSummary["problem"] {
  return { code, message: SYNC_PROBLEMS[code] };
}

/** The answer of the connection's own object to `GET …/sync`. */
export function cannedSyncAnswer(sync: SyncSummary): SyncAnswer {
  const purposes = { probe: 6, fill: 40, poll: 0, refetch: 0, reconcile: 0, proxy: 0 };
  return {
    ...sync,
    object: "sync",
    last_change: 4000,
    freshness: { wanted: 300, payments: 300, new_objects: 300, changes: 300 },
    resources: [],
    reads: {
      used: 46,
      left: 8954,
      limit: 9000,
      allocation: 10_000,
      today: purposes,
      last_30_days: purposes,
    },
  };
}

/** A connection that is not well. */
function cannedHealth(detail: HealthDetail): Connection["health"] {
  return { detail, ...HEALTH[detail] };
}

/** The profile's checks, all granted but those named. */
export function cannedChecks(statuses: Readonly<Record<string, Check["status"]>> = {}): Check[] {
  return PROFILE_VIEW.permissions.map(({ permission, access, required, label }) => ({
    permission,
    access,
    required,
    label,
    status: statuses[permission] ?? "granted",
  }));
}

export function cannedAnswer(
  connection: Connection | null,
  may: ConnectionAnswer["may"] = ADMIN,
): ConnectionAnswer {
  return { profile: PROFILE_VIEW, connection, invitation: null, may };
}

/** @param opened_at unix seconds; null while nobody has opened it */
export function cannedInvitation(opened_at: number | null): Invitation {
  return {
    object: "invitation",
    id: "inv_aaaaaaaaaaaaaaaaaaaaaaaaaa",
    status: opened_at === null ? "waiting" : "opened",
    url: `https://connect.example.com/invitation#inv_${"madeup7KqQ2wXz".repeat(16)}`,
    created_at: 1_790_000_000,
    opened_at,
    expires_at: 1_790_086_400,
  };
}

export const DEMO_CONNECTION = cannedConnection({
  method: "demo",
  label: "Demo dataset",
  key_kind: null,
  account: null,
  permissions: cannedChecks(),
  edit_key_url: null,
  demo: { customers: 250, subscriptions: 231, invoices: 1204 },
  sync: cannedSync({ means: "demo", progress: { resource: "customers", done: 250, total: null } }),
});

/** One answer for every state a view can be in. */
export const CANNED_ANSWERS = {
  disconnected: cannedAnswer(null),
  disconnectedViewer: cannedAnswer(null, VIEWER),
  invited: { ...cannedAnswer(null), invitation: cannedInvitation(null) },
  connected: cannedAnswer(cannedConnection()),
  connectedViewer: cannedAnswer(cannedConnection(), VIEWER),
  live: cannedAnswer(cannedConnection({ mode: "live", label: "rk_live_…k2Pd" })),
  missing: cannedAnswer(
    cannedConnection({ permissions: cannedChecks({ invoices: "missing", entitlements: "missing" }) }),
  ),
  unknown: cannedAnswer(cannedConnection({ permissions: cannedChecks({ subscriptions: "unknown" }) })),
  revoked: cannedAnswer(cannedConnection({ health: cannedHealth("key_rejected") })),
  expired: cannedAnswer(cannedConnection({ health: cannedHealth("key_expired") })),
  ipRestricted: cannedAnswer(cannedConnection({ health: cannedHealth("key_ip_restricted") })),
  secretKey: cannedAnswer(
    cannedConnection({
      key_kind: "secret",
      label: "sk_test_…abcd",
      warnings: ["secret_key"],
      permissions: cannedChecks(),
    }),
  ),
  demo: cannedAnswer(DEMO_CONNECTION),
  degraded: cannedAnswer(
    cannedConnection({
      permissions: cannedChecks({ invoices: "missing" }),
      health: cannedHealth("permission_missing"),
    }),
  ),
  refusedOnce: cannedAnswer(cannedConnection({ health: cannedHealth("refused_once") })),
  endpointFailed: {
    profile: viewProfile(CLEARSYNC),
    invitation: null,
    connection: cannedConnection({
      health: cannedHealth("webhook_endpoint_failed"),
      webhook: { status: "failed", managed: true, url: WEBHOOK_URL, last_event_at: null },
    }),
    may: ADMIN,
  },
  accountPreview: cannedAnswer(
    cannedConnection({
      account_preview: {
        customers: "some",
        subscriptions: "some",
        newest_customer_at: 1_772_539_200,
        currency: "usd",
        plans: ["Pro", "Team"],
      },
    }),
  ),
  emptyAccount: cannedAnswer(
    cannedConnection({
      account_preview: {
        customers: "none",
        subscriptions: "none",
        newest_customer_at: null,
        currency: null,
        plans: [],
      },
    }),
  ),
  unchecked: cannedAnswer(cannedConnection({ permissions: cannedChecks({ entitlements: "unchecked" }) })),
  excess: cannedAnswer(
    cannedConnection({
      warnings: ["excess_permissions"],
      excess_permissions: ["Payouts", "Payment Methods"],
    }),
  ),
  placeholder: {
    profile: viewUnnamed(BILLSTACK),
    invitation: null,
    connection: cannedConnection({
      publishable_key: "pk_test_…abcd",
      warnings: ["webhook_secret_placeholder"],
      webhook: { status: "placeholder", managed: false, url: WEBHOOK_URL, last_event_at: null },
    }),
    may: ADMIN,
  },
  waiting: cannedAnswer(
    cannedConnection({
      webhook: { status: "waiting", managed: false, url: WEBHOOK_URL, last_event_at: null },
    }),
  ),
  receiving: {
    profile: viewProfile(CLEARSYNC),
    invitation: null,
    connection: cannedConnection({
      webhook: { status: "receiving", managed: true, url: WEBHOOK_URL, last_event_at: 1_790_000_000 },
    }),
    may: ADMIN,
  },
  accessRevoked: {
    profile: viewProfile(ENGAGE),
    invitation: null,
    connection: cannedConnection({
      method: "oauth",
      label: "Stripe Connect",
      key_kind: null,
      edit_key_url: null,
      health: cannedHealth("access_revoked"),
    }),
    may: { ...ADMIN, oauth: true },
  },
  pending: cannedAnswer(
    cannedConnection({ sync: cannedFill({ status: "pending", progress: null, last_success_at: null }) }),
  ),
  filling: cannedAnswer(cannedConnection({ sync: cannedFill() })),
  fillingUncounted: cannedAnswer(
    cannedConnection({
      sync: cannedFill({ progress: { resource: "customers", done: 1240, total: null } }),
    }),
  ),
  fillPaused: cannedAnswer(
    cannedConnection({ sync: cannedFill({ status: "paused", problem: cannedProblem("rate_limited") }) }),
  ),
  fillFailed: cannedAnswer(
    cannedConnection({
      sync: cannedFill({ status: "failed", problem: cannedProblem("stripe_unexpected") }),
    }),
  ),
  fillRefused: cannedAnswer(
    cannedConnection({
      health: cannedHealth("refused_once"),
      sync: cannedFill({ status: "stale", problem: cannedProblem("key_refused") }),
    }),
  ),
  stale: cannedAnswer(
    cannedConnection({
      sync: cannedSync({ status: "stale", problem: cannedProblem("stripe_unavailable") }),
    }),
  ),
  dropfixConnected: {
    profile: viewUnnamed(DROPFIX),
    invitation: null,
    connection: cannedConnection({ mode: "live", label: "rk_live_…k2Pd" }),
    may: ADMIN,
  },
  liveAsked: { profile: viewUnnamed(DROPFIX), connection: null, invitation: null, may: ADMIN },
  twoKeys: { profile: viewUnnamed(BILLSTACK), connection: null, invitation: null, may: ADMIN },
  twoKeysConnected: {
    profile: viewUnnamed(BILLSTACK),
    invitation: null,
    may: ADMIN,
    connection: cannedConnection({ publishable_key: "pk_test_…wxyz" }),
  },
  oauth: { profile: viewProfile(ENGAGE), connection: null, invitation: null, may: { ...ADMIN, oauth: true } },
  oauthSecond: {
    profile: { ...viewProfile(ENGAGE), methods: ["key", "oauth"] },
    connection: null,
    invitation: null,
    may: { ...ADMIN, oauth: true },
  },
  oauthNotSetUp: { profile: viewProfile(ENGAGE), connection: null, invitation: null, may: ADMIN },
  oauthConnected: {
    profile: viewProfile(ENGAGE),
    invitation: null,
    connection: cannedConnection({
      method: "oauth",
      label: "Stripe Connect",
      key_kind: null,
      edit_key_url: null,
    }),
    may: { ...ADMIN, oauth: true },
  },
  oauthMissing: cannedAnswer(
    cannedConnection({
      method: "oauth",
      edit_key_url: null,
      permissions: cannedChecks({ subscriptions: "unchecked", invoices: "missing" }),
    }),
  ),
  replaced: {
    ...cannedAnswer(cannedConnection({})),
    left_behind: [{ what: "webhook_endpoint", manage_url: `${DASHBOARD}/test/webhooks` }],
  },
  leftBehind: {
    ...cannedAnswer(null),
    left_behind: [
      { what: "webhook_endpoint", manage_url: `${DASHBOARD}/test/webhooks` },
      { what: "oauth_access", manage_url: `${DASHBOARD}/settings/apps` },
    ],
  },
} satisfies Record<string, ConnectionAnswer>;
