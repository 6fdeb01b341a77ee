/**
 * @module The README's commands, run as they stand there: a deployment's secrets, and BillStack's way from nothing to live data.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { appWithSecretAnswer } from "../../shared/schema/apps.ts";
import { connectionAnswer, statusAnswer, type ConnectionAnswer } from "../../shared/schema/connections.ts";
import { createWorld, readError, type World } from "../worker/world.ts";
import { readFencedBlocks } from "./fenced-blocks.ts";
import { findProgram, openShell, type Shell } from "./shell.ts";

const SECTION = "Connect over the API with curl";
const blocks = readFencedBlocks("README.md", SECTION);
const settings = blocks.find(({ language }) => language === "ini")?.text ?? "";
const shown: unknown = JSON.parse(blocks.find(({ language }) => language === "json")?.text ?? "null");
const commands = blocks.filter(({ language }) => language === "sh").map(({ text }) => text);
const [createApp = "", connect = "", status = "", update = "", disconnect = "", connectLive = ""] = commands;

const deployment = readFencedBlocks("README.md", "Deploy it").filter(({ language }) => language === "sh");
const [, makeSecrets = "", , createFirstApp = ""] = deployment.map(({ text }) => text);

const ACCOUNT_NAME = "My SaaS Inc.";
const signingSecret = `whsec_${randomBytes(24).toString("hex")}`;

let world: World;
let shell: Shell;
let account: string;
/** What the person keeps in `connect.env`, all that is secret. */
let kept: Record<string, string>;

before(async () => {
  shell = openShell();
  await shell.run(makeSecrets);
  world = await createWorld(readAssignments("secrets.env"));
  account = world.stripe.createAccount({ name: ACCOUNT_NAME, customers: 3 }).id;
  kept = {
    WORKER: world.url.origin,
    OPERATOR_TOKEN: world.secrets.OPERATOR_TOKEN,
    ...createKeys("test"),
  };
  writeSettings();
});
after(async () => {
  shell?.close();
  await world?.close();
});

function readAssignments(file: string): Record<string, string> {
  const text = readFileSync(join(shell.folder, file), "utf8");
  return Object.fromEntries(
    Array.from(text.matchAll(/^([A-Z_]+)=(.+)$/gm), ([, name = "", value = ""]) => [name, value]),
  );
}

function createKeys(mode: "test" | "live"): Record<string, string> {
  return {
    STRIPE_SECRET_KEY: world.stripe.createKey({ account, mode, kind: "secret" }).key,
    STRIPE_PUBLISHABLE_KEY: world.stripe.createKey({ account, mode, kind: "publishable" }).key,
  };
}

function writeSettings(): void {
  const lines = Object.entries(kept).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(shell.folder, "connect.env"), lines.join(""));
}

async function runForConnection(command: string): Promise<NonNullable<ConnectionAnswer["connection"]>> {
  const { connection } = connectionAnswer.parse(JSON.parse(await shell.run(command)));
  assert.ok(connection);
  return connection;
}

const readStatus = async () => statusAnswer.parse(JSON.parse(await shell.run(status)));

test("README · curl and bash are installed, and the section has its seven parts", () => {
  assert.match(findProgram("curl"), /curl/);
  assert.match(findProgram("bash"), /bash/);
  assert.equal(commands.length, 6);
  assert.deepEqual(
    Array.from(settings.matchAll(/^([A-Z_]+)=/gm), ([, name]) => name),
    Object.keys(kept),
  );
});

test("README · a deployment's secrets are kept in a file of one's own, and make the first app", async () => {
  const secrets = readAssignments("secrets.env");
  assert.deepEqual(Object.keys(secrets), ["VAULT_KEYS", "SESSION_KEY", "OPERATOR_TOKEN"]);
  assert.equal(await shell.run(createFirstApp.replace("https://connect.example.com", world.url.origin)), "");
  const app = appWithSecretAnswer.parse(JSON.parse(await shell.run("cat app.json")));
  assert.equal(app.profile, "parityrail");
  await shell.run("rm app.json");
  if (process.platform === "win32") return; // Windows has no such bits
  assert.equal(statSync(join(shell.folder, "secrets.env")).mode & 0o077, 0);
});

