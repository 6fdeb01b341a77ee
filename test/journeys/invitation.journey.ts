/**
 * @module Somebody else has access to Stripe: they follow a link, connect, and close the page; a second browser does not.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext, Page } from "playwright";
import { sessionPath } from "../../demo/products.ts";
import type { Invitation } from "../../shared/schema/invitations.ts";
import { listViolations, readSidewaysScroll } from "./page/probe.ts";
import { world, type Visit } from "./world.ts";

const LOOKS = { "--parityrail-color-accent": "rgb(255, 170, 0)", "--parityrail-radius": "3px" };

/** How soon the page that made a link shows what became of it. */
const FOLLOWS_MS = 5_000;

/** Each would take the page's own words away. */
const HOSTILE_LOOKS = {
  "--parityrail-shadow": "0 0 0 9999px #fff",
  "--parityrail-color-text": "transparent",
  "--parityrail-color-muted": "transparent",
  "--parityrail-color-sunken": "#16181d",
  "--parityrail-font-size": "0px",
  "--parityrail-space": "-900px",
};

/** Asks the Worker as the demo page's own element does. */
async function ask<Answer>(visit: Visit, method: string, path: string, body?: object): Promise<Answer> {
  const url = `${world.demo.worker.url}/v1/projects/current/connection${path}`;
  const asked = { session: sessionPath("parityrail"), method, url, body };
  return visit.page.evaluate(async ({ session, method: verb, url: to, body: sent }) => {
    const { token } = await (await fetch(session, { method: "POST" })).json();
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(to, { method: verb, headers, ...(sent && { body: JSON.stringify(sent) }) });
    return response.json();
  }, asked);
}

/** Follows a link in a page of `context`. Returns the page with all that its console complained of. */
async function follow(context: BrowserContext, url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}

/** Makes a link with the element's own button, in a page that looks its own way. */
async function invite(inviter: Visit): Promise<string> {
  await inviter.element.evaluate((element, looks) => {
    for (const [name, value] of Object.entries(looks)) element.style.setProperty(name, value);
  }, LOOKS);
  await inviter.button("Somebody else has Stripe access?").click();
  const link = inviter.element.getByRole("region", { name: "Ask a teammate" }).getByText(/#inv_/);
  return (await link.textContent()) ?? "";
}

/** Returns when the element shows a connection, in milliseconds since 1970 by its page's own clock. */
function watchConnected({ element }: Visit): Promise<number> {
  return element.evaluate(
    ({ shadowRoot }) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (shadowRoot?.querySelector("#title")?.textContent?.trim() === "Stripe connected")
            resolve(performance.timeOrigin + performance.now());
        };
        if (shadowRoot) new MutationObserver(look).observe(shadowRoot, { subtree: true, childList: true });
      }),
  );
}

/** Returns when the page of an invitation hears that it connected, by the same clock. */
function hearConnected(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const hear = (): void => resolve(performance.timeOrigin + performance.now());
        document.addEventListener("parityrail-connected", hear, { once: true });
      }),
  );
}

test("an invitation · is opened, reloaded and used by one browser, and the page that made it follows within 5 seconds", async () => {
  const inviter = await world.open("?theme=dark");
  const url = await invite(inviter);

  const invitee = await world.open();
  const { page, complaints } = await follow(invitee.context, url);
  const heading = (name: string) => page.getByRole("heading", { level: 1, name, exact: true });
  await heading("Dana Reyes asks you to connect Stripe for ParityRail").waitFor();
  assert.equal(page.url(), `${world.demo.worker.url}/invitation`, "the token is out of the address");
  await page.getByText("Whoever sent you this link may see what ParityRail reads there").waitFor();
  const field = page.getByLabel("API key", { exact: true });
  await field.waitFor();
  const looks = await page.evaluate(() => {
    const step = document.querySelector("parityrail-connect")?.shadowRoot?.querySelector(".step");
    const style = step && getComputedStyle(step);
    return [style?.colorScheme, style?.getPropertyValue("--accent"), style?.getPropertyValue("--radius")];
  });
  assert.deepEqual(looks, ["dark", "rgb(255, 170, 0)", "3px"]);

  assert.deepEqual(await listViolations(page), []);
  await page.setViewportSize({ width: 320, height: 700 });
  assert.equal(await readSidewaysScroll(page), 0);
  await page.reload();
  await field.waitFor();
  const other = await world.open();
  const stranger = await follow(other.context, url);
  const alert = stranger.page.getByRole("alert");
  await alert.getByText("It works in the browser that opened it first.").waitFor();
  await alert.getByText("If that was not you, tell the person who sent it").waitFor();
  assert.equal(await stranger.page.locator("parityrail-connect").count(), 0);
  await other.close();

  await inviter.sees(/^Opened /);
  const times = Promise.all([hearConnected(page), watchConnected(inviter)]);
  await field.fill(world.demo.keys.parityrail.good.key);
  await page.getByRole("button", { name: "Test & connect", exact: true }).click();
  await heading("Done").waitFor();
  await page.getByRole("status").getByText("You can close this page.").waitFor();
  const [connectedAt, shownAt] = await times;
  assert.ok(shownAt - connectedAt <= FOLLOWS_MS, `the first page followed ${shownAt - connectedAt} ms later`);
  const events = inviter.page.getByRole("list", { name: "Events" });
  await events.getByText("parityrail-connected").waitFor();
  await page.reload();
  await heading("This link has been used").waitFor();
  assert.deepEqual(
    complaints.filter((text) => !text.includes("status of 410")),
    [],
  );
  await invitee.close();
  await inviter.close();
});

