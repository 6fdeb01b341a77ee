/**
 * @module The named schemas of the OpenAPI document: zod's own for bodies and answers, and those that only documents need.
 */

import * as z from "zod";
import { ERRORS, type ApiErrorCode, type ErrorBody, type ErrorEntry } from "../../shared/errors.ts";
import { IDENTITY_PROBLEMS, type IdentityProblem } from "../../shared/identities.ts";
import { profile, profileView } from "../../shared/profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import {
  appAnswer,
  appListAnswer,
  appWithSecretAnswer,
  createAppBody,
  rotationAnswer,
} from "../../shared/schema/apps.ts";
import {
  check,
  connectBody,
  connection,
  connectionAnswer,
  connectionListAnswer,
  connectionSummary,
  emptyBody,
  statusAnswer,
  updateConnectionBody,
} from "../../shared/schema/connections.ts";
import { catalogAnswer, customer, customerListAnswer, traitsAnswer } from "../../shared/schema/customers.ts";
import {
  createEventEndpointBody,
  deletedEventEndpointAnswer,
  eventAnswer,
  eventEndpointAnswer,
  eventEndpointListAnswer,
  eventEndpointWithSecretAnswer,
  eventListAnswer,
  resendEventBody,
  updateEventEndpointBody,
} from "../../shared/schema/events.ts";
import { identitiesAnswer, identityList, identityMatch } from "../../shared/schema/identities.ts";
import {
  createInvitationBody,
  invitation,
  invitationSessionAnswer,
  openInvitationBody,
} from "../../shared/schema/invitations.ts";
import { metricsAnswer, mrrAnswer } from "../../shared/schema/metrics.ts";
import { finishOauthBody, startOauthAnswer, startOauthBody } from "../../shared/schema/oauth.ts";
import { receiptAnswer } from "../../shared/schema/receipt.ts";
import {
  createSessionBody,
  openSessionAnswer,
  openSessionBody,
  sessionAnswer,
} from "../../shared/schema/sessions.ts";
import { signal, signalListAnswer } from "../../shared/schema/signals.ts";
import { syncAnswer, syncSummary } from "../../shared/schema/sync.ts";

/** The body of an app with what its own schema leaves to a check: the profile's two forms. */
const documentedApp = createAppBody.extend({
  profile: z.union([z.enum(Object.keys(PROFILES)), profile]),
});

const errorCode = z.union(
  (Object.entries(ERRORS) as [ApiErrorCode, ErrorEntry][]) // its own keys
    .map(([code, { status, message, fix = "" }]) =>
      z.literal(code).describe(`${status}. ${message} ${fix}`.trim()),
    ),
);

const errorBody = z.strictObject({
  error: z.strictObject({
    code: errorCode,
    message: z.string().describe("For the person."),
    param: z.string().exactOptional().describe("The field that is wrong, dotted."),
    fix: z.string().exactOptional().describe("For the developer."),
    request_id: z.string(),
    lines: z
      .strictObject({
        count: z.int(),
        first: z.array(
          z.strictObject({
            line: z.int(),
            problem: z.enum(Object.keys(IDENTITY_PROBLEMS) as [IdentityProblem, ...IdentityProblem[]]),
            message: z.string(),
          }),
        ),
      })
      .exactOptional()
      .describe("What is wrong with a CSV, by line: how often, and the first hundred."),
    stripe: z
      .strictObject({
        status: z.int(),
        code: z.string().exactOptional(),
        request_id: z.string().exactOptional(),
      })
      .exactOptional()
      .describe("What Stripe answered, without its text."),
  }),
}) satisfies z.ZodType<ErrorBody>;

/** What requests hold: their schemas are written as they come in, with defaults left out. */
export const BODIES = {
  CreateApp: documentedApp,
  UpdateApp: documentedApp.partial(),
  Profile: profile,
  CreateSession: createSessionBody,
  OpenSession: openSessionBody,
  CreateInvitation: createInvitationBody,
  OpenInvitation: openInvitationBody,
  Connect: connectBody,
  UpdateConnection: updateConnectionBody,
  StartOauth: startOauthBody,
  FinishOauth: finishOauthBody,
  CreateEventEndpoint: createEventEndpointBody,
  UpdateEventEndpoint: updateEventEndpointBody,
  ResendEvent: resendEventBody,
  NoFields: emptyBody,
} as const;

/** What answers hold, to the last field. Those that no endpoint names are parts of the others. */
export const ANSWERS = {
  App: appAnswer,
  AppWithSecret: appWithSecretAnswer,
  AppList: appListAnswer,
  SecretRotation: rotationAnswer,
  Session: sessionAnswer,
  SessionWithResume: openSessionAnswer,
  Invitation: invitation,
  InvitationSession: invitationSessionAnswer,
  ConnectionAnswer: connectionAnswer,
  Connection: connection,
  PermissionCheck: check,
  ProfileView: profileView,
  ConnectionSummary: connectionSummary,
  ConnectionList: connectionListAnswer,
  ConnectionStatus: statusAnswer,
  Receipt: receiptAnswer,
  SyncSummary: syncSummary,
  Sync: syncAnswer,
  Customer: customer,
  CustomerList: customerListAnswer,
  Traits: traitsAnswer,
  Catalog: catalogAnswer,
  Identities: identitiesAnswer,
  IdentitiesRead: z.union([identityList, identityMatch]),
  Signal: signal,
  SignalList: signalListAnswer,
  Metrics: metricsAnswer,
  Mrr: mrrAnswer,
  OauthStart: startOauthAnswer,
  EventEndpoint: eventEndpointAnswer,
  EventEndpointWithSecret: eventEndpointWithSecretAnswer,
  EventEndpointList: eventEndpointListAnswer,
  DeletedEventEndpoint: deletedEventEndpointAnswer,
  Event: eventAnswer,
  EventList: eventListAnswer,
  EventReceived: z.strictObject({ received: z.literal(true) }),
  Healthy: z.strictObject({ ok: z.literal(true) }),
  Error: errorBody,
} as const;

export type BodyName = keyof typeof BODIES;
export type AnswerName = keyof typeof ANSWERS;
