/**
 * @module What an app asks of a Stripe account, as data: everything that differs between two products.
 *
 * A profile is JSON (snake_case, as on the wire). The guide, the create-key link, the checklist and the
 * probes all come from it and from the catalogue in `permissions.ts`; no other file names a product.
 */

import type { Mode } from "./keys.ts";
import type { Access, PermissionName } from "./permissions.ts";

/** What to do with a kind of credential: take it, take it and say what would be better, or refuse it. */
export type CredentialRule = "accept" | "warn" | "refuse";

/** A way to connect: paste a key, or consent on Stripe's own page (OAuth). */
export type ConnectMethod = "key" | "oauth";

/** One row the profile asks for. */
export interface PermissionRequest {
  permission: PermissionName;
  access: Access;
  /** A missing required permission is red; a missing optional one is only noted. Neither blocks Continue. */
  required: boolean;
  /** What the product does with it, one sentence for the person. */
  why: string;
  /** What does not work without it; shown when it is missing. */
  without?: string;
}

/**
 * How Stripe's events reach the product. `pasted`: the person makes the endpoint and pastes its signing secret,
 * at first or later; with `expected`, a connection without one says that it is still to come, and a placeholder
 * stands for it. `managed`: the Worker makes the endpoint itself, on connections of these methods.
 */
export type WebhookRule =
  | { kind: "none" }
  | { kind: "pasted"; expected: boolean }
  | { kind: "managed"; methods: readonly ConnectMethod[]; events: readonly string[] };

/** What the product tells around the step, in its own words. Every part may be left out. */
export interface Help {
  /** What you get: the same matter without Stripe and with it. */
  benefits?: readonly { without: string; with: string }[];
  /** What happens after connecting, one sentence each. */
  next?: readonly string[];
  /** How to take the access back in Stripe, one step each. */
  revoke?: readonly string[];
  questions?: readonly { question: string; answer: string }[];
  /** Where people get help. */
  email?: string;
}

/** What one product asks of a Stripe account, and the words it says it in. */
export interface Profile {
  /** Kebab-case, unique among the profiles of a deployment. */
  name: string;
  product: {
    /** As people know it: "ParityRail". */
    name: string;
    /** Public web address. */
    url: string;
  };
  /** The name the key gets in Stripe's Dashboard. */
  key_name: string;
  /** Whom Stripe's key wizard shall note as the key's user, where that is not the product's name and address. */
  third_party?: { name: string; url: string };
  /** Sentences at the top of the form. */
  intro: string;
  /** The data that is asked for; a key of the other mode works, after a question. */
  mode: Mode | "either";
  /** In the order they are offered; at least one. */
  methods: readonly ConnectMethod[];
  credentials: {
    restricted: CredentialRule;
    secret: CredentialRule;
    publishable: "none" | "optional" | "required";
  };
  permissions: readonly PermissionRequest[];
  /** Rows a key should not have: looked for with one read each, and told of, never refused. */
  excess_check: readonly PermissionName[];
  webhook: WebhookRule;
  /** Whether the dashed "Use demo mode" card is there. */
  demo: boolean;
  /** What the product never accesses, one sentence each: a short lead, then the rest. */
  never: readonly { lead: string; text: string }[];
  help?: Help;
}