test("README · a deployment begins with install and login, and hands the kept secrets over", () => {
  const [install = "", , deploy = ""] = deployment.map(({ text }) => text);
  assert.match(install, /git clone [^]*npm install\nnpx wrangler login\n/);
  assert.match(deploy, /npm run deploy -- --secrets-file secrets\.env/);
  assert.match(readFileSync(new URL("../../.gitignore", import.meta.url), "utf8"), /^\*\.env$/m);
});

test("README · the operator creates the app, and its secret is in a file that nobody else can read", async () => {
  assert.equal(await shell.run(createApp), "");
  const app = appWithSecretAnswer.parse(JSON.parse(await shell.run("cat app.json")));
  assert.equal(app.profile, "billstack");
  assert.match(await shell.run("cat app.header"), new RegExp(`^Authorization: Bearer ${app.secret}$`, "m"));
  if (process.platform === "win32") return; // Windows has no such bits
  for (const name of ["connect.env", "app.json", "app.header"])
    assert.equal(statSync(join(shell.folder, name)).mode & 0o077, 0, name);
});

test("README · before anything is connected, the status says so in its six fields", async () => {
  assert.deepEqual(await readStatus(), {
    object: "connection_status",
    connected: false,
    is_active: false,
    sync_status: "none",
    schema_exists: false,
    account_name: null,
    key_valid: false,
  });
});

let testConnection: string;

test("README · test keys and a placeholder connect, and the status is the one that is shown", async () => {
  const connection = await runForConnection(connect);
  testConnection = connection.id;
  assert.equal(connection.mode, "test");
  assert.equal(connection.key_kind, "secret");
  assert.match(connection.publishable_key ?? "", /^pk_test_…/);
  assert.equal(connection.webhook.status, "placeholder");
  assert.deepEqual(connection.warnings, ["webhook_secret_placeholder"]);
  assert.deepEqual(await readStatus(), shown);
});

test("README · the real signing secret takes the placeholder's place, and the first event proves it", async () => {
  kept["STRIPE_WEBHOOK_SECRET"] = signingSecret;
  writeSettings();
  const { webhook, warnings } = await runForConnection(update);
  assert.equal(webhook.status, "waiting");
  assert.deepEqual(warnings, []);
  const event = { type: "customer.updated", mode: "test" } as const;
  const { status } = await world.stripe.sendTo(webhook.url ?? "", signingSecret, event);
  assert.equal(status, 200);
  assert.deepEqual(await readStatus(), shown); // nothing is copied yet
});

test("README · after the disconnect nothing is connected any more", async () => {
  const answer = connectionAnswer.parse(JSON.parse(await shell.run(disconnect)));
  assert.equal(answer.connection, null);
  const { connected, schema_exists: exists, sync_status: sync } = await readStatus();
  assert.deepEqual([connected, exists, sync], [false, false, "none"]);
});

test("README · live keys connect where test data was asked for, because the command says live", async () => {
  Object.assign(kept, createKeys("live"));
  writeSettings();
  const asked = connectLive.replace(/,\n {2}"mode": "live"/, "");
  assert.notEqual(asked, connectLive);
  await assert.rejects(shell.run(asked), /ended with 22[^]*"code":"mode_differs"/);
  const connection = await runForConnection(connectLive);
  assert.equal(connection.mode, "live");
  assert.notEqual(connection.id, testConnection);
  assert.equal((await readStatus()).key_valid, true);
});

test("README · a refusal ends curl with 22 and says what is wrong and how to mend it", async () => {
  const { code, fix } = await readError(
    await world.call("readStatus", { token: "prs_unknown", params: { project: "team_42" } }),
  );
  const stranger = status.replace("-H @app.header", "-H @/dev/null");
  await assert.rejects(shell.run(stranger), (error: Error) => {
    assert.match(error.message, /ended with 22/);
    assert.ok(error.message.includes(`"code":"${code}"`) && error.message.includes(fix ?? "a fix"));
    return true;
  });
});

test("README · nothing secret ever stands on a command line", () => {
  const lines = shell.readCommandLines();
  assert.ok(lines.includes("team_42"), "the command lines were not recorded");
  assert.doesNotMatch(lines, /(?:sk|rk|pk)_(?:test|live)_|(?:prs|pro)_|whsec_/);
});
