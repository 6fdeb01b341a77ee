/**
 * @module What an app's backend may read from Stripe through its connection: lists and single objects of what the
 * profile names, by an allow-list of paths and of query parameters.
 *
 * The request that goes out is built anew from what was recognized: nothing of the caller's text is passed on but ids,
 * numbers and words.
 */

import { PERMISSIONS, type PermissionName } from "../../shared/permissions.ts";
import type { Profile } from "../../shared/profile.ts";
import { RESOURCE_NAMES, RESOURCES, type Resource } from "../../shared/resources.ts";
import { isNoSecret } from "../../shared/schema/no-secret.ts";
import { ApiError } from "../http/api-error.ts";

/** A read that the profile allows. Plain data, which crosses from the Worker to the object. */
export interface AllowedRead {
  /** Stripe's path with the query. */
  readonly path: string;
  /** What a right answer says in its field `object`. */
  readonly object: string;
  /** What the key has to be allowed to read, what is expanded included. */
  readonly permissions: readonly PermissionName[];
}

/** A path of Stripe's that can be read. */
interface Target {
  readonly path: string;
  /** `object` of one of its objects. */
  readonly object: string;
  readonly permission: PermissionName;
  /** There is one object, and no list: the balance. */
  readonly isSingle: boolean;
}

/** `object` of what a permission's own list holds, where it is no resource of the ledger. */
const OBJECTS: Partial<Record<PermissionName, string>> = {
  balance: "balance",
  balance_transactions: "balance_transaction",
  events: "event",
  files: "file",
  payouts: "payout",
  customer_portal: "billing_portal.configuration",
  quotes: "quote",
  meters: "billing.meter",
  entitlements: "entitlements.feature",
  payment_links: "payment_link",
  accounts: "account",
  application_fees: "application_fee",
  transfers: "transfer",
  top_ups: "topup",
  webhook_endpoints: "webhook_endpoint",
  reviews: "review",
};

/** What may be expanded, by the last field's name, and whose permission that takes; null for a part of the object. */
const EXPANSIONS: Readonly<Record<string, PermissionName | null>> = {
  data: null,
  items: null,
  lines: null,
  price: null, // Stripe includes it
  tiers: null,
  parent: null,
  subscription_details: null,
  invoice_settings: null,
  customer: "customers",
  subscription: "subscriptions",
  schedule: "subscriptions",
  invoice: "invoices",
  latest_invoice: "invoices",
  charge: "charges",
  latest_charge: "charges",
  payment_intent: "payment_intents",
  setup_intent: "setup_intents",
  pending_setup_intent: "setup_intents",
  payment_method: "payment_methods",
  default_payment_method: "payment_methods",
  product: "products",
  coupon: "coupons",
  promotion_code: "promotion_codes",
  balance_transaction: "balance_transactions",
};
/** `expand[]`, or numbered as Stripe's libraries send it. */
const EXPAND = /^expand\[\d{0,2}\]$/;
/** Stripe's own bound (docs.stripe.com/api/expanding_objects). */
const MAX_EXPAND_DEPTH = 4;
const MAX_EXPANSIONS = 10;

const isId = (text: string) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/.test(text) && isNoSecret(text);
const isTime = (text: string) => /^\d{1,12}$/.test(text);
const isWord = (text: string) => /^[a-z][a-z_]{0,39}$/.test(text);

/** Parameters of lists, and what they may be. */
const LIST_PARAMETERS: Readonly<Record<string, (value: string) => boolean>> = {
  limit: (value) => /^[1-9]\d{0,2}$/.test(value) && Number(value) <= 100,
  starting_after: isId,
  ending_before: isId,
  created: isTime,
  "created[gt]": isTime,
  "created[gte]": isTime,
  "created[lt]": isTime,
  "created[lte]": isTime,
  status: isWord,
  type: isWord,
  active: (value) => value === "true" || value === "false",
  customer: isId,
  subscription: isId,
  email: (value) => /^[^\s@\p{Cc}]{1,250}@[^\s@\p{Cc}]{1,250}$/u.test(value) && isNoSecret(value),
};

/** Endpoints that stand where an id would. */
const NO_IDS: ReadonlySet<string> = new Set(["search", "upcoming", "preview"]);

