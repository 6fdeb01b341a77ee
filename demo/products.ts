/**
 * @module The five products of the demo: one app each, with a profile and a look of its own.
 */

export type ProductName = "parityrail" | "dropfix" | "clearsync" | "engage" | "billstack";

export interface Product {
  readonly label: string;
  /** The steps of its onboarding around "Connect Stripe", as its page shows them. */
  readonly steps: readonly [before: string, here: string, after: string];
}

/** Name of the product's profile → how its page speaks. */
export const PRODUCTS: Readonly<Record<ProductName, Product>> = {
  parityrail: { label: "ParityRail", steps: ["Workspace", "Stripe", "Identity"] },
  dropfix: { label: "DropFix", steps: ["Install snippet", "Stripe", "First signal"] },
  clearsync: { label: "ClearSync", steps: ["HubSpot", "Stripe", "Data import"] },
  engage: { label: "Recurly Engage", steps: ["Settings", "Stripe", "Prompts"] },
  billstack: { label: "BillStack", steps: ["Team", "Stripe", "API keys"] },
};

export const PRODUCT_NAMES = Object.keys(PRODUCTS) as ProductName[]; // the table's own keys

/** Tells whether `name` is one of the five. */
export function isProductName(name: string): name is ProductName {
  return Object.hasOwn(PRODUCTS, name);
}

/** Where a product's page gets its session from. */
export function sessionPath(product: ProductName): string {
  return `/api/${product}/session`;
}
