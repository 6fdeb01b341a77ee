/**
 * @module CORS: exact origins of apps, no wildcard, and the element can read every error.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ENDPOINTS, type Endpoint } from "../../../shared/api.ts";
import { sendRaw, type RawResponse } from "./raw.ts";
import { createWorld, ORIGIN, type World } from "../world.ts";

const PATH = "/v1/projects/current/connection";
const OTHER = "https://other.example.com";
const STRANGERS = [
  ...["https://evil.example", "null", "*", "https://app.example.com.evil.example", "http://app.example.com"],
  ...["https://app.example.com:8443", "https://app.example.com:443", "https://app.example.com/", "file://"],
  ...[
    "https://xapp.example.com",
    "https://APP.example.com",
    "%",
    "' OR 1=1 --",
    "https://app.example.com, *",
  ],
];

let world: World;
before(async () => {
  world = await createWorld();
  await world.createApp({ origins: [OTHER] });
  await world.createApp();
});
after(() => world.close());

function preflight(origin: string, headers: Record<string, string> = {}, path = PATH): Promise<RawResponse> {
  return sendRaw(world.url, {
    method: "OPTIONS",
    path,
    headers: { Origin: origin, "Access-Control-Request-Method": "PUT", ...headers },
  });
}

function assertUnreadable({ headers }: RawResponse, title: string): void {
  const granted = Object.keys(headers).filter((name) => name.startsWith("access-control-"));
  assert.deepEqual(granted, [], title);
  assert.match(headers.vary ?? "", /\bOrigin\b/i, title);
}

describe("cors", () => {
  test("a preflight from an app's origin is granted exactly that origin", async () => {
    for (const origin of [ORIGIN, OTHER]) {
      const { status, headers, text } = await preflight(origin, {
        "Access-Control-Request-Headers": "authorization,content-type",
      });
      assert.deepEqual([status, text], [204, ""]);
      assert.equal(headers["access-control-allow-origin"], origin);
      assert.equal(headers["access-control-allow-headers"], "Authorization, Content-Type");
      assert.equal(headers["access-control-max-age"], "600");
      assert.equal(headers["access-control-allow-credentials"], undefined);
      assert.match(headers.vary ?? "", /\bOrigin\b/);
    }
  });

  test("a preflight grants every method that a session may use, by name", async () => {
    const { headers } = await preflight(ORIGIN);
    const granted = headers["access-control-allow-methods"]?.split(", ") ?? [];
    for (const { method, callers } of Object.values(ENDPOINTS) as Endpoint[]) {
      // the table forgets its type
      if (callers.includes("viewer") || callers.includes("admin"))
        assert.ok(granted.includes(method), method);
    }
    assert.ok(!granted.includes("*"));
  });

  test("a preflight from anywhere else is granted nothing, and answers alike for every path", async () => {
    for (const origin of STRANGERS) {
      for (const path of [PATH, "/v1/apps", "/v1/nothing"]) {
        const response = await preflight(origin, {}, path);
        assert.deepEqual([response.status, response.text], [204, ""], origin);
        assertUnreadable(response, origin);
      }
    }
  });

  test("a session's answer is readable by its own page alone", async () => {
    const { token } = await world.createProject();
    const ask = (origin: string): Promise<RawResponse> =>
      sendRaw(world.url, { path: PATH, headers: { Authorization: `Bearer ${token}`, Origin: origin } });
    const own = await ask(ORIGIN);
    assert.equal(own.status, 200);
    assert.equal(own.headers["access-control-allow-origin"], ORIGIN);
    assert.equal(own.headers["access-control-expose-headers"], "Request-Id, Retry-After");
    assert.equal(own.headers["access-control-allow-credentials"], undefined);
    assert.match(own.headers.vary ?? "", /\bOrigin\b/);
    for (const origin of STRANGERS) {
      const response = await ask(origin);
      assert.equal(response.status, 401, origin);
      assertUnreadable(response, origin);
    }
  });

  test("a 401 is readable by the pages of every app here, which prove no app, and by no other page", async () => {
    for (const authorization of [undefined, "Bearer ses_forged", "Bearer prs_forged", "Bearer pro_forged"]) {
      const headers = authorization === undefined ? {} : { Authorization: authorization };
      for (const origin of [ORIGIN, OTHER]) {
        const response = await sendRaw(world.url, { path: PATH, headers: { ...headers, Origin: origin } });
        assert.deepEqual([response.status, response.headers["access-control-allow-origin"]], [401, origin]);
      }
      for (const origin of STRANGERS) {
        const response = await sendRaw(world.url, { path: PATH, headers: { ...headers, Origin: origin } });
        assert.equal(response.status, 401);
        assertUnreadable(response, origin);
      }
    }
  });

  test("every other error of a session is readable too: role, body, size, not found", async () => {
    const viewer = await world.createProject("viewer");
    const admin = await world.createProject("admin");
    for (const [status, response] of [
      [403, await viewer.call("connectDemo", {})],
      [400, await admin.call("connect", { api_key: 7 })],
      [404, await admin.call("checkConnection", {})],
      [413, await admin.call("connect", { api_key: "x".repeat(9000) })],
    ] as const) {
      assert.equal(response.status, status);
      assert.equal(response.headers.get("Access-Control-Allow-Origin"), ORIGIN);
      assert.match(response.headers.get("Access-Control-Expose-Headers") ?? "", /Request-Id/);
    }
  });

  test("an answer to an app secret or the operator token is readable by no page", async () => {
    const project = await world.createProject();
    const asks = [
      { path: "/v1/apps", token: world.secrets.OPERATOR_TOKEN, status: 200 },
      { path: `/v1/apps/${project.app.id}`, token: world.secrets.OPERATOR_TOKEN, status: 200 },
      { path: `/v1/projects/${project.id}/connection`, token: project.app.secret, status: 200 },
    ];
    for (const { path, token, status } of asks) {
      for (const origin of [ORIGIN, OTHER, "https://evil.example"]) {
        const response = await sendRaw(world.url, {
          path,
          headers: { Authorization: `Bearer ${token}`, Origin: origin },
        });
        assert.equal(response.status, status);
        assertUnreadable(response, `${path} from ${origin}`);
      }
    }
  });

  test("a request without an origin gets no CORS header, and OPTIONS without a wish is not a preflight", async () => {
    const { app, id } = await world.createProject();
    const headers = { Authorization: `Bearer ${app.secret}` };
    const plain = await sendRaw(world.url, { path: `/v1/projects/${id}/connection`, headers });
    assert.equal(plain.status, 200);
    assert.equal(plain.headers["access-control-allow-origin"], undefined);
    const options = await sendRaw(world.url, { method: "OPTIONS", path: PATH, headers: { Origin: ORIGIN } });
    assert.equal(options.status, 404);
  });

  test("an origin is let in the moment it is added to an app, and shut out when it is taken away", async () => {
    const app = await world.createApp({ origins: [] });
    const origin = "https://new-customer.example.com";
    const update = (origins: string[]): Promise<Response> =>
      world.call("updateApp", {
        token: world.secrets.OPERATOR_TOKEN,
        params: { app: app.id },
        body: { origins },
      });
    assertUnreadable(await preflight(origin), "before");
    await update([origin]);
    assert.equal((await preflight(origin)).headers["access-control-allow-origin"], origin);
    await update([]);
    assertUnreadable(await preflight(origin), "after");
  });

  test("no answer of any kind has a wildcard or allows credentials", async () => {
    for (const origin of [ORIGIN, ...STRANGERS]) {
      for (const path of [PATH, "/v1/apps", "/healthz", "/v1/nothing", "/nothing"]) {
        const { headers } = await sendRaw(world.url, { path, headers: { Origin: origin } });
        assert.notEqual(headers["access-control-allow-origin"], "*", path);
        assert.equal(headers["access-control-allow-credentials"], undefined, path);
      }
    }
  });

  test("every answer, of no endpoint too, forbids sniffing, framing, caching and referrers", async () => {
    const sent = [ORIGIN, "https://evil.example"].flatMap((origin) =>
      [PATH, "/v1/nothing", "/nothing"].map((path) => ({ path, headers: { Origin: origin } })),
    );
    for (const request of sent) {
      const { headers } = await sendRaw(world.url, request);
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.equal(headers["content-security-policy"], "default-src 'none'; frame-ancestors 'none'");
      assert.equal(headers["referrer-policy"], "no-referrer");
      assert.equal(headers["cache-control"], "no-store");
    }
  });
});
