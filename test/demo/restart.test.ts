/**
 * @module `npm start` again: a connection made before is as well as it was, with a key made in the small Dashboard.
 */

import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startDemo, type Demo } from "../../demo/launch/demo.ts";
import { readDemoState } from "../../demo/launch/state.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = mkdtempSync(join(tmpdir(), "restart-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const PERMISSIONS = ["customer", "subscription", "invoice"];

function start(): Promise<Demo> {
  const ports = { host: 0, worker: 0, stripe: 0, site: 0 };
  const stateDir = join(folder, "state");
  return startDemo({ root, stateDir, secretsFile: join(folder, ".dev.vars"), ports, customers: 5 });
}

/** Creates a key as a person does, and reads it from the page that shows it once. */
async function createKeyInDashboard({ stripe }: Demo): Promise<string> {
  const form = new URLSearchParams({ name: "by hand" });
  for (const name of PERMISSIONS) form.set(`level:${name}`, "read");
  const answer = await fetch(`${stripe.url}/test/apikeys/create`, { method: "POST", body: form });
  const key = /rk_test_[A-Za-z0-9]+/.exec(await answer.text())?.[0];
  assert.ok(key);
  return key;
}

async function openPage({ url }: Demo, cookie = ""): Promise<string> {
  const answer = await fetch(url, { headers: { cookie } });
  await answer.body?.cancel();
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
}

/** Asks the Worker as the page of whoever has the cookie. */
async function ask(demo: Demo, cookie: string, [method, path]: readonly [string, string], body?: object) {
  const session = await fetch(`${demo.url}/api/parityrail/session`, { method: "POST", headers: { cookie } });
  const { token } = (await session.json()) as { token: string };
  const answer = await fetch(`${demo.worker.url}/v1/projects/current/connection${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", origin: demo.url },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return (JSON.parse(text) as { connection: { id: string; health: { status: string } } }).connection;
}

test("npm start again · finds the person, their connection and its key, and Re-check is healthy", async () => {
  const first = await start();
  const cookie = await openPage(first);
  const key = await createKeyInDashboard(first);
  const before = await ask(first, cookie, ["PUT", ""], { api_key: key });
  const { good } = first.keys.parityrail;
  await first.stop();

  const second = await start();
  try {
    assert.equal(await openPage(second, cookie), cookie);
    const checked = await ask(second, cookie, ["POST", "/check"], {});
    assert.equal(checked.id, before.id);
    assert.equal(checked.health.status, "healthy");
    assert.equal(second.keys.parityrail.good.key, good.key);
    assert.deepEqual(second.account, first.account);
  } finally {
    await second.stop();
  }
});

test("the demo's state · is kept whole or not at all: an unreadable half takes the Worker's with it", () => {
  for (const [name, content] of [
    ["missing", null],
    ["broken", '{"stripe": {'],
    ["other", '{"version": 0}'],
  ] as const) {
    const stateDir = join(folder, name);
    mkdirSync(join(stateDir, "v3"), { recursive: true });
    if (content !== null) writeFileSync(join(stateDir, "demo.json"), content);
    assert.equal(readDemoState(stateDir), null);
    assert.ok(!existsSync(join(stateDir, "v3")), name);
  }
});
