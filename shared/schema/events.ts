/**
 * @module Events that a product's backend is told of: their types, their payload, the endpoints that take them, and
 * the log of their deliveries.
 */

import * as z from "zod";
import { HOLDS_SECRET, isNoSecret } from "./no-secret.ts";

/** Everything an app can be told, and what it means. */
export const EVENT_TYPES = {
  "connection.created": "A project was connected.",
  "connection.updated": "A connection got another credential, signing secret or account name.",
  "connection.degraded": "A required permission is missing.",
  "connection.recovered": "What was degraded or revoked works again.",
  "connection.revoked": "Stripe refuses the credential, for good or until somebody mends it.",
  "connection.disconnected": "The connection is gone.",
  "permissions.changed": "A check found other permissions than the one before.",
  "sync.completed": "Everything the profile syncs has been read for the first time.",
  "sync.failed": "Something the profile syncs could not be read for the first time.",
  "customer.updated": "What a customer was promised has changed.",
  "signal.created": "Something happened to a customer that the product should know.",
} as const satisfies Record<string, string>;

export type EventType = keyof typeof EVENT_TYPES;

const eventType = z.enum(Object.keys(EVENT_TYPES) as [EventType, ...EventType[]]); // its own keys

export const MAX_EVENT_ENDPOINTS = 16;
const MAX_URL_LENGTH = 2048;

const url = z.string().min(1).max(MAX_URL_LENGTH).refine(isNoSecret, HOLDS_SECRET);
/** Types without doubles; `["*"]` for all there are and will be. */
const types = z.union([
  z.tuple([z.literal("*")]),
  z
    .array(eventType)
    .min(1)
    .refine((names) => new Set(names).size === names.length, "has a type twice"),
]);

/** `POST /v1/event_endpoints` */
export const createEventEndpointBody = z.strictObject({ url, types: types.optional() });

/** `PATCH /v1/event_endpoints/{endpoint}` */
export const updateEventEndpointBody = z.strictObject({
  url: url.optional(),
  types: types.optional(),
  enabled: z.boolean().optional(),
});

/** `POST /v1/events/{event}/resend`: to one endpoint, or to all that take its type. */
export const resendEventBody = z.strictObject({ endpoint: z.string().max(64).optional() });

export const eventEndpointAnswer = z.strictObject({
  id: z.string(),
  object: z.literal("event_endpoint"),
  url: z.string(),
  types,
  status: z.enum(["enabled", "disabled"]),
  /** `gone`: it answered 410. `owner`: the app switched it off. Null while it is enabled. */
  disabled_reason: z.enum(["gone", "owner"]).nullable(),
  /** When the first of its failed attempts was, as long as none has succeeded since. Unix seconds. */
  failing_since: z.int().nullable(),
  /** Unix seconds. */
  created_at: z.int(),
});

/** The only two answers that hold a signing secret, `whsec_…`: creating an endpoint and rolling its secret. */
export const eventEndpointWithSecretAnswer = eventEndpointAnswer.extend({
  secret: z.string(),
  /** Until when the secret before this one signs beside it, unix seconds; null for the first. */
  former_secret_expires_at: z.int().nullable(),
});

export const eventEndpointListAnswer = z.strictObject({
  object: z.literal("list"),
  data: z.array(eventEndpointAnswer),
});

export const deletedEventEndpointAnswer = z.strictObject({
  id: z.string(),
  object: z.literal("event_endpoint"),
  deleted: z.literal(true),
});

/** The body that an endpoint gets, which the signature is of. */
export const eventPayload = z.strictObject({
  /** The same at every attempt: an idempotency key. */
  id: z.string(),
  type: eventType,
  /** When it happened, unix seconds. */
  created: z.int(),
  app: z.string(),
  project: z.string(),
  connection: z.string(),
  /** Orders events of one connection: those of `connection.*` and `permissions.changed`, and apart from them the others. */
  sequence: z.int(),
  data: z.record(z.string(), z.unknown()),
});

/** Pauses before the second attempt, the third, and so on, without jitter: ten attempts in three days. */
export const PAUSES_SECONDS: readonly number[] = [
  5,
  60,
  300,
  1800,
  ...[2, 5, 10, 20, 34].map((hours) => hours * 3600),
];

/** Why an attempt failed. */
export const DELIVERY_ERRORS = {
  status: "It answered with another status than 2xx.",
  redirected: "It answered with a redirect, which is not followed.",
  timed_out: "It did not answer in time.",
  unreachable: "It could not be reached.",
  gone: "It answered 410, which disables the endpoint.",
  endpoint_disabled: "The endpoint is disabled.",
  url_refused: "The address is one that events are not sent to.",
  secret_unreadable: "The endpoint's signing secret could not be opened.",
  cut_off: "The attempt is under way, or was cut off on our side.",
} as const;

export type DeliveryError = keyof typeof DELIVERY_ERRORS;

const delivery = z.strictObject({
  endpoint: z.string(),
  /** `failed`: given up after ten attempts, or the endpoint is disabled. */
  status: z.enum(["pending", "delivered", "failed"]),
  attempts: z.int(),
  /** When the next attempt is due, unix seconds. */
  next_at: z.int().nullable(),
  last_attempt_at: z.int().nullable(),
  /** The last attempt's HTTP status. */
  last_status: z.int().nullable(),
  last_error: z.enum(Object.keys(DELIVERY_ERRORS) as [DeliveryError, ...DeliveryError[]]).nullable(), // its own keys
  duration_ms: z.int().nullable(),
});

export const eventAnswer = eventPayload.extend({
  object: z.literal("event"),
  deliveries: z.array(delivery),
});

export const eventListAnswer = z.strictObject({
  object: z.literal("list"),
  data: z.array(eventAnswer),
  has_more: z.boolean(),
});

const time = z.coerce.number().int().min(0).optional();

/** The query of `GET /v1/events`. */
export const listEventsQuery = z.strictObject({
  type: eventType.optional(),
  connection: z.string().max(64).optional(),
  project: z.string().max(128).optional(),
  "created[gt]": time,
  "created[gte]": time,
  "created[lt]": time,
  "created[lte]": time,
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** The id of the last event of the page before. */
  starting_after: z.string().max(64).optional(),
});

export type EventPayload = z.infer<typeof eventPayload>;
export type EventAnswer = z.infer<typeof eventAnswer>;
export type Delivery = z.infer<typeof delivery>;
export type ListEventsQuery = z.infer<typeof listEventsQuery>;
export type EventEndpointAnswer = z.infer<typeof eventEndpointAnswer>;
export type EventEndpointWithSecretAnswer = z.infer<typeof eventEndpointWithSecretAnswer>;
