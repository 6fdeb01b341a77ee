/**
 * @module Bodies: whatever is sent to an endpoint, the answer is a refusal that names what is wrong and echoes nothing.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import * as fc from "fast-check";
import { ENDPOINTS, type Endpoint } from "../../../shared/api.ts";
import { ERRORS, type ApiErrorCode, type ErrorBody } from "../../../shared/errors.ts";
import { sendBytes, sendRaw, type RawRequest, type RawResponse } from "./raw.ts";
import { createWorld, ORIGIN, type Project, type TestApp, type World } from "../world.ts";

/** A profile comes whole with its app. */
const limitOf = (name: Name): number => (name.endsWith("App") ? 64 : 8) * 1024;
/** Every endpoint that takes a body, with one that it takes. */
const TAKEN = {
  createApp: { name: "Acme", profile: "parityrail", origins: [] },
  updateApp: { name: "Acme" },
  rollAppSecret: {},
  rotateSecrets: {},
  createSession: { project: "p", role: "viewer" },
  createOpenSession: { app: "app_x" },
  connect: { api_key: "hunter2" },
  updateConnection: {},
  checkConnection: {},
  connectDemo: {},
  startOauth: { return_url: ORIGIN, challenge: "x".repeat(43) },
  finishOauth: { ticket: "x", verifier: "x" },
} as const;
type Name = keyof typeof TAKEN;
const NAMES = Object.keys(TAKEN) as Name[]; // Object.keys forgets the names

let world: World;
let project: Project;
let operated: TestApp;
before(async () => {
  world = await createWorld();
  operated = await world.createApp();
  project = await world.createProject();
});
after(() => world.close());

function findToken({ callers }: Endpoint): string {
  if (callers.includes("operator")) return world.secrets.OPERATOR_TOKEN;
  return callers.includes("admin") ? project.token : project.app.secret;
}

