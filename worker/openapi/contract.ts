/**
 * @module What every endpoint takes and answers, as the OpenAPI document says it. An endpoint without a row does not compile.
 */

import * as z from "zod";
import type { ENDPOINTS, EndpointName } from "../../shared/api.ts";
import { ERRORS, type ApiErrorCode } from "../../shared/errors.ts";
import { listConnectionsQuery } from "../../shared/schema/connections.ts";
import { catalogQuery, listCustomersQuery, traitsQuery } from "../../shared/schema/customers.ts";
import { listEventsQuery } from "../../shared/schema/events.ts";
import { identitiesQuery } from "../../shared/schema/identities.ts";
import { mrrQuery } from "../../shared/schema/metrics.ts";
import { listSignalsQuery } from "../../shared/schema/signals.ts";
import type { AnswerName, BodyName } from "./schemas.ts";

export interface Contract {
  readonly summary: string;
  readonly description?: string;
  readonly query?: z.ZodObject;
  /** A body of JSON. */
  readonly body?: BodyName;
  /** The answer of JSON, with `status` or 200. */
  readonly answer?: AnswerName;
  readonly status?: 201;
  /** Errors beyond those that follow from callers, path, query and body. */
  readonly errors?: readonly ApiErrorCode[];
  /** OpenAPI of what is no JSON: request headers, the body, and answers by status. */
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly responses?: Readonly<Record<number, object>>;
}

