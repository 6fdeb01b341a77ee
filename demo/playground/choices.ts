/**
 * @module What the visitor chose to look at (product, role, theme, language, width, Stripe's mood), kept in the page's address.
 */

import { PRODUCT_NAMES, PRODUCTS, type ProductName } from "../products.ts";

/** Name of each choice → its values, the usual one first, each with its label. */
export const CHOICES = {
  product: { legend: "Product", options: labelProducts() },
  role: { legend: "Role", options: { admin: "Admin", viewer: "Viewer" } },
  theme: { legend: "Theme", options: { auto: "Auto", light: "Light", dark: "Dark" } },
  lang: { legend: "Language", options: { en: "English", de: "Deutsch" } },
  width: { legend: "Width", options: { normal: "Normal", narrow: "Narrow" } },
  stripe: { legend: "Stripe is", options: { well: "Well", slow: "Slow", busy: "Busy", down: "Down" } },
} as const;

export type ChoiceName = keyof typeof CHOICES;

export type Choices = { readonly [Name in ChoiceName]: keyof (typeof CHOICES)[Name]["options"] };

const USUAL: Choices = {
  product: "parityrail",
  role: "admin",
  theme: "auto",
  lang: "en",
  width: "normal",
  stripe: "well",
};

function labelProducts(): Record<ProductName, string> {
  const labels = PRODUCT_NAMES.map((name) => [name, PRODUCTS[name].label]);
  return Object.fromEntries(labels) as Record<ProductName, string>; // all five
}

/** Reads the choices from an address's query; what it does not know counts as the usual. */
export function readChoices(search: string): Choices {
  const query = new URLSearchParams(search);
  const known = Object.entries(CHOICES).flatMap(([name, { options }]) => {
    const value = query.get(name);
    return value !== null && Object.hasOwn(options, value) ? [[name, value]] : [];
  });
  return { ...USUAL, ...Object.fromEntries(known) };
}

/** Returns the query that stands for `choices`, empty if all are the usual ones. */
export function writeChoices(choices: Choices): string {
  const unusual = Object.entries(choices).filter(([name, value]) =>
    Object.entries(USUAL).some(([usualName, usual]) => usualName === name && usual !== value),
  );
  return unusual.length === 0 ? "" : `?${new URLSearchParams(unusual)}`;
}
