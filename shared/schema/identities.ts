/**
 * @module Queries and answers of identities: the app's users and Stripe's customers.
 */

import * as z from "zod";
import { MAX_USER_LENGTH } from "../identities.ts";
import { HOLDS_SECRET, isNoSecret } from "./no-secret.ts";

export const CUSTOMER_ID = /^cus_[A-Za-z0-9]{1,250}$/;

const user = z.string().min(1).max(MAX_USER_LENGTH);
const customer = z.string().regex(CUSTOMER_ID, "must be the id of a customer, cus_…");

/** The query of `GET …/identities`: a page of the map, of all of it or of one customer; or a look-up. */
export const identitiesQuery = z
  .strictObject({
    user: user.refine(isNoSecret, HOLDS_SECRET).exactOptional(),
    email: z.string().min(1).max(512).refine(isNoSecret, HOLDS_SECRET).exactOptional(),
    customer: customer.exactOptional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    /** The user of the last row of the page before. */
    starting_after: z.string().max(MAX_USER_LENGTH).default(""),
  })
  .refine((query) => query.customer === undefined || (query.user ?? query.email) === undefined, {
    path: ["customer"],
    message: "must not stand beside user or email",
  });

/** A row of the map. */
export const identity = z.strictObject({ object: z.literal("identity"), user, customer });

export const identityList = z.strictObject({
  object: z.literal("list"),
  data: z.array(identity),
  has_more: z.boolean(),
});

/** Whom a user is: several customers are told, never guessed from. */
export const identityMatch = z.strictObject({
  object: z.literal("identity_match"),
  user: user.nullable(),
  email: z.string().nullable(),
  customers: z.array(z.strictObject({ id: z.string(), by: z.enum(["csv", "metadata", "email"]) })),
  ambiguous: z.boolean(),
});

/** The answer to an upload: what the map is now, and how it differs from the one before. */
export const identitiesAnswer = z.strictObject({
  object: z.literal("identities"),
  /** Rows of the file, those twice in it too. */
  rows: z.int(),
  users: z.int(),
  customers: z.int(),
  added: z.int(),
  removed: z.int(),
  /** Users whose customer is another one. */
  changed: z.int(),
  /** Customers that the ledger has not, which may come later; null where it keeps no customers. */
  unknown_customers: z.int().nullable(),
  /** Customers of several users: how many, and the first ten by id. */
  shared_customers: z.strictObject({
    count: z.int(),
    first: z.array(z.strictObject({ customer: z.string(), users: z.int() })),
  }),
});

export type IdentitiesQuery = z.infer<typeof identitiesQuery>;
export type IdentityList = z.infer<typeof identityList>;
export type IdentityMatch = z.infer<typeof identityMatch>;
export type IdentitiesAnswer = z.infer<typeof identitiesAnswer>;
