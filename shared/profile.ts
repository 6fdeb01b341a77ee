/**
 * @module What an app asks of a Stripe account, as data: everything that differs between two products.
 *
 * A profile is JSON (snake_case, as on the wire). The guide, the create-key link, the checklist and the
 * probes all come from it and from the catalogue in `permissions.ts`; no other file names a product.
 */

import type { Access, PermissionName } from "./permissions.ts";

/** What to do with a kind of credential: take it, take it and say what would be better, or refuse it. */
export type CredentialRule = "accept" | "warn" | "refuse";

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

/** What one product asks of a Stripe account, and the words it says it in. */
export interface Profile {
  /** Kebab-case, unique among the profiles of a deployment. */
  name: string;
  product: {
    /** As people know it: "ParityRail". */
    name: string;
    /** Public web address, which Stripe's key wizard asks for. */
    url: string;
  };
  /** The name the key gets in Stripe's Dashboard. */
  key_name: string;
  /** Sentences at the top of the form. */
  intro: string;
  credentials: { restricted: CredentialRule; secret: CredentialRule };
  permissions: readonly PermissionRequest[];
  webhook_secret: "optional" | "none";
  /** Whether the dashed "Use demo mode" card is there. */
  demo: boolean;
  /** What the product never accesses, one sentence each: a short lead, then the rest. */
  never: readonly { lead: string; text: string }[];
}
