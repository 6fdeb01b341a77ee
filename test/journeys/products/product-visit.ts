/**
 * @module What the journeys of the products share: an account of one's own, its keys, and what a person does in each.
 */

import assert from "node:assert/strict";
import type { Locator, Page } from "playwright";
import { permissionsOf } from "../../../demo/launch/product-keys.ts";
import type { ProductName } from "../../../demo/products.ts";
import type { LocalKey } from "../../../demo/stripe/index.ts";
import type { Mode } from "../../../shared/keys.ts";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { listViolations, readSidewaysScroll } from "../page/probe.ts";
import type { Prepare, Visit, World } from "../world.ts";

/** A Stripe account that no other test uses. */
export interface OwnAccount {
  readonly id: string;
  /** A restricted key with these of Stripe's names: `customer_read`. */
  restricted(permissions: readonly string[], mode?: Mode): LocalKey;
  whole(kind: "secret" | "publishable", mode?: Mode): LocalKey;
}

/** The same example data in each account, whatever ran before: it has every kind of customer that a journey picks. */
const SEED = 54;

/** Creates an account at the local Stripe. */
export function createOwnAccount(
  { demo: { stripe } }: World,
  name = "Harbour Ltd",
  customers?: number,
): OwnAccount {
  const { id } = stripe.createAccount({ name, seed: SEED, ...(customers !== undefined && { customers }) });
  return {
    id,
    restricted: (permissions, mode = "test") =>
      stripe.createKey({ account: id, mode, kind: "restricted", permissions, name: "Journey" }),
    whole: (kind, mode = "test") => stripe.createKey({ account: id, mode, kind, name: "Standard key" }),
  };
}

/** Stripe's names of all that a product asks for, without `left`. */
export function askedBy(product: ProductName, ...left: readonly string[]): string[] {
  const profile = PROFILES[product];
  if (!profile) throw new Error(`there is no profile ${product}`);
  return permissionsOf(profile.permissions).filter((name) => !left.includes(name));
}

/** The keys that a product asks for. */
export interface ProductKeys {
  readonly key: LocalKey;
  readonly publishable: LocalKey | null;
}

/** Creates the keys that a product asks for, in an account of one's own. */
export function createKeys(of: World, product: ProductName, customers?: number): ProductKeys {
  const profile = PROFILES[product];
  const mode = profile?.mode === "live" ? "live" : "test";
  const account = createOwnAccount(of, undefined, customers);
  const isSecret = profile?.guide?.key === "secret";
  return {
    key: isSecret ? account.whole("secret", mode) : account.restricted(askedBy(product), mode),
    publishable: profile?.credentials.publishable === "required" ? account.whole("publishable", mode) : null,
  };
}

/**
 * Opens a product's page as somebody new. Each product calls the key's field and the button by names of its own, which
 * its document's journey looks at; here they are found whatever they are called.
 */
export async function openProduct(world: World, product: ProductName, prepare?: Prepare): Promise<Visit> {
  const visit = await world.open(`?product=${product}`, {}, prepare);
  const keyField = visit.element.locator("#key");
  const tryKey = async (key: string): Promise<void> => {
    await visit.paste(keyField, key);
    await submit(visit);
  };
  const connect = async (key: string): Promise<void> => {
    await tryKey(key);
    await visit.seesConnected();
  };
  return { ...visit, keyField, tryKey, connect };
}

/** Sends the form from the field that was pasted into last. */
export async function submit({ page }: Visit): Promise<void> {
  await page.keyboard.press("Enter");
}

/** The two fields that BillStack has besides. */
export const publishableField = ({ element }: Visit): Locator => element.locator("#publishable");
export const secretField = ({ element }: Visit): Locator => element.locator("#secret");

/** Waits for the checklist's row of a permission, and for what it says. */
export async function seesRow(visit: Visit, label: string, says: string): Promise<void> {
  const row = visit.element.getByRole("listitem").filter({ hasText: label });
  await row.getByText(says, { exact: true }).first().waitFor();
}

/** Waits until a text is in the element no more. */
export async function seesNoMore(visit: Visit, text: string | RegExp): Promise<void> {
  await visit.element.getByText(text).first().waitFor({ state: "detached" });
}

/** Disconnects, and waits for the toast. */
export async function disconnect(visit: Visit): Promise<void> {
  await visit.button("Disconnect").click();
  await visit.button("Keep it").waitFor();
  await visit.button("Disconnect").last().click();
  await visit.sees("Stripe disconnected");
}

/** Looks at the page with axe in light and dark, and at 320 px; leaves it light and wide. */
export async function seesNoBarrier({ page }: Visit): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await listViolations(page), [], colorScheme);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  assert.ok((await readSidewaysScroll(page)) <= 0, "scrolls sideways at 320 px");
  await page.setViewportSize({ width: 1280, height: 1000 });
}

/** Follows the element's own link to the local Dashboard. */
export async function openCreateKey(visit: Visit): Promise<Page> {
  const opened = visit.context.waitForEvent("page");
  await visit.element.getByRole("link", { name: /Create key in Stripe/ }).click();
  const dashboard = await opened;
  await dashboard.getByRole("heading", { name: "Create restricted key" }).waitFor();
  return dashboard;
}

/** Presses the element's button and waits for Stripe's consent page in the same window. */
export async function goToStripe({ page, button }: Visit): Promise<void> {
  await button("Connect with Stripe").click();
  await page.getByRole("heading", { name: "Connect Recurly Engage to Stripe" }).waitFor();
}

/** Says yes for an account on Stripe's page. */
export async function sayYes({ page }: Pick<Visit, "page">, account = "Acme Inc."): Promise<void> {
  await page.getByRole("combobox", { name: "Account" }).selectOption({ label: account });
  await page.getByRole("button", { name: "Connect" }).click();
}
