/**
 * @module The OpenAPI document: sound, complete, served, and as strict as the Worker; and what holds other tests to it.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import * as fc from "fast-check";
import { ENDPOINTS, type Endpoint, type EndpointName } from "../../../shared/api.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { CONTRACT } from "../../../worker/openapi/contract.ts";
import { createDocument, toTemplate } from "../../../worker/openapi/document.ts";
import { ANSWERS, BODIES, type BodyName } from "../../../worker/openapi/schemas.ts";
import { propertyParameters } from "../../property-runs.ts";
import { createWorld, ORIGIN, readAnswer, readError, type Project, type World } from "../world.ts";
import { sendRaw } from "../http/raw.ts";
import {
  findDifference,
  findOperation,
  holdOrigin,
  validatorOfBody,
  validatorOfQuery,
  type Exchange,
} from "./hold.ts";

/** A body of each schema that the document allows. */
const SAMPLES: Readonly<Record<BodyName, Readonly<Record<string, unknown>>>> = {
  CreateApp: { name: "Made by a test", profile: PARITYRAIL, origins: [ORIGIN], open_project_ttl_days: null },
  UpdateApp: { profile: "parityrail", open_sessions: true },
  Profile: PARITYRAIL,
  CreateSession: {
    project: "team_42",
    role: "viewer",
    user: "ada",
    user_name: "Ada",
    origins: [ORIGIN],
    expires_in: 60,
  },
  OpenSession: { app: "app_none", resume: "rsm_none" },
  CreateInvitation: {
    appearance: { theme: "dark", lang: "de", variables: { "--parityrail-radius": "6px" } },
  },
  OpenInvitation: { token: "inv_none", opener: "A".repeat(43) },
  Connect: { api_key: "none", webhook_secret: null, mode: "test", replace_account: false },
  UpdateConnection: { webhook_secret: null, publishable_key: "pk_none" },
  StartOauth: { return_url: `${ORIGIN}/`, challenge: "A".repeat(43) },
  FinishOauth: { ticket: "t", verifier: "v", replace_account: true },
  CreateEventEndpoint: { url: "https://hooks.example.com/", types: ["signal.created"] },
  UpdateEventEndpoint: { url: "https://hooks.example.com/", types: ["*"], enabled: true },
  ResendEvent: { endpoint: "ep_none" },
  NoFields: {},
};

