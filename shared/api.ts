/**
 * @module Every endpoint of the Worker: method, path, who may call it, and whether it leaves an audit row.
 *
 * The Worker mounts its routes from this table, and the element's requests are held to it by their types and a
 * test, so neither can drift. `:project` is the app's own id for its customer's workspace; a session may say `current`, which
 * means its own project.
 */

/** `admin` may connect; `viewer` may look. */
export type Role = "viewer" | "admin";

export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /**
   * `app`: an app secret. `operator`: the operator token. A session role: a session token with that role or a higher
   * one. `invitation`: the session of whoever opened an invitation, which reaches nothing else.
   */
  readonly callers: readonly ("operator" | "app" | Role | "invitation" | "anyone")[];
  /** Writes one row of the audit table, in the same batch as its change. Stripe's events are a record themselves. */
  readonly audited: boolean;
}

const PROJECT = "/v1/projects/:project";
const CONNECTION = `${PROJECT}/connection`;
const INVITATION = `${CONNECTION}/invitation`;
const IDENTITIES = `${PROJECT}/identities`;
const EVENT_ENDPOINT = "/v1/event_endpoints/:endpoint";

export const ENDPOINTS = {
  createApp: { method: "POST", path: "/v1/apps", callers: ["operator"], audited: true },
  listApps: { method: "GET", path: "/v1/apps", callers: ["operator"], audited: false },
  readApp: { method: "GET", path: "/v1/apps/:app", callers: ["operator"], audited: false },
  updateApp: { method: "PATCH", path: "/v1/apps/:app", callers: ["operator"], audited: true },
  rollAppSecret: { method: "POST", path: "/v1/apps/:app/secret", callers: ["operator"], audited: true },
  rotateSecrets: { method: "POST", path: "/v1/vault/rotate", callers: ["operator"], audited: true },
  createSession: { method: "POST", path: "/v1/sessions", callers: ["app"], audited: true },
  createOpenSession: { method: "POST", path: "/v1/open_sessions", callers: ["anyone"], audited: false },
  /** Ends the open invitation of the project, if there is one. */
  createInvitation: { method: "POST", path: INVITATION, callers: ["app", "admin"], audited: true },
  revokeInvitation: { method: "DELETE", path: INVITATION, callers: ["app", "admin"], audited: true },
  /** The first opening binds the invitation to a browser, and is what is audited. */
  openInvitation: { method: "POST", path: "/v1/invitations/open", callers: ["anyone"], audited: true },
  /** An app's connections, a page at a time. */
  listConnections: { method: "GET", path: "/v1/connections", callers: ["app"], audited: false },
  readConnection: {
    method: "GET",
    path: CONNECTION,
    callers: ["app", "viewer", "invitation"],
    audited: false,
  },
  connect: { method: "PUT", path: CONNECTION, callers: ["app", "admin", "invitation"], audited: true },
  updateConnection: { method: "PATCH", path: CONNECTION, callers: ["app", "admin"], audited: true },
  readStatus: { method: "GET", path: `${CONNECTION}/status`, callers: ["app", "viewer"], audited: false },
  /** What Stripe was asked about the credential, how it answered, and what is sent with it. */
  readReceipt: {
    method: "GET",
    path: `${CONNECTION}/receipt`,
    callers: ["app", "viewer", "invitation"],
    audited: false,
  },
  /** How far and how fresh the connection's ledger is. */
  readSync: {
    method: "GET",
    path: `${PROJECT}/sync`,
    callers: ["app", "viewer", "invitation"],
    audited: false,
  },
  /** Customers with their promised plans. */
  listCustomers: { method: "GET", path: `${PROJECT}/customers`, callers: ["app", "viewer"], audited: false },
  readCustomer: {
    method: "GET",
    path: `${PROJECT}/customers/:customer`,
    callers: ["app", "viewer"],
    audited: false,
  },
  listSignals: { method: "GET", path: `${PROJECT}/signals`, callers: ["app", "viewer"], audited: false },
  readMetrics: { method: "GET", path: `${PROJECT}/metrics`, callers: ["app", "viewer"], audited: false },
  readMrr: { method: "GET", path: `${PROJECT}/metrics/mrr`, callers: ["app", "viewer"], audited: false },
  readTraits: { method: "GET", path: `${PROJECT}/traits`, callers: ["app", "viewer"], audited: false },
  readCatalog: { method: "GET", path: `${PROJECT}/catalog`, callers: ["app", "viewer"], audited: false },
  /** Replaces the map of the app's users to Stripe's customers by a CSV. */
  replaceIdentities: { method: "PUT", path: IDENTITIES, callers: ["app"], audited: true },
  readIdentities: { method: "GET", path: IDENTITIES, callers: ["app"], audited: false },
  /** Reads from Stripe with the connection's key, which the app never holds. `*` is Stripe's own path, `v1/customers`. */
  readStripe: { method: "GET", path: `${PROJECT}/stripe/*`, callers: ["app"], audited: false },
  disconnect: { method: "DELETE", path: CONNECTION, callers: ["app", "admin"], audited: true },
  checkConnection: {
    method: "POST",
    path: `${CONNECTION}/check`,
    callers: ["app", "admin", "invitation"],
    audited: true,
  },
  connectDemo: { method: "POST", path: `${CONNECTION}/demo`, callers: ["app", "admin"], audited: true },
  startOauth: {
    method: "POST",
    path: `${CONNECTION}/oauth`,
    callers: ["admin", "invitation"],
    audited: true,
  },
  finishOauth: {
    method: "POST",
    path: `${CONNECTION}/oauth/finish`,
    callers: ["admin", "invitation"],
    audited: true,
  },
  returnFromOauth: { method: "GET", path: "/v1/oauth/callback", callers: ["anyone"], audited: false },
  receiveEvent: {
    method: "POST",
    path: "/v1/webhooks/stripe/:connection",
    callers: ["anyone"],
    audited: false,
  },
  /** What every endpoint takes and answers, in OpenAPI. */
  readOpenapi: { method: "GET", path: "/openapi.json", callers: ["anyone"], audited: false },
  createEventEndpoint: { method: "POST", path: "/v1/event_endpoints", callers: ["app"], audited: true },
  listEventEndpoints: { method: "GET", path: "/v1/event_endpoints", callers: ["app"], audited: false },
  updateEventEndpoint: { method: "PATCH", path: EVENT_ENDPOINT, callers: ["app"], audited: true },
  deleteEventEndpoint: { method: "DELETE", path: EVENT_ENDPOINT, callers: ["app"], audited: true },
  /** The secret before it goes on signing for a day. */
  rollEndpointSecret: { method: "POST", path: `${EVENT_ENDPOINT}/secret`, callers: ["app"], audited: true },
  /** What the app was told in the last 30 days, and how that was delivered. */
  listEvents: { method: "GET", path: "/v1/events", callers: ["app"], audited: false },
  resendEvent: { method: "POST", path: "/v1/events/:event/resend", callers: ["app"], audited: true },
  health: { method: "GET", path: "/healthz", callers: ["anyone"], audited: false },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;

/** The project a session means by "my own". Not allowed as an app's id for a project. */
export const CURRENT_PROJECT = "current";
