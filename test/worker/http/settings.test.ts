/**
 * @module Settings: a missing or weak secret closes the whole Worker, and only the log says which one.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, mock, test } from "node:test";
import { ENDPOINTS } from "../../../shared/api.ts";
import type { ErrorBody } from "../../../shared/errors.ts";
import { createWorker } from "../../../worker/app.ts";
import { parseSettings, SettingsInvalid, type Bindings } from "../../../worker/env.ts";
import { holdResponse } from "../openapi/hold.ts";
import { createSecrets, type Secrets } from "../secrets.ts";

const repeat = (byte: number, length: number): string => Buffer.alloc(length, byte).toString("base64");
const random = (length: number): string => randomBytes(length).toString("base64");

const TWICE = random(32);

/** Setting → title → a value that is not good enough. */
const WEAK: Record<keyof Secrets, Record<string, string>> = {
  VAULT_KEYS: {
    missing: "",
    "without an id": random(32),
    "with a key of 16 bytes": `k1:${random(16)}`,
    "with a key of 31 bytes": `k1:${random(31)}`,
    "with a key of 33 bytes": `k1:${random(33)}`,
    "with a key of zeros": `k1:${repeat(0, 32)}`,
    "with a key of one letter": `k1:${repeat(97, 32)}`,
    "with an id twice": `k1:${random(32)},k1:${random(32)}`,
    "with a weak second key": `k1:${random(32)},k2:${repeat(0, 32)}`,
    "that is no base64": "k1:!!!!",
  },
  SESSION_KEY: {
    missing: "",
    "of 16 bytes": random(16),
    "of 31 bytes": random(31),
    "of zeros": repeat(0, 32),
    "of one letter": repeat(97, 64),
    "with a weak old key": `${random(32)},${random(16)}`,
    "with an empty old key": `${random(32)},`,
    "of three generations": `${random(32)},${random(32)},${random(32)}`,
    "with one key twice": `${TWICE},${TWICE}`,
    "that is no base64": "not base64 at all, but quite a long sentence",
    "that says false": "false",
  },
  OPERATOR_TOKEN: {
    missing: "",
    "of five characters": "pro_a",
    "of 31 characters": `pro_${randomBytes(13).toString("hex")}x`,
    "without its prefix": randomBytes(32).toString("hex"),
    "of one letter": `pro_${"a".repeat(40)}`,
  },
};

function bindings(overrides: Partial<Bindings>): Bindings {
  // The settings are read without touching the database.
  return { ...createSecrets(), ...overrides } as Bindings;
}

function readProblem(overrides: Partial<Bindings>): string {
  try {
    parseSettings(bindings(overrides));
  } catch (error) {
    assert.ok(error instanceof SettingsInvalid, String(error));
    return error.message;
  }
  return "";
}

describe("settings", () => {
  test("good settings are taken, so the errors below mean something", () => {
    assert.equal(readProblem({}), "");
    assert.equal(readProblem({ STRIPE_API_URL: "http://127.0.0.1:12111" }), "");
    assert.equal(readProblem({ SESSION_KEY: `${random(32)},${random(48)}` }), "");
    assert.equal(readProblem({ PUBLIC_URL: "http://[::1]:8787" }), "");
  });

  for (const [name, values] of Object.entries(WEAK)) {
    for (const [title, value] of Object.entries(values)) {
      test(`${name} ${title} is rejected by name and never by value`, () => {
        const problem = readProblem({ [name]: value });
        assert.ok(problem.includes(name), problem || "it was taken");
        for (const part of value.split(/[:,]/)) {
          if (part.length > 4) assert.ok(!problem.includes(part), "the message holds the value");
        }
      });
    }
  }

  for (const url of [
    "http://api.stripe.com",
    "https://u:p@api.stripe.com",
    "https://api.stripe.com/v1",
    "ftp://x",
    "x",
  ]) {
    test(`STRIPE_API_URL ${url} is rejected`, () => {
      assert.match(readProblem({ STRIPE_API_URL: url }), /STRIPE_API_URL/);
      assert.match(readProblem({ STRIPE_DASHBOARD_URL: url }), /STRIPE_DASHBOARD_URL/);
    });
  }

  test("text typed by hand, one key for two purposes, and a token no header can carry are rejected", () => {
    assert.match(readProblem({ SESSION_KEY: btoa("parityrail-connect session key dev!") }), /SESSION_KEY/);
    const counting = Buffer.from(Uint8Array.from({ length: 32 }, (_, index) => index)).toString("base64");
    assert.match(readProblem({ SESSION_KEY: counting }), /SESSION_KEY/);
    const { SESSION_KEY = "", OPERATOR_TOKEN = "" } = bindings({});
    assert.match(
      readProblem({ SESSION_KEY, VAULT_KEYS: `k1:${SESSION_KEY}` }),
      /SESSION_KEY is a KEK of VAULT_KEYS too/,
    );
    const generations = `${random(32)},${SESSION_KEY}`;
    assert.match(
      readProblem({ SESSION_KEY: generations, VAULT_KEYS: `k1:${SESSION_KEY}` }),
      /KEK of VAULT_KEYS too/,
    );
    assert.match(readProblem({ OPERATOR_TOKEN: `${OPERATOR_TOKEN}\n` }), /OPERATOR_TOKEN/);
    assert.match(readProblem({ STRIPE_API_URL: "ftp://localhost" }), /STRIPE_API_URL/);
  });

  test("everything that is wrong is named at once", () => {
    const problem = readProblem({ SESSION_KEY: "", VAULT_KEYS: "", OPERATOR_TOKEN: "" });
    for (const name of Object.keys(WEAK)) assert.ok(problem.includes(name), problem);
  });

  for (const name of Object.keys(WEAK) as (keyof Secrets)[]) {
    test(`a Worker with a weak ${name} answers every request with misconfigured, /healthz too`, async () => {
      const weak = Object.values(WEAK[name])[1] ?? "";
      const secrets = createSecrets();
      const log: string[] = [];
      const mocked = mock.method(console, "log", (line: string) => log.push(line));
      const worker = createWorker({ now: () => 0, random: (length) => new Uint8Array(length), fetch });
      for (const { method, path } of Object.values(ENDPOINTS)) {
        const headers = { Authorization: `Bearer ${secrets.OPERATOR_TOKEN}` };
        const request = new Request(`http://127.0.0.1${path}`, { method, headers });
        if (path === ENDPOINTS.readOpenapi.path) continue; // no setting is in the document
        const response = await worker.fetch(request, { ...secrets, [name]: weak });
        await holdResponse({ method, url: new URL(request.url) }, response);
        const error = await readError(response);
        assert.deepEqual([error.status, error.code], [500, "misconfigured"], path);
        assert.equal(error.message, "This service is not set up yet.");
        assert.ok(!JSON.stringify(error).includes(name), "the answer names the setting");
      }
      mocked.mock.restore();
      const text = log.join("\n");
      assert.ok(
        text.includes(`"event":"settings_invalid"`) && text.includes(name),
        "the log names no setting",
      );
      assert.ok(!text.includes(weak), "the log holds the value");
    });
  }
});

async function readError(response: Response): Promise<ErrorBody["error"] & { status: number }> {
  const { error } = (await response.json()) as ErrorBody; // the contract of errors
  return { ...error, status: response.status };
}
