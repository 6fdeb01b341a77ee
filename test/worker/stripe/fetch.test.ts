/**
 * @module The way out to Stripe: reads of listed paths only, bounded, stopped when told, and following nobody.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { AnswerTooLarge, createBoundedFetch } from "../../../worker/stripe/fetch.ts";

const ALLOWED = new Set(["GET /v1/customers"]);

function createFetch(response: () => Response): { send: typeof fetch; sent: RequestInit[] } {
  const sent: RequestInit[] = [];
  const send = createBoundedFetch(async (_, init) => {
    sent.push(init ?? {});
    return response();
  }, ALLOWED);
  return { send, sent };
}

test("bounded fetch · reads a listed path, and follows no redirect with the key", async () => {
  const { send, sent } = createFetch(
    () => new Response("{}", { status: 302, headers: { location: "https://evil.example" } }),
  );
  const response = await send("https://api.stripe.com/v1/customers?limit=1", { method: "GET" });
  assert.equal(response.status, 302);
  assert.equal(response.headers.get("location"), null);
  assert.equal(sent[0]?.redirect, "manual");
});

test("bounded fetch · lets no write and no other path out, even if the key could", async () => {
  const { send, sent } = createFetch(() => new Response("{}"));
  for (const [method, path] of [
    ["POST", "/v1/customers"],
    ["DELETE", "/v1/customers"],
    ["GET", "/v1/charges"],
    ["GET", "/v1/customers/cus_1"],
    ["GET", "/v1/customers/../charges"],
  ] as const) {
    await assert.rejects(
      send(`https://api.stripe.com${path}`, { method }),
      /Not allowed/,
      `${method} ${path}`,
    );
  }
  assert.equal(sent.length, 0);
});

test("bounded fetch · hands on only what the SDK needs of the headers", async () => {
  const headers = {
    "Content-Type": "application/json",
    "Request-Id": "req_1",
    "Stripe-Notice": "x",
    "Set-Cookie": "a=b",
  };
  const { send } = createFetch(() => new Response("{}", { headers }));
  const response = await send("https://api.stripe.com/v1/customers");
  assert.deepEqual([...response.headers.keys()].sort(), ["content-type", "request-id"]);
});

test("bounded fetch · gives up on an answer without end", async () => {
  let cancelled = false;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
      cancel: () => void (cancelled = true),
    });
  const { send } = createFetch(() => new Response(endless()));
  await assert.rejects(send("https://api.stripe.com/v1/customers"), AnswerTooLarge);
  assert.equal(cancelled, true);
});

test("bounded fetch · an abort stops a body that drips, also after its headers came", async () => {
  const abort = new AbortController();
  const silent = () =>
    new ReadableStream<Uint8Array>({ start: () => queueMicrotask(() => abort.abort(new Error("too late"))) });
  const { send } = createFetch(() => new Response(silent()));
  await assert.rejects(send("https://api.stripe.com/v1/customers", { signal: abort.signal }), /too late/);
});
