/**
 * @module What a journey needs: the whole demo on ports of its own, a real browser, and a person's hands in it.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright";
import { startDemo, type Demo } from "../../demo/launch/demo.ts";
import { launchChromium } from "../browser/chromium.ts";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Long enough for a busy machine; a passing journey never waits for it. */
const STEP_TIMEOUT_MS = 20_000;

export interface World {
  readonly demo: Demo;
  readonly root: string;
  readonly stateDir: string;
  readonly secretsFile: string;
  /** Opens the demo page as somebody new, whose project is empty. */
  open(query?: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

/** One person at the demo page. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly element: Locator;
  readonly keyField: Locator;
  readonly secretField: Locator;
  button(name: string): Locator;
  /** Sets one of the playground's controls: `choose("Theme", "Dark")`. */
  choose(control: string, option: string): Promise<void>;
  /** Puts text on the clipboard and pastes it with the keyboard. */
  paste(field: Locator, text: string): Promise<void>;
  /** Pastes a key, presses "Test & connect", and waits for the green card. */
  connect(key: string): Promise<void>;
  /** Waits until a text stands in the element and can be seen. */
  sees(text: string | RegExp): Promise<void>;
  close(): Promise<void>;
}

/** Starts a world. Close it in the file's `after`. */
export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "journey-"));
  const stateDir = join(folder, "state");
  const secretsFile = join(folder, ".dev.vars");
  const demo = await startDemo({
    ...{ root: ROOT, stateDir, secretsFile },
    ports: { host: 0, worker: 0, stripe: 0, site: 0 },
  });
  const browser = await launchChromium().catch(async (error: unknown) => {
    await demo.stop();
    throw error;
  });
  demo.stripe.setRateLimits(false); // one account serves every journey of the file
  return {
    ...{ demo, root: ROOT, stateDir, secretsFile },
    open: (query, options) => openVisit(browser, demo.url + (query ?? ""), options),
    async close() {
      await browser.close();
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openVisit(browser: Browser, url: string, options?: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1280, height: 1000 }, reducedMotion: "reduce" },
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  context.setDefaultTimeout(STEP_TIMEOUT_MS);
  const page = await context.newPage();
  await page.goto(url);
  return createVisit(context, page);
}

function createVisit(context: BrowserContext, page: Page): Visit {
  const element = page.locator("parityrail-connect");
  const keyField = element.getByLabel("API key", { exact: true });
  const visit: Visit = {
    ...{ page, context, element, keyField },
    secretField: element.getByLabel("Webhook signing secret (optional)"),
    button: (name) => element.getByRole("button", { name, exact: true }),
    choose: (control, option) =>
      page.getByRole("group", { name: control }).getByRole("radio", { name: option, exact: true }).check(),
    async paste(field, text) {
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await field.focus();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.press("ControlOrMeta+V");
    },
    async connect(key) {
      await visit.paste(keyField, key);
      await visit.button("Test & connect").click();
      await element.getByRole("heading", { name: "Stripe connected", exact: true }).waitFor();
    },
    sees: (text) => element.getByText(text).first().waitFor(),
    close: () => context.close(),
  };
  return visit;
}
