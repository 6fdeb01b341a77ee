/**
 * @module Every state can be used by everybody: axe in light and dark, by keyboard alone, at 320 px and at 200 %.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { listViolations, readFocus, readSidewaysScroll } from "./page-probe.ts";
import { type Visit, world } from "./world.ts";

const MOST_TAB_STOPS = 80;

/** Every state a person can come to, and how they get there. */
const STATES: Readonly<Record<string, (visit: Visit) => Promise<void>>> = {
  "the empty form": (visit) => visit.keyField.waitFor(),
  "the guide": async (visit) => {
    await visit.element.getByRole("button", { name: /Show me how/ }).click();
    await visit.element.getByRole("heading", { name: "Create the key in Stripe" }).waitFor();
  },
  "a key read as good": async (visit) => {
    await visit.paste(visit.keyField, world.demo.keys.parityrail.good.key);
    await visit.sees("A restricted test key. It reads test data.");
  },
  "a wrong thing pasted": async (visit) => {
    await visit.paste(visit.keyField, world.demo.keys.parityrail.publishable.key);
    await visit.sees(/That is a publishable key/);
  },
  "a refusal": async (visit) => {
    await visit.tryKey(world.demo.keys.parityrail.revoked.key);
    await visit.sees(/Stripe rejected the API key/);
  },
  connected: (visit) => visit.connect(world.demo.keys.parityrail.good.key),
  "a permission missing": (visit) => visit.connect(world.demo.keys.parityrail.missing_invoices.key),
  "the question before disconnecting": async (visit) => {
    await visit.connect(world.demo.keys.parityrail.good.key);
    await visit.button("Disconnect").click();
    await visit.button("Keep it").waitFor();
  },
  "another account": async (visit) => {
    await visit.connect(world.demo.keys.parityrail.good.key);
    await visit.button("Reconnect").click();
    await visit.tryKey(world.demo.keys.parityrail.other_account.key);
    await visit.button("Replace").waitFor();
  },
  "demo mode": async (visit) => {
    await visit.button("Connect demo dataset").click();
    await visit.sees("Stripe connected");
  },
  "a viewer": async (visit) => {
    await visit.choose("Role", "Viewer");
    await visit.sees("Stripe is not connected yet");
  },
  "a failure to load": async (visit) => {
    await visit.page.route("**/v1/projects/**", (route) => route.abort());
    await visit.page.getByRole("button", { name: "Start over" }).click();
    await visit.button("Try again").waitFor();
  },
};

test("axe · finds what is planted in the element's shadow tree", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  await visit.element.evaluate((element) => element.shadowRoot?.append(document.createElement("input")));
  const violations = await listViolations(visit.page);
  assert.ok(
    violations.some((violation) => violation.startsWith("label: ")),
    violations.join(),
  );
  await visit.close();
});

for (const [state, reach] of Object.entries(STATES)) {
  test(`${state} · axe finds nothing, light or dark, and nothing scrolls sideways at 320 px`, async () => {
    const visit = await world.open("?theme=light");
    await visit.keyField.waitFor();
    await reach(visit);
    assert.deepEqual(await listViolations(visit.page), [], "light");
    await visit.choose("Theme", "Dark");
    assert.deepEqual(await listViolations(visit.page), [], "dark");
    await visit.page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await readSidewaysScroll(visit.page), 0);
    await visit.close();
  });
}

test("at 200 % zoom · a laptop's window shows everything without scrolling sideways", async () => {
  const visit = await world.open("", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await visit.element.getByRole("button", { name: /Show me how/ }).click();
  assert.equal(await readSidewaysScroll(visit.page), 0);
  await visit.connect(world.demo.keys.parityrail.missing_invoices.key);
  assert.equal(await readSidewaysScroll(visit.page), 0);
  await visit.close();
});

test("by keyboard alone · a key is pasted, tested and connected, and Continue is reached", async () => {
  const visit = await world.open();
  const { page } = visit;
  await visit.keyField.waitFor();
  await page.evaluate((key) => navigator.clipboard.writeText(key), world.demo.keys.parityrail.good.key);
  await tabTo(visit, "API key");
  await page.keyboard.press("ControlOrMeta+V");
  await tabTo(visit, "Test & connect");
  await page.keyboard.press("Enter");
  await visit.sees("Key permissions");
  assert.equal(await readFocus(page), "Stripe connected");
  await tabTo(visit, "Continue");
  await page.keyboard.press("Enter");
  await page.getByText("would go on to step 3").waitFor();
  await visit.close();
});

test("a refusal · takes the focus to what went wrong", async () => {
  const visit = await world.open();
  await visit.paste(visit.keyField, world.demo.keys.parityrail.revoked.key);
  await visit.page.keyboard.press("Enter");
  await visit.sees(/Stripe rejected the API key/);
  assert.match(await readFocus(visit.page), /Stripe rejected the API key/);
  await visit.close();
});

async function tabTo(visit: Visit, name: string): Promise<void> {
  for (let stop = 0; stop < MOST_TAB_STOPS; stop += 1) {
    if ((await readFocus(visit.page)) === name) return;
    await visit.page.keyboard.press("Tab");
  }
  assert.fail(`the Tab key never reaches "${name}"`);
}
