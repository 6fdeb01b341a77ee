/**
 * @module Bodies and answers of a project's connection.
 */

import * as z from "zod";
import { access, mode, profileView } from "./profile.ts";

/** `PUT …/connection`. The body is bounded as a whole; `keys.ts` says what is wrong with a paste. */
export const connectBody = z.strictObject({
  api_key: z.string(),
  webhook_secret: z.string().nullish(),
  replace_account: z.boolean().optional(),
});

/** `POST …/check` and `POST …/demo` take no fields. */
export const emptyBody = z.strictObject({});

/** One permission the profile asks for, as the last check found it. */
export const check = z.strictObject({
  permission: z.string(),
  access,
  required: z.boolean(),
  label: z.string(),
  /** `unknown`: Stripe did not say (busy, down, timed out). Never shown as missing. */
  status: z.enum(["granted", "missing", "unknown"]),
});

export const connection = z.strictObject({
  id: z.string(),
  object: z.literal("connection"),
  project: z.string(),
  method: z.enum(["key", "demo"]),
  mode,
  /** What may be shown of the key: `rk_test_…abcd`; "Demo dataset" for the demo. */
  label: z.string(),
  key_kind: z.enum(["restricted", "secret"]).nullable(),
  account: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable(),
  permissions: z.array(check),
  /** Where Stripe lets this very key be edited; falls back to the list of keys. */
  edit_key_url: z.string().nullable(),
  has_webhook_secret: z.boolean(),
  /** Things to mend that do not stop anything. */
  warnings: z.array(z.enum(["secret_key"])),
  /** The last check could not open or use the key: what Stripe said. Null when it was fine. */
  problem: z.enum(["key_rejected", "key_expired", "key_ip_restricted"]).nullable(),
  /** What the demo dataset holds, counted; null for a real account. */
  demo: z.strictObject({ customers: z.int(), subscriptions: z.int(), invoices: z.int() }).nullable(),
  /** Unix seconds. */
  connected_at: z.int(),
  checked_at: z.int(),
});

/** What this caller may do now; the element shows no button that would be refused. */
const may = z.strictObject({
  connect: z.boolean(),
  check: z.boolean(),
  disconnect: z.boolean(),
  demo: z.boolean(),
});

/** The answer of `GET`, `PUT`, `DELETE`, `check` and `demo` alike. */
export const connectionAnswer = z.strictObject({
  profile: profileView,
  connection: connection.nullable(),
  may,
});

export type ConnectBody = z.infer<typeof connectBody>;
export type Check = z.infer<typeof check>;
export type Connection = z.infer<typeof connection>;
export type ConnectionAnswer = z.infer<typeof connectionAnswer>;
