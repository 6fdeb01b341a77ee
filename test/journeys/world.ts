/**
 * @module What all journeys share: the whole demo on ports of its own, a real browser, and a person's hands in it.
 */

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import type { BrowserContext, BrowserContextOptions, Locator, Page, Response } from "playwright";
import { startDemo } from "../../demo/launch/demo.ts";
import { launchChromium } from "../browser/chromium.ts";
import { findDifference } from "../worker/openapi/hold.ts";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Long enough for a busy machine; a passing journey never waits for it. */
const STEP_TIMEOUT_MS = 20_000;

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
  /** Pastes a key and presses "Test & connect", whatever comes of it. */
  tryKey(key: string): Promise<void>;
  /** Waits for the card of a connection that works. */
  seesConnected(): Promise<void>;
  /** Pastes a key, presses "Test & connect", and waits for the green card. */
  connect(key: string): Promise<void>;
  /** Waits until a text stands in the element and can be seen. */
  sees(text: string | RegExp): Promise<void>;
  close(): Promise<void>;
}

export type Prepare = (page: Page) => Promise<void>;

const folder = mkdtempSync(join(tmpdir(), "journeys-"));
const paths = { root: ROOT, stateDir: join(folder, "state"), secretsFile: join(folder, ".dev.vars") };
/** The Worker as it is, but for a clock that a journey moves. */
const worker = { entry: "test/worker/entry/index.ts", vars: { TEST_LEDGER: "on" } };
const demo = await startDemo({ ...paths, ports: { host: 0, worker: 0, stripe: 0, site: 0 }, worker });
const browser = await launchChromium().catch(async (error: unknown) => {
  await demo.stop();
  throw error;
});
demo.stripe.setRateLimits(false); // one account serves every journey
after(async () => {
  await browser.close();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The demo and the browser that all journeys of a process share. Each opens a visit, and with it a project, of its own. */
export const world = {
  ...paths,
  demo,
  runSql,
  /** Moves the Worker's clock, by seconds, and has a connection's alarm ring. */
  async advance(seconds: number, connection: string): Promise<void> {
    await fetch(`${demo.worker.url}/test/clock?advance=${seconds}`);
    await fetch(`${demo.worker.url}/test/wake?connection=${connection}`);
  },
  /**
   * Opens the demo page as somebody new, whose project is empty and whose address has tried nothing yet.
   * @param prepare what is done to the page before it goes there
   */
  async open(query = "", options: BrowserContextOptions = {}, prepare?: Prepare): Promise<Visit> {
    runSql("DELETE FROM attempts"); // all visits come from 127.0.0.1
    const context = await browser.newContext({
      viewport: { width: 1280, height: 1000 },
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    });
    context.setDefaultTimeout(STEP_TIMEOUT_MS);
    const held: Promise<string | null>[] = [];
    context.on("response", (response) => held.push(readDifference(response)));
    const page = await context.newPage();
    await prepare?.(page);
    await page.goto(demo.url + query);
    return createVisit(context, page, held);
  },
};

export type World = typeof world;

/** Runs SQL on the Worker's local database, and returns how many rows it changed. */
function runSql(sql: string): number {
  const d1 = join(paths.stateDir, "v3/d1/miniflare-D1DatabaseObject");
  const file = readdirSync(d1).find((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  if (!file) throw new Error(`there is no database in ${d1}`);
  const db = new DatabaseSync(join(d1, file), { timeout: 5000 });
  const { changes } = db.prepare(sql).run();
  db.close();
  return Number(changes);
}

/** Says how an answer of the Worker to a page differs from the OpenAPI document, or null. */
async function readDifference(response: Response): Promise<string | null> {
  const url = new URL(response.url());
  if (url.origin !== demo.worker.url) return null;
  const text = await response.text().catch(() => null); // a page that is left takes its answers along
  if (text === null) return null;
  const method = response.request().method();
  const sent = response.request().postData() ?? undefined;
  const headers = new Headers(response.headers());
  const wrong = findDifference({ method, url, sent, status: response.status(), headers, text });
  return wrong && `${method} ${url.pathname} ${wrong}`;
}

/** @param held how the Worker's answers differ from the OpenAPI document */
function createVisit(context: BrowserContext, page: Page, held: readonly Promise<string | null>[]): Visit {
  const element = page.locator("parityrail-connect");
  const keyField = element.getByLabel("API key", { exact: true });
  const visit: Visit = {
    page,
    context,
    element,
    keyField,
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
    async tryKey(key) {
      await visit.paste(keyField, key);
      await visit.button("Test & connect").click();
    },
    seesConnected: () => element.getByRole("heading", { name: "Stripe connected", exact: true }).waitFor(),
    async connect(key) {
      await visit.tryKey(key);
      await visit.seesConnected();
    },
    sees: (text) => element.getByText(text).first().waitFor(),
    close: async () => {
      const differences = await Promise.all(held);
      await context.close();
      assert.deepEqual(differences.filter(Boolean), []);
    },
  };
  return visit;
}