function send(
  name: Name,
  body: RawRequest["body"],
  headers: Record<string, string> = {},
): Promise<RawResponse> {
  const endpoint: Endpoint = ENDPOINTS[name];
  return sendRaw(world.url, {
    method: endpoint.method,
    path: endpoint.path.replace(":app", operated.id).replace(":project", project.id),
    headers: {
      Authorization: `Bearer ${findToken(endpoint)}`,
      ...(findToken(endpoint) === project.token && { Origin: ORIGIN }),
      "Content-Type": "application/json",
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
}

/** Holds a refusal to its contract, and returns its code and param. */
function readRefusal({ status, headers, text }: RawResponse): [ApiErrorCode, string | undefined] {
  const { error } = JSON.parse(text) as ErrorBody; // the lines below hold it to that
  assert.ok(Object.hasOwn(ERRORS, error.code), text);
  assert.equal(ERRORS[error.code].status, status, text);
  assert.equal(headers["content-type"], "application/json");
  assert.match(error.request_id, /^req_[a-z2-7]{26}$/);
  const known = ["code", "message", "param", "fix", "request_id", "stripe"];
  assert.deepEqual(
    Object.keys(error).filter((name) => !known.includes(name)),
    [],
  );
  assert.ok(error.message.length > 0 && error.message.length < 400, text);
  return [error.code, error.param];
}

async function assertRefused(
  response: Promise<RawResponse>,
  code: ApiErrorCode,
  param?: string,
  title: string = code,
): Promise<string> {
  const answer = await response;
  assert.deepEqual(readRefusal(answer), [code, param], `${title}: ${answer.text}`);
  return answer.text;
}

describe("body", () => {
  test("every endpoint that changes something is in this file's table", () => {
    const changing = Object.entries(ENDPOINTS).filter(
      // Stripe's events are read as they are signed: their own tests see to them.
      ([name, { method }]) => !["GET", "DELETE"].includes(method) && name !== "receiveEvent",
    );
    assert.deepEqual(changing.map(([name]) => name).sort(), [...NAMES].sort());
  });

  for (const name of NAMES) {
    test(`${name} · refuses what is not one JSON object`, async () => {
      const texts = [
        ...[
          "{",
          "}",
          "nonsense",
          "[]",
          '[{"api_key":"x"}]',
          "null",
          "7",
          '"text"',
          "true",
          "{}{}",
          "{'a':1}",
        ],
        ...[
          '{"a":1,}',
          "{a:1}",
          '{"a":NaN}',
          '{"a":01}',
          "\u0000",
          "\u0000{}",
          '{"name":"a\nb"}',
          "//x\n{}",
          "{\u00a0}",
        ],
        ...["undefined", "[object Object]", "a=b&c=d", "<xml/>", '{"a":"\\u12"}', "[".repeat(4000)],
      ];
      for (const text of texts) await assertRefused(send(name, text), "invalid_json", undefined, text);
      for (const bytes of [
        [0xff, 0xfe],
        [0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d],
        [0xed, 0xa0, 0x80],
        [0xc0, 0xaf],
      ]) {
        await assertRefused(send(name, Uint8Array.from(bytes)), "invalid_json", undefined, bytes.join());
      }
      const utf16 = Buffer.from("{}", "utf16le");
      await assertRefused(send(name, utf16), "invalid_json", undefined, "UTF-16");
    });

    test(`${name} · refuses any content type but JSON`, async () => {
      const body = JSON.stringify(TAKEN[name]);
      const types = [
        ...["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
        ...["application/jsonp", "application/json-patch+json", "text/json", "application/json, text/plain"],
      ];
      for (const type of types) {
        await assertRefused(
          send(name, body, { "Content-Type": type }),
          "media_type_unsupported",
          undefined,
          type,
        );
      }
    });

    test(`${name} · refuses more than its limit, whatever Content-Length says, and takes just that`, async () => {
      const limit = limitOf(name);
      const pad = (length: number): string => {
        const text = JSON.stringify(TAKEN[name]);
        return text + " ".repeat(length - text.length);
      };
      await assertRefused(send(name, pad(limit + 1)), "body_too_large");
      await assertRefused(send(name, [pad(limit), " "]), "body_too_large", undefined, "chunked");
      await assertRefused(
        send(name, Array(80).fill(" ".repeat(1000))),
        "body_too_large",
        undefined,
        "many chunks",
      );
      await assertRefused(send(name, " ".repeat(3_000_000)), "body_too_large", undefined, "3 MB");
      for (const body of [pad(limit), [pad(limit - 1), " "]]) {
        const answer = await send(name, body);
        if (answer.status >= 400)
          assert.ok(
            ["key_unrecognized", "not_connected", "oauth_unavailable", "unauthenticated"].includes(
              readRefusal(answer)[0],
            ),
          );
      }
    });

    test(`${name} · names a field it does not know, unless the name may be a secret`, async () => {
      const unknown = (field: string): Promise<RawResponse> =>
        send(
          name,
          JSON.stringify(TAKEN[name])
            .replace(/^\{/, `{${JSON.stringify(field)}:1,`)
            .replace(",}", "}"),
        );
      for (const field of ["color", "constructor", "prototype", "is_admin"]) {
        await assertRefused(unknown(field), "parameter_unknown", field);
      }
      const key = world.createKey().key;
      const marked = randomBytes(12).toString("hex");
      const hidden = [
        ...[key, `whsec_${marked}`, project.app.secret, project.token, world.secrets.OPERATOR_TOKEN],
        ...[
          `x${marked}`,
          `${marked} `,
          marked.toUpperCase(),
          "",
          "__proto__",
          "a.b",
          "<script>",
          "sk_test_x",
          "\u0000",
        ],
      ];
      for (const field of hidden) {
        const text = await assertRefused(unknown(field), "parameter_unknown", undefined, field);
        if (field.length > 8) assert.ok(!text.includes(field), `echoes ${field}`);
      }
    });

    test(`${name} · is not fooled by prototypes`, async () => {
      for (const text of [
        '{"__proto__":{"role":"admin"}}',
        '{"__proto__":null}',
        '{"constructor":{"prototype":{"x":1}}}',
      ]) {
        const [code] = readRefusal(await send(name, text));
        assert.ok(["parameter_unknown", "parameter_missing"].includes(code), `${text}: ${code}`);
      }
      assert.equal(({} as { role?: string }).role, undefined); // nothing here either
    });
  }

  test("a field that is missing or has a wrong type is named, dotted", async () => {
    const cases: [Name, unknown, ApiErrorCode, string][] = [
      ["createApp", {}, "parameter_missing", "name"],
      ["createApp", { name: "a", origins: [] }, "parameter_missing", "profile"],
      ["createApp", { name: "", profile: "parityrail", origins: [] }, "parameter_invalid", "name"],
      [
        "createApp",
        { name: "x".repeat(101), profile: "parityrail", origins: [] },
        "parameter_invalid",
        "name",
      ],
      ["createApp", { name: 7, profile: "parityrail", origins: [] }, "parameter_invalid", "name"],
      ["createApp", { name: "a", profile: "acme", origins: [] }, "parameter_invalid", "profile"],
      ["createApp", { name: "a", profile: "__proto__", origins: [] }, "parameter_invalid", "profile"],
      ["createApp", { name: "a", profile: "constructor", origins: [] }, "parameter_invalid", "profile"],
      ["createApp", { name: "a", profile: "parityrail", origins: "*" }, "parameter_invalid", "origins"],
      ["createApp", { name: "a", profile: "parityrail", origins: ["*"] }, "parameter_invalid", "origins.0"],
      ["updateApp", { name: null }, "parameter_invalid", "name"],
      ["updateApp", { origins: [ORIGIN, "http://app.example.com"] }, "parameter_invalid", "origins.1"],
      ["createSession", { role: "admin" }, "parameter_missing", "project"],
      ["createSession", { project: "p" }, "parameter_missing", "role"],
      ["createSession", { project: "current", role: "admin" }, "parameter_invalid", "project"],
      ["createSession", { project: "a b", role: "admin" }, "parameter_invalid", "project"],
      ["createSession", { project: ["p"], role: "admin" }, "parameter_invalid", "project"],
      ["createSession", { project: "p", role: "owner" }, "parameter_invalid", "role"],
      ["createSession", { project: "p", role: "admin", expires_in: 3601 }, "parameter_invalid", "expires_in"],
      ["createSession", { project: "p", role: "admin", expires_in: 59 }, "parameter_invalid", "expires_in"],
      ["createSession", { project: "p", role: "admin", expires_in: 60.5 }, "parameter_invalid", "expires_in"],
      ["createSession", { project: "p", role: "admin", origins: [] }, "parameter_invalid", "origins"],
      ["createSession", { project: "p", role: "admin", user: "" }, "parameter_invalid", "user"],
      ["connect", {}, "parameter_missing", "api_key"],
      ["connect", { api_key: null }, "parameter_invalid", "api_key"],
      ["connect", { api_key: ["rk_test_x"] }, "parameter_invalid", "api_key"],
      ["connect", { api_key: { toString: "x" } }, "parameter_invalid", "api_key"],
      ["connect", { api_key: "x", webhook_secret: 7 }, "parameter_invalid", "webhook_secret"],
      ["connect", { api_key: "x", replace_account: "yes" }, "parameter_invalid", "replace_account"],
      ["connect", { api_key: "" }, "key_empty", "api_key"],
    ];
    for (const [name, body, code, param] of cases) {
      await assertRefused(send(name, JSON.stringify(body)), code, param, JSON.stringify(body));
    }
  });

  test("odd characters in a value are a refusal or a success, never a failure", async () => {
    const odd = [
      "\ud800",
      "a\udc00b",
      "\u0000",
      "a\u0000b",
      "\u202e",
      "\ufeff",
      "🔑",
      "'; DROP TABLE apps; --",
      "%00",
      "${x}",
    ];
    for (const text of odd) {
      for (const [name, body] of [
        ["createApp", { name: text, profile: "parityrail", origins: [] }],
        ["createApp", { name: "a", profile: text, origins: [text] }],
        ["updateApp", { name: text }],
        ["createSession", { project: text, role: "viewer" }],
        ["createSession", { project: "p", role: "viewer", user: text }],
        ["createSession", { project: "p", role: "viewer", origins: [`https://${text}`] }],
        ["connect", { api_key: text }],
        ["connect", { api_key: `rk_test_${text}${"a".repeat(30)}` }],
        [
          "connect",
          { api_key: `rk_test_${"a".repeat(30)}`, webhook_secret: `whsec_${text}${"a".repeat(30)}` },
        ],
      ] as const) {
        const response = await send(name, JSON.stringify(body));
        assert.ok(response.status < 500, `${name} ${JSON.stringify(body)}: ${response.text}`);
        if (response.status >= 400) readRefusal(response);
      }
    }
  });

  test("a body that breaks off, or contradicts its own length, changes nothing", async () => {
    const fresh = await world.createProject();
    const head = [
      "POST /v1/projects/current/connection/demo HTTP/1.1",
      `Host: ${world.url.host}`,
      `Authorization: Bearer ${fresh.token}`,
      `Origin: ${ORIGIN}`,
      "Content-Type: application/json",
      "Connection: close",
    ].join("\r\n");
    for (const rest of [
      "Content-Length: 50\r\n\r\n{}",
      "Content-Length: -1\r\n\r\n{}",
      "Content-Length: 2, 3\r\n\r\n{} ",
      "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
      "Transfer-Encoding: chunked\r\n\r\n50\r\n{}",
    ]) {
      assert.doesNotMatch(await sendBytes(world.url, `${head}\r\n${rest}`), /^HTTP\/1\.1 [23]/, rest);
    }
    assert.equal((await fresh.read("readConnection")).connection, null);
  });

  test("whatever JSON is sent to any endpoint, the answer is no 5xx and every refusal keeps its shape", async () => {
    const fields = fc.constantFrom(
      ...["api_key", "webhook_secret", "replace_account", "project", "role", "user", "origins", "expires_in"],
      ...["name", "profile", "limit", "__proto__", "constructor", "toString", "x"],
    );
    const body = fc.oneof(
      fc.dictionary(fields, fc.oneof(fc.jsonValue(), fc.string({ unit: "binary" }), fc.constant("admin"))),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES), body, async (name, value) => {
        const response = await send(name, JSON.stringify(value));
        assert.ok(response.status < 500, response.text);
        if (response.status >= 400) readRefusal(response);
      }),
      { numRuns: 250 },
    );
  });

  test("whatever bytes are sent to any endpoint, the answer is a refusal", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES),
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        async (name, bytes) => {
          const response = await send(name, bytes);
          assert.ok(response.status >= 400 && response.status < 500, response.text);
          readRefusal(response);
        },
      ),
      { numRuns: 150 },
    );
  });
});
