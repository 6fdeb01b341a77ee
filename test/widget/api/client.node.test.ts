/**
 * @module The client: what it sends, what it makes of every kind of answer, how it renews a token, whom it acts for,
 * and what it tells the developer.
 */

import assert from "node:assert/strict";
import { mock, test, type TestContext } from "node:test";
import { ENDPOINTS, CURRENT_PROJECT } from "../../../shared/api.ts";
import { Client } from "../../../widget/api/client.ts";
import { Session, type SessionSources } from "../../../widget/api/session.ts";
import type { Call, Result } from "../../../widget/controller/state.ts";
import { CANNED_ANSWERS, cannedFill, cannedSyncAnswer } from "../../../demo/gallery/canned-answers.ts";
import { makeToken } from "../keys.ts";

const API = "https://connect.example/base";
const ORIGIN = "https://app.example";
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
  finish_oauth: ENDPOINTS.finishOauth,
  revoke_grant: ENDPOINTS.finishOauth,
  update: ENDPOINTS.updateConnection,
  refresh: ENDPOINTS.readConnection,
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

test("client · says in which language the product's texts are wanted", async (context) => {
  const { client, fetch, send } = setUp(context, [GOOD, GOOD]);
  await send("load", null, NEVER);
  client.language = "de";
  await send("refresh", null, NEVER);
  const languages = fetch.mock.calls.map(({ arguments: [, init] }) =>
    new Headers(init?.headers).get("accept-language"),
  );
  assert.deepEqual(languages, ["en", "de"]);
});

test("client · makes a link without the page's looks where they cannot be handed on", async (context) => {
  const refused = { error: { code: "parameter_invalid", message: "No.", request_id: "req_1" } };
  const refuse = () => Response.json(refused, { status: 400 });
  const { fetch, send } = setUp(context, [refuse, refuse]);
  const result = await send("invite", { appearance: { theme: "auto" } }, NEVER);
  assert.deepEqual(
    fetch.mock.calls.map(({ arguments: [, init] }) => init?.body ?? null),
    ['{"appearance":{"theme":"auto"}}', "{}"],
  );
  assert.equal(result?.ok, false); // refused again: once is enough
});

test("client · asks the object how far the account is read, and takes what a connection shows", async (context) => {
  const { fetch, client } = setUp(context, [() => Response.json(cannedSyncAnswer(cannedFill()))]);
  assert.deepEqual(await client.readSync(NEVER), { ok: true, answer: cannedFill() });
  const [url, init] = fetch.mock.calls[0]?.arguments ?? [];
  const { method, path } = ENDPOINTS.readSync;
  assert.equal(url, `${API}${path.replace(":project", CURRENT_PROJECT)}`);
  assert.equal(init?.method, method);
});

test("client · what is no answer about reading is unreadable", async (context) => {
  const { client } = setUp(context, [GOOD]);
  const reply = await client.readSync(NEVER);
  assert.equal(reply?.ok === false && reply.failure.code, "unreadable_answer");
});

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

const OFFLINE = () => {
  throw new TypeError("Failed to fetch");
};

test("client · a network that fails is named so", async (context) => {
  const { send, warned } = setUp(context, [OFFLINE, OFFLINE]);
  assert.equal(codeOf(await send("load", null, NEVER)), "network");
  assert.deepEqual(warned, []);
});

test("client · a browser that may not read the answer is no network that fails, and the developer is told", async (context) => {
  const { send, warned } = setUp(context, [OFFLINE, () => new Response()]);
  assert.equal(codeOf(await send("load", null, NEVER)), "request_blocked");
  assert.match(
    warned.join(),
    /may not read https:\/\/connect\.example\/base\..* https:\/\/app\.example among the app's origins/,
  );
});

test("client · the probe of the network is answered by the network, not by a cache", async (context) => {
  const { fetch, send } = setUp(context, [OFFLINE, OFFLINE]);
  await send("load", null, NEVER);
  const [url, init] = fetch.mock.calls[1]?.arguments ?? [];
  assert.deepEqual([url, init?.cache], [`${API}/parityrail-connect.js`, "no-store"]);
});

test("client · a policy of the page that forbids the request is told too", async (context) => {
  const { send, warned, violate } = setUp(context, [OFFLINE, () => (violate("connect-src"), OFFLINE())]);
  assert.equal(codeOf(await send("load", null, NEVER)), "request_blocked");
  assert.match(warned.join(), /may not ask https:\/\/connect\.example\/base\. List it in connect-src/);
});

test("client · a Worker that does not answer in time is no network that fails", async (context) => {
  const { send } = setUp(context, [
    () => {
      throw new DOMException("late", "TimeoutError");
    },
  ]);
  assert.equal(codeOf(await send("load", null, NEVER)), "no_answer");
});