/**
 * Recognizes a read. Fails with `read_not_allowed`, `parameter_unknown` or `parameter_invalid`.
 * @param path Stripe's, percent-encoded as it came, with a slash in front
 */
export function allowRead(profile: Profile, path: string, query: URLSearchParams): AllowedRead {
  const targets = listTargets(profile);
  const whole = targets.find((target) => target.path === path);
  if (whole) return describeRead(profile, whole, whole.isSingle ? null : "list", path, query);
  const [, parent, id = ""] = /^(.+)\/([^/]+)$/.exec(path) ?? [];
  const target = targets.find((one) => one.path === parent && !one.isSingle);
  if (!target || !isId(id) || NO_IDS.has(id)) throw new ApiError("read_not_allowed");
  return describeRead(profile, target, null, path, query);
}

/** Lists what a profile may read: what it syncs, and what each of its permissions is proved by. */
export function listTargets({ sync, permissions }: Pick<Profile, "sync" | "permissions">): Target[] {
  const synced = sync.resources.map((name) => targetOf(RESOURCES[name]));
  const asked = permissions.flatMap(({ permission }) => {
    const path = PERMISSIONS[permission].probe?.split("?")[0];
    if (path === undefined) return [];
    const resource = RESOURCE_NAMES.map((name): Resource => RESOURCES[name]).find((one) => one.path === path);
    if (resource) return [targetOf(resource)];
    const object = OBJECTS[permission];
    const isSingle = !PERMISSIONS[permission].probe?.includes("limit=");
    return object === undefined ? [] : [{ path, object, permission, isSingle }];
  });
  return [...synced, ...asked];
}

/** Lists what `allowRead` lets through: method and path, `GET /v1/customers/{id}`. */
export function listReadable(profile: Profile): string[] {
  return listTargets(profile).flatMap(({ path, isSingle }) =>
    isSingle ? [`GET ${path}`] : [`GET ${path}`, `GET ${path}/{id}`],
  );
}

function targetOf({ path, object, permission }: Resource): Target {
  return { path, object, permission, isSingle: false };
}

function describeRead(
  profile: Profile,
  { object, permission }: Target,
  list: "list" | null,
  path: string,
  query: URLSearchParams,
): AllowedRead {
  const expansions = [...query].filter(([name]) => EXPAND.test(name)).map(([, value]) => value);
  if (expansions.length > MAX_EXPANSIONS) throw new ApiError("parameter_invalid", { param: "expand" });
  const expanded = expansions.flatMap((expansion) => readExpansion(profile, expansion, list !== null));
  const parameters = new URLSearchParams(expansions.map((expansion) => ["expand[]", expansion]));
  for (const [name, value] of query) {
    if (EXPAND.test(name)) continue;
    const isValid = list !== null && Object.hasOwn(LIST_PARAMETERS, name) ? LIST_PARAMETERS[name] : undefined;
    if (!isValid) throw new ApiError("parameter_unknown");
    if (!isValid(value) || parameters.has(name)) {
      throw new ApiError("parameter_invalid", { param: name.replace("[", ".").replace("]", "") });
    }
    parameters.set(name, value);
  }
  const search = parameters.size === 0 ? "" : `?${parameters}`;
  return {
    path: path + search,
    object: list ?? object,
    permissions: [...new Set([permission, ...expanded])],
  };
}

/** Returns what an expansion takes. In a list it begins with `data`. */
function readExpansion(profile: Profile, expansion: string, inList: boolean): PermissionName[] {
  const fields = expansion.split(".");
  const links = fields.map((field) => (Object.hasOwn(EXPANSIONS, field) ? EXPANSIONS[field] : undefined));
  const isKnown = links.every((link) => link !== undefined);
  const depth = fields.length - (inList ? 1 : 0);
  if (!isKnown || depth < 1 || depth > MAX_EXPAND_DEPTH || (inList && fields[0] !== "data")) {
    throw new ApiError("parameter_invalid", { param: "expand" });
  }
  const needed = links.filter((link) => link != null);
  if (!needed.every((name) => profile.permissions.some(({ permission }) => permission === name))) {
    throw new ApiError("read_not_allowed", { param: "expand" });
  }
  return needed;
}
