/**
 * @module Bodies and answers of a project's connection.
 */

import * as z from "zod";
import { HEALTH, type HealthDetail } from "../health.ts";
import { access, mode, profileView } from "../profile.ts";
import { invitation } from "./invitations.ts";
import { syncSummary } from "./sync.ts";

/** `PUT …/connection`. The body is bounded as a whole; `keys.ts` says what is wrong with a paste. */
export const connectBody = z.strictObject({
  api_key: z.string(),
  /** A signing secret, or a placeholder where the profile expects one later; null removes it, blank leaves it. */
  webhook_secret: z.string().nullish(),
  publishable_key: z.string().optional(),
  /** Yes to the question whether another account's key may replace the connection. */
  replace_account: z.boolean().optional(),
  /** The data that is asked for. A key of the other mode is a question, which the key's own mode answers with yes. */
  mode: mode.optional(),
});

/** `PATCH …/connection`: what may be given later, without the key. */
export const updateConnectionBody = z.strictObject({
  webhook_secret: z.string().nullish(),
  publishable_key: z.string().optional(),
});

/** `POST …/check` and `POST …/demo` take no fields. */
export const emptyBody = z.strictObject({});

/** One permission the profile asks for, as the last check found it. */
export const check = z.strictObject({
  permission: z.string(),
  access,
  required: z.boolean(),
  label: z.string(),
  /**
   * `unknown`: Stripe did not say (busy, down, timed out). `unchecked`: nothing proves it, because no endpoint
   * answers for the row or the endpoint answers otherwise on this account. Neither is shown as missing or granted.
   */
  status: z.enum(["granted", "missing", "unknown", "unchecked"]),
});

/** How the connection gets Stripe's events. */
const webhook = z.strictObject({
  /**
   * `placeholder`: a signing secret is still to come. `waiting`: no event came yet, so the secret has not proved
   * itself. `failed`: the Worker could not make the endpoint in the account.
   */
  status: z.enum(["none", "placeholder", "waiting", "receiving", "failed"]),
  /** The Worker makes and removes the endpoint itself. */
  managed: z.boolean(),
  /** Where Stripe sends events; null where the profile takes none. */
  url: z.string().nullable(),
  /** Unix seconds. */
  last_event_at: z.int().nullable(),
});

const healthStatus = z.enum(["healthy", "degraded", "needs_attention", "revoked"]);

const health = z.strictObject({
  status: healthStatus,
  detail: z.enum(Object.keys(HEALTH) as [HealthDetail, ...HealthDetail[]]).nullable(), // its own keys
  /** What it is and what to do, for the person. */
  title: z.string().nullable(),
  message: z.string().nullable(),
});

/** What the probes saw by the way, without personal data: is this the right account? */
const accountPreview = z.strictObject({
  /** Whether there are any; null where the key may not look. */
  customers: z.enum(["none", "some"]).nullable(),
  subscriptions: z.enum(["none", "some"]).nullable(),
  /** Unix seconds. */
  newest_customer_at: z.int().nullable(),
  /** ISO 4217, lower case. */
  currency: z.string().nullable(),
  /** Names of up to three plans or products. */
  plans: z.array(z.string()),
});

export const connection = z.strictObject({
  id: z.string(),
  object: z.literal("connection"),
  project: z.string(),
  method: z.enum(["key", "oauth", "demo"]),
  mode,
  /** What may be shown of the key: `rk_test_…abcd`; "Stripe Connect" for OAuth, "Demo dataset" for the demo. */
  label: z.string(),
  key_kind: z.enum(["restricted", "secret"]).nullable(),
  /** What may be shown of the publishable key: `pk_test_…abcd`. */
  publishable_key: z.string().nullable(),
  account: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable(),
  permissions: z.array(check),
  /** Where Stripe lets this very key be edited; falls back to the list of keys. */
  edit_key_url: z.string().nullable(),
  webhook,
  /** Things to mend that do not stop anything. */
  warnings: z.array(z.enum(["secret_key", "excess_permissions", "webhook_secret_placeholder"])),
  /** Labels of rows the key has and should not have. */
  excess_permissions: z.array(z.string()),
  health,
  sync: syncSummary,
  account_preview: accountPreview.nullable(),
  /** What the demo dataset holds, counted; null for a real account. */
  demo: z.strictObject({ customers: z.int(), subscriptions: z.int(), invoices: z.int() }).nullable(),
  /**
   * Name of the person who connected last, as their session says it; null for an app's backend, a page without a
   * backend, and whoever opened an invitation.
   */
  connected_by: z.string().nullable(),
  /** Name of the person whose invitation it was connected by; null where there was none. */
  invited_by: z.string().nullable(),
  /** Unix seconds. */
  connected_at: z.int(),
  checked_at: z.int(),
});

