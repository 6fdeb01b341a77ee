/**
 * @module Holds every import to the arrows, and the check to finding each kind that is planted.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findForbiddenImports } from "./arrows.ts";
import { listImports } from "./imports.ts";
import { readSources } from "./project.ts";

/** Each is one file that must not be, by its path and the import in it. */
const PLANTED: readonly (readonly [path: string, code: string])[] = [
  ["shared/keys.ts", `import { app } from "../worker/app.ts";`],
  ["shared/keys.ts", `import { define } from "../widget/actions.ts";`],
  ["shared/keys.ts", `import { startDemo } from "../demo/start.ts";`],
  ["shared/keys.ts", `import * as z from "zod";`],
  ["shared/keys.ts", `import { readFileSync } from "node:fs";`],
  ["shared/schema/apps.ts", `import { html } from "lit";`],
  ["worker/app.ts", `import { define } from "../widget/actions.ts";`],
  ["worker/app.ts", `import type { State } from "../widget/controller/state.ts";`],
  ["worker/app.ts", `export * from "../demo/host/host.ts";`],
  ["worker/app.ts", `const late = await import("../demo/start.ts");`],
  ["worker/app.ts", `const late = await import(nameOf("../demo"));`],
  ["worker/app.ts", `import { Buffer } from "node:buffer";`],
  ["worker/app.ts", `import Stripe from "stripe";`],
  ["worker/app.ts", `import { v4 } from "uuid";`],
  ["worker/connections/connect.ts", `import { seal } from "../vault/envelope.ts";`],
  ["worker/connections/connect.ts", `import { world } from "../worker/world.ts";`],
  ["widget/actions.ts", `import { app } from "../worker/app.ts";`],
  ["widget/actions.ts", `import { host } from "../demo/host/host.ts";`],
  ["widget/actions.ts", `import * as z from "zod";`],
  ["widget/actions.ts", `import { world } from "../test/worker/world.ts";`],
  ["widget/index.ts", `import { connectionAnswer } from "../shared/schema/connections.ts";`],
  ["widget/index.ts", `import { type ConnectionAnswer } from "../shared/schema/connections.ts";`],
  ["widget/index.ts", `import { ERRORS } from "../shared/errors.ts";`],
  ["widget/index.ts", `import { PERMISSIONS } from "../shared/permissions.ts";`],
  ["demo/start.ts", `import { app } from "../worker/app.ts";`],
  ["demo/start.ts", `import Stripe from "stripe";`],
  ["demo/start.ts", `import * as z from "zod";`],
  ["demo/start.ts", `import { launchChromium } from "../test/browser/chromium.ts";`],
];

const ALLOWED: readonly (readonly [path: string, code: string])[] = [
  ["shared/keys.ts", `import { parse } from "./ids.ts"; // import { app } from "../worker/app.ts"`],
  ["shared/schema/apps.ts", `import * as z from "zod";`],
  ["worker/stripe/client.ts", `import Stripe from "stripe";`],
  ["worker/app.ts", `import { cors } from "hono/cors"; import { keys } from "../shared/keys.ts";`],
  ["worker/vault/keyring.ts", `import { seal } from "./envelope.ts";`],
  ["worker/vault/rotate-command.ts", `import process from "node:process";`],
  ["widget/index.ts", `import type { ConnectionAnswer } from "../shared/schema/connections.ts";`],
  ["widget/vite.config.ts", `import { defineConfig } from "vite";`],
  ["demo/playground.ts", `import { html } from "lit"; import "../widget/index.ts";`],
  ["test/worker/connect.test.ts", `import Stripe from "stripe"; import "../../worker/vault/envelope.ts";`],
];

test("arrows · no import of this project breaks a rule", () => {
  assert.deepEqual(findForbiddenImports(readSources().flatMap(listImports)), []);
});

test("arrows · every planted import is found", () => {
  for (const [path, text] of PLANTED) {
    assert.notDeepEqual(findForbiddenImports(listImports({ path, text })), [], `${path}: ${text}`);
  }
});

test("arrows · what is allowed passes", () => {
  for (const [path, text] of ALLOWED) {
    assert.deepEqual(findForbiddenImports(listImports({ path, text })), [], `${path}: ${text}`);
  }
});

test("arrows · what the element loads is found through files between", () => {
  const files = [
    { path: "widget/index.ts", text: `import "./actions.ts";` },
    { path: "widget/actions.ts", text: `import "../shared/key-link.ts";` },
    { path: "shared/key-link.ts", text: `import { PERMISSIONS } from "./permissions.ts";` },
  ];
  assert.equal(findForbiddenImports(files.flatMap(listImports)).length, 1);
});
