/**
 * @module Holds wrangler.toml to the project: what it names is there, and it names no secret.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { unstable_readConfig as readConfig } from "wrangler";
import { findPublicUrlProblem } from "./check-deployment.ts";
import { isInProject, ROOT } from "./project.ts";

const SECRETS = ["VAULT_KEYS", "SESSION_KEY", "OPERATOR_TOKEN", "STRIPE_CONNECT_SECRET"];

const config = readConfig({ config: join(ROOT, "wrangler.toml") }, { hideWarnings: true });

test("wrangler.toml · names an entry and a folder of migrations that are there", () => {
  assert.ok(config.main?.endsWith(join("worker", "index.ts")));
  const [database] = config.d1_databases;
  assert.equal(database?.binding, "DB");
  assert.ok(isInProject(database.migrations_dir ?? ""), "migrations_dir");
});

test("wrangler.toml · serves the built element, and nothing else of the project", () => {
  assert.match(config.assets?.directory ?? "", /dist[\\/]widget$/);
});

test("wrangler.toml · holds no secret among its plain settings", () => {
  assert.deepEqual(
    SECRETS.filter((name) => name in config.vars),
    [],
  );
});

test("deployment · needs PUBLIC_URL to be an https origin, and says so in one sentence", () => {
  for (const value of [
    undefined,
    "",
    "connect.example.com",
    "http://connect.example.com",
    "https://a.example/x",
  ]) {
    assert.match(findPublicUrlProblem(value) ?? "", /^Set PUBLIC_URL in wrangler\.toml .+\.$/, String(value));
  }
  assert.equal(findPublicUrlProblem("https://connect.example.com"), null);
  assert.equal(findPublicUrlProblem("https://connect.example.com/"), null);
});

test("deployment · npm run deploy checks before it deploys", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  }; // npm's own format
  assert.equal(scripts["deploy"], "npm run build && node test/check/check-deployment.ts && wrangler deploy");
});
