/**
 * @module Whoever enlarges the page sees everything: nothing scrolls sideways, and nothing covers the focused control.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PRODUCT_NAMES } from "../../demo/products.ts";
import { openGallery } from "./page/gallery.ts";
import { listCoveredFocus } from "./page/focus.ts";
import { readSidewaysScroll } from "./page/probe.ts";
import { type Visit, world } from "./world.ts";

/** A laptop's window of 1280 × 800 CSS px at 200 %. */
const TWICE = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };
/** A window of 1280 × 1024 CSS px at 400 %, the size WCAG 1.4.10 names. */
const FOUR_TIMES = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };

const STATES: Readonly<Record<string, (visit: Visit) => Promise<void>>> = {
  form: (visit) => visit.keyField.waitFor(),
  "guide open": (visit) => visit.element.getByRole("button", { name: /^Show me how/ }).click(),
  refused: async (visit) => {
    await visit.tryKey(world.demo.keys.parityrail.revoked.key);
    await visit.element.getByRole("alert").waitFor();
  },
  connected: (visit) => visit.connect(world.demo.keys.parityrail.good.key),
  receipt: async (visit) => {
    await visit.connect(world.demo.keys.parityrail.good.key);
    await visit.button("What this key can do").click();
    await visit.button("Print").waitFor();
  },
};

test("at 200 % zoom · a laptop's window shows everything without scrolling sideways", async () => {
  const visit = await world.open("", TWICE);
  await visit.element.getByRole("button", { name: /Show me how/ }).click();
  assert.equal(await readSidewaysScroll(visit.page), 0);
  await visit.connect(world.demo.keys.parityrail.missing_invoices.key);
  assert.equal(await readSidewaysScroll(visit.page), 0);
  await visit.close();
});

for (const [state, reach] of Object.entries(STATES)) {
  test(`at 400 % zoom · ${state}: nothing scrolls sideways, and no focused control is covered`, async () => {
    const visit = await world.open("", FOUR_TIMES);
    await reach(visit);
    assert.equal(await readSidewaysScroll(visit.page), 0);
    assert.deepEqual(await listCoveredFocus(visit.page), []);
    await visit.close();
  });
}

for (const product of PRODUCT_NAMES) {
  test(`at 400 % zoom · no state of ${product} scrolls sideways, and no focused control is covered`, async () => {
    const scenes = product === "parityrail" ? "all" : "differing"; // the others look alike
    const { page, close } = await openGallery(`product=${product}&scenes=${scenes}&show=light`, FOUR_TIMES);
    assert.equal(await readSidewaysScroll(page), 0);
    assert.deepEqual(await listCoveredFocus(page), []);
    await close();
  });
}