test("an invitation that is revoked while its page is open · says so in the reader's language, and connects nothing", async () => {
  const inviter = await world.open();
  await inviter.keyField.waitFor();
  const { url } = await ask<Invitation>(inviter, "POST", "/invitation", { appearance: { lang: "fr" } });
  const invitee = await world.open("", { locale: "de-AT" });
  const { page } = await follow(invitee.context, url);
  await page
    .getByRole("heading", { name: "Dana Reyes bittet Sie, Stripe mit ParityRail zu verbinden" })
    .waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "de-AT");
  const field = page.getByLabel("API-Schlüssel", { exact: true });
  await field.fill(world.demo.keys.parityrail.good.key);
  await ask(inviter, "DELETE", "/invitation");
  await page.getByRole("button", { name: "Testen & verbinden", exact: true }).click();
  await page.getByRole("alert").getByRole("heading", { name: "Dieser Link gilt nicht mehr" }).waitFor();
  await inviter.page.reload();
  await inviter.keyField.waitFor();
  await invitee.close();
  await inviter.close();
});

test("a second link in the tab of the first · is followed, and is out of the address too", async () => {
  const inviter = await world.open();
  await inviter.keyField.waitFor();
  const [first, second] = [
    await ask<Invitation>(inviter, "POST", "/invitation", {}),
    await ask<Invitation>(inviter, "POST", "/invitation", {}),
  ];
  const invitee = await world.open();
  const { page } = await follow(invitee.context, first.url);
  await page.getByRole("heading", { name: "This link is no longer good" }).waitFor();
  await page.goto(second.url); // to the browser it is the same page
  await page.getByLabel("API key", { exact: true }).waitFor();
  assert.equal(page.url(), `${world.demo.worker.url}/invitation`);
  await invitee.close();
  await inviter.close();
});

test("whoever invites · cannot hide who asks, nor write into the page", async () => {
  const inviter = await world.open();
  await inviter.keyField.waitFor();
  const picture = async (variables: object, name: string) => {
    const { id, url } = await ask<Invitation>(inviter, "POST", "/invitation", { appearance: { variables } });
    world.runSql(`UPDATE invitations SET created_by_name = '${name}' WHERE id = '${id}'`);
    const invitee = await world.open();
    const { page, complaints } = await follow(invitee.context, url);
    await page.getByLabel("API key", { exact: true }).waitFor();
    assert.equal(await page.locator("h1").innerText(), `${name} asks you to connect Stripe for ParityRail`);
    const shown = await Promise.all(["h1", "main > p"].map((text) => page.locator(text).screenshot()));
    assert.deepEqual(complaints, []);
    await invitee.close();
    return Buffer.concat(shown);
  };
  const name = "<img src=x> Dana";
  const plain = await picture({}, name);
  assert.ok(plain.equals(await picture(HOSTILE_LOOKS, name)), "who asks looks the same");
  await inviter.close();
});

test("a link without its end, and a page without a link · say what to do, in Arabic from right to left", async () => {
  const visit = await world.open("", { locale: "ar-EG" });
  for (const end of ["", "#inv_half"]) {
    const { page } = await follow(visit.context, `${world.demo.worker.url}/invitation${end}`);
    await page.getByRole("heading", { name: "هذا الرابط غير مكتمل" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
    await page.close();
  }
  await visit.close();
});