/** What is not ours to say. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  Catalog: ["/properties/data/items"], // Stripe's own objects
  Event: ["/properties/data"], // by type: docs/events.md
};

const NAMES = Object.keys(ENDPOINTS) as EndpointName[]; // its own keys
const document = createDocument();

let world: World;
let project: Project;
before(async () => {
  world = await createWorld();
  project = await world.createProject();
});
after(() => world.close());

function tokenFor(name: EndpointName): string | undefined {
  const { callers }: Endpoint = ENDPOINTS[name];
  if (callers.includes("admin")) return project.token;
  if (callers.includes("app")) return project.app.secret;
  return callers.includes("operator") ? world.secrets.OPERATOR_TOKEN : undefined;
}

function operationOf(name: EndpointName) {
  const { method, path }: Endpoint = ENDPOINTS[name];
  const found = findOperation(method, path);
  assert.ok(found, name);
  return found;
}

describe("openapi document", () => {
  test("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)));
    assert.ok(valid, JSON.stringify(errors));
    assert.equal(validator.version, "3.1");
  });

  test("has every endpoint of the table, and no other", () => {
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const expected = Object.values<Endpoint>(ENDPOINTS).map(
      ({ method, path }) => `${method} ${toTemplate(path)}`,
    );
    assert.deepEqual(listed.sort(), expected.sort());
  });

  test("names a parameter for every part of a path, and asks for a credential where callers have one", () => {
    for (const name of NAMES) {
      const { path, callers }: Endpoint = ENDPOINTS[name];
      const { parameters = [], security } = operationOf(name).operation;
      const inPath = parameters.filter((parameter) => parameter.in === "path").map((one) => `{${one.name}}`);
      assert.deepEqual(inPath, toTemplate(path).match(/\{[a-z_]+\}/g) ?? [], name);
      assert.equal(security.length === 0, callers.includes("anyone"), name);
    }
  });

  test("uses every schema that it names, and every object of an answer ends where its schema does", () => {
    const text = JSON.stringify(document);
    for (const schema of [...Object.keys(BODIES), ...Object.keys(ANSWERS)]) {
      assert.ok(text.includes(`"#/components/schemas/${schema}"`), `nothing refers to ${schema}`);
    }
    for (const name of Object.keys(ANSWERS)) {
      assert.deepEqual(findOpenObjects(document.components.schemas[name]), OPEN[name] ?? [], name);
    }
  });

  test("GET /openapi.json · answers the document, which a client keeps and asks for again by its ETag", async () => {
    const response = await world.call("readOpenapi");
    assert.deepEqual(await response.json(), JSON.parse(JSON.stringify(document)));
    assert.equal(response.headers.get("Cache-Control"), "public, max-age=300");
    const again = (etag: string) => world.call("readOpenapi", { headers: { "If-None-Match": etag } });
    const etag = response.headers.get("ETag") ?? "";
    assert.deepEqual([(await again(etag)).status, await (await again(etag)).text()], [304, ""]);
    assert.equal((await again('"another"')).status, 200);
  });
});

describe("openapi requests", () => {
  for (const name of Object.keys(BODIES) as BodyName[]) {
    test(`${name} · a body of it is allowed`, () => {
      assert.ok(BODIES[name].safeParse(SAMPLES[name]).success);
    });
  }

  for (const name of NAMES) {
    const { body, query } = CONTRACT[name];
    const { method, path }: Endpoint = ENDPOINTS[name];
    if (body) {
      test(`${method} ${path} · refuses with 400 every body that the document forbids`, async () => {
        const allows = validatorOfBody(operationOf(name));
        assert.ok(allows, "the document has no body");
        assert.ok(allows(SAMPLES[body]), JSON.stringify(allows.errors));
        const forbidden = bodiesNear(SAMPLES[body]).filter((given) => !allows(given));
        await fc.assert(
          fc.asyncProperty(forbidden, async (given) => {
            const params = { app: project.app.id };
            const options = { token: tokenFor(name), origin: ORIGIN, body: given, params };
            const { status, code } = await readError(await world.call(name, options));
            assert.equal(status, 400);
            assert.match(code, /^parameter_(unknown|missing|invalid)$/);
          }),
          propertyParameters(8),
        );
      });
    }
    if (query && !ENDPOINTS[name].callers.includes("anyone" as never)) {
      test(`${method} ${path} · refuses with 400 every query that the document forbids`, async () => {
        const allows = validatorOfQuery(operationOf(name));
        const forbidden = queriesOf(Object.keys(query.shape)).filter((given) => !allows({ ...given }));
        await fc.assert(
          fc.asyncProperty(forbidden, async (given) => {
            const url = new URL(toTemplate(path).replace(/\{[a-z_]+\}/g, "current"), world.url);
            url.search = new URLSearchParams(given).toString();
            const headers = { Authorization: `Bearer ${tokenFor(name)}`, Origin: ORIGIN };
            const { status, code } = await readError(await fetch(url, { method, headers }));
            assert.equal(status, 400);
            assert.match(code, /^parameter_(unknown|missing|invalid)$/);
          }),
          propertyParameters(20),
        );
      });
    }
  }
});

describe("openapi hold", () => {
  const url = new URL("http://127.0.0.1/v1/projects/current/connection");
  const request_id = `req_${"a".repeat(26)}`;
  const headers = new Headers({ "Request-Id": request_id, "Content-Type": "application/json" });
  const refused = { code: "unauthenticated", message: "No.", request_id };

  /** An answer of the Worker, and a request that it took. */
  async function createExchange(): Promise<Exchange> {
    const text = JSON.stringify(await readAnswer(await project.call("readConnection")));
    return { method: "GET", url, status: 200, headers, text };
  }

  function refuse(error: object, changes: Partial<Exchange> = {}): Exchange {
    return { method: "GET", url, status: 401, headers, text: JSON.stringify({ error }), ...changes };
  }

  test("answers of the Worker pass, and so does an error", async () => {
    assert.equal(findDifference(await createExchange()), null);
    assert.equal(findDifference(refuse(refused)), null);
  });

  test("an answer with a field more, a field less or another type fails", async () => {
    const exchange = await createExchange();
    const whole = JSON.parse(exchange.text) as Record<string, object>; // connectionAnswer
    const { may: _, ...less } = whole;
    for (const answer of [
      { ...whole, more: 1 },
      less,
      { ...whole, connection: "none" },
      { ...whole, profile: { ...whole.profile, more: 1 } },
    ]) {
      assert.match(findDifference({ ...exchange, text: JSON.stringify(answer) }) ?? "", /must/);
    }
  });

  test("an error with another status, code or field fails, and one without its headers", () => {
    const stray = new URL("/v1/nothing", url);
    for (const exchange of [
      refuse(refused, { status: 418 }),
      refuse({ ...refused, code: "admin_required" }),
      refuse({ ...refused, code: "made_up" }),
      refuse({ ...refused, stack: "at" }),
      refuse(refused, { headers: new Headers({ "Content-Type": "application/json" }) }),
      refuse({ ...refused, code: "rate_limited" }, { status: 429 }),
      refuse(refused, { headers: new Headers({ "Request-Id": request_id, "Content-Type": "text/html" }) }),
      refuse({ ...refused, code: "unauthenticated" }, { url: stray }),
    ]) {
      assert.notEqual(findDifference(exchange), null, `${exchange.status} ${exchange.text}`);
    }
    assert.equal(
      findDifference(refuse({ ...refused, code: "not_found" }, { url: stray, status: 404 })),
      null,
    );
  });

  test("a body or query that the document forbids fails if it was taken", async () => {
    const read = await createExchange();
    const demo = { ...read, method: "POST", url: new URL(`${url.pathname}/demo`, url) };
    assert.equal(findDifference({ ...demo, sent: "{}" }), null);
    assert.match(findDifference({ ...demo, sent: '{"more":1}' }) ?? "", /the body was taken/);
    const text = JSON.stringify({ object: "list", data: [], has_more: false });
    const listed = (query: string) =>
      findDifference({ ...read, url: new URL(`/v1/connections${query}`, url), text });
    assert.equal(listed("?limit=5"), null);
    assert.match(listed("?limit=many") ?? "", /the query was taken/);
    assert.match(listed("?more=1") ?? "", /the query was taken/);
  });

  test("fetch fails where an answer differs, so a test cannot pass it by", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, Object.fromEntries(headers)).end('{"ok":false}');
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo; // it listens on a port
    const origin = `http://127.0.0.1:${port}`;
    assert.equal((await fetch(`${origin}/healthz`)).status, 200);
    holdOrigin(origin);
    await assert.rejects(fetch(`${origin}/healthz`), /openapi.json does not allow this: GET \/healthz/);
    await assert.rejects(sendRaw(new URL(origin), { path: "/healthz" }), /openapi.json does not allow/);
    server.closeAllConnections();
    await once(server.close(), "close");
  });
});

