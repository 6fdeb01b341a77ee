/**
 * @module What a first visit to each product's step costs: the words to read, the actions to take, and how far things
 * move by themselves meanwhile.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright";
import { PRODUCT_NAMES, PRODUCTS, type ProductName } from "../../../demo/products.ts";
import { recordShifts, settleShifts, sumShifts, type LayoutShift } from "../page/shifts.ts";
import { type Visit, world } from "../world.ts";
import { FEW_CUSTOMERS } from "./product-side.ts";
import { createOwnAccount, disconnect, openProduct } from "./product-visit.ts";

/** The most that moves by itself in a whole journey. A page is good up to 0.1 within five seconds (web.dev/articles/cls). */
const MOST_SHIFT = 0.02;

/** From no key to a connection, where one key is enough. */
const ONE_KEY = ["create link", "create", "copy", "paste", "connect"];
const TWO_KEYS = ["keys link", "copy", "paste", "reveal", "copy", "paste", "connect"];

/** The most words that a product's step shows at first, and the actions that connect it. */
const COSTS: Readonly<Record<ProductName, { readonly words: number; readonly actions: readonly string[] }>> =
  {
    parityrail: { words: 105, actions: ONE_KEY },
    dropfix: { words: 145, actions: ONE_KEY },
    clearsync: { words: 80, actions: ONE_KEY },
    engage: { words: 65, actions: ["connect with Stripe", "allow"] },
    billstack: { words: 90, actions: TWO_KEYS },
  };

/** Every other product is visited by phone. */
const DESK = { width: 1280, height: 1000 };
const PHONE = { width: 390, height: 800 };

for (const [index, product] of PRODUCT_NAMES.entries()) {
  test(`a first visit to ${PRODUCTS[product].label} · takes the words and actions that are documented, and nothing moves by itself`, async () => {
    const shifts: LayoutShift[] = [];
    const visit = await openProduct(world, product, async (page) => {
      await page.setViewportSize(index % 2 ? PHONE : DESK);
      await recordShifts(page, shifts);
    });
    await visit.element.locator("form").waitFor();
    const words = await countWords(visit);
    const actions = await connect(visit, product);
    await visit.sees(/^\d.* read\b/);
    await recheck(visit);
    await disconnect(visit);
    await settleShifts(visit.page);
    await visit.close();
    assert.ok(words <= COSTS[product].words, `${words} words`);
    assert.deepEqual(actions, COSTS[product].actions);
    assert.ok(sumShifts(shifts) <= MOST_SHIFT, JSON.stringify(shifts, null, 2));
  });
}

test("a first visit · costs what docs/element.md says", () => {
  const document = readFileSync(join(world.root, "docs/element.md"), "utf8");
  const [, section = ""] = document.split("## Time to understand\n");
  const rows = section.split("\n## ")[0]?.matchAll(/^\| (\w.*?) +\| (\d+) +\| (.*?) +\|$/gm) ?? [];
  assert.deepEqual(
    Array.from(rows, ([, label, words, actions]) => [label, Number(words), actions]),
    PRODUCT_NAMES.map((name) => [PRODUCTS[name].label, COSTS[name].words, COSTS[name].actions.join(", ")]),
  );
});

/** Checks again, and waits until the answer is shown. */
async function recheck({ page, button }: Visit): Promise<void> {
  const answered = page.waitForResponse(/\/connection\/check$/);
  await button("Re-check").click();
  await answered;
  await button("Re-check").waitFor();
  await settleShifts(page);
}

/** Counts what stands between two spaces and has a letter or a digit in it, in all that the element shows. */
async function countWords({ element }: Visit): Promise<number> {
  const text = await element.locator(".step").innerText();
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Connects the shortest way there is for somebody without a key. Returns what they did. */
async function connect(visit: Visit, product: ProductName): Promise<string[]> {
  const done: string[] = [];
  const act = async (action: string, perform: () => Promise<unknown>): Promise<void> => {
    await perform();
    done.push(action);
  };
  if (product === "engage") await connectAtStripe(visit, act);
  else if (product === "billstack") await connectWithBothKeys(visit, act);
  else await connectWithKey(visit, act);
  await visit.seesConnected();
  return done;
}

type Act = (action: string, perform: () => Promise<unknown>) => Promise<void>;

async function connectAtStripe({ page, button }: Visit, act: Act): Promise<void> {
  await act("connect with Stripe", () => button("Connect with Stripe").click());
  await act("allow", () => page.getByRole("button", { name: "Connect" }).click());
}

async function connectWithKey(visit: Visit, act: Act): Promise<void> {
  const dashboard = await openDashboard(visit, act, "create link", /^Create key in Stripe/);
  await act("create", () => dashboard.getByRole("button", { name: "Create key" }).click());
  await act("copy", () => copy(dashboard));
  await act("paste", () => pasteInto(visit, "#key"));
  await act("connect", () => visit.element.locator("[type=submit]").click());
}

async function connectWithBothKeys(visit: Visit, act: Act): Promise<void> {
  const dashboard = await openDashboard(visit, act, "keys link", /^API keys in Stripe/);
  await act("copy", () => copy(dashboard));
  await act("paste", () => pasteInto(visit, "#publishable"));
  await act("reveal", () => dashboard.getByRole("button", { name: /^Reveal/ }).click());
  await act("copy", () => copy(dashboard));
  await act("paste", () => pasteInto(visit, "#key"));
  await act("connect", () => visit.element.locator("[type=submit]").click());
}

/** Follows the element's link to the Dashboard of somebody who is signed in there, to an account of their own. */
async function openDashboard(visit: Visit, act: Act, action: string, link: RegExp): Promise<Page> {
  const { stripe } = world.demo;
  const { id } = createOwnAccount(world, undefined, FEW_CUSTOMERS);
  await visit.context.route(
    (url) => url.origin === stripe.url && !url.searchParams.has("account"),
    (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set("account", id);
      return route.continue({ url: url.href });
    },
  );
  const opened = visit.context.waitForEvent("page");
  await act(action, () => visit.element.getByRole("link", { name: link }).click());
  return opened;
}

async function copy(dashboard: Page): Promise<void> {
  await dashboard.bringToFront();
  await dashboard.getByRole("button", { name: /^Copy/ }).click();
  await dashboard.getByText("Copied").waitFor();
}

async function pasteInto({ page, element }: Visit, field: string): Promise<void> {
  await page.bringToFront();
  await element.locator(field).click();
  await page.keyboard.press("ControlOrMeta+V");
}
