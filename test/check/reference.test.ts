/**
 * @module The reference pages name everything there is: every endpoint and error, every attribute, event, part and property.
 */

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ENDPOINTS, type Endpoint } from "../../shared/api.ts";
import { ERRORS } from "../../shared/errors.ts";
import { IDENTITY_PROBLEMS } from "../../shared/identities.ts";
import { identitiesAnswer } from "../../shared/schema/identities.ts";
import { DELIVERY_ERRORS, EVENT_TYPES, eventPayload, PAUSES_SECONDS } from "../../shared/schema/events.ts";
import { CUSTOM_PROPERTIES } from "../../shared/custom-properties.ts";
import { syncAnswer } from "../../shared/schema/sync.ts";
import { READ_PURPOSES, SYNC_PROBLEMS } from "../../shared/sync.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url).href);
const read = (path: string): string => readFileSync(`${ROOT}/${path}`, "utf8");
const api = read("docs/api.md").replace(/ +/g, " "); // tables are padded
const events = read("docs/events.md").replace(/ +/g, " ");
const element = read("docs/element.md");
const source = read("widget/parityrail-connect.ts");

test("docs/api.md · has a row for every endpoint, with its callers", () => {
  for (const { method, path, callers } of Object.values<Endpoint>(ENDPOINTS)) {
    const shown = `${method} ${path.replace(/:([a-z]+)/g, "{$1}")}`;
    assert.ok(api.includes(`| \`${shown}\` | ${callers.join(", ")} |`), shown);
  }
});

test("docs/api.md · has a row for every error, with its status and sentence", () => {
  for (const [code, { status, message }] of Object.entries(ERRORS)) {
    assert.ok(api.includes(`| \`${code}\` | ${status} | ${message} |`), code);
  }
});

test("docs/api.md · explains every problem, field and purpose of reads of the ledger", () => {
  for (const [code, message] of Object.entries(SYNC_PROBLEMS)) {
    assert.ok(api.includes(`| \`${code}\` | ${message} |`), code);
  }
  const [, ledger = ""] = api.split("## The ledger");
  for (const name of [...Object.keys(syncAnswer.shape), ...READ_PURPOSES]) {
    assert.match(ledger, new RegExp(`\`${name}\\b`), name);
  }
});

test("docs/api.md · explains everything that can be wrong with a CSV of identities", () => {
  for (const [code, message] of Object.entries(IDENTITY_PROBLEMS)) {
    assert.ok(api.includes(`| \`${code}\` | ${message} |`), code);
  }
});

test("docs/api.md · its example of an upload is an answer of the endpoint", () => {
  const [, example = ""] = /```json\n(\{\n *"object": "identities"[\s\S]*?)```/.exec(api) ?? [];
  identitiesAnswer.parse(JSON.parse(example));
});

test("docs/api.md · its example of a ledger is an answer of the endpoint", () => {
  const [, example = ""] = /```json\n(\{\n *"object": "sync"[\s\S]*?)```/.exec(api) ?? [];
  syncAnswer.parse(JSON.parse(example));
});

test("docs/events.md · has a row for every event and for every reason why a delivery failed", () => {
  for (const [name, text] of [...Object.entries(EVENT_TYPES), ...Object.entries(DELIVERY_ERRORS)]) {
    assert.ok(events.includes(`| \`${name}\` | ${text} |`), name);
  }
});

test("docs/events.md · its example is an event, and its pauses are those of the Worker", () => {
  const [, example = ""] = /```json\n([\s\S]*?)```/.exec(events) ?? [];
  eventPayload.parse(JSON.parse(example));
  const hours = [2, 5, 10, 20, 34].map((each) => each * 3600);
  assert.deepEqual(PAUSES_SECONDS, [5, 60, 300, 1800, ...hours]);
  assert.match(events, /after 5 seconds, 1, 5 and 30 minutes, 2, 5, 10, 20 and 34 hours/);
});

test("invitations · hand on every custom property of the element, and no other", () => {
  const styles = globSync("widget/**/*.ts", { cwd: ROOT }).map((path) => read(path.replaceAll("\\", "/")));
  const used = styles.flatMap((style) =>
    Array.from(style.matchAll(/var\((--parityrail-[a-z-]+)/g), ([, name]) => name),
  );
  assert.deepEqual([...new Set(used)].sort(), [...CUSTOM_PROPERTIES].sort());
});

test("docs/element.md · names every attribute, event and custom property of the element", () => {
  const documented = [...source.matchAll(/^ \* @(attr|fires|cssprop|csspart) (?:\{[^}]*\} )?([a-z-]+)/gm)];
  assert.ok(documented.length > 20, "the element's documentation was not found");
  for (const [, kind, name = ""] of documented) assert.ok(element.includes(`\`${name}\``), `${kind} ${name}`);
});
