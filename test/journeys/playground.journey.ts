/**
 * @module The playground itself: its controls do what they say, and what it shows is what happened.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { listClipped, readSidewaysScroll } from "./page/probe.ts";
import { world } from "./world.ts";

test("Paste · puts a key into the element as a person would, and says so", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  const { good } = world.demo.keys.parityrail;
  await visit.page.getByRole("button", { name: `Paste: ${good.label}` }).click();
  await visit.sees("A restricted test key. It reads test data.");
  await visit.page.getByRole("status").getByText(`Pasted: ${good.label}`).waitFor();
  await visit.button("Test & connect").click();
  await visit.sees("Stripe connected");

  await visit.page.getByRole("button", { name: `Paste: ${good.label}` }).click();
  await visit.page.getByText("There is no key field on screen. Press Reconnect or Start over.").waitFor();
  await visit.close();
});

test("Copy · puts the key on the clipboard", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  const { live } = world.demo.keys.parityrail;
  await visit.page.getByRole("button", { name: `Copy: ${live.label}` }).click();
  await visit.page.getByText(`Copied: ${live.label}`).waitFor();
  assert.equal(await visit.page.evaluate(() => navigator.clipboard.readText()), live.key);
  await visit.close();
});

test("Start over · begins with a new, empty project; the old one's connection is not there", async () => {
  const visit = await world.open();
  await visit.connect(world.demo.keys.parityrail.good.key);
  await visit.page.getByRole("button", { name: "Start over" }).click();
  await visit.keyField.waitFor();
  await visit.page.reload();
  await visit.keyField.waitFor();
  await visit.close();
});

test("Language · turns the element German while it stays where it was", async () => {
  const visit = await world.open();
  await visit.connect(world.demo.keys.parityrail.good.key);
  await visit.choose("Language", "Deutsch");
  await visit.sees("Stripe verbunden");
  assert.match(visit.page.url(), /\?lang=de$/);
  await visit.page.reload();
  await visit.sees("Stripe verbunden");
  await visit.close();
});

test("Width · gives the element a narrow column", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  const wide = await visit.element.boundingBox();
  await visit.choose("Width", "Narrow");
  const narrow = await visit.element.boundingBox();
  assert.ok(wide && narrow && narrow.width <= 320 && wide.width > 450);
  await visit.close();
});

for (const [mood, sentence] of [
  ["Down", "Stripe did not answer. Nothing was saved: try again in a moment."],
  [
    "Busy",
    "Stripe is busy: too many requests for this account just now. Nothing was saved: try again in a moment.",
  ],
] as const) {
  test(`Stripe is ${mood} · connecting fails with a true sentence, and works once Stripe is well`, async () => {
    const visit = await world.open();
    await visit.paste(visit.keyField, world.demo.keys.parityrail.good.key);
    const changed = visit.page.waitForResponse(/\/api\/demo\/stripe\//);
    await visit.choose("Stripe is", mood);
    await changed; // the page itself waits for nobody
    await visit.button("Test & connect").click();
    await visit.element.getByRole("alert").filter({ hasText: sentence }).waitFor();
    await visit.choose("Stripe is", "Well");
    await visit.connect(world.demo.keys.parityrail.good.key);
    await visit.close();
  });
}

test("the list of requests · shows method, path and status of each, and of the key only what may be shown", async () => {
  const visit = await world.open();
  const { key } = world.demo.keys.parityrail.good;
  await visit.connect(key);
  const list = visit.page.getByRole("list", { name: "Requests" });
  const put = list.getByRole("listitem").filter({ hasText: "PUT" });
  await put.getByText("200", { exact: true }).waitFor();
  await put.locator("summary").click();
  await put.getByText(`"api_key": "rk_test_…${key.slice(-4)}"`).waitFor();
  const shown = (await list.locator("summary code").allTextContents()).map((text) =>
    text.replace(/\s+/g, " ").trim(),
  );
  const sent = shown.filter((request) => !request.endsWith("/sync")); // it comes two seconds later
  assert.deepEqual(sent, [
    "PUT /v1/projects/current/connection",
    "GET /v1/projects/current/connection",
    "POST /api/parityrail/session",
  ]);
  await visit.close();
});

test("events and requests · are in sight in a window of 1280 × 800, before and after the first of them", async () => {
  const visit = await world.open("", { viewport: { width: 1280, height: 800 } });
  await visit.connect(world.demo.keys.parityrail.good.key);
  for (const name of ["Events", "Requests"]) {
    const box = await visit.page.getByRole("list", { name }).boundingBox();
    assert.ok(box && box.y >= 0 && box.y + box.height <= 800 && box.x + box.width <= 1280, name);
  }
  await visit.page.mouse.wheel(0, 300);
  await visit.page.waitForFunction(() => scrollY > 0);
  const [newest] = await visit.page.getByRole("list", { name: "Requests" }).getByRole("listitem").all();
  const box = await newest?.boundingBox();
  assert.ok(box && box.y >= 0 && box.y + box.height <= 800);
  await visit.close();
});

for (const width of [320, 360, 375, 768, 1280]) {
  test(`a window of ${width} px · clips nothing and scrolls sideways nowhere`, async () => {
    const visit = await world.open("", { viewport: { width, height: 800 } });
    await visit.connect(world.demo.keys.parityrail.missing_invoices.key);
    assert.equal(await readSidewaysScroll(visit.page), 0);
    assert.deepEqual(await listClipped(visit.page), []);
    await visit.close();
  });
}

test("the page · raises no error and breaks no rule of its own strict policy, to the end", async () => {
  const visit = await world.open();
  const complaints: string[] = [];
  visit.page.on("pageerror", (error) => complaints.push(String(error)));
  visit.page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await visit.page.reload();
  await visit.element.getByRole("button", { name: /Show me how/ }).click();
  await visit.connect(world.demo.keys.parityrail.missing_invoices.key);
  await visit.choose("Theme", "Dark");
  await visit.choose("Language", "Deutsch");
  await visit.sees("Stripe verbunden");
  assert.deepEqual(complaints, []);
  await visit.close();
});
