/**
 * @module What is left when the Worker's process dies: SIGKILL while a webhook endpoint is being made in the account.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { prepareSecrets } from "../../../demo/launch/secrets.ts";
import { applyMigrations, startWorker } from "../../../demo/launch/worker.ts";
import { findFreePort } from "../../../demo/listen.ts";
import { startLocalStripe } from "../../../demo/stripe/index.ts";
import { permissionsOf } from "../../../demo/launch/product-keys.ts";
import { CLEARSYNC } from "../../../shared/profiles/clearsync.ts";
import type { ConnectionAnswer } from "../../../shared/schema/connections.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url).href);
const PERMISSIONS = permissionsOf(CLEARSYNC.permissions);

test(
  "SIGKILL while an endpoint is being made · the disconnect that follows removes it",
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "parityrail-crash-"));
    const stripe = await startLocalStripe({ port: 0, allowLocalWebhooks: true });
    const secretsFile = join(folder, "secrets.env");
    const { secrets } = prepareSecrets(secretsFile);
    const options = {
      root: ROOT,
      stateDir: join(folder, "state"),
      secretsFile,
      logFile: join(folder, "worker.log"),
      port: await findFreePort(28_800),
      vars: { STRIPE_API_URL: stripe.url, STRIPE_DASHBOARD_URL: stripe.url },
    };
    await applyMigrations(options);
    let worker = await startWorker(options);
    try {
      const call = async (method: string, path: string, token: string, body?: object): Promise<unknown> => {
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
        const text = body && JSON.stringify(body);
        return (await fetch(worker.url + path, { method, headers, ...(text && { body: text }) })).json();
      };
      const newApp = { name: "Crash", profile: "clearsync", origins: [] };
      const app = (await call("POST", "/v1/apps", secrets.OPERATOR_TOKEN, newApp)) as { secret: string };
      const account = stripe.createAccount({ name: "Acme Inc.", customers: 3 });
      const key = {
        account: account.id,
        mode: "test",
        kind: "restricted",
        permissions: PERMISSIONS,
      } as const;
      const path = "/v1/projects/team-1/connection";

      // Stripe makes the endpoint, and its answer takes longer than the Worker lives.
      stripe.setFault({ kind: "trickle" }, { path: /^\/v1\/webhook_endpoints$/, method: "POST" });
      const connecting = call("PUT", path, app.secret, { api_key: stripe.createKey(key).key }).catch(
        () => "cut off",
      );
      const isCreating = () =>
        stripe.requests.some((made) => made.method === "POST" && made.path === "/v1/webhook_endpoints");
      while (!isCreating()) await turn();
      killTree(worker.pid);
      assert.equal(await connecting, "cut off");
      await assertPortIsClosed(worker.url);
      stripe.setFault(null);

      worker = await startWorker(options);
      const before = (await call("GET", path, app.secret)) as ConnectionAnswer;
      assert.equal(
        before.connection?.webhook.status,
        "waiting",
        "the connection was stored, with its intent",
      );
      assert.equal((await listEndpoints()).length, 1);
      const after = (await call("DELETE", path, app.secret)) as ConnectionAnswer;
      assert.deepEqual([after.connection, after.left_behind], [null, undefined]);
      assert.deepEqual(await listEndpoints(), []);

      async function listEndpoints(): Promise<unknown[]> {
        const secret = stripe.createKey({ account: account.id, mode: "test", kind: "secret" });
        const headers = { authorization: `Bearer ${secret.key}` };
        const answer = await fetch(`${stripe.url}/v1/webhook_endpoints`, { headers });
        return ((await answer.json()) as { data: unknown[] }).data; // a list
      }
    } finally {
      await worker.stop();
      await stripe.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** Kills a process with its children: workerd outlives the process that started it. */
function killTree(pid: number): void {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/PID", String(pid), "/T", "/F"]);
    return;
  }
  const children =
    process.platform === "linux"
      ? readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8") // a bare machine may have no pgrep
      : spawnSync("pgrep", ["-P", String(pid)], { encoding: "utf8" }).stdout;
  process.kill(pid, "SIGKILL");
  for (const child of children.split(/\s+/).filter(Boolean)) killTree(Number(child));
}

/** A kill counts only if nobody answers any more. */
async function assertPortIsClosed(url: string): Promise<void> {
  while (await fetch(url).catch(() => null)) await turn();
}