type Bare<Name extends string> = Name extends `${infer Start}{${string}` ? Start : Name;
type ParamsOf<Path extends string> = Path extends `${string}/:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Bare<Name> | ParamsOf<`/${Tail}`>
    : Bare<Rest>
  : never;

/** Every `:name` in a path. */
export type PathParam = ParamsOf<(typeof ENDPOINTS)[EndpointName]["path"]>;

export const PATH_PARAMS: Readonly<Record<PathParam, string>> = {
  app: "The app's id, `app_…`.",
  project:
    "Your own id of the workspace: 1 to 128 letters, digits and `. _ ~ : @ -`. A session may say `current`.",
  connection: "The connection's id, `con_…`.",
  customer: "The customer's id at Stripe, `cus_…`.",
  endpoint: "The event endpoint's id, `ep_…`.",
  event: "The event's id, `evt_…`.",
};

const KEY_ERRORS = (Object.keys(ERRORS) as ApiErrorCode[]) // its own keys
  .filter((code) => code.startsWith("key_") && ERRORS[code].status === 400);
const ATTACHMENT_ERRORS = [
  "webhook_secret_invalid",
  "publishable_key_missing",
  "publishable_key_invalid",
  "publishable_key_mode_differs",
] as const;
/** What an invitation has become meanwhile; also for every request of whoever opened it. */
export const INVITATION_ERRORS = ["invitation_expired", "invitation_used", "invitation_revoked"] as const;
const SILENCE_ERRORS = ["stripe_unavailable", "stripe_busy", "stripe_unexpected"] as const;
/** What a new credential is refused for, pasted or granted. */
const PROOF_ERRORS = [
  "key_rejected",
  "key_expired",
  "key_ip_restricted",
  "access_revoked",
  "permissions_missing",
  "account_differs",
  "account_unknown",
  "mode_differs",
  "connection_changed",
  ...SILENCE_ERRORS,
] as const;

const ALIKE = "The connection as it is now, as every endpoint of a connection answers.";

export const CONTRACT: Readonly<Record<EndpointName, Contract>> = {
  createApp: { summary: "Create an app", body: "CreateApp", answer: "AppWithSecret", status: 201 },
  listApps: { summary: "List the apps", answer: "AppList" },
  readApp: { summary: "Read an app", answer: "App" },
  updateApp: { summary: "Change an app", body: "UpdateApp", answer: "App" },
  rollAppSecret: {
    summary: "Roll an app's secret",
    description: "The old secret stops working as this answers.",
    body: "NoFields",
    answer: "AppWithSecret",
  },
  rotateSecrets: {
    summary: "Move sealed secrets to the active key encryption key",
    description: "Works for up to 20 seconds; call it again until `done`.",
    body: "NoFields",
    answer: "SecretRotation",
  },
  createSession: {
    summary: "Create a session for a person of a project",
    body: "CreateSession",
    answer: "Session",
    status: 201,
  },
  createOpenSession: {
    summary: "Create a session from a page without a backend",
    description: "From an allowed origin of an app with `open_sessions`.",
    body: "OpenSession",
    answer: "SessionWithResume",
    status: 201,
    errors: ["unauthenticated"],
  },
  createInvitation: {
    summary: "Invite whoever can create Stripe keys to connect the project",
    description: "Makes a link that is good once, for 24 hours. The one before it is revoked.",
    body: "CreateInvitation",
    answer: "Invitation",
    status: 201,
  },
  revokeInvitation: {
    summary: "Revoke the project's invitation",
    description: `Ends what was opened with it as well. ${ALIKE}`,
    body: "NoFields",
    answer: "ConnectionAnswer",
  },
  openInvitation: {
    summary: "Open an invitation",
    description: "The Worker's own page calls it. The first opening binds the invitation to that browser.",
    body: "OpenInvitation",
    answer: "InvitationSession",
    errors: ["invitation_invalid", "invitation_opened", ...INVITATION_ERRORS],
  },
  listConnections: {
    summary: "List the app's connections",
    query: listConnectionsQuery,
    answer: "ConnectionList",
  },
  readConnection: { summary: "Read a project's connection", answer: "ConnectionAnswer" },
  connect: {
    summary: "Connect or reconnect with a key",
    description: `Stores nothing unless Stripe knows the key and grants it something. ${ALIKE}`,
    body: "Connect",
    answer: "ConnectionAnswer",
    errors: [...KEY_ERRORS, ...ATTACHMENT_ERRORS, ...PROOF_ERRORS],
  },
  updateConnection: {
    summary: "Give what may follow the key",
    description: `Asks Stripe nothing. ${ALIKE}`,
    body: "UpdateConnection",
    answer: "ConnectionAnswer",
    errors: [...ATTACHMENT_ERRORS, "not_connected", "connection_changed"],
  },
  readStatus: { summary: "Read the connection in six plain values", answer: "ConnectionStatus" },
  readReceipt: {
    summary: "Read what the credential can do, and how that is known",
    description: "Each permission with the request to Stripe that found it. Asks Stripe nothing.",
    answer: "Receipt",
    errors: ["not_connected"],
  },
  readSync: {
    summary: "Read how far and how fresh the ledger is",
    answer: "Sync",
    errors: ["not_connected"],
  },
  replaceIdentities: {
    summary: "Replace the map of users to customers",
    description: "A file with a bad row changes nothing. The same file again changes nothing either.",
    requestBody: {
      required: true,
      description:
        "UTF-8, with a header row that names `user` and `customer`; at most 250,000 rows and 64 MB.",
      content: { "text/csv": { schema: { type: "string" } } },
    },
    answer: "Identities",
    errors: [
      "not_connected",
      "identities_invalid",
      "upload_superseded",
      "media_type_unsupported",
      "body_too_large",
      "connection_changed",
    ],
  },
  readIdentities: {
    summary: "Look a user up, or list the map of users to customers",
    query: identitiesQuery,
    answer: "IdentitiesRead",
    errors: ["not_connected"],
  },
  readStripe: {
    summary: "Read from Stripe with the connection's key",
    description: "What the profile names and the key may read. The answer is Stripe's own.",
    parameters: [
      {
        name: "path",
        in: "path",
        required: true,
        description: "Stripe's own path, `v1/customers`, with its query.",
        schema: { type: "string" },
      },
    ],
    responses: {
      200: {
        description: "Stripe's answer as it came.",
        headers: { "Stripe-Request-Id": { schema: { type: "string" } } },
        content: { "application/json": { schema: { type: "object" } } },
      },
    },
    errors: [
      ...(["not_connected", "not_found", "read_not_allowed", "reads_used_up", "demo_not_in_stripe"] as const),
      ...([
        "parameter_unknown",
        "key_rejected",
        "key_expired",
        "key_ip_restricted",
        "access_revoked",
      ] as const),
      "permissions_missing",
      "secret_unreadable",
      ...SILENCE_ERRORS,
    ],
  },
  listCustomers: {
    summary: "List customers with their promised plans",
    query: listCustomersQuery,
    answer: "CustomerList",
    errors: ["not_connected"],
  },
  readCustomer: {
    summary: "Read a customer with their promised plan",
    answer: "Customer",
    errors: ["not_connected", "customer_not_found"],
  },
  listSignals: {
    summary: "List what happened to customers",
    query: listSignalsQuery,
    answer: "SignalList",
    errors: ["not_connected"],
  },
  readMetrics: {
    summary: "Read what the customers add up to",
    answer: "Metrics",
    errors: ["not_connected"],
  },
  readMrr: {
    summary: "Read MRR by day, or what a customer's consists of",
    query: mrrQuery,
    answer: "Mrr",
    errors: ["not_connected"],
  },
  readTraits: {
    summary: "Read the traits of whom an id or e-mail address stands for",
    query: traitsQuery,
    answer: "Traits",
    errors: ["not_connected"],
  },
  readCatalog: {
    summary: "List what customers choose from",
    query: catalogQuery,
    answer: "Catalog",
    errors: ["not_connected"],
  },
  disconnect: {
    summary: "Disconnect",
    description: `Key, signing secret, findings and ledger are gone when this answers. ${ALIKE}`,
    body: "NoFields",
    answer: "ConnectionAnswer",
    errors: ["connection_changed"],
  },
  checkConnection: {
    summary: "Check the connection again with the key it has",
    description: ALIKE,
    body: "NoFields",
    answer: "ConnectionAnswer",
    errors: [
      "not_connected",
      "connection_changed",
      "secret_unreadable",
      "oauth_unavailable",
      "oauth_misconfigured",
      ...SILENCE_ERRORS,
    ],
  },
  connectDemo: {
    summary: "Connect the demo dataset",
    description: ALIKE,
    body: "NoFields",
    answer: "ConnectionAnswer",
    errors: ["demo_unavailable", "connection_changed"],
  },
  startOauth: {
    summary: "Start connecting on Stripe's own page",
    body: "StartOauth",
    answer: "OauthStart",
    errors: ["oauth_unavailable"],
  },
  finishOauth: {
    summary: "Connect what was consented to",
    description: `The ticket is good once. ${ALIKE}`,
    body: "FinishOauth",
    answer: "ConnectionAnswer",
    errors: [
      "oauth_unavailable",
      "oauth_state_invalid",
      "oauth_expired",
      "oauth_refused",
      "oauth_misconfigured",
      ...PROOF_ERRORS,
    ],
  },
  returnFromOauth: {
    summary: "Come back from Stripe's page",
    description: "Stripe sends people here; no program calls it.",
    query: z.looseObject({
      state: z.string().optional(),
      code: z.string().optional(),
      error: z.string().optional(),
    }),
    responses: {
      303: {
        description: "To the `return_url`, with a ticket or with what went wrong.",
        headers: { Location: { required: true, schema: { type: "string", format: "uri" } } },
      },
      400: {
        description: "A page with one sentence: nobody knows where to lead back to.",
        content: { "text/html": { schema: { type: "string" } } },
      },
    },
  },
  receiveEvent: {
    summary: "Take an event of Stripe's",
    description: "Recorded before it answers. Whatever is wrong with an event, the answer is the same.",
    parameters: [
      {
        name: "Stripe-Signature",
        in: "header",
        required: true,
        description: "Stripe's signature of the body, byte for byte, with the connection's signing secret.",
        schema: { type: "string" },
      },
    ],
    requestBody: {
      required: true,
      description: "One event, as Stripe signed it; 1 MB at most.",
      content: { "application/json": { schema: { type: "object" } } },
    },
    answer: "EventReceived",
    errors: ["webhook_refused"],
  },
  createEventEndpoint: {
    summary: "Create an event endpoint",
    body: "CreateEventEndpoint",
    answer: "EventEndpointWithSecret",
    status: 201,
    errors: ["endpoint_url_refused", "endpoints_full"],
  },
  listEventEndpoints: { summary: "List the app's event endpoints", answer: "EventEndpointList" },
  updateEventEndpoint: {
    summary: "Change an event endpoint",
    body: "UpdateEventEndpoint",
    answer: "EventEndpoint",
    errors: ["endpoint_url_refused", "not_found"],
  },
  deleteEventEndpoint: {
    summary: "Delete an event endpoint with its deliveries",
    body: "NoFields",
    answer: "DeletedEventEndpoint",
    errors: ["not_found"],
  },
  rollEndpointSecret: {
    summary: "Roll an event endpoint's signing secret",
    description: "The one before it signs beside it for a day.",
    body: "NoFields",
    answer: "EventEndpointWithSecret",
    errors: ["not_found"],
  },
  listEvents: {
    summary: "List what the app was told, with deliveries",
    query: listEventsQuery,
    answer: "EventList",
  },
  resendEvent: {
    summary: "Send an event again, with the same id",
    body: "ResendEvent",
    answer: "Event",
    errors: ["not_found", "endpoint_disabled"],
  },
  readOpenapi: {
    summary: "Read this document",
    responses: {
      200: {
        description: "The document.",
        headers: { ETag: { required: true, schema: { type: "string" } } },
        content: { "application/json": { schema: { type: "object" } } },
      },
      304: { description: "It is what `If-None-Match` names." },
    },
  },
  health: {
    summary: "Ask whether the Worker and its database answer",
    description: "`HEAD` works here too, and nowhere else.",
    answer: "Healthy",
  },
};
