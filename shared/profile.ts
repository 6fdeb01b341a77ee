/**
 * @module What an app asks of a Stripe account, as data: everything that differs between two products.
 *
 * A profile is JSON (snake_case, as on the wire). The guide, the create-key link, the checklist and the probes all
 * come from it and from the catalogue in `permissions.ts`; no other file names a product. The element imports only
 * types from here.
 */

import * as z from "zod";
import { PERMISSION_NAMES, PERMISSIONS } from "./permissions.ts";
import { RESOURCE_NAMES, RESOURCES } from "./resources.ts";
import { HOLDS_SECRET, isNoSecret } from "./schema/no-secret.ts";
import { listMistranslations } from "./translate-profile.ts";

export const access = z.enum(["read", "write"]);
export const mode = z.enum(["test", "live"]);

/**
 * Characters people cannot see, letters among them, and the marks that turn text around. Lone surrogates are no text at
 * all. Not here are the selectors of variants, which Japanese names and emoji have, nor the joiners of Persian names.
 */
const UNSEEN =
  /(?![\p{Variation_Selector}\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\u2028\u2029\u2800\ufff9-\ufffb]/u;
/** Of spaces and accents alone nothing is to be seen either. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A text that is shown to people: 1 to `max` characters, none of which hides. */
export const text = (max: number) =>
  z
    .string()
    .min(1, "must not be empty")
    .max(max, `must have at most ${max} characters`)
    .refine((value) => !UNSEEN.test(value), "must not hold control, direction or other hidden characters")
    .refine((value) => SEEN.test(value), "must hold a letter, number or sign")
    .refine(isNoSecret, HOLDS_SECRET);

const list = <Item extends z.ZodType>(item: Item, max: number) =>
  z.array(item).max(max, `must have at most ${max} entries`).readonly();

const isDistinct = (values: readonly unknown[]) => new Set(values).size === values.length;
const isFilled = (values: readonly unknown[]) => values.length > 0;

const webAddress = text(300).refine(isPublicUrl, "must be an https address without user or password");

/** A product or company: its name as people know it, and its public web address. */
const party = z.strictObject({ name: text(80), url: webAddress });

/** A way to connect: paste a key, or consent on Stripe's own page (OAuth). */
const methods = list(z.enum(["key", "oauth"]), 2).refine(isDistinct, "must name each once");

/** What to do with a kind of credential: take it, take it and say what would be better, or refuse it. */
const credentialRule = z.enum(["accept", "warn", "refuse"]);

const permission = z.enum(PERMISSION_NAMES);

/** One row of Stripe's restricted-key form that the profile asks for. */
const permissionRequest = z.strictObject({
  permission,
  access,
  /** A missing required permission is red; a missing optional one is only noted. Neither blocks Continue. */
  required: z.boolean(),
  /** What the product does with it, one sentence for the person. */
  why: text(400),
  /** What does not work without it; shown when it is missing. */
  without: text(400).exactOptional(),
});

/** Stripe's names, `customer.subscription.updated`; `*` is every one of them. */
const eventType = z
  .string()
  .regex(/^(?:\*|[a-z0-9_]+(?:\.[a-z0-9_]+)+)$/, "must be an event type such as customer.created, or *")
  .max(100, "must have at most 100 characters");

const events = list(eventType, 200)
  .refine(isFilled, "must name at least one")
  .refine(isDistinct, "must name each once")
  .refine((names) => names.length === 1 || !names.includes("*"), "must name * alone, or none of it");

/** How Stripe's events reach the product. */
const webhook = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  /**
   * The person makes the endpoint and pastes its signing secret, at first or later. With `expected`, a connection
   * without one says that it is still to come, and a placeholder stands for it.
   */
  z.strictObject({
    kind: z.literal("pasted"),
    expected: z.boolean(),
    /** What the person selects for the endpoint in Stripe. */
    events: events.exactOptional(),
  }),
  /** The Worker makes the endpoint itself, on connections of these methods. */
  z.strictObject({
    kind: z.literal("managed"),
    methods: methods.refine(isFilled, "must name at least one"),
    events,
  }),
]);

