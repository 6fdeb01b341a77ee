/**
 * @module The pages a person meets at the local Stripe, in a real browser: by keyboard, and to axe, light and dark.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright";
import { launchChromium } from "../browser/chromium.ts";
import { listViolations } from "../journeys/page/probe.ts";
import { createWorld, type StripeWorld } from "./world.ts";

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

function createLink(world: StripeWorld): string {
  const redirect_uri = `${world.stripe.url}/nothing/here`;
  const options = { name: "Recurly Engage", mode: "test", type: "connect" } as const;
  const { clientId: client_id } = world.stripe.createPlatform({ ...options, redirectUris: [redirect_uri] });
  const query = { response_type: "code", scope: "read_write", state: "s1", client_id, redirect_uri };
  return `${world.stripe.url}/oauth/authorize?${new URLSearchParams(query)}`;
}

test("consent page · names platform, mode and accounts, and is decided by keyboard", async () => {
  await using world = await createWorld({ alone: true });
  const second = world.stripe.createAccount({ name: "Second Ltd.", customers: 1 });
  const link = createLink(world);
  const page = await browser.newPage();
  await page.goto(link);
  await page.getByRole("heading", { name: "Connect Recurly Engage to Stripe" }).waitFor();
  assert.match(await page.getByRole("main").innerText(), /wants access to your test data/);
  const account = page.getByLabel("Account");
  assert.deepEqual(await account.locator("option").allTextContents(), ["Acme Inc.", "Second Ltd."]);
  await account.focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await account.inputValue(), second.id);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/code=ac_/);
  assert.equal(new URL(page.url()).searchParams.get("state"), "s1");
  await page.goto(link);
  await page.getByRole("button", { name: "Deny" }).click();
  await page.waitForURL(/error=access_denied/);
  await page.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`pages · axe finds nothing, ${colorScheme}`, async () => {
    await using world = await createWorld({ alone: true });
    world.keyWith("customer_read");
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    const root = world.stripe.url;
    await world.ask("/v1/webhook_endpoints", {
      method: "POST",
      body: "url=https://example.com/hook&enabled_events[]=*",
    });
    for (const address of [createLink(world), `${root}/test/webhooks`, `${root}/test/apikeys`]) {
      await page.goto(address);
      assert.deepEqual(await listViolations(page), [], address);
    }
    await page.goto(`${root}/test/webhooks`);
    await page.getByLabel("Endpoint URL").fill("https://example.com/second");
    await page.getByRole("button", { name: "Add endpoint" }).click();
    await page.getByLabel("Signing secret").waitFor();
    assert.deepEqual(await listViolations(page), []);
    await page.getByRole("button", { name: "Copy" }).click();
    await page
      .getByRole("status")
      .filter({ hasText: /Copied|Press/ })
      .waitFor();
    await page.goto(`${root}/test/apikeys`);
    await page.getByRole("button", { name: "Copy Publishable key" }).click();
    await page
      .getByRole("status")
      .filter({ hasText: /Copied|Press/ })
      .waitFor();
    await page
      .getByRole("button", { name: /^Reveal / })
      .first()
      .click();
    await page.getByLabel("API key").waitFor();
    assert.deepEqual(await listViolations(page), []);
    await context.close();
  });
}
