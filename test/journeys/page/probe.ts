/**
 * @module Looks into a page from outside, shadow roots included: axe, where the focus is, and everything it could leak.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Runs axe on the whole page and returns what it found, one readable line each.
 * @param except ids of rules that do not hold for this page
 */
export async function listViolations(page: Page, except: readonly string[] = []): Promise<string[]> {
  await page.evaluate(AXE); // through the debugger: the page's own policy lets no script in
  const rules = Object.fromEntries(except.map((rule) => [rule, { enabled: false }]));
  const options = JSON.stringify({ resultTypes: ["violations"], rules });
  const { violations } = (await page.evaluate(`axe.run(${options})`)) as AxeResults; // what axe documents
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} · ${node.target.join(" ")} · ${node.html.slice(0, 160)}`),
  );
}

/** Returns the name of the focused control, heading or region, wherever it is. */
export function readFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!focused || focused === document.body) return "";
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : null;
    const text = focused.getAttribute("aria-label") ?? label ?? focused.textContent ?? "";
    return text.replace(/\s+/g, " ").trim();
  });
}

/** Returns how far the page can be scrolled sideways, in pixels. */
export function readSidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Returns the texts of the page's own elements that are wider than the box they stand in, or than the window. */
export function listClipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>("#page *")];
    const clipped = all.filter((one) => {
      const { right, left } = one.getBoundingClientRect();
      const isCut = getComputedStyle(one).display !== "inline" && one.scrollWidth > one.clientWidth + 1;
      return isCut || right > innerWidth + 0.5 || left < -0.5;
    });
    return clipped.map((one) => `${one.localName}.${one.className}: ${one.textContent?.trim().slice(0, 60)}`);
  });
}

/** One text of a page, and where it stands, that any script, extension or visitor could read. */
export interface PageText {
  readonly where: string;
  readonly text: string;
}

/** Returns every attribute and text of every tree, the address, and everything stored. */
export function readEverything(page: Page): Promise<PageText[]> {
  return page.evaluate(() => {
    const texts: PageText[] = [{ where: "address", text: location.href }];
    const walk = (root: ParentNode): void => {
      for (const node of root.querySelectorAll("*")) {
        for (const { name, value } of node.attributes)
          texts.push({ where: `${node.localName}[${name}]`, text: value });
        const own = [...node.childNodes].filter((child) => child.nodeType !== Node.ELEMENT_NODE);
        texts.push({ where: node.localName, text: own.map((child) => child.textContent ?? "").join("") });
        if (node.shadowRoot) walk(node.shadowRoot);
      }
    };
    walk(document);
    for (const storage of [localStorage, sessionStorage]) {
      texts.push({ where: "storage", text: JSON.stringify({ ...storage }) });
    }
    texts.push({ where: "cookie", text: document.cookie });
    texts.push({ where: "history", text: JSON.stringify(history.state) });
    return texts;
  });
}

/** Returns where any eight characters in a row of `secret`'s own part stand. */
export function findLeaks(texts: readonly PageText[], secret: string): string[] {
  const own = secret.slice(-48); // before that, a real key repeats its account's id, which is no secret
  const pieces = Array.from({ length: own.length - 7 }, (_, start) => own.slice(start, start + 8));
  return texts.filter(({ text }) => pieces.some((piece) => text.includes(piece))).map(({ where }) => where);
}