/** Bodies that differ from one in a field: another value, no value, or a field that nobody knows. */
function bodiesNear(sample: Readonly<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  const stranger = fc
    .tuple(fc.stringMatching(/^[a-z_]{1,12}$/), fc.jsonValue())
    .filter(([name]) => name !== "__proto__")
    .map(([name, value]) => ({ ...sample, [name]: value }));
  const names = Object.keys(sample);
  if (names.length === 0) return stranger;
  const name = fc.constantFrom(...names);
  const without = name.map((left) =>
    Object.fromEntries(Object.entries(sample).filter(([field]) => field !== left)),
  );
  const changed = fc
    .tuple(name, fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant("x".repeat(3000)), fc.constant({})))
    .map(([field, value]) => ({ ...sample, [field]: value }));
  return fc.oneof(stranger, without, changed, changed);
}

function queriesOf(names: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const value = fc.oneof(fc.string(), fc.integer().map(String), fc.constant("x".repeat(200)));
  return fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.stringMatching(/^[a-z]{1,8}$/)), value, {
    minKeys: 1,
    maxKeys: 2,
  });
}

/** Lists where in a schema an object may hold more than is written there. */
function findOpenObjects(schema: unknown, at = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { type, additionalProperties } = schema as { type?: unknown; additionalProperties?: unknown };
  const isOpen = type === "object" && additionalProperties !== false;
  return [
    ...(isOpen ? [at] : []),
    ...Object.entries(schema).flatMap(([name, inner]) => findOpenObjects(inner, `${at}/${name}`)),
  ];
}
