/**
 * @module A site with one script tag and no backend: it connects, is found again, and no other site gets in.
 */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startSite } from "../../../demo/host/site.ts";
import { world } from "../world.ts";
import { disconnect, seesRow } from "./product-visit.ts";

/** The same page with the same app id, on an origin that the app does not allow. */
const stranger = await startSite({
  port: 0,
  workerUrl: world.demo.worker.url,
  app: world.demo.siteApp.id,
});
after(() => stranger.close());

test("a script-tag site · connects, reloads and finds its connection, and lets go again", async () => {
  const visit = await world.open();
  await visit.page.goto(world.demo.site.url);
  await visit.connect(world.demo.keys.parityrail.good.key);
  await seesRow(visit, "Customers", "Read");
  await visit.page.reload();
  await visit.seesConnected();
  await visit.sees(/rk_test_…/);

  const other = await world.open();
  await other.page.goto(world.demo.site.url);
  await other.keyField.waitFor(); // another visitor has a project of their own
  await other.close();

  await disconnect(visit);
  await visit.page.reload();
  await visit.keyField.waitFor();
  await visit.close();
});

test("a page on an origin that is not allowed · gets nothing: no session, no profile, no connection", async () => {
  const visit = await world.open();
  const answers: number[] = [];
  visit.page.on("response", (response) => {
    if (response.url().includes("/v1/")) answers.push(response.status());
  });
  await visit.page.goto(stranger.url);
  await visit.element.getByRole("alert").waitFor();
  await visit.sees(
    "This page could not sign you in. What is connected stays connected: try again, or reload the page.",
  );
  assert.equal(await visit.keyField.count(), 0);
  assert.ok(!answers.includes(200) && !answers.includes(201), answers.join(" "));
  assert.equal(await visit.page.evaluate(() => localStorage.length), 0);
  await visit.close();
});
