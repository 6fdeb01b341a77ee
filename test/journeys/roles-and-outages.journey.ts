/**
 * @module Whoever may not connect sees why; a session that ran out renews itself; an outage ends with Retry.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { startWorker } from "../../demo/launch/worker.ts";
import { type Visit, world } from "./world.ts";

const SESSION_PATH = "/api/parityrail/session";

test("a viewer · is told to ask an admin, and finds nothing that would be refused", async () => {
  const visit = await world.open("?role=viewer");
  await visit.sees("Stripe is not connected yet");
  await visit.sees("Connecting Stripe requires the admin role on this project. Ask an admin to do it.");
  assert.equal(await visit.element.getByRole("button").count(), 0);
  assert.equal(await visit.keyField.count(), 0);
  await visit.close();
});

test("a viewer · sees the connection and its permissions, read-only, and can go on", async () => {
  const visit = await world.open();
  await visit.connect(world.demo.keys.parityrail.missing_invoices.key);
  await visit.choose("Role", "Viewer");
  await visit.button("Reconnect").waitFor({ state: "detached" }); // the admin's view stands until the page has switched
  await visit.sees("Key permissions");
  await visit.sees("Grant read access to Invoices in your restricted key");
  for (const name of ["Reconnect", "Re-check", "Disconnect"])
    assert.equal(await visit.button(name).count(), 0, name);
  assert.ok(await visit.button("Continue").isEnabled());
  await visit.close();
});

test("a session the Worker no longer takes · is renewed by the element itself, and the work goes on", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  const useless = await makeUselessToken(visit);
  let minted = 0;
  await visit.page.route(`**${SESSION_PATH}`, (route) => {
    minted += 1;
    return minted === 1 ? route.fulfill({ json: { token: useless } }) : route.continue();
  });
  await visit.page.reload();
  await visit.connect(world.demo.keys.parityrail.good.key);
  assert.equal(minted, 2);
  await visit.close();
});

test("no session to be had · is a state with Retry, which works once there is one", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  await visit.page.route(`**${SESSION_PATH}`, (route) => route.fulfill({ status: 500, body: "" }));
  await visit.page.reload();
  await visit.sees(
    "This page could not sign you in. What is connected stays connected: try again, or reload the page.",
  );
  await visit.page.unroute(`**${SESSION_PATH}`);
  await visit.button("Try again").click();
  await visit.keyField.waitFor();
  await visit.close();
});

test("the Worker is down · the element says so, and Retry works when it is back", async () => {
  const visit = await world.open();
  await visit.connect(world.demo.keys.parityrail.good.key);
  const { worker, stripe } = world.demo;
  await worker.stop();
  await visit.button("Re-check").click();
  await visit.sees("The connection to the server failed. Check your network, then try again.");
  await visit.page.getByRole("button", { name: "Start over" }).click();
  await visit.button("Try again").waitFor();

  const again = await startWorker({
    root: world.root,
    stateDir: world.stateDir,
    secretsFile: world.secretsFile,
    port: Number(new URL(worker.url).port),
    logFile: world.demo.workerLog,
    vars: { STRIPE_API_URL: stripe.url, STRIPE_DASHBOARD_URL: stripe.url },
  });
  try {
    await visit.button("Try again").click();
    await visit.connect(world.demo.keys.parityrail.good.key);
  } finally {
    await again.stop();
  }
  await visit.close();
  const stranger = await world.open(); // whose browser has kept nothing
  await stranger.page.getByText("The element’s script could not be loaded").waitFor();
  await stranger.close();
});

/** The token of this visit with another signature: the Worker answers it like one that has expired. */
async function makeUselessToken(visit: Visit): Promise<string> {
  const token = await visit.page.evaluate(async (path) => {
    const answer = await fetch(path, { method: "POST" });
    const { token: minted }: { token: string } = await answer.json();
    return minted;
  }, SESSION_PATH);
  return `${token.slice(0, token.lastIndexOf("."))}.${"A".repeat(43)}`;
}