/** What is kept of the account in the connection's ledger, and how fresh. */
const sync = z.strictObject({
  resources: list(z.enum(RESOURCE_NAMES), RESOURCE_NAMES.length).refine(isDistinct, "must name each once"),
  /** How far back: days, and before that only what is alive; null for everything. */
  days: z.int().min(1).max(3650).nullable(),
  /** Changes are wanted within this many seconds. */
  freshness_seconds: z
    .int()
    .min(60)
    .max(24 * 3600),
  /** Reads of Stripe's API a month, at most; and at most nine tenths of what Stripe allows the account. */
  reads_per_month: z.int().min(1_000).max(10_000_000),
});

/** By what users of the app are found among Stripe's customers, beside the CSV that the app uploads. */
const identities = z.strictObject({
  /** The key under which the app writes its user's id into a customer's metadata (docs.stripe.com/api/metadata). */
  metadata_key: text(40)
    .regex(/^[^[\]]+$/, "must not hold square brackets")
    .exactOptional(),
  /** Whether the e-mail address may decide, where nothing else does. */
  email: z.boolean(),
});

/** What the step calls things, in the product's own words. What is left out is said in the element's. */
const words = z.strictObject({
  /** The title of the form for a key: "Stripe API key". */
  title: text(60).exactOptional(),
  /** The button that connects: "Connect Stripe". */
  connect: text(40).exactOptional(),
  /** The labels of the three fields. */
  key: text(60).exactOptional(),
  publishable_key: text(60).exactOptional(),
  webhook_secret: text(60).exactOptional(),
  /** What stands in the empty key field: "sk_test_... or rk_test_...". */
  key_placeholder: text(60).exactOptional(),
});

/** What the guide through Stripe's form says beside its steps. */
const guide = z.strictObject({
  /** How long all of it takes, in minutes. */
  minutes: z.int().min(1).max(60).exactOptional(),
  /** One or two sentences above the steps. */
  lead: text(600).exactOptional(),
  /** Who can do it: what is needed in Stripe and in the product, one sentence each, in place of the built-in list. */
  before: list(text(300), 8).exactOptional(),
  /** The kind of key that the steps lead to; restricted where it is left out. */
  key: z.enum(["restricted", "secret"]).exactOptional(),
  /** What is said beside the built-in step that opens Stripe's page, and beside the one that copies the key. */
  open: list(text(300), 8).exactOptional(),
  copy: list(text(400), 8).exactOptional(),
  /** What stands above the optional permissions. */
  optional: text(200).exactOptional(),
  /** Shows the required permissions under the sections of Stripe's form, with what to do in each. */
  sections: list(z.strictObject({ name: text(60), text: text(200) }), 20)
    .refine((sections) => isDistinct(sections.map(({ name }) => name)), "must name each once")
    .exactOptional(),
});

/** What the product tells around the step, in its own words. Every part may be left out. */
const help = z.strictObject({
  /** What you get: the same matter without Stripe and with it. */
  benefits: list(z.strictObject({ without: text(200), with: text(200) }), 20).exactOptional(),
  /** What happens after connecting, one sentence each. */
  next: list(text(400), 20).exactOptional(),
  /** How to take the access back in Stripe, one step each. */
  revoke: list(text(400), 20).exactOptional(),
  questions: list(z.strictObject({ question: text(200), answer: text(1500) }), 30).exactOptional(),
  /** Why the product asks for the connection, one paragraph each. */
  why: list(text(600), 8).exactOptional(),
  /** What the product finds in the account, each with the sentence that says why it is asked for. */
  signals: list(z.strictObject({ name: text(80), text: text(300) }), 20).exactOptional(),
  /** What goes wrong at times, and the way out of it. */
  troubleshooting: list(z.strictObject({ problem: text(200), answer: text(600) }), 20).exactOptional(),
  /** Where more is written. */
  links: list(z.strictObject({ text: text(80), url: webAddress }), 10).exactOptional(),
  /** Where people get help. */
  email: z.email("must be an e-mail address").max(200, "must have at most 200 characters").exactOptional(),
});

/** A language as BCP 47 writes it, with a script or a country where that matters: `de`, `pt-BR`, `zh-Hant`. */
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/;
const LANGUAGE_RULE = "must be a language such as de or pt-BR";
const language = z.string().regex(LANGUAGE, LANGUAGE_RULE);

