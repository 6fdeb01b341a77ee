/**
 * @module The client: what it sends, what it makes of every kind of answer, and how it renews a token.
 */

import assert from "node:assert/strict";
import { mock, test, type TestContext } from "node:test";
import { ENDPOINTS, CURRENT_PROJECT } from "../../../shared/api.ts";
import { createAsk, createSend } from "../../../widget/api/client.ts";
import { createSession, type SessionSources } from "../../../widget/api/session.ts";
import type { Call } from "../../../widget/controller/events.ts";
import type { Result } from "../../../widget/controller/state.ts";
import { CANNED_ANSWERS } from "../canned-answers.ts";

const API = "https://connect.example/base/";
const NEVER = new AbortController().signal;
const GOOD = () => Response.json(CANNED_ANSWERS.connected);
const EXPIRED = () =>
  Response.json(
    { error: { code: "unauthenticated", message: "Signed out.", request_id: "req_1" } },
    { status: 401 },
  );

const CALLS = {
  load: ENDPOINTS.readConnection,
  connect: ENDPOINTS.connect,
  demo: ENDPOINTS.connectDemo,
  check: ENDPOINTS.checkConnection,
  disconnect: ENDPOINTS.disconnect,
  finish: ENDPOINTS.finishOauth,
  give_back: ENDPOINTS.finishOauth,
};

for (const [call, { method, path }] of Object.entries(CALLS)) {
  test(`client · ${call} goes where the table of endpoints says`, async (context) => {
    const { fetch, send } = setUp(context, [GOOD]);
    await send(call as Call, null, NEVER); // entries() forgets the names
    const [url, init] = fetch.mock.calls[0]?.arguments ?? [];
    assert.equal(url, `https://connect.example/base${path.replace(":project", CURRENT_PROJECT)}`);
    assert.equal(init?.method, method);
    assert.equal(new Headers(init?.headers).get("authorization"), "Bearer token");
  });
}

test("client · sends no cookies, follows no redirect, keeps nothing in a cache", async (context) => {
  const { fetch, send } = setUp(context, [GOOD]);
  await send("load", null, NEVER);
  const init = fetch.mock.calls[0]?.arguments[1];
  assert.deepEqual([init?.credentials, init?.redirect, init?.cache], ["omit", "error", "no-store"]);
});

test("client · puts the key into the body and nowhere else", async (context) => {
  const { fetch, send } = setUp(context, [GOOD]);
  await send("connect", { api_key: "marked", webhook_secret: "also" }, NEVER);
  const [url, init] = fetch.mock.calls[0]?.arguments ?? [];
  assert.deepEqual(JSON.parse(String(init?.body)), { api_key: "marked", webhook_secret: "also" });
  assert.doesNotMatch(String(url), /marked/);
  assert.doesNotMatch(JSON.stringify([...new Headers(init?.headers)]), /marked/);
});

const UNREADABLE: [string, () => Response][] = [
  ["a page of HTML", () => new Response("<html></html>", { status: 502 })],
  ["an empty answer", () => new Response("", { status: 200 })],
  ["cut JSON", () => new Response('{"profile":', { status: 200 })],
  ["null", () => Response.json(null)],
  ["a list", () => Response.json([])],
  ["another shape", () => Response.json({ profile: {}, may: {} })],
  [
    "an error whose code is no text",
    () => Response.json({ error: { code: {}, message: "No." } }, { status: 500 }),
  ],
  ["an error without a code", () => Response.json({ error: { message: "No." } }, { status: 500 })],
];
for (const [title, answer] of UNREADABLE) {
  test(`client · ${title} is an unreadable answer`, async (context) => {
    const { send } = setUp(context, [answer]);
    assert.equal(codeOf(await send("load", null, NEVER)), "unreadable_answer");
  });
}

test("client · a network that fails is named so", async (context) => {
  const { send } = setUp(context, [
    () => {
      throw new TypeError("Failed to fetch");
    },
  ]);
  assert.equal(codeOf(await send("load", null, NEVER)), "network");
});

test("client · hands the Worker's refusal on with its request id", async (context) => {
  const { send } = setUp(context, [EXPIRED]);
  assert.deepEqual(await send("load", null, NEVER), {
    ok: false,
    failure: { code: "unauthenticated", message: "Signed out.", requestId: "req_1" },
  });
});

test("client · nobody hears of a call that was aborted", async (context) => {
  const abort = new AbortController();
  const { send } = setUp(context, [
    () => {
      abort.abort();
      throw new DOMException("aborted", "AbortError");
    },
  ]);
  assert.equal(await send("load", null, abort.signal), null);
});

test("client · renews an expired token once, and sends the same again", async (context) => {
  let number = 0;
  const fetchSession = async () => `token-${++number}`;
  const { fetch, send } = setUp(context, [EXPIRED, GOOD], { fetchSession, token: null });
  const result = await send("connect", { api_key: "k" }, NEVER);
  assert.equal(result?.ok, true);
  assert.deepEqual(
    fetch.mock.calls.map(({ arguments: [, init] }) => [
      new Headers(init?.headers).get("authorization"),
      init?.body,
    ]),
    [
      ["Bearer token-1", '{"api_key":"k"}'],
      ["Bearer token-2", '{"api_key":"k"}'],
    ],
  );
});

