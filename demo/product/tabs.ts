/**
 * @module The tabs of the product's side, by their part of the address.
 */

/** Tab → its label; the name is its part of the address too: `#customers`. */
export const TABS = {
  customers: "Customers",
  revenue: "Revenue",
  signals: "Signals",
  events: "Events sent",
  sync: "Sync",
} as const;

export type Tab = keyof typeof TABS;

/** Tells whether `name` is a tab of the product's side. */
export function isTab(name: string): name is Tab {
  return Object.hasOwn(TABS, name);
}
