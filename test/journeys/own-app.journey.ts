/**
 * @module "Your own app against this Worker": what the page gives to copy works when it is pasted, as it is.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { promisify } from "node:util";
import { Hono } from "hono";
import { OWN_ORIGINS } from "../../demo/launch/own-app.ts";
import { serveLocally, type LocalServer } from "../../demo/listen.ts";
import { findLeaks, readEverything } from "./page/probe.ts";
import { type Visit, world } from "./world.ts";

const LOAD = "Load the element";
const PLACE = "Put it on your page";
const SESSION = "Make a session in your backend";

/** Presses the line's Copy and returns what is on the clipboard. */
async function copyLine({ page }: Visit, title: string): Promise<string> {
  await page.getByRole("button", { name: `Copy: ${title}`, exact: true }).click();
  await page.getByText(`Copied: ${title}`).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Serves one page on the first of the allowed origins whose port is free. */
async function serveOwnPage(body: string, token?: string): Promise<LocalServer> {
  const pages = new Hono()
    .get("/", (context) => context.html(`<!doctype html><html lang="en"><title>Mine</title>${body}</html>`))
    .post("/api/session", (context) => context.json({ token }));
  const ports = OWN_ORIGINS.filter((origin) => origin.includes("127.0.0.1")).map(
    (origin) => new URL(origin).port,
  );
  for (const port of ports) {
    const server = await serveLocally(pages, Number(port)).catch(() => null);
    if (server) return server;
  }
  return assert.fail(`none of the ports ${ports.join(", ")} is free`);
}

for (const label of ["ParityRail", "DropFix"]) {
  test(`${label}'s lines · bring the element into a page without a backend`, async () => {
    const visit = await world.open();
    await visit.choose("Product", label);
    const script = await copyLine(visit, LOAD);
    const site = await serveOwnPage(`${script}${await copyLine(visit, PLACE)}`);
    await visit.page.goto(site.url);
    await visit.sees(new RegExp(label));
    await visit.keyField.waitFor();
    await site.close();
    await visit.close();
  });
}

test("the line for a backend · makes a session in bash, and its token connects a page", async () => {
  if (process.platform === "win32") return; // bash and curl are what the line is written for
  const visit = await world.open();
  const script = await copyLine(visit, LOAD);
  const command = await copyLine(visit, SESSION);
  const { stdout } = await promisify(execFile)("bash", ["-c", command]);
  const { token } = JSON.parse(stdout) as { token: string };
  const site = await serveOwnPage(
    `${script}<parityrail-connect session-url="/api/session"></parityrail-connect>`,
    token,
  );
  await visit.page.goto(site.url);
  await visit.connect(world.demo.keys.parityrail.good.key);
  await site.close();
  await visit.close();
});

test("the secret of the app · is in its file alone, not on the page", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  const { headerFile, secret } = world.demo.apps.parityrail;
  assert.ok(readFileSync(headerFile, "utf8").includes(`Authorization: Bearer ${secret}`));
  assert.deepEqual(findLeaks(await readEverything(visit.page), secret), []);
  await visit.close();
});
