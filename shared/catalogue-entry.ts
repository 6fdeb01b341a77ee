/**
 * @module What the catalogue tells of one row of Stripe's restricted-key form.
 */

/** A level of one row of the restricted-key form. Write includes read. */
export type Access = "read" | "write";

/** How certain a row is: `documented` by Stripe, `observed` in real answers, `reported` by third parties. */
export type Certainty = "documented" | "observed" | "reported";

export interface CatalogueEntry {
  /** The row's label in Stripe's form. */
  readonly label: string;
  /** The form's section that holds the row. */
  readonly section: "Core" | "Checkout" | "Billing" | "Payment Links" | "Connect" | "Webhooks" | "Radar";
  /** Stripe's name without access and without `rak_`: `plan` in `rak_plan_read`. */
  readonly identifier: string;
  /** `GET` path and query that answers 200 with the permission and 403 without; null where nothing proves it. */
  readonly probe: string | null;
  /**
   * Path of an object that cannot exist. `POST` with an empty body answers 404 with the write permission and 403
   * without, and changes nothing: Stripe judges the permission before it looks for the object, and parameters
   * before both, so none are sent. Left out where no such endpoint is known; that write stays unchecked.
   */
  readonly writeProbe?: string;
  /** Other identifiers whose read is included in this one's. */
  readonly implies?: readonly string[];
  /** Stripe offers no write level for this row. */
  readonly readOnly?: true;
  readonly certainty: Certainty;
}
