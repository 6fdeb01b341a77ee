/**
 * @module Faults: each behaves as its name says, down to the socket, and is over when it should be.
 */

import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { FAULT_KINDS, FOREIGN_ANSWERS } from "../../demo/stripe/index.ts";
import { createWorld, dataOf, errorOf, type StripeWorld } from "./world.ts";

const PATH = "/v1/customers?limit=1";

/** Reads all bytes of one request's answer, until the connection ends or `enough` has come. */
async function readSocket(
  world: StripeWorld,
  enough = Number.POSITIVE_INFINITY,
): Promise<{ readonly text: string; readonly error: string | null }> {
  const { hostname, port } = new URL(world.stripe.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    const finish = (error: string | null): void => {
      socket.destroy();
      resolve({ text, error });
    };
    socket.on("data", (bytes) => {
      text += bytes.toString();
      if (text.length >= enough) finish(null);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
    socket.on("close", () => finish(null));
    socket.write(
      `GET ${PATH} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${world.secret}\r\nConnection: close\r\n\r\n`,
    );
  });
}

const split = (text: string): readonly [string, string] => {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  return [head, body];
};

type Check = (world: StripeWorld) => Promise<void>;

async function checkStatus(world: StripeWorld, status: number, code?: string): Promise<void> {
  const answer = await world.ask(PATH);
  assert.equal(answer.status, status);
  assert.equal(errorOf(answer).code, code);
}

const CHECKS: Readonly<Record<(typeof FAULT_KINDS)[number]["kind"], Check>> = {
  latency: async (world) => {
    const begun = performance.now();
    await checkOk(world);
    assert.ok(performance.now() - begun >= 45); // timers may fire a little early
  },
  rate_limit: (world) => checkStatus(world, 429, "rate_limit"),
  lock_timeout: async (world) => {
    const answer = await world.ask(PATH);
    assert.deepEqual([answer.status, errorOf(answer).code], [429, "lock_timeout"]);
    assert.equal(answer.headers.get("stripe-should-retry"), "true");
    assert.equal(answer.headers.get("stripe-rate-limited-reason"), null);
    assert.equal(answer.headers.get("request-id"), null);
  },
  error_500: async (world) => {
    const answer = await world.ask(PATH);
    assert.deepEqual([answer.status, errorOf(answer).type], [500, "api_error"]);
  },
  html_502: async (world) => {
    const answer = await world.ask(PATH);
    assert.deepEqual([answer.status, answer.headers.get("content-type")], [502, "text/html"]);
    assert.match(answer.text, /502 Bad Gateway/);
  },
  truncated_json: async (world) => {
    const { text, error } = await readSocket(world);
    const [head, body] = split(text);
    assert.equal(error, null);
    assert.match(head, /^HTTP\/1\.1 200/);
    assert.equal(Number(/content-length: (\d+)/i.exec(head)?.[1]), Buffer.byteLength(body));
    assert.throws(() => JSON.parse(body), SyntaxError);
  },
  empty_200: async (world) => {
    const answer = await world.ask(PATH);
    assert.deepEqual([answer.status, answer.text], [200, ""]);
  },
  object_500: async (world) => {
    const answer = await world.ask(PATH);
    assert.equal(answer.status, 500);
    assert.deepEqual(JSON.parse(answer.text), { object: "list", data: [] });
  },
  bad_request: async (world) => {
    const answer = await world.ask(PATH);
    assert.deepEqual([answer.status, errorOf(answer).type], [400, "invalid_request_error"]);
  },
  reset_before: async (world) => {
    assert.deepEqual(await readSocket(world), { text: "", error: "ECONNRESET" });
    assert.equal(world.stripe.requests.at(-1)?.status, 0);
  },
  reset_mid_body: async (world) => {
    const { text, error } = await readSocket(world);
    const [head, body] = split(text);
    assert.equal(error, "ECONNRESET");
    assert.ok(body.length > 0 && body.length < Number(/content-length: (\d+)/i.exec(head)?.[1]));
  },
  trickle: async (world) => {
    const { text } = await readSocket(world, 1);
    assert.match(text, /^HTTP\/1\.1 200/);
    const abort = new AbortController();
    const headers = { authorization: `Bearer ${world.secret}` };
    const answer = await fetch(world.stripe.url + PATH, { headers, signal: abort.signal });
    const reader = answer.body?.getReader();
    for (let bytes = 0; bytes < 3;) {
      const chunk = await reader?.read();
      assert.equal(chunk?.done, false);
      bytes += chunk?.value?.length ?? 0;
    }
    abort.abort();
  },
  ip_policy: async (world) => {
    const answer = await world.ask(PATH);
    assert.equal(answer.status, 401);
    assert.equal(
      errorOf(answer).message,
      "The API key provided does not allow requests from your IP address.",
    );
  },
  expired: (world) => checkStatus(world, 401, "api_key_expired"),
  revoked: async (world) => {
    const answer = await world.ask(PATH);
    assert.equal(answer.status, 401);
    assert.match(errorOf(answer).message ?? "", /^Invalid API Key provided: sk_test_\*+/);
  },
  permission_lost: (world) => checkStatus(world, 403, "more_permissions_required"),
};

async function checkOk(world: StripeWorld): Promise<void> {
  assert.equal((await world.ask(PATH)).status, 200);
}

for (const fault of FAULT_KINDS) {
  const name = "reason" in fault ? `${fault.kind} (${fault.reason ?? "no reason"})` : fault.kind;
  test(`${name} · behaves as named, until it is cleared`, async () => {
    await using world = await createWorld();
    world.stripe.setFault(fault);
    await CHECKS[fault.kind](world);
    world.stripe.setFault(null);
    await checkOk(world);
  });
}

test("FAULT_KINDS · holds every kind", () => {
  assert.deepEqual(new Set(FAULT_KINDS.map(({ kind }) => kind)), new Set(Object.keys(CHECKS)));
});

test("foreign answers · come as they are, for their method and path only, and nothing is done (proxies, Cloudflare's error 1020)", async () => {
  await using world = await createWorld();
  const [customer] = dataOf(await world.ask(PATH));
  const path = `/v1/customers/${customer?.id}`;
  const post = { method: "POST", body: "metadata[foreign]=1" };
  const before = world.stripe.snapshot(world.account.id);
  for (const [name, fault] of Object.entries(FOREIGN_ANSWERS)) {
    world.stripe.setFault(null);
    world.stripe.setFault(fault, { method: "POST", path: /^\/v1\/customers\/cus_\w+$/ });
    const { status, text, headers } = await world.ask(path, post);
    assert.deepEqual([status, text], [fault.status, fault.body], name);
    assert.equal(headers.get("content-type"), "application/json");
    JSON.parse(text);
    await checkOk(world);
    assert.equal((await world.ask(path)).body.id, customer?.id);
  }
  assert.equal(world.stripe.snapshot(world.account.id), before);
});

test("a 429 · has the limiter's header only when it is the limiter's (docs.stripe.com/rate-limits)", async () => {
  await using world = await createWorld();
  for (const reason of ["global-concurrency", null]) {
    world.stripe.setFault(null);
    world.stripe.setFault({ kind: "rate_limit", reason });
    assert.equal((await world.ask(PATH)).headers.get("stripe-rate-limited-reason"), reason);
  }
});

test("faults · meet only the requests they are for, as often as they are told, after those they let pass", async () => {
  await using world = await createWorld();
  world.stripe.setFault({ kind: "error_500" }, { path: /customers/, method: "GET", skip: 1, times: 2 });
  const statuses: number[] = [];
  for (let asked = 0; asked < 4; asked++) statuses.push((await world.ask(PATH)).status);
  assert.deepEqual(statuses, [200, 500, 500, 200]);
  world.stripe.setFault({ kind: "error_500" }, { path: /invoices/ });
  await checkOk(world);
  assert.equal((await world.ask("/v1/invoices")).status, 500);
});

test("faults · may stand together: latency slows what another spoils", async () => {
  await using world = await createWorld();
  world.stripe.setFault({ kind: "latency", milliseconds: 60 });
  world.stripe.setFault({ kind: "lock_timeout" });
  const begun = performance.now();
  assert.equal((await world.ask(PATH)).status, 429);
  assert.ok(performance.now() - begun >= 55);
});

test("trickle · does not begin for somebody who has left", async (context) => {
  await using world = await createWorld();
  world.stripe.setLatency(80);
  world.stripe.setFault({ kind: "trickle" });
  const setInterval = context.mock.method(globalThis, "setInterval");
  const left = fetch(world.stripe.url + PATH, { signal: AbortSignal.timeout(20) });
  await assert.rejects(left, { name: "TimeoutError" });
  world.stripe.setFault(null);
  await checkOk(world); // by the end of its latency the first one's is over too
  const drips = setInterval.mock.calls.filter(({ arguments: [, delay] }) => delay === 100);
  assert.deepEqual(drips, []);
});

test("closing · ends what is under way at once", async () => {
  const world = await createWorld({ alone: true });
  world.stripe.setLatency(60_000);
  const asked = world.ask(PATH).then(
    () => "answered",
    () => "cut",
  );
  while (world.stripe.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await world.stripe.close();
  assert.equal(await asked, "cut");
});
