/**
 * @module A ledger as a person sees it, in a real browser at the real Worker: the bar while the account is read, and
 * what happens to the key later, on a page that stays open.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Hono } from "hono";
import type { Browser, Locator } from "playwright";
import { serveLocally, type LocalServer } from "../../../demo/listen.ts";
import type { Profile } from "../../../shared/profile.ts";
import { DROPFIX } from "../../../shared/profiles/dropfix.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { syncAnswer, type SyncAnswer } from "../../../shared/schema/sync.ts";
import { launchChromium } from "../../browser/chromium.ts";
import { REQUIRED, type TestApp, type World } from "../world.ts";
import { createLedgerWorld } from "./ledger-world.ts";

const CUSTOMERS = 5_000;
const PROJECT = "acme";
/** As DropFix's, whose promise it is; an account of this size has the transactions for it. */
const PROFILE: Profile = {
  ...PARITYRAIL,
  name: "own",
  sync: { ...PARITYRAIL.sync, reads_per_month: DROPFIX.sync.reads_per_month },
};
/** The 50 pages of customers then take more than a dozen seconds: on a slow machine too, the reload is in the middle. */
const LATENCY_MS = 1_000;
/** What an element that is left alone asks for again: how far it is while it reads, and later how the connection is. */
interface Look {
  readonly path: string;
  /** Of the browser's time. */
  readonly afterMs: number;
}
const BAR: Look = { path: "/sync", afterMs: 2_000 };
const CONNECTION: Look = { path: "/connection", afterMs: 60_000 };
/** Within this long, of the Worker's time, it has to be said what happened to a key. */
const PROMISED_SECONDS = 300;
const FIX = "Grant read access to Invoices in your restricted key";

let world: World;
let browser: Browser;
let product: LocalServer & { readonly app: TestApp };
before(async () => {
  [world, browser] = await Promise.all([createLedgerWorld(), launchChromium()]);
  product = await startProduct();
});
after(async () => {
  await browser?.close();
  await product?.close();
  await world?.close();
});

test("in the browser · 5,000 customers are read, a permission goes and comes back, and the key is refused", async (t) => {
  const { stripe } = world;
  const account = stripe.createAccount({ name: "Acme Inc.", customers: CUSTOMERS }).id;
  const live = stripe.live(account, "test");
  live.objects("customers"); // makes the account, which takes a moment
  const key = world.createKey(REQUIRED, { account });
  const visit = await openPage();
  const { element, button } = visit;
  const quietLine = element.getByText("5,000 customers read · looked at every few minutes");
  const row = element.getByRole("listitem").filter({ hasText: "Invoices" });
  const countInvoices = () => live.objects("invoices").length;

  await t.test("the bar moves, goes on after a reload, and ends in a quiet line", async () => {
    stripe.setLatency(LATENCY_MS);
    await element.getByLabel("API key", { exact: true }).fill(key.key);
    await button("Test & connect").click();
    const begun = await visit.seesBarBeyond(0);
    const further = await visit.seesBarBeyond(begun);
    await visit.page.reload();
    await visit.seesBarBeyond(0); // of the directory, which hears of it every two seconds
    const reloaded = await visit.seesBarBeyond(further - 1);
    await visit.seesBarBeyond(reloaded);
    stripe.setLatency(0);
    await world.ringAlarm(await findConnection()); // until all is read
    await visit.page.clock.fastForward(BAR.afterMs); // unless the element has asked by itself, and asks no more
    await quietLine.waitFor();
    assert.equal(await visit.bar.count(), 0);
    assert.deepEqual(await countRead(), [CUSTOMERS, live.objects("subscriptions").length, countInvoices()]);
  });
  const letPass = async (seconds: number): Promise<void> => {
    await world.advanceClock(seconds);
    const id = await findConnection();
    await world.ringAlarm(id); // the ledger reads, and finds what is the matter
    await world.ringAlarm(id); // the key is looked at
  };

  await letPass(4 * 3600); // by then the ledger has counted the account's transactions

  await t.test("a permission taken away is said on the open page, and what was read is kept", async () => {
    stripe.editKey(key.id, ["customer_read", "subscription_read"]);
    await letPass(PROMISED_SECONDS);
    await visit.sees(row.getByText(FIX), CONNECTION);
    await visit.sees(row.getByText(FIX), CONNECTION);
    const sync = await readSync();
    const invoices = sync.resources.find(({ resource }) => resource === "invoices");
    assert.deepEqual([invoices?.status, invoices?.problem?.code], ["stale", "permission_missing"]);
    assert.equal(invoices?.count, countInvoices());
  });

  await t.test("given back, it is read again, with what happened meanwhile", async () => {
    const subscription = live.objects("subscriptions").find(({ status }) => status === "active");
    live.createDraftInvoice(String(subscription?.id), { silent: true });
    stripe.editKey(key.id, REQUIRED);
    await world.advanceClock(60);
    await button("Re-check").click();
    await row.getByText("Read", { exact: true }).waitFor();
    await letPass(0);
    const invoices = (await readSync()).resources.find(({ resource }) => resource === "invoices");
    assert.deepEqual([invoices?.status, invoices?.count], ["fresh", countInvoices()]);
    await quietLine.waitFor();
  });

  await t.test(
    "a key that is revoked is said to be refused within five minutes, and what was read is kept",
    async () => {
      stripe.revokeKey(key.id);
      await letPass(PROMISED_SECONDS);
      await visit.sees(element.getByRole("heading", { name: "Stripe refused this key" }), CONNECTION);
      await letPass(PROMISED_SECONDS);
      await visit.sees(
        element.getByRole("heading", { name: "Stripe no longer accepts this key" }),
        CONNECTION,
      );
      await element.getByText("What was read is kept.").waitFor();
      const { status, problem } = await readSync();
      assert.deepEqual([status, problem?.code], ["stale", "key_refused"]);
      assert.deepEqual(await countRead(), [CUSTOMERS, live.objects("subscriptions").length, countInvoices()]);
    },
  );
});