const never = list(z.strictObject({ lead: text(120), text: text(400) }), 20);

/** All that a profile says, in another language. What the profile says itself has to be here, and nothing else. */
const translation = z.strictObject({
  intro: text(1000),
  /** By the row's permission. */
  permissions: z.partialRecord(permission, permissionRequest.pick({ why: true, without: true })),
  never: never.exactOptional(),
  words: words.exactOptional(),
  guide: guide.omit({ minutes: true, key: true }).exactOptional(),
  help: help.omit({ email: true }).exactOptional(),
});

const MAX_TRANSLATIONS = 50;

/** Language → the profile's texts in it. */
const translations = z
  .record(language, translation, {
    error: ({ code }) => (code === "invalid_key" ? LANGUAGE_RULE : undefined),
  })
  .refine(
    (given) => Object.keys(given).length <= MAX_TRANSLATIONS,
    `must have at most ${MAX_TRANSLATIONS} languages`,
  );

const shape = z.strictObject({
  /** Unique among the profiles of a deployment. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "must be kebab-case, like my-product")
    .max(60),
  product: party,
  /** The name the key gets in Stripe's Dashboard. */
  key_name: text(100),
  /** Who Stripe's key wizard names as the key's user, where that is not the product. */
  third_party: party.exactOptional(),
  /** Sentences at the top of the form. */
  intro: text(1000),
  /** The data that is asked for; a key of the other mode works, after a question. */
  mode: z.enum(["either", ...mode.options]),
  /** In the order they are offered. */
  methods: methods.refine(isFilled, "must name at least one of key, oauth"),
  credentials: z.strictObject({
    restricted: credentialRule,
    secret: credentialRule,
    publishable: z.enum(["none", "optional", "required"]),
  }),
  permissions: list(permissionRequest, 60).refine(isFilled, "must ask for at least one"),
  /** Rows a key should not have: looked for with one read each, and told of, never refused. */
  excess_check: list(permission, 12).refine(isDistinct, "must name each once"),
  webhook,
  sync,
  identities: identities.exactOptional(),
  /** Whether the dashed "Use demo mode" card is there. */
  demo: z.boolean(),
  /** What the product never accesses, one sentence each: a short lead, then the rest. */
  never,
  words: words.exactOptional(),
  guide: guide.exactOptional(),
  help: help.exactOptional(),
  /** The language of the texts above; English where it is left out. */
  language: language.exactOptional(),
  translations: translations.exactOptional(),
});

/** A profile as an app may bring it: every field, and what no field can say alone. */
export const profile = shape.superRefine((given, context) => {
  for (const [path, message] of listContradictions(given)) {
    context.addIssue({ code: "custom", path, message });
  }
});

const sentence = z.string();

/**
 * The steps through Stripe's create-key wizard. They come from the Worker, because Stripe changes its wizard: a page
 * that pins the script is right all the same. `**…**` is bold.
 */
const wizard = z.strictObject({
  title: sentence,
  before: sentence,
  modes: z.strictObject({ either: sentence, live: sentence, test: sentence }),
  dashboard: sentence,
  step_open: sentence,
  create_restricted: sentence,
  or_restricted: sentence,
  step_open_hint: sentence,
  step_use: sentence,
  step_name: sentence,
  step_name_why: sentence,
  /** `{access}` is Read or Write. */
  step_choose: sentence,
  step_choose_mixed: sentence,
  connect_column: sentence,
  step_publishable: sentence,
  step_copy_secret: sentence,
  step_copy: sentence,
  step_secret: sentence,
  also_grant: sentence,
});

