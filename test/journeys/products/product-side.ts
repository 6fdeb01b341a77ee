/**
 * @module What a person does on the product's side of the demo page.
 */

import type { Locator } from "playwright";
import type { Visit } from "../world.ts";

/** Enough for every story of the example data, and quickly read. */
export const FEW_CUSTOMERS = 40;

/** Opens one of the tabs of the product's side. */
export async function openTab({ page }: Visit, tab: string): Promise<void> {
  await page.getByRole("link", { name: "What your product sees" }).click();
  const tabs = page.getByRole("navigation", { name: "What the product sees" });
  if (tab !== "Customers") await tabs.getByRole("link", { name: tab }).click();
  else await tabs.waitFor();
}

/** Chooses in one of the side's fields: `choose(visit, "Status", "Active")`. */
export async function choose({ page }: Visit, field: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: field }).selectOption({ label: option });
}

/** Presses one of the buttons that make Stripe live, and waits for what came of it. */
export async function press({ page }: Visit, button: string, outcome: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("region", { name: "Make Stripe live" }).getByText(outcome).waitFor();
}

/** Waits until the account has been read. */
export async function seesReady({ page }: Visit): Promise<void> {
  await page.getByText(/ last read .* reads used this month/).waitFor();
}

/** Returns the table's rows that hold a text. */
export function rowsOf({ page }: Visit, table: string, text: string | RegExp): Locator {
  return page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: text });
}

/** Picks a customer from the table, and returns their name. */
export async function pick(visit: Visit, text: string | RegExp): Promise<string> {
  const row = rowsOf(visit, "Customers", text).first();
  const button = row.getByRole("button");
  const name = (await button.textContent())?.trim() ?? "";
  await button.click();
  await visit.page.getByRole("region", { name, exact: true }).waitFor();
  return name;
}

/** Returns the signals that stand beside everything, newest first. */
export function feedOf({ page }: Visit): Locator {
  return page.getByRole("list", { name: "Newest signals" }).getByRole("listitem");
}