/** A product's page with the element on it, on an origin of its own. */
async function startProduct(): Promise<typeof product> {
  const script = new URL("/parityrail-connect.js", world.url).href;
  const page = `<!doctype html><html lang="en"><title>Onboarding</title>
    <script type="module" src="${script}"></script>
    <parityrail-connect session-url="/session"></parityrail-connect></html>`;
  const server = await serveLocally(
    new Hono()
      .get("/", (c) => c.html(page))
      .post("/session", async (c) => {
        const body = { project: PROJECT, role: "admin" };
        return c.json(await (await world.call("createSession", { token: app.secret, body })).json());
      }),
    0,
  );
  const app = await world.createApp({ origins: [server.url], profile: PROFILE });
  return { ...server, app };
}

/** The page's time moves by itself, and in leaps where a person would wait. */
async function openPage() {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(product.url);
  const element = page.locator("parityrail-connect");
  const bar = element.getByRole("progressbar", { name: "Reading your account" });
  /** Lets so much time pass that the element asks once more, and waits for its answer. */
  const letAsk = async ({ path, afterMs }: Look): Promise<void> => {
    const answered = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith(path));
    await page.clock.fastForward(afterMs); // what is sent then has all its time for an answer
    await answered;
  };
  const readBar = async (): Promise<{ value: number; text: string }> => {
    const [value, text] = await Promise.all(
      ["now", "text"].map((name) => bar.getAttribute(`aria-value${name}`)),
    );
    return { value: Number(value), text: String(text) };
  };
  return {
    page,
    element,
    bar,
    button: (name: string) => element.getByRole("button", { name, exact: true }),
    /** Waits until the bar is beyond `before`, and returns where it is. */
    async seesBarBeyond(before: number): Promise<number> {
      await bar.waitFor();
      for (;;) {
        const { value, text } = await readBar();
        if (value > before) {
          assert.ok(text.startsWith(`${value.toLocaleString("en")} of about `), text);
          return value;
        }
        await letAsk(BAR);
      }
    },
    /** Waits for what the element shows after it has asked once more. */
    async sees(sought: Locator, look: Look): Promise<void> {
      await letAsk(look);
      await sought.waitFor();
    },
  };
}

async function findConnection(): Promise<string> {
  return String(await world.db.prepare("SELECT id FROM connections").first("id"));
}

async function readSync(): Promise<SyncAnswer> {
  const answer = await world.call("readSync", { token: product.app.secret, params: { project: PROJECT } });
  return syncAnswer.parse(await answer.json());
}

async function countRead(): Promise<number[]> {
  const { resources } = await readSync();
  return resources.slice(0, 3).map(({ count }) => count);
}
