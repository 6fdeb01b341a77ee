/**
 * @module Session tokens: whatever is wrong with one, the answer is the same 401, and only the log says why.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import type { ErrorBody } from "../../../shared/errors.ts";
import { deriveTokenKey, forgeToken, readClaims } from "./forge.ts";
import { readLogLines } from "./logs.ts";
import { sendRaw, type RawResponse } from "./raw.ts";
import {
  bearer,
  listAlgorithmTricks,
  listForgeries,
  listWrongClaims,
  listWrongUses,
  signGenuine,
  type TokenCase,
  type TokenMaterial,
} from "./token-cases.ts";
import { createWorld, ORIGIN, type World } from "../world.ts";

const OWN = "/v1/projects/current/connection";
const KINDS = {
  "a forged token": listForgeries,
  "an algorithm trick": listAlgorithmTricks,
  "a wrong claim": listWrongClaims,
  "a wrong use": listWrongUses,
};

let world: World;
let material: TokenMaterial;
before(async () => {
  world = await createWorld();
  const otherApp = await world.createApp({ origins: ["https://other.example.com"] });
  const [viewer, admin] = [await world.createProject("viewer"), await world.createProject("admin")];
  material = { world, viewer, admin, otherApp, now: Math.floor(Date.now() / 1000) };
});
after(() => world.close());

function assertDull({ status, headers, text }: RawResponse, title: string): string {
  assert.equal(status, 401, title);
  const { error } = JSON.parse(text) as ErrorBody; // every error has this shape, which the next line holds it to
  const { request_id: id, ...rest } = error;
  assert.deepEqual(
    rest,
    {
      code: "unauthenticated",
      message: "This page is no longer signed in. Reload it and try again.",
      fix: "The app secret or session token is missing, wrong, expired, or not for this project or origin. Create a session with POST /v1/sessions.",
    },
    title,
  );
  assert.equal(headers["www-authenticate"], "Bearer", title);
  assert.equal(headers["cache-control"], "no-store", title);
  assert.equal(headers["request-id"], id, title);
  return id;
}

async function assertRefusedAlike(cases: readonly TokenCase[]): Promise<void> {
  const ids = new Map<string, string>();
  for (const { title, request } of cases) {
    ids.set(title, assertDull(await sendRaw(world.url, { path: OWN, ...request }), title));
  }
  assert.equal(ids.size, cases.length, "two cases have one title");
  const lines = await readLogLines(world);
  for (const [title, id] of ids) {
    assert.match(String(lines.get(id)?.["reason"]), /^[a-z].{10,}/, `the log does not say why: ${title}`);
  }
}

describe("tokens", () => {
  test("a genuine token works, whoever signed it with the key, so the 401s below mean something", async () => {
    for (const token of [material.admin.token, material.viewer.token, signGenuine(material)]) {
      const { status, text } = await sendRaw(world.url, { path: OWN, ...bearer(token) });
      assert.equal(status, 200, text);
    }
  });

  for (const [kind, list] of Object.entries(KINDS)) {
    test(`${kind} gets the same 401, and the log says why`, async () => {
      await assertRefusedAlike(list(material));
    });
  }

  test("at least sixty cases are tried", () => {
    const titles = Object.values(KINDS).flatMap((list) => list(material).map(({ title }) => title));
    assert.ok(titles.length >= 60, `${titles.length} cases`);
  });

  test("a session of a deleted app is rejected", async () => {
    const project = await world.createProject();
    const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
    await DB.prepare("DELETE FROM apps WHERE id = ?1").bind(project.app.id).run();
    assertDull(await sendRaw(world.url, { path: OWN, ...bearer(project.token) }), "deleted app");
  });

  test("a session from an origin that was removed from the app is rejected at once", async () => {
    const project = await world.createProject();
    const moved = await world.call("updateApp", {
      token: world.secrets.OPERATOR_TOKEN,
      params: { app: project.app.id },
      body: { origins: ["https://new.example.com"] },
    });
    assert.equal(moved.status, 200);
    assertDull(await sendRaw(world.url, { path: OWN, ...bearer(project.token, ORIGIN) }), ORIGIN);
  });

  test("a viewer's token lets nobody connect, however the request says admin", async () => {
    const { token } = material.viewer;
    const { key } = world.createKey();
    world.stripe.clearRequests();
    for (const [path, headers] of [
      [`${OWN}?role=admin`, {}],
      [OWN, { "X-Role": "admin" }],
      [OWN, { "X-HTTP-Method-Override": "PUT" }],
    ] as const) {
      const { status } = await sendRaw(world.url, {
        method: "PUT",
        path,
        headers: { ...bearer(token).headers, "Content-Type": "application/json", ...headers },
        body: JSON.stringify({ api_key: key }),
      });
      assert.equal(status, 403);
    }
    assert.equal(world.stripe.requests.length, 0);
  });

  test("a token with our own key for another app's project of the same name reaches only its own app", async () => {
    const { admin, otherApp, now } = material;
    await admin.connect(world.createKey().key);
    const token = forgeToken({
      key: deriveTokenKey(world.secrets.SESSION_KEY),
      payload: {
        ...readClaims(admin.token),
        app: otherApp.id,
        origins: ["https://other.example.com"],
        iat: now,
        exp: now + 600,
      },
    });
    const { status, text } = await sendRaw(world.url, {
      path: `/v1/projects/${admin.id}/connection`,
      ...bearer(token, "https://other.example.com"),
    });
    assert.equal(status, 200);
    assert.equal((JSON.parse(text) as { connection: unknown }).connection, null); // its shape is the contract's
  });
});
