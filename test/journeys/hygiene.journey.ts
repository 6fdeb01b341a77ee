/**
 * @module The key is nowhere but in its field and in the one request that carries it.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { findLeaks, readEverything, type PageText } from "./page/probe.ts";
import { type Visit, world } from "./world.ts";

test("the scanner · finds a key planted in an attribute, a shadow tree, storage and the address", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  const { key } = world.demo.keys.parityrail.good;
  await visit.page.evaluate((planted) => {
    document.body.dataset["planted"] = planted;
    document
      .querySelector("parityrail-connect")
      ?.shadowRoot?.firstElementChild?.setAttribute("title", planted);
    sessionStorage.setItem("planted", planted);
    history.replaceState({ planted }, "", `#${planted.slice(-20)}`);
  }, key);
  const leaks = findLeaks(await readEverything(visit.page), key);
  assert.ok(leaks.includes("body[data-planted]"));
  assert.ok(leaks.some((where) => where.endsWith("[title]")));
  for (const where of ["storage", "address", "history"]) assert.ok(leaks.includes(where), where);
  await visit.close();
});

test("a key that is typed, refused, replaced and accepted · stands in no attribute, text, address or storage", async () => {
  const visit = await world.open();
  const { revoked, good } = world.demo.keys.parityrail;
  const secret = `whsec_${randomBytes(24).toString("hex")}`;
  const outside = watchOutside(visit);
  const secrets = [revoked.key, good.key, secret];
  const check = async (moment: string): Promise<void> => {
    const texts = [...(await readEverything(visit.page)), ...outside];
    for (const planted of secrets) assert.deepEqual(findLeaks(texts, planted), [], moment);
  };

  await visit.paste(visit.keyField, revoked.key);
  await visit.paste(visit.secretField, secret);
  await check("typed");
  await visit.button("Test & connect").click();
  await visit.element.getByRole("alert").filter({ hasText: "Stripe rejected the API key." }).waitFor();
  assert.equal(await visit.keyField.inputValue(), "");
  await check("refused");
  await visit.connect(good.key);
  await check("connected");
  for (const entry of await visit.page.getByRole("list", { name: "Requests" }).locator("summary").all())
    await entry.click();
  await check("with every request and event of the playground open");
  await visit.page.reload();
  await visit.sees("Key permissions");
  await check("reloaded");
  await visit.close();
});

test("the request that carries the key · goes to the Worker, once, in its body", async () => {
  const visit = await world.open();
  const carriers: string[] = [];
  const { key } = world.demo.keys.parityrail.good;
  visit.page.on("request", (request) => {
    if (request.postData()?.includes(key)) carriers.push(`${request.method()} ${request.url()}`);
  });
  await visit.connect(key);
  assert.deepEqual(carriers, [`PUT ${world.demo.worker.url}/v1/projects/current/connection`]);
  await visit.close();
});

/** Collects what leaves the page beside that body: addresses of requests, and the console. */
function watchOutside(visit: Visit): PageText[] {
  const texts: PageText[] = [];
  visit.page.on("request", (request) => {
    const { authorization: _, ...headers } = request.headers();
    texts.push({ where: "request", text: `${request.url()} ${JSON.stringify(headers)}` });
  });
  visit.page.on("console", (message) => texts.push({ where: "console", text: message.text() }));
  return texts;
}
