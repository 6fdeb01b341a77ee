/**
 * @module What the visitor chose to look at, kept in the page's address.
 */

import { LANGUAGE_LABELS } from "../gallery/choices.ts";
import { PRODUCT_NAMES, PRODUCTS, type ProductName } from "../products.ts";

const productLabels = PRODUCT_NAMES.map((name) => [name, PRODUCTS[name].label]);

/** Name of each choice → its values, the default first, each with its label. */
export const CHOICES = {
  product: {
    legend: "Product",
    options: Object.fromEntries(productLabels) as Record<ProductName, string>, // all five
  },
  role: { legend: "Role", options: { admin: "Admin", viewer: "Viewer" } },
  theme: { legend: "Theme", options: { auto: "Auto", light: "Light", dark: "Dark" } },
  lang: { legend: "Language", options: LANGUAGE_LABELS },
  width: { legend: "Width", options: { normal: "Normal", narrow: "Narrow" } },
  stripe: { legend: "Stripe is", options: { well: "Well", slow: "Slow", busy: "Busy", down: "Down" } },
} as const;

export type ChoiceName = keyof typeof CHOICES;
export type Choices = { readonly [Name in ChoiceName]: keyof (typeof CHOICES)[Name]["options"] };

export const CHOICE_NAMES = Object.keys(CHOICES) as ChoiceName[]; // the table's own keys

const DEFAULTS = Object.fromEntries(
  CHOICE_NAMES.map((name) => [name, Object.keys(CHOICES[name].options)[0]]),
) as Choices; // the first value of every choice

/** Reads the choices from an address's query; what it does not know counts as the default. */
export function readChoices(search: string): Choices {
  const query = new URLSearchParams(search);
  const known = CHOICE_NAMES.flatMap((name) => {
    const value = query.get(name);
    return value !== null && Object.hasOwn(CHOICES[name].options, value) ? [[name, value]] : [];
  });
  return { ...DEFAULTS, ...Object.fromEntries(known) };
}

/** Returns the query that stands for `choices`, empty if all are the defaults. */
export function writeChoices(choices: Choices): string {
  const changed = CHOICE_NAMES.filter((name) => choices[name] !== DEFAULTS[name]);
  return changed.length === 0 ? "" : `?${new URLSearchParams(changed.map((name) => [name, choices[name]]))}`;
}
