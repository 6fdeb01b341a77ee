/**
 * @module A profile as an app may bring it, and as an answer shows it: rows resolved to Stripe's labels, links
 * built, nothing to look up.
 */

import * as z from "zod";
import { PERMISSIONS, permissionEntry, type PermissionName } from "../permissions.ts";
import type { Profile } from "../profile.ts";
import { HOLDS_SECRET, isNoSecret } from "./no-secret.ts";

export const access = z.enum(["read", "write"]);
export const mode = z.enum(["test", "live"]);

/** Controls, tags, halves of characters, and marks that hide or turn text: what people see must be what is written. */
const UNSEEN = /[\p{Cc}\p{Cs}\u{e0000}-\u{e007f}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

const text = (max: number) =>
  z
    .string()
    .min(1, "must not be empty")
    .max(max, `must have at most ${max} characters`)
    .refine((value) => !UNSEEN.test(value), "must not hold control or direction characters")
    .refine(isNoSecret, HOLDS_SECRET);

const list = <Item extends z.ZodType>(item: Item, max: number) =>
  z.array(item).max(max, `must have at most ${max} entries`).readonly();

const url = text(300).refine(isPublicUrl, "must be an https address without user or password");
const rule = z.enum(["accept", "warn", "refuse"]);
const method = z.enum(["key", "oauth"]);
const methods = list(method, 2).refine(isDistinct, "must name each once");
const permission = z.enum(Object.keys(PERMISSIONS) as [PermissionName, ...PermissionName[]]); // its own keys
const party = z.strictObject({ name: text(80), url });

const request = z.strictObject({
  permission,
  access,
  required: z.boolean(),
  why: text(400),
  without: text(400).exactOptional(),
});

/** Stripe's names, `customer.subscription.updated`; `*` is every one of them. */
const event = z
  .string()
  .regex(/^(?:\*|[a-z0-9_]+(?:\.[a-z0-9_]+)+)$/, "must be an event type such as customer.created, or *")
  .max(100, "must have at most 100 characters");

const webhook = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("pasted"), expected: z.boolean() }),
  z.strictObject({
    kind: z.literal("managed"),
    methods: methods.refine(isFilled, "must name at least one"),
    events: list(event, 200)
      .refine(isFilled, "must name at least one")
      .refine(isDistinct, "must name each once")
      .refine((names) => names.length === 1 || !names.includes("*"), "must name * alone, or none of it"),
  }),
]);

const help = z.strictObject({
  benefits: list(z.strictObject({ without: text(200), with: text(200) }), 20).exactOptional(),
  next: list(text(400), 20).exactOptional(),
  revoke: list(text(400), 20).exactOptional(),
  questions: list(z.strictObject({ question: text(200), answer: text(1500) }), 30).exactOptional(),
  email: z.email("must be an e-mail address").max(200, "must have at most 200 characters").exactOptional(),
});

const shape = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "must be kebab-case, like my-product")
    .max(60),
  product: party,
  key_name: text(100),
  third_party: party.exactOptional(),
  intro: text(1000),
  mode: z.enum(["either", ...mode.options]),
  methods: methods.refine(isFilled, "must name at least one of key, oauth"),
  credentials: z.strictObject({
    restricted: rule,
    secret: rule,
    publishable: z.enum(["none", "optional", "required"]),
  }),
  permissions: list(request, 60).refine(isFilled, "must ask for at least one"),
  excess_check: list(permission, 12).refine(isDistinct, "must name each once"),
  webhook,
  demo: z.boolean(),
  never: list(z.strictObject({ lead: text(120), text: text(400) }), 20),
  help: help.exactOptional(),
});

/** A profile, as in `shared/profile.ts`, with what no field can say alone. */
export const profile = shape.superRefine((given, context) => {
  const refuse: Refuse = (path, message) => context.addIssue({ code: "custom", path, message });
  refuseRows(given, refuse);
  refuseCredentials(given, refuse);
  refuseWebhook(given, refuse);
});

export const profileView = shape.omit({ excess_check: true }).extend({
  permissions: list(
    request.extend({
      /** Stripe's label of the row: "Charges and Refunds". */
      label: z.string(),
      /** Stripe's section of the form: "Core". */
      section: z.string(),
    }),
    60,
  ),
  third_party: party,
  /** Opens Stripe's create-key form, filled in where Stripe still does that. */
  create_key_url: z.strictObject({ test: z.string(), live: z.string() }),
  /** Where existing keys are edited. */
  keys_url: z.strictObject({ test: z.string(), live: z.string() }),
});

export type ProfileView = z.infer<typeof profileView>;

/** Does not compile unless schema and type say the same, in both directions. */
type Same<One, Other> = One extends Other ? (Other extends One ? true : never) : never;
export const PROFILE_SCHEMA_IS_THE_TYPE: Same<z.infer<typeof profile>, Profile> = true;

type Refuse = (path: (string | number)[], message: string) => void;

function refuseRows(given: Profile, refuse: Refuse): void {
  given.permissions.forEach(({ permission: name, access: level }, index) => {
    if (given.permissions.findIndex((row) => row.permission === name) < index) {
      refuse(["permissions", index, "permission"], "is asked for twice");
    }
    if (level === "write" && permissionEntry(name).readOnly) {
      refuse(["permissions", index, "access"], "must be read: Stripe has no write level for this row");
    }
  });
  given.excess_check.forEach((name, index) => {
    const asked = given.permissions.some((row) => row.permission === name);
    if (asked) refuse(["excess_check", index], "is asked for, so it cannot be too much");
    if (permissionEntry(name).probe === null) refuse(["excess_check", index], "cannot be proved by a read");
  });
}

function refuseCredentials({ credentials, methods: ways }: Profile, refuse: Refuse): void {
  if (credentials.restricted === "refuse" && credentials.secret === "refuse") {
    refuse(["credentials", "restricted"], "must not be refused together with secret keys");
  }
  if (credentials.publishable === "required" && !ways.includes("key")) {
    refuse(["credentials", "publishable"], "must not be required where no key is pasted: add key to methods");
  }
}

function refuseWebhook({ webhook: wanted, methods: ways, permissions }: Profile, refuse: Refuse): void {
  if (wanted.kind === "pasted" && wanted.expected && !ways.includes("key")) {
    refuse(["webhook", "expected"], "must be false where nothing is pasted: add key to methods");
  }
  if (wanted.kind !== "managed") return;
  const writes = permissions.some((row) => row.permission === "webhook_endpoints" && row.access === "write");
  if (wanted.methods.includes("key") && !writes) {
    refuse(["webhook", "methods"], "needs webhook_endpoints with write among the permissions");
  }
  wanted.methods.forEach((name, index) => {
    if (!ways.includes(name)) refuse(["webhook", "methods", index], "is no method of this profile");
  });
}

function isPublicUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return protocol === "https:" && username === "" && password === "";
}

function isDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

function isFilled(values: readonly unknown[]): boolean {
  return values.length > 0;
}
