/**
 * @module Bodies: whatever is sent to an endpoint, the answer is an error that names what is wrong and echoes nothing.
 *
 * Each rule is tried over HTTP at every endpoint; the long tables behind it go to one endpoint's code in this process.
 */

import assert from "node:assert/strict";
import { randomBytes, webcrypto } from "node:crypto";
import { after, before, describe, mock, test } from "node:test";
import * as fc from "fast-check";
import { ENDPOINTS, type Endpoint } from "../../../shared/api.ts";
import { ERRORS, type ApiErrorCode, type ErrorBody } from "../../../shared/errors.ts";
import { createWorker } from "../../../worker/app.ts";
import { propertyParameters } from "../../property-runs.ts";
import { sendBytes, sendRaw, type RawRequest, type RawResponse } from "./raw.ts";
import { holdResponse } from "../openapi/hold.ts";
import { createWorld, ORIGIN, type Project, type TestApp, type World } from "../world.ts";

/** A profile comes whole with its app. */
const limitOf = (name: Name): number => (name.endsWith("App") ? 256 : 8) * 1024;
/** Every endpoint that takes a body, with one that it takes. */
const TAKEN = {
  createApp: { name: "Acme", profile: "parityrail", origins: [] },
  updateApp: { name: "Acme" },
  rollAppSecret: {},
  rotateSecrets: {},
  createSession: { project: "p", role: "viewer" },
  createOpenSession: { app: "app_x" },
  createInvitation: {},
  openInvitation: { token: "x", opener: "x".repeat(43) },
  connect: { api_key: "hunter2" },
  updateConnection: {},
  checkConnection: {},
  connectDemo: {},
  startOauth: { return_url: ORIGIN, challenge: "x".repeat(43) },
  finishOauth: { ticket: "x", verifier: "x" },
  createEventEndpoint: { url: "https://hooks.example.com/" },
  updateEventEndpoint: {},
  rollEndpointSecret: {},
  resendEvent: {},
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

const worker = createWorker({
  now: () => 1_800_000_000,
  random: (length) => webcrypto.getRandomValues(new Uint8Array(length)),
  fetch,
});

/** Sends a body that is not taken to createApp's code in this process, which reads it before it needs D1. */
async function sendHere(
  body: string | Uint8Array<ArrayBuffer>,
  type = "application/json",
): Promise<RawResponse> {
  const log = mock.method(console, "log", () => {}); // the Worker's log line
  const headers = { Authorization: `Bearer ${world.secrets.OPERATOR_TOKEN}`, "Content-Type": type };
  const request = new Request("http://127.0.0.1/v1/apps", { method: "POST", headers, body });
  const response = await worker.fetch(request, { ...world.secrets });
  log.mock.restore();
  await holdResponse({ method: "POST", url: new URL(request.url), sent: body }, response);
  return {
    status: response.status,
    text: await response.text(),
    headers: Object.fromEntries(response.headers),
  };
}

/** Returns the text of a JSON object with one more field, which is not normalized on the way. */
function addField(json: string, field: string): string {
  return json.replace(/^\{/, () => `{${JSON.stringify(field)}:1,`).replace(",}", "}");
}

/** Holds an error answer to its contract, and returns its code and param. */
function readFailure({ status, headers, text }: RawResponse): [ApiErrorCode, string | undefined] {
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

async function assertFails(
  response: Promise<RawResponse>,
  code: ApiErrorCode,
  param?: string,
  title: string = code,
): Promise<string> {
  const answer = await response;
  assert.deepEqual(readFailure(answer), [code, param], `${title}: ${answer.text}`);
  return answer.text;
}

describe("body", () => {
  test("every endpoint that changes something is in this file's table", () => {
    const changing = Object.entries(ENDPOINTS).filter(
      // Stripe's events are read as they are signed: their own tests see to them.
      // A CSV is none of this: its own tests see to it too.
      ([name, { method }]) =>
        !["GET", "DELETE"].includes(method) && !["receiveEvent", "replaceIdentities"].includes(name),
    );
    assert.deepEqual(changing.map(([name]) => name).sort(), [...NAMES].sort());
  });

  for (const name of NAMES) {
    const taken = JSON.stringify(TAKEN[name]);

    test(`${name} · rejects what is not one JSON object`, async () => {
      for (const body of ["{", "[]", Uint8Array.from([0xff, 0xfe])]) {
        await assertFails(send(name, body), "invalid_json");
      }
    });

    test(`${name} · rejects any content type but JSON`, async () => {
      for (const type of ["text/plain", ""]) {
        await assertFails(send(name, taken, { "Content-Type": type }), "media_type_unsupported");
      }
    });

    test(`${name} · rejects more than its limit, whatever Content-Length says, and takes just that`, async () => {
      const limit = limitOf(name);
      const padded = taken + " ".repeat(limit - taken.length);
      await assertFails(send(name, `${padded} `), "body_too_large");
      await assertFails(send(name, [padded, " "]), "body_too_large", undefined, "chunked");
      const answer = await send(name, [padded.slice(0, -1), " "]);
      const others = [
        "key_unrecognized",
        "not_connected",
        "not_found",
        "oauth_unavailable",
        "unauthenticated",
        "invitation_invalid",
      ];
      if (answer.status >= 400) assert.ok(others.includes(readFailure(answer)[0]), answer.text);
    });

    test(`${name} · names a field it does not know, but not a secret in a field's place`, async () => {
      await assertFails(send(name, addField(taken, "color")), "parameter_unknown", "color");
      const { key } = world.createKey();
      const text = await assertFails(send(name, addField(taken, key)), "parameter_unknown");
      assert.ok(!text.includes(key));
    });

    test(`${name} · is not fooled by prototypes`, async () => {
      const [code] = readFailure(await send(name, '{"__proto__":{"role":"admin"}}'));
      assert.ok(["parameter_unknown", "parameter_missing"].includes(code), code);
    });
  }

  test("a body far beyond the limit is read to its end, so that the answer arrives", async () => {
    await assertFails(send("connect", " ".repeat(3_000_000)), "body_too_large");
    await assertFails(send("connect", Array(80).fill(" ".repeat(1000))), "body_too_large");
  });

  test("no text but one JSON object in UTF-8 is a body", async () => {
    for (const text of [
      ...["{", "}", "nonsense", "[]", '[{"api_key":"x"}]', "null", "7", '"text"', "true", "{}{}", "{'a':1}"],
      ...['{"a":1,}', "{a:1}", '{"a":NaN}', '{"a":01}', "\u0000", "\u0000{}", '{"name":"a\nb"}', "//x\n{}"],
      ...["{\u00a0}", "undefined", "[object Object]", "a=b&c=d", "<xml/>", '{"a":"\\u12"}', "[".repeat(4000)],
    ]) {
      await assertFails(sendHere(text), "invalid_json", undefined, text);
    }
    for (const bytes of [
      Uint8Array.from([0xff, 0xfe]),
      Uint8Array.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
      Uint8Array.from([0xed, 0xa0, 0x80]),
      Uint8Array.from([0xc0, 0xaf]),
      Uint8Array.from(Buffer.from("{}", "utf16le")),
    ]) {
      await assertFails(sendHere(bytes), "invalid_json", undefined, bytes.join());
    }
  });

  test("no content type but application/json is JSON", async () => {
    for (const type of [
      ...["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
      ...["application/jsonp", "application/json-patch+json", "text/json", "application/json, text/plain"],
    ]) {
      await assertFails(sendHere("{}", type), "media_type_unsupported", undefined, type);
    }
    await assertFails(sendHere("{}", "application/json; charset=utf-8"), "parameter_missing", "name");
  });

  test("a field's name is named unless it may be a secret", async () => {
    const taken = JSON.stringify(TAKEN.createApp);
    for (const field of ["color", "constructor", "prototype", "is_admin"]) {
      await assertFails(sendHere(addField(taken, field)), "parameter_unknown", field);
    }
    const marked = randomBytes(12).toString("hex");
    for (const field of [
      ...[world.createKey().key, `whsec_${marked}`, project.app.secret, project.token],
      ...[world.secrets.OPERATOR_TOKEN, `x${marked}`, `${marked} `, marked.toUpperCase(), "", "__proto__"],
      ...["a.b", "<script>", "sk_test_x", "\u0000"],
    ]) {
      const text = await assertFails(sendHere(addField(taken, field)), "parameter_unknown", undefined, field);
      if (field.length > 8) assert.ok(!text.includes(field), `echoes ${field}`);
    }
    for (const text of ['{"__proto__":null}', '{"constructor":{"prototype":{"x":1}}}']) {
      const [code] = readFailure(await sendHere(text));
      assert.ok(["parameter_unknown", "parameter_missing"].includes(code), `${text}: ${code}`);
    }
    assert.equal(({} as { role?: string }).role, undefined); // nothing here either
  });

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
      await assertFails(send(name, JSON.stringify(body)), code, param, JSON.stringify(body));
    }
  });

  test("odd characters in a value are taken or rejected, never a 5xx", async () => {
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
        if (response.status >= 400) readFailure(response);
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

  test("whatever JSON is sent to any endpoint, the answer is no 5xx and every error keeps its shape", async () => {
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
        if (response.status >= 400) readFailure(response);
      }),
      propertyParameters(60),
    );
  });

  test("whatever bytes are sent to any endpoint, the answer is an error", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES),
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        async (name, bytes) => {
          const response = await send(name, bytes);
          assert.ok(response.status >= 400 && response.status < 500, response.text);
          readFailure(response);
        },
      ),
      propertyParameters(40),
    );
  });
});
