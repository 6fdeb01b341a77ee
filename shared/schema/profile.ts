/**
 * @module A profile as an app may bring it, and as an answer shows it: rows resolved to Stripe's labels, links
 * built, nothing to look up.
 */

import * as z from "zod";

import { PERMISSIONS, type PermissionName } from "../permissions.ts";

export const access = z.enum(["read", "write"]);
export const mode = z.enum(["test", "live"]);

const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const rule = z.enum(["accept", "warn", "refuse"]);
const method = z.enum(["key", "oauth"]);
const permission = z.enum(Object.keys(PERMISSIONS) as [PermissionName, ...PermissionName[]]); // its own keys
const party = z.strictObject({ name: z.string(), url: z.string() });

const request = z.strictObject({
  permission,
  access,
  required: z.boolean(),
  why: z.string(),
  without: z.string().optional(),
});

const webhook = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("pasted"), expected: z.boolean() }),
  z.strictObject({ kind: z.literal("managed"), methods: list(method), events: list(z.string()) }),
]);

const help = z.strictObject({
  benefits: list(z.strictObject({ without: z.string(), with: z.string() })).optional(),
  next: list(z.string()).optional(),
  revoke: list(z.string()).optional(),
  questions: list(z.strictObject({ question: z.string(), answer: z.string() })).optional(),
  email: z.string().optional(),
});

/** A profile, as in `shared/profile.ts`. */
export const profile = z.strictObject({
  name: z.string(),
  product: party,
  key_name: z.string(),
  third_party: party.optional(),
  intro: z.string(),
  mode: z.enum(["either", ...mode.options]),
  methods: list(method),
  credentials: z.strictObject({
    restricted: rule,
    secret: rule,
    publishable: z.enum(["none", "optional", "required"]),
  }),
  permissions: list(request),
  excess_check: list(permission),
  webhook,
  demo: z.boolean(),
  never: list(z.strictObject({ lead: z.string(), text: z.string() })),
  help: help.optional(),
});

export const profileView = profile.omit({ excess_check: true }).extend({
  permissions: list(
    request.extend({
      /** Stripe's label of the row: "Charges and Refunds". */
      label: z.string(),
      /** Stripe's section of the form: "Core". */
      section: z.string(),
    }),
  ),
  third_party: party,
  /** Opens Stripe's create-key form, filled in where Stripe still does that. */
  create_key_url: z.strictObject({ test: z.string(), live: z.string() }),
  /** Where existing keys are edited. */
  keys_url: z.strictObject({ test: z.string(), live: z.string() }),
});

export type ProfileView = z.infer<typeof profileView>;
