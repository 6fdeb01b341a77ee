/**
 * @module The gallery as a test sees it: opened when every scene has come to its state, and laid out as wide as wanted.
 */

import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright";
import { type Visit, world } from "../world.ts";

/** Leaves nothing of the gallery but its elements, one below the other, each as wide as the window. */
const BARE_STYLE = `
  :is(.top, .gallery-choices, .index, .group, .scene h3, figcaption) { display: none }
  :is(.gallery, .frames[data-count]) { display: block; padding: 0 }
  .scene { padding: 0 }
  .frames[data-count] .frame { max-width: none; padding: 0; border: 0; border-radius: 0 }
`;

/** Opens the gallery and waits until every scene has come to its state. */
export async function openGallery(
  query: string,
  options?: BrowserContextOptions,
): Promise<Pick<Visit, "page" | "context" | "close">> {
  const visit = await world.open("", options);
  await visit.page.goto(`${world.demo.url}/gallery?${query}`);
  await visit.page.locator("html[data-gallery=ready]").waitFor();
  const failed = visit.page.locator("[data-failed]");
  assert.deepEqual(await failed.evaluateAll((all) => all.map((one) => one.getAttribute("data-failed"))), []);
  assert.ok((await visit.page.locator("parityrail-connect").count()) > 15);
  return visit;
}

/** Makes the window, and with it every element of the gallery, `width` CSS px wide. */
export async function widenGallery(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  const widths = await page.evaluate((style) => {
    const sheet = new CSSStyleSheet(); // the page's own policy lets no style element in
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
    const elements = [...document.querySelectorAll("parityrail-connect")];
    return elements.map((element) => element.getBoundingClientRect().width);
  }, BARE_STYLE);
  assert.deepEqual([...new Set(widths)], [width]);
}

/** Leaves the one element `id` of the gallery: what is not drawn takes no time. */
export async function isolateElement(page: Page, id: string): Promise<void> {
  await page.evaluate((wanted) => {
    for (const scene of document.querySelectorAll<HTMLElement>(".scene"))
      scene.hidden = !scene.contains(document.getElementById(wanted));
  }, id);
}

/** Gives every element one more style sheet, behind its own. */
export async function styleElements(page: Page, style: string): Promise<void> {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    for (const { shadowRoot } of document.querySelectorAll("parityrail-connect")) {
      shadowRoot?.adoptedStyleSheets.push(sheet);
    }
  }, style);
}
