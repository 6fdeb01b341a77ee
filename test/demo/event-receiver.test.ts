/**
 * @module The pretend SaaS takes signed events: only those of its own endpoint's secret, and shows each to its project alone.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhook } from "standardwebhooks";
import { createEventReceiver, type ReceivedEvent } from "../../demo/host/event-receiver.ts";
import type { BackendAnswer, WorkerClient } from "../../demo/host/worker-reads.ts";

const SECRET = `whsec_${Buffer.from("a secret of the test's own, 32 b").toString("base64")}`;
const OLD = { id: "ep_old", url: "http://127.0.0.1:1/hooks/parityrail" };
const FOREIGN = { id: "ep_foreign", url: "https://hooks.example.com/stripe" };

/** Creates a receiver whose Worker has two endpoints already, and keeps what it was asked. */
function createReceiver(project = "demo-1") {
  const asked: string[] = [];
  const call: WorkerClient["call"] = (method, path, body) => {
    asked.push([method, path, ...(body === undefined ? [] : [JSON.stringify(body)])].join(" "));
    const status = method === "POST" ? 201 : 200;
    const answer = method === "POST" ? { secret: SECRET } : { data: [OLD, FOREIGN] };
    return Promise.resolve({ path, status, body: answer } satisfies BackendAnswer);
  };
  const client = { call, read: () => Promise.reject(new Error("reads nothing")) };
  const clients = {
    parityrail: client,
    dropfix: client,
    clearsync: client,
    engage: client,
    billstack: client,
  };
  const readSignedIn = () => ({ project, role: "admin", user: "person", user_name: "Dana Reyes" }) as const;
  return { asked, app: createEventReceiver({ port: 5173, clients, readSignedIn }) };
}

function sign(project: string, secret = SECRET) {
  const body = JSON.stringify({ id: "evt_1", type: "signal.created", project, data: {} });
  const at = new Date();
  const headers = {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign("evt_1", at, body),
  };
  return { method: "POST", body, headers };
}

test("the receiver · makes its endpoint when a page first listens, in place of those of earlier starts alone", async () => {
  const { app, asked } = createReceiver();
  const abort = new AbortController();
  await app.request("/api/product/parityrail/events", { signal: abort.signal });
  await app.request("/api/product/parityrail/events", { signal: abort.signal });
  assert.deepEqual(asked, [
    "GET /v1/event_endpoints",
    "DELETE /v1/event_endpoints/ep_old",
    'POST /v1/event_endpoints {"url":"http://127.0.0.1:5173/hooks/parityrail"}',
  ]);
});

test("the receiver · refuses what is not signed with its secret, and what nobody listens for", async () => {
  const { app } = createReceiver();
  assert.equal((await app.request("/hooks/parityrail", sign("demo-1"))).status, 401);
  await app.request("/api/product/parityrail/events");
  const forged = sign(
    "demo-1",
    `whsec_${Buffer.from("another secret, as long as theirs").toString("base64")}`,
  );
  assert.equal((await app.request("/hooks/parityrail", forged)).status, 401);
  const changed = { ...sign("demo-1"), body: JSON.stringify({ id: "evt_2", project: "demo-1" }) };
  assert.equal((await app.request("/hooks/parityrail", changed)).status, 401);
  assert.equal((await app.request("/hooks/nobody", sign("demo-1"))).status, 404);
});

test("the receiver · streams an event to the pages of its project, as it was sent", async () => {
  const { app } = createReceiver();
  const page = await app.request("/api/product/parityrail/events");
  const reader = page.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await app.request("/hooks/parityrail", sign("demo-other"))).status, 204);
  const sent = sign("demo-1");
  assert.equal((await app.request("/hooks/parityrail", sent)).status, 204);
  const { value = "" } = (await reader?.read()) ?? {};
  const received = JSON.parse(value.replace(/^data: /, "")) as ReceivedEvent; // one message of the stream
  assert.deepEqual(received, { id: "evt_1", headers: sent.headers, body: sent.body, answered: 204 });
  await reader?.cancel();
});
