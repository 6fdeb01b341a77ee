/**
 * @module A product nobody here has heard of: its profile as JSON, its own page, and no change to any code.
 */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { after, test } from "node:test";
import { serveLocally, type LocalServer } from "../../../demo/listen.ts";
import type { Profile } from "../../../shared/profile.ts";
import { world } from "../world.ts";
import { createOwnAccount, disconnect, seesRow } from "./product-visit.ts";

const TIDE: Profile = {
  name: "tide-table",
  product: { name: "Tide Table", url: "https://tide.example.com" },
  key_name: "tide-table (payouts)",
  intro: "Tide Table shows when your money arrives. <b>It reads payouts</b> and nothing else.",
  mode: "either",
  methods: ["key"],
  credentials: { restricted: "accept", secret: "refuse", publishable: "none" },
  permissions: [
    { permission: "payouts", access: "read", required: true, why: "To see when money arrives." },
    {
      permission: "quotes",
      access: "write",
      required: true,
      why: "To send quotes.",
      without: "Without quotes, none can be sent.",
    },
  ],
  excess_check: [],
  webhook: { kind: "none" },
  sync: { resources: [], days: null, freshness_seconds: 300, reads_per_month: 10_000 },
  demo: false,
  never: [{ lead: "No cards.", text: "It never reads card numbers." }],
  help: { next: ["Your tide table fills within a minute."], email: "help@tide.example.com" },
};

const page = await startHost();
after(() => page.close());

/** Registers the app as its operator would, and serves a page with a session in it. */
async function startHost(): Promise<LocalServer> {
  const { demo } = world;
  const site = new Hono();
  const server = await serveLocally(site, 0);
  const send = async (path: string, token: string, body: unknown): Promise<Record<string, string>> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(demo.worker.url + path, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 201);
    return (await answer.json()) as Record<string, string>; // app and session are flat where they are read
  };
  const app = await send("/v1/apps", demo.secrets.OPERATOR_TOKEN, {
    name: "Tide Table",
    profile: TIDE,
    origins: [server.url],
  });
  site.get("/", async (context) => {
    const session = await send("/v1/sessions", app.secret ?? "", { project: "tide", role: "admin" });
    return context.html(`<!doctype html><html lang="en"><title>Tide Table</title>
      <script type="module" src="${demo.worker.url}/parityrail-connect.js"></script>
      <parityrail-connect session="${session.token}"></parityrail-connect></html>`);
  });
  return server;
}

test("an own profile · shows its rows, words and rules, connects, and disconnects", async () => {
  const visit = await world.open();
  await visit.page.goto(page.url);
  await visit.sees("Tide Table shows when your money arrives. <b>It reads payouts</b> and nothing else.");
  const link = visit.element.getByRole("link", { name: /Create key in Stripe/ });
  assert.match(
    (await link.getAttribute("href")) ?? "",
    /name=tide-table%20\(payouts\)&permissions\[\]=rak_payout_read&permissions\[\]=rak_quote_write$/,
  );
  await visit.button("Show me how").click();
  await visit.sees("To see when money arrives.");
  const account = createOwnAccount(world);
  await visit.paste(visit.keyField, account.whole("secret").key);
  await visit.sees(/That is a secret key, which can do everything in the account/);

  await visit.tryKey(account.restricted(["payout_read"]).key);
  await visit.sees("Grant write access to Quotes in your restricted key");
  await visit.sees(/Without quotes, none can be sent\./);
  await visit.button("Reconnect").click();
  await visit.tryKey(account.restricted(["payout_read", "quote_write"]).key);
  await seesRow(visit, "Quotes", "Write");
  await visit.sees("Your tide table fills within a minute.");
  await disconnect(visit);
  await visit.close();
});
