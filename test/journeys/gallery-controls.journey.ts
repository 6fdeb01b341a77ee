/**
 * @module Every control of every state can be seen and met: by keyboard, in forced colours, and with a finger.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PRODUCT_NAMES } from "../../demo/products.ts";
import { openGallery, widenGallery } from "./page/gallery.ts";
import { listCollisions } from "./page/boxes.ts";
import {
  listBareSummaries,
  listCrowdedTargets,
  listFaintBorders,
  listFalseButtons,
  listLowTargets,
} from "./page/controls.ts";
import { listFaintFocus } from "./page/focus.ts";

const TOUCH = { hasTouch: true, isMobile: true };

/** Every product on a phone; and where a field's button goes below its text, by the longest word on the narrowest phone. */
const PHONES = [
  ...PRODUCT_NAMES.map((product) => ({ product, lang: "en", width: 375 })),
  { product: "parityrail", lang: "fr", width: 320 },
];

/** CSS px: what every target has, or room around it (WCAG 2.5.8), and what a finger needs. */
const LEAST_TARGET = 24;
const LEAST_TOUCH_TARGET = 44;

for (const product of PRODUCT_NAMES) {
  test(`${product} · every control shows focus, edge and whether it works: light, dark, in forced colours`, async () => {
    const { page, close } = await openGallery(`product=${product}&scenes=${chooseScenes(product)}&show=all`);
    assert.deepEqual(await listFaintFocus(page), []);
    assert.deepEqual(await listFaintBorders(page, ".box"), []);
    assert.deepEqual(await listFalseButtons(page), []);
    assert.deepEqual(await listCrowdedTargets(page, LEAST_TARGET), []);
    await page.emulateMedia({ forcedColors: "active" });
    assert.deepEqual(await listFaintFocus(page), [], "in forced colours");
    assert.deepEqual(await listFaintBorders(page, "button, .button, .box, .switch"), [], "in forced colours");
    assert.deepEqual(await listFalseButtons(page), [], "in forced colours");
    await close();
  });
}

for (const { product, lang, width } of PHONES) {
  test(`${product} in ${lang} on a phone of ${width} px · every control is ${LEAST_TOUCH_TARGET} px high, and nothing overlaps`, async () => {
    const query = `product=${product}&scenes=${chooseScenes(product)}&lang=${lang}&show=light`;
    const { page, close } = await openGallery(query, { ...TOUCH, viewport: { width, height: 800 } });
    assert.ok(await page.evaluate(() => matchMedia("(pointer: coarse)").matches));
    assert.deepEqual(await listLowTargets(page, LEAST_TOUCH_TARGET), []);
    assert.deepEqual(await listBareSummaries(page), []);
    await widenGallery(page, width);
    assert.deepEqual(await listCrowdedTargets(page, LEAST_TOUCH_TARGET), []);
    assert.deepEqual(await listCollisions(page), []);
    await close();
  });
}

/** The others look like ParityRail but for what their profiles change. */
function chooseScenes(product: string): string {
  return product === "parityrail" ? "all" : "differing";
}