test("client · hands the Worker's error on with its request id", async (context) => {
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

test("client · does not renew a second time, and tells the developer that a fresh token is refused", async (context) => {
  const { fetch, send, warned } = setUp(context, [EXPIRED, EXPIRED], {
    fetchSession: async () => makeToken({ sub: "a" }),
    token: null,
  });
  const result = await send("load", null, NEVER);
  assert.deepEqual(result, {
    ok: false,
    failure: { code: "no_session", message: null, requestId: "req_1" },
  });
  assert.equal(fetch.mock.callCount(), 2);
  assert.match(warned.join(), /list https:\/\/app\.example among the app's origins/);
});

test("client · a session attribute that has expired stays what the Worker called it, and the developer is told", async (context) => {
  const { send, warned } = setUp(context, [EXPIRED], { token: makeToken({ exp: 1 }) });
  assert.equal(codeOf(await send("load", null, NEVER)), "unauthenticated");
  assert.match(warned.join(), /The session has expired/);
});

const NO_TOKEN: [string, Partial<SessionSources>, (() => Response)[], RegExp][] = [
  ["no source", {}, [], /There is no session\. Set session-url, session, fetchSession or app\./],
  [
    "a function that throws",
    { fetchSession: () => Promise.reject(new Error("no")) },
    [],
    /fetchSession must resolve/,
  ],
  ["a function that returns nothing", { fetchSession: async () => "" }, [], /fetchSession must resolve/],
  [
    "a session-url that refuses",
    { url: "/s" },
    [() => Response.json({ token: "x" }, { status: 401 })],
    /session-url answered 401/,
  ],
  [
    "a session-url without a token",
    { url: "/s" },
    [() => Response.json({})],
    /session-url must answer \{"token"/,
  ],
  [
    "a session-url of HTML",
    { url: "/s" },
    [() => new Response("<html>")],
    /session-url must answer \{"token"/,
  ],
  [
    "an app whose origins do not list this one",
    { app: "app_open" },
    [EXPIRED],
    /answered 401 to app="app_open".*list https:\/\/app\.example among its origins/,
  ],
];
for (const [title, sources, answers, warning] of NO_TOKEN) {
  test(`client · ${title} means no session; the Worker is not asked, and the developer is told once`, async (context) => {
    const { fetch, send, warned } = setUp(context, [...answers, ...answers], { token: null, ...sources });
    assert.equal(codeOf(await send("load", null, NEVER)), "no_session");
    assert.equal(codeOf(await send("load", null, NEVER)), "no_session");
    assert.equal(fetch.mock.callCount(), answers.length * 2);
    assert.equal(warned.length, 1);
    assert.match(warned[0] ?? "", warning);
  });
}

test("client · no warning holds a token, a key or an address with a query", async (context) => {
  const token = makeToken({ sub: "marked" });
  const { send, warned } = setUp(context, [EXPIRED, EXPIRED], {
    fetchSession: async () => token,
    token: null,
  });
  await send("connect", { api_key: "marked" }, NEVER);
  const other = setUp(context, [() => Response.json({}, { status: 500 })], {
    token: null,
    url: "/s?marked=1",
  });
  await other.send("load", null, NEVER);
  assert.equal(warned.length + other.warned.length, 2);
  assert.doesNotMatch(warned.join() + other.warned.join(), new RegExp(`marked|${token}`));
});

test("client · asks session-url by POST, on the page's own origin, also by redirect", async (context) => {
  const { fetch, send } = setUp(context, [() => Response.json({ token: "fresh" }), GOOD], {
    token: null,
    url: "/s",
  });
  await send("load", null, NEVER);
  const [first, second] = fetch.mock.calls.map(({ arguments: [url, init] }) => ({ url, init }));
  const { method, credentials, mode, redirect } = first?.init ?? {};
  assert.deepEqual(
    [first?.url, method, credentials, mode, redirect],
    ["/s", "POST", "same-origin", "same-origin", "error"],
  );
  assert.equal(new Headers(second?.init?.headers).get("authorization"), "Bearer fresh");
});

const SUBJECTS: [title: string, one: object, other: object, isOther: boolean][] = [
  ["another project", { sub: "a" }, { sub: "b" }, true],
  ["another app", { sub: "a" }, { sub: "a", app: "app_2" }, true],
  ["another person", { sub: "a" }, { sub: "a", user: "u_2" }, true],
  ["another role", { sub: "a" }, { sub: "a", role: "viewer" }, true],
  ["a newer token of the same", { sub: "a" }, { sub: "a", jti: "2" }, false],
];
for (const [title, one, other, isOther] of SUBJECTS) {
  test(`client · what was typed for one project is ${isOther ? "never" : "still"} sent with a session of ${title}`, async (context) => {
    let token = makeToken(one);
    const sources = { token: null, fetchSession: async () => token };
    const { fetch, send, page, restarts } = setUp(context, [GOOD, GOOD], sources);
    await send("load", null, NEVER);
    token = makeToken(other);
    page.fetchSession = async () => token;
    const result = await send("connect", { api_key: "k" }, NEVER);
    assert.equal(result === null, isOther);
    assert.equal(fetch.mock.callCount(), isOther ? 1 : 2);
    assert.equal(restarts(), isOther ? 1 : 0);
  });
}

test("session · a token that the page sets anew is used at once", async () => {
  let token = "one";
  const session = new Session(
    () => ({ api: API, token, url: null, app: null, fetchSession: null }),
    () => {},
  );
  assert.equal((await session.read(false))?.text, "one");
  token = "two";
  assert.equal((await session.read(false))?.text, "two");
  assert.equal(await session.read(true), null);
});

test("session · another address, Worker or function of the page makes the old token nobody's", async () => {
  let now: SessionSources = {
    api: API,
    token: null,
    url: null,
    app: null,
    fetchSession: async () => "first",
  };
  const session = new Session(
    () => now,
    () => {},
  );
  assert.equal((await session.read(false))?.text, "first");
  now = { ...now, fetchSession: async () => "second" };
  assert.equal((await session.read(false))?.text, "second");
  now = { ...now, api: "https://elsewhere.example", fetchSession: async () => "third" };
  assert.equal((await session.read(false))?.text, "third");
});

test("session · a late answer of an old source never replaces a newer token", async () => {
  const late = Promise.withResolvers<string>();
  let now: SessionSources = { api: API, token: null, url: null, app: null, fetchSession: () => late.promise };
  const session = new Session(
    () => now,
    () => {},
  );
  const waiting = session.read(false);
  now = { ...now, token: "newer" };
  assert.equal((await session.read(false))?.text, "newer");
  late.resolve("stale");
  assert.equal((await waiting)?.text, "newer");
  assert.equal((await session.read(false))?.text, "newer");
});

const SILENT: [title: string, sources: Partial<SessionSources>][] = [
  ["a function of the page", {}],
  ["session-url", { url: "/s" }],
  ["the Worker that is to open a session", { app: "app_silent" }],
];
for (const [title, sources] of SILENT) {
  test(`session · ${title} that never answers is aborted after a while, and asked anew by a retry`, async (context) => {
    const timeouts: AbortController[] = [];
    const timeout = mock.method(AbortSignal, "timeout", () => {
      timeouts.push(new AbortController());
      return timeouts.at(-1)?.signal;
    });
    context.after(() => timeout.mock.restore());
    let asked = 0;
    const never = () => new Promise<never>(() => void (asked += 1));
    const { fetch, session, warned } = setUp(
      context,
      [],
      "url" in sources || "app" in sources
        ? { token: null, ...sources }
        : { token: null, fetchSession: never },
    );
    const signals: (AbortSignal | null | undefined)[] = [];
    fetch.mock.mockImplementation((_url, init) => {
      const signal = init?.signal;
      signals.push(signal);
      asked += 1;
      return new Promise<Response>((_, reject) =>
        signal?.addEventListener("abort", () => reject(signal.reason)),
      );
    });
    for (const attempt of [1, 2]) {
      const reading = session.read(false);
      await Promise.resolve();
      assert.equal(asked, attempt);
      for (const controller of timeouts.splice(0)) controller.abort(new DOMException("late", "TimeoutError"));
      assert.equal(await reading, null);
    }
    assert.ok(
      signals.every((signal) => signal?.aborted),
      "a request goes on",
    );
    assert.match(warned.join(), /did not answer in time/);
  });
}

function setUp(context: TestContext, answers: (() => Response)[], sources: Partial<SessionSources> = {}) {
  const queue = [...answers];
  const fetch = mock.method(
    globalThis,
    "fetch",
    async (_url: string | URL | Request, _init?: RequestInit): Promise<Response> => {
      const next = queue.shift();
      assert.ok(next, "one request too many");
      return next();
    },
  );
  const warned: string[] = [];
  const warn = mock.method(console, "warn", (text: string) => void warned.push(text));
  const page = { api: API, token: "token", url: null, app: null, fetchSession: null, ...sources };
  const listeners = new Set<(event: object) => void>();
  const browser = {
    location: { origin: ORIGIN, href: `${ORIGIN}/page` },
    document: {
      addEventListener: (_: string, hear: (event: object) => void) => listeners.add(hear),
      removeEventListener: (_: string, hear: (event: object) => void) => listeners.delete(hear),
    },
  };
  Object.assign(globalThis, browser);
  context.after(() => {
    fetch.mock.restore();
    warn.mock.restore();
    for (const name of Object.keys(browser)) Reflect.deleteProperty(globalThis, name);
  });
  let restarts = 0;
  const client = new Client(
    () => ({ ...page }),
    () => void (restarts += 1),
  );
  return {
    client,
    fetch,
    page,
    warned,
    session: new Session(() => ({ ...page }), client.warn),
    restarts: () => restarts,
    violate: (effectiveDirective: string) => listeners.forEach((hear) => hear({ effectiveDirective })),
    send: (call: Call, body: object | null, signal: AbortSignal) => client.send(call, body, signal),
  };
}

function codeOf(result: Result | null): string | undefined {
  return result?.ok === false ? result.failure.code : undefined;
}