/** A profile as answers show it: in one language, rows resolved to Stripe's labels, links built, nothing to look up. */
export const profileView = shape.omit({ excess_check: true, identities: true, translations: true }).extend({
  /** The language of the product's own texts. Labels and sections are Stripe's, in English. */
  language,
  permissions: list(
    permissionRequest.extend({
      /** Stripe's label of the row: "Charges and Refunds". */
      label: z.string(),
      /** Stripe's section of the form: "Core". */
      section: z.string(),
    }),
    60,
  ),
  third_party: party,
  /** What to do in Stripe's create-key wizard. */
  wizard,
  /** Opens Stripe's create-key form, filled in where Stripe still does that. */
  create_key_url: z.strictObject({ test: z.string(), live: z.string() }),
  /** Where existing keys are edited. */
  keys_url: z.strictObject({ test: z.string(), live: z.string() }),
  /** Where webhook endpoints are added. */
  webhooks_url: z.strictObject({ test: z.string(), live: z.string() }),
});

export type Profile = z.infer<typeof shape>;
export type Translation = z.infer<typeof translation>;
export type ProfileView = z.infer<typeof profileView>;
export type Wizard = z.infer<typeof wizard>;
export type ConnectMethod = Profile["methods"][number];
export type PermissionRequest = z.infer<typeof permissionRequest>;
export type WebhookRule = z.infer<typeof webhook>;

type Contradiction = [path: (string | number)[], message: string];

function* listContradictions(given: Profile): Generator<Contradiction> {
  const { credentials, excess_check: excess, methods: offered, permissions, webhook: rule } = given;
  const asked = permissions.map((row) => row.permission);
  const pastesKey = offered.includes("key");

  for (const [index, row] of permissions.entries()) {
    if (asked.indexOf(row.permission) < index) {
      yield [["permissions", index, "permission"], "is asked for twice"];
    }
    if (row.access === "write" && PERMISSIONS[row.permission].readOnly) {
      yield [["permissions", index, "access"], "must be read: Stripe has no write level for this row"];
    }
  }
  for (const [index, name] of excess.entries()) {
    if (asked.includes(name)) yield [["excess_check", index], "is asked for, so it cannot be too much"];
    if (PERMISSIONS[name].probe === null) yield [["excess_check", index], "cannot be proved by a read"];
  }
  for (const [index, name] of given.sync.resources.entries()) {
    if (!asked.includes(RESOURCES[name].permission)) {
      yield [["sync", "resources", index], `needs ${RESOURCES[name].permission} among the permissions`];
    }
  }
  if (given.identities && !given.sync.resources.includes("customers")) {
    yield [["identities"], "needs customers among the resources of sync"];
  }
  if (credentials.restricted === "refuse" && credentials.secret === "refuse") {
    yield [["credentials", "restricted"], "must not be refused together with secret keys"];
  }
  if (credentials.publishable === "required" && !pastesKey) {
    yield [["credentials", "publishable"], "must not be required where no key is pasted: add key to methods"];
  }
  const kind = given.guide?.key ?? "restricted";
  if (pastesKey && credentials[kind] === "refuse") {
    yield [
      ["guide", "key"],
      `must be a kind of key that is not refused, and is ${kind} where it is left out`,
    ];
  }
  yield* listLostRows(given);
  yield* listMistranslations(given);
  if (rule.kind === "pasted" && rule.expected && !pastesKey) {
    yield [["webhook", "expected"], "must be false where nothing is pasted: add key to methods"];
  }
  if (rule.kind !== "managed") return;
  const writes = permissions.some((row) => row.permission === "webhook_endpoints" && row.access === "write");
  if (rule.methods.includes("key") && !writes) {
    yield [["webhook", "methods"], "needs webhook_endpoints with write among the permissions"];
  }
  for (const [index, name] of rule.methods.entries()) {
    if (!offered.includes(name)) yield [["webhook", "methods", index], "is no method of this profile"];
  }
}

/** Finds the required permissions that would stand under none of the guide's sections. */
function* listLostRows({ guide: said, permissions }: Profile): Generator<Contradiction> {
  if (!said?.sections) return;
  const names = said.sections.map(({ name }) => name);
  for (const row of permissions) {
    const { section } = PERMISSIONS[row.permission];
    if (row.required && !names.includes(section)) {
      yield [["guide", "sections"], `must hold ${section}, the section of ${row.permission}`];
    }
  }
}

/** An address that is not written out, `https:example.com`, leads elsewhere from a page than from here. */
function isPublicUrl(value: string): boolean {
  if (!/^https:\/\//i.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === "" && password === "";
}