/** The query of `GET /v1/connections`. */
export const listConnectionsQuery = z.strictObject({
  health: healthStatus.optional(),
  mode: mode.optional(),
  /** Checked or changed then or later: unix seconds. */
  updated_since: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** The id of the last connection of the page before. */
  starting_after: z.string().max(64).default(""),
});

/** A connection as the list of an app's connections shows it. */
export const connectionSummary = connection
  .pick({
    id: true,
    project: true,
    method: true,
    mode: true,
    label: true,
    account: true,
    health: true,
    connected_at: true,
    checked_at: true,
  })
  .extend({
    object: z.literal("connection_summary"),
    /** When it was last checked or changed: unix seconds. */
    updated_at: z.int(),
    /** When a page without a backend last opened the project: unix seconds. */
    visited_at: z.int(),
  });

export const connectionListAnswer = z.strictObject({
  object: z.literal("list"),
  data: z.array(connectionSummary),
  has_more: z.boolean(),
});

/** What this caller may do now; the element shows no button that would be refused. */
const may = z.strictObject({
  connect: z.boolean(),
  /** The profile offers OAuth and this deployment is set up for it. */
  oauth: z.boolean(),
  check: z.boolean(),
  update: z.boolean(),
  disconnect: z.boolean(),
  demo: z.boolean(),
  /** Make and revoke an invitation. */
  invite: z.boolean(),
});

/** The answer of `GET`, `PUT`, `DELETE`, `check` and `demo` alike. */
export const connectionAnswer = z.strictObject({
  profile: profileView,
  connection: connection.nullable(),
  /** The link that waits for a teammate; null where there is none, and for callers that may not invite. */
  invitation: invitation.nullable(),
  may,
  /** Only where something could not be removed from the account: what is still there, and where to remove it. */
  left_behind: z
    .array(z.strictObject({ what: z.enum(["webhook_endpoint", "oauth_access"]), manage_url: z.string() }))
    .optional(),
});

/** `GET …/connection/status`: the connection in six plain values, for scripts. */
export const statusAnswer = z.strictObject({
  object: z.literal("connection_status"),
  connected: z.boolean(),
  /** Connected, and nothing needs attention. */
  is_active: z.boolean(),
  /** `syncing`: read for the first time. `ready`: all of it is there. `failed`: some of it cannot be read. */
  sync_status: z.enum(["none", "pending", "syncing", "ready", "failed"]),
  /** The connection's own store of data exists. */
  schema_exists: z.boolean(),
  account_name: z.string().nullable(),
  /** Stripe accepted the key at the last check. */
  key_valid: z.boolean(),
});

export type ConnectBody = z.infer<typeof connectBody>;
export type UpdateConnectionBody = z.infer<typeof updateConnectionBody>;
export type Webhook = z.infer<typeof webhook>;
export type ListConnectionsQuery = z.infer<typeof listConnectionsQuery>;
export type Health = z.infer<typeof health>;
export type AccountPreview = z.infer<typeof accountPreview>;
export type LeftBehind = NonNullable<ConnectionAnswer["left_behind"]>[number];
export type StatusAnswer = z.infer<typeof statusAnswer>;
export type Check = z.infer<typeof check>;
export type Connection = z.infer<typeof connection>;
export type ConnectionSummary = z.infer<typeof connectionSummary>;
export type ConnectionListAnswer = z.infer<typeof connectionListAnswer>;
export type ConnectionAnswer = z.infer<typeof connectionAnswer>;