test("client · does not renew a second time", async (context) => {
  const { fetch, send } = setUp(context, [EXPIRED, EXPIRED], { fetchSession: async () => "t", token: null });
  assert.equal(codeOf(await send("load", null, NEVER)), "unauthenticated");
  assert.equal(fetch.mock.callCount(), 2);
});

const NO_TOKEN: [string, Partial<SessionSources>][] = [
  ["no source", {}],
  ["a function that throws", { fetchSession: () => Promise.reject(new Error("no")) }],
  ["a function that returns nothing", { fetchSession: async () => "" }],
];
for (const [title, sources] of NO_TOKEN) {
  test(`client · ${title} means no session, and nothing is sent`, async (context) => {
    const { fetch, send } = setUp(context, [], { token: null, ...sources });
    assert.equal(codeOf(await send("load", null, NEVER)), "no_session");
    assert.equal(fetch.mock.callCount(), 0);
  });
}

test("client · asks session-url by POST, with the cookies of its own origin only", async (context) => {
  const { fetch, send } = setUp(context, [() => Response.json({ token: "fresh" }), GOOD], {
    token: null,
    url: "/s",
  });
  await send("load", null, NEVER);
  const [first, second] = fetch.mock.calls.map(({ arguments: [url, init] }) => ({ url, init }));
  assert.deepEqual(
    [first?.url, first?.init?.method, first?.init?.credentials],
    ["/s", "POST", "same-origin"],
  );
  assert.equal(new Headers(second?.init?.headers).get("authorization"), "Bearer fresh");
});

test("client · a session-url that refuses gives no session", async (context) => {
  const refused = () => Response.json({ token: "x" }, { status: 403 });
  const { send } = setUp(context, [refused], { token: null, url: "/s" });
  assert.equal(codeOf(await send("load", null, NEVER)), "no_session");
});

test("session · a token that the page sets anew is used at once", async () => {
  let token = "one";
  const session = createSession(() => ({ api: API, token, url: null, app: null, fetchSession: null }));
  assert.equal(await session.readToken(false), "one");
  token = "two";
  assert.equal(await session.readToken(false), "two");
  assert.equal(await session.readToken(true), null);
});

test("session · another address, Worker or function of the page makes the old token nobody's", async () => {
  const sources = {
    api: API,
    token: null as string | null,
    url: null,
    app: null,
    fetchSession: async () => "first",
  };
  let now: SessionSources = sources;
  const session = createSession(() => now);
  assert.equal(await session.readToken(false), "first");
  now = { ...sources, fetchSession: async () => "second" };
  assert.equal(await session.readToken(false), "second");
  now = { ...now, api: "https://elsewhere.example" };
  let asked = false;
  now = { ...now, fetchSession: async () => ((asked = true), "third") };
  assert.equal(await session.readToken(false), "third");
  assert.ok(asked);
});

test("session · a late answer of an old source never replaces a newer token", async () => {
  const late = Promise.withResolvers<string>();
  let now: SessionSources = { api: API, token: null, url: null, app: null, fetchSession: () => late.promise };
  const session = createSession(() => now);
  const waiting = session.readToken(false);
  now = { ...now, token: "newer" };
  assert.equal(await session.readToken(false), "newer");
  late.resolve("stale");
  assert.equal(await waiting, "newer");
  assert.equal(await session.readToken(false), "newer");
});

test("session · a function of the page that never answers is no session, after a while", async (context) => {
  const patience = new AbortController();
  const timeout = mock.method(AbortSignal, "timeout", () => patience.signal);
  context.after(() => timeout.mock.restore());
  const sources = {
    api: API,
    token: null,
    url: null,
    app: null,
    fetchSession: () => new Promise<string>(() => undefined),
  };
  const reading = createSession(() => sources).readToken(false);
  patience.abort();
  assert.equal(await reading, null);
});

test("session · session-url stays on the page's own origin, also by redirect", async (context) => {
  const { fetch, send } = setUp(context, [() => Response.json({ token: "t" }), GOOD], {
    token: null,
    url: "/s",
  });
  await send("load", null, NEVER);
  const init = fetch.mock.calls[0]?.arguments[1];
  assert.deepEqual([init?.mode, init?.redirect], ["same-origin", "error"]);
});

function setUp(context: TestContext, answers: (() => Response)[], sources: Partial<SessionSources> = {}) {
  const queue = [...answers];
  const fetch = mock.method(globalThis, "fetch", async (_url: string, _init?: RequestInit) => {
    const next = queue.shift();
    assert.ok(next, "one request too many");
    return next();
  });
  context.after(() => fetch.mock.restore());
  const all = { api: API, token: "token", url: null, app: null, fetchSession: null, ...sources };
  return {
    fetch,
    send: createSend(
      createAsk(
        () => API,
        createSession(() => all),
      ),
    ),
  };
}

function codeOf(result: Result | null): string | undefined {
  return result?.ok === false ? result.failure.code : undefined;
}
