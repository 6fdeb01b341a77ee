/**
 * @module The example of docs/profiles.md: the file and the command that stand there make an app that connects.
 */

import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { appWithSecretAnswer, createAppBody } from "../../shared/schema/apps.ts";
import { createWorld, readAnswer, type World } from "../worker/world.ts";
import { readFencedBlocks } from "./fenced-blocks.ts";
import { openShell, type Shell } from "./shell.ts";

const blocks = readFencedBlocks("docs/profiles.md", "A profile of your own");
const file = blocks.find(({ language }) => language === "json")?.text ?? "";
const command = blocks.find(({ language }) => language === "sh")?.text ?? "";

let world: World;
let shell: Shell;
before(async () => {
  world = await createWorld();
  shell = openShell();
});
after(async () => {
  shell?.close();
  await world?.close();
});

async function createApp(): Promise<ReturnType<typeof appWithSecretAnswer.parse>> {
  const header = `Authorization: Bearer ${world.secrets.OPERATOR_TOKEN}\nContent-Type: application/json\n`;
  writeFileSync(join(shell.folder, "operator.header"), header);
  chmodSync(join(shell.folder, "operator.header"), 0o600);
  writeFileSync(join(shell.folder, "app.json"), file);
  await shell.run(`WORKER=${world.url.origin}\n${command}`);
  return appWithSecretAnswer.parse(JSON.parse(await shell.run("cat created.json")));
}

test("docs/profiles.md · its example makes an app with that profile, connects, and asks what it says", async () => {
  const { profile } = createAppBody.parse(JSON.parse(file));
  const { secret: token, profile: name, profile_data: kept } = await createApp();
  assert.deepEqual(kept, profile);
  assert.equal(name, "tide-table");
  assert.ok(!shell.readCommandLines().includes(world.secrets.OPERATOR_TOKEN));

  const { key } = world.createKey(["invoice_read"], { mode: "live" });
  const params = { project: "harbour" };
  const connected = await readAnswer(await world.call("connect", { token, params, body: { api_key: key } }));
  assert.deepEqual(
    connected.connection?.permissions.map(({ permission, status }) => [permission, status]),
    [
      ["invoices", "granted"],
      ["payouts", "missing"],
    ],
  );
  assert.equal(connected.profile.product.name, "Tide Table");
  assert.deepEqual(connected.connection?.excess_permissions, []);
});

test("docs/profiles.md · a row too much in the key of its example is told of", async () => {
  const { secret: token } = await createApp();
  const { key } = world.createKey(["invoice_read", "payout_read", "customer_read"], { mode: "live" });
  const params = { project: "harbour" };
  const answer = await world.call("connect", { token, params, body: { api_key: key } });
  const { connection } = await readAnswer(answer);
  assert.deepEqual(connection?.excess_permissions, ["Customers"]);
  assert.deepEqual(connection?.warnings, ["excess_permissions"]);
});
