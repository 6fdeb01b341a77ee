/**
 * @module The receipt of a connection: what Stripe was asked about its credential, how it answered, and what the
 * Worker sends with it.
 */

import * as z from "zod";
import { check, connection } from "./connections.ts";

/** A request to Stripe that the last check made, and the last answer to it. */
const stripeRequest = z.strictObject({
  method: z.enum(["GET", "POST"]),
  /** Stripe's own path, without the query. A `POST` is empty, and to an object that cannot exist. */
  path: z.string(),
  /** The HTTP status, as it came; null where no answer came in time. */
  status: z.int().nullable(),
  /** `req_…`, as Stripe's own log of the account names it; null where none came. */
  request_id: z.string().nullable(),
  /** When it was answered, or given up: unix seconds. */
  at: z.int(),
});

/** A row of Stripe's restricted-key form, at one level. */
const receiptEntry = check.extend({
  /** The profile asks for it; false for a row that the key should not have. */
  asked: z.boolean(),
  /** What the status and `asked` say of the key, in the caller's language: `Can`. */
  title: z.string(),
  /** What proves the status; null where nothing was asked. */
  request: stripeRequest.nullable(),
});

/** `GET …/connection/receipt`. Its findings are those of the connection. */
export const receiptAnswer = connection
  .pick({ method: true, mode: true, label: true, key_kind: true, account: true })
  .extend({
    object: z.literal("receipt"),
    /** The connection's id. */
    connection: z.string(),
    /** When the credential was last checked, unix seconds; null for the demo dataset, of which nothing is asked. */
    checked_at: z.int().nullable(),
    /**
     * How Stripe refused the credential at the last check, and null where it took it. The entries then are those of
     * the check before. `request` is null where it was refused as a token was refreshed.
     */
    refusal: z
      .strictObject({
        code: z.enum(["key_rejected", "key_expired", "key_ip_restricted", "access_revoked"]),
        /** When Stripe refused it first, unix seconds. */
        since: z.int(),
        request: stripeRequest.nullable(),
      })
      .nullable(),
    /** By title: first what it can do. Under a title those that the profile asks for come first, in its order. */
    entries: z.array(receiptEntry),
    /** The look-up of the account, which also says whose key it is where it is forbidden. */
    account_request: stripeRequest.nullable(),
    /**
     * What the credential can do beside the entries: `everything`, as a secret key can; `unknown`, because nobody
     * asked; `nothing`, because there is no credential.
     */
    beyond: z.enum(["everything", "unknown", "nothing"]),
    /** All that the Worker sends with the credential, whatever it can do: method and path, `{id}` for any object. */
    may_send: z.array(z.strictObject({ method: z.enum(["GET", "POST", "DELETE"]), path: z.string() })),
    /** The Worker sends nothing but reads. */
    writes_refused: z.boolean(),
    /** What `beyond` and `writes_refused` say, in the caller's language. */
    note: z.string(),
  });

export type StripeRequest = z.infer<typeof stripeRequest>;
export type Receipt = z.infer<typeof receiptAnswer>;
