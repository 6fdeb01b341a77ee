/**
 * @module What a product's document promises, sentence by sentence, and where a person sees each of them kept.
 */

import type { ProductName } from "../../../../demo/products.ts";

/** What is in front of a person: each is reached from the one before it. */
export const PLACES = [
  /** The form as it opens, with everything folded. */
  "form",
  /** The guide through Stripe's pages. */
  "guide",
  /** What is folded below the form. */
  "help",
  /** The key is on its way. */
  "testing",
  /** A connection, with everything unfolded. */
  "connected",
  /** The same, after a permission was taken from the key. */
  "missing",
  /** The demo dataset, in place of an account. */
  "demo",
] as const;

export type Place = (typeof PLACES)[number];

/** An ARIA role; `field` is an input by its label, `placeholder` by what stands in it, `text` anything by its text. */
export type Role =
  | "button"
  | "cell"
  | "columnheader"
  | "heading"
  | "link"
  | "listitem"
  | "paragraph"
  | "status"
  | "field"
  | "placeholder"
  | "text";

export type Sighting = readonly [at: Place, role: Role, name: string | RegExp];

/** Why a sentence is not to be seen at this step. */
export const ELSEWHERE = {
  layout: "a heading or a mark that orders the document, and promises nothing",
  navigation: "the way through the product's own pages to this step, or on from it",
  picture: "a picture, or words that point to one",
  api: "a call of the product's API, made instead of this step or after it",
} as const;

export interface Sentence {
  /** As the document has it. */
  readonly says: string;
  readonly seen: readonly Sighting[];
  readonly elsewhere: keyof typeof ELSEWHERE | null;
}

export interface ProductDocument {
  readonly product: ProductName;
  readonly title: string;
  /** How many letters and digits the document has. The sentences hold them all, in its order. */
  readonly letters: number;
  readonly sentences: readonly Sentence[];
}

/** A sentence that the step keeps, and everything that shows it. */
export function seen(says: string, first: Sighting, ...others: readonly Sighting[]): Sentence {
  return { says, seen: [first, ...others], elsewhere: null };
}

/** A sentence that stands there word for word. Straight apostrophes are curly in a profile. */
export function said(at: Place, role: Role, says: string): Sentence {
  return seen(says, [at, role, says.replaceAll("'", "’")]);
}

/** A sentence that is not of this step. */
export function elsewhere(says: string, why: keyof typeof ELSEWHERE): Sentence {
  return { says, seen: [], elsewhere: why };
}
