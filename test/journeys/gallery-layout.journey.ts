/**
 * @module Nothing covers anything, and nothing stands out of its box, in any state of any product at any width.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PRODUCT_NAMES } from "../../demo/products.ts";
import { openGallery, styleElements, widenGallery } from "./page/gallery.ts";
import { listCollisions } from "./page/boxes.ts";

/** CSS px: three phones, a tablet, a laptop. */
const WIDTHS = [320, 360, 375, 768, 1280];

/** Every product in English, and the longest words and the other direction; all languages in 320 px: accessibility.journey.ts. */
const GALLERIES = [
  ...PRODUCT_NAMES.map((product) => ({ product, lang: "en", widths: WIDTHS })),
  ...["de", "ar"].map((lang) => ({ product: "parityrail", lang, widths: [320, 1280] })),
];

/** Name of a flaw → the style that makes it, and how it is reported. */
const FLAWS = {
  "a text on another": [".reason { margin-block-start: -9px }", /text "List and retrieve cust.* overlap/],
  "a button on a field": [
    ".primary { margin-block-start: -40px }",
    /button.* "Test & connect" and .* overlap/,
  ],
  "a badge out of its card": [".badge { margin-inline: 0 -60px }", /"Test mode" stands out of card/],
  "a word out of its button": [
    ".dashed .button { width: 60px }",
    /"Connect demo dataset" stands out of button/,
  ],
  "a text cut off": [".dots { height: 20px; overflow: hidden }", /text .* stands out of dots/],
  "a placeholder cut off": [".entry { min-width: 0; max-width: 30px }", /cuts off its placeholder/],
} as const;

for (const { product, lang, widths } of GALLERIES) {
  test(`${product} in ${lang} · nothing overlaps in any state at ${widths.join(", ")} px`, async () => {
    const { page, close } = await openGallery(`product=${product}&lang=${lang}&show=light`);
    for (const width of widths) {
      await widenGallery(page, width);
      assert.deepEqual(await listCollisions(page), [], `${width} px`);
    }
    await close();
  });
}

test("the look for overlaps · finds each flaw that is planted", async () => {
  const { page, close } = await openGallery("product=parityrail&show=light");
  await widenGallery(page, 375);
  const styles = Object.values(FLAWS).map(([style]) => style);
  await styleElements(page, styles.join("\n"));
  const found = (await listCollisions(page)).join("\n");
  for (const [flaw, [, expected]] of Object.entries(FLAWS)) assert.match(found, expected, flaw);
  await close();
});
