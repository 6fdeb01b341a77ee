/**
 * @module Audit rows: who did what, in the batch of the change, and an end after 400 days.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { auditStatements, systemInitiator } from "../../../worker/audit/audit.ts";
import type { Services } from "../../../worker/context.ts";
import { openSqlite } from "./sqlite.ts";

const DAY = 86_400;
const NOW = 1_800_000_000;
const random = (length: number) => new Uint8Array(randomBytes(length));

test("audit · a row says who, what, when, and in which request", async () => {
  const db = openSqlite();
  const services = { db, now: () => NOW, random } as unknown as Services; // what an audit row needs of them
  const initiator = systemInitiator(random);
  await db.batch(auditStatements(services, initiator, "disconnect", { app: "app_1", project: "p" }));
  const { results } = await db.prepare("SELECT * FROM audit").all();
  const [{ id, ...row } = {}] = results;
  assert.match(String(id), /^aud_/);
  assert.match(initiator.requestId, /^req_/);
  assert.deepEqual(
    { ...row },
    {
      ...{ action: "disconnect", actor: "system", request_id: initiator.requestId, at: NOW },
      ...{ app_id: "app_1", project: "p", connection_id: null, detail: null },
    },
  );
});

test("audit · each row takes five with it that are older than 400 days, found by an index", async () => {
  const db = openSqlite();
  const write = (at: number) => {
    const services = { db, now: () => at, random } as unknown as Services; // what an audit row needs of them
    return db.batch(auditStatements(services, systemInitiator(random), "createApp", {}));
  };
  const count = () => db.prepare("SELECT COUNT(*) AS n FROM audit").first<number>("n");
  for (let index = 0; index < 7; index += 1) await write(NOW - 400 * DAY - 1);
  await write(NOW - 400 * DAY);
  await write(NOW);
  assert.equal(await count(), 4);
  await write(NOW);
  assert.equal(await count(), 3, "what is young stays");
  const plan = await db
    .prepare("EXPLAIN QUERY PLAN SELECT rowid FROM audit WHERE at < 1 ORDER BY at LIMIT 5")
    .all<{ detail: string }>();
  assert.match(plan.results.map(({ detail }) => detail).join(), /audit_by_age/);
});
