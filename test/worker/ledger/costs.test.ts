/**
 * @module What a connection costs, counted as Cloudflare bills it: docs/scaling.md claims what is measured here.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { DROPFIX } from "../../../shared/profiles/dropfix.ts";
import { openDatabase } from "../vault-world.ts";
import { createWorld, type World } from "../world.ts";
import { connectLedger, readAll, type Connected, type Means } from "./ledger-world.ts";
import { readStatements } from "./statements.ts";

/** How far a figure may be from what the document says. */
const TOLERANCE = 0.15;
const CUSTOMERS = 100;
const LOOKS = 6;
const EVENTS = 50;

interface Cost {
  readonly alarms: number;
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly queries: number;
}

let world: World;
before(async () => {
  world = await createWorld({}, () => ({ TEST_LEDGER: "on", TEST_STATEMENTS: "on" }));
});
after(() => world.close());

test("costs · filling takes the rows and the room that docs/scaling.md says", async () => {
  await readStatements(world, true);
  const { id } = await fill("lists");
  const { rowsWritten } = await countCost();
  const [row] = (await world.readObject(id, "SELECT COUNT(*) AS count FROM objects")) as { count: number }[];
  const objects = row?.count ?? 0;
  const bytes = (await (await post(`/test/size?connection=${id}`)).json()) as number; // likewise
  expectClaim("fill", "rows written", rowsWritten / objects);
  expectClaim("fill", "kB", bytes / 1000 / objects);
});

test("costs · a look that finds nothing takes what docs/scaling.md says", async () => {
  const connected = await fill("events");
  await look(connected, 2);
  await readStatements(world, true);
  await look(connected, LOOKS);
  const { alarms, rowsRead, rowsWritten, queries } = await countCost();
  expectClaim("look", "rows written", (rowsWritten + alarms) / LOOKS - 1); // the test's own alarm is none
  expectClaim("look", "rows read", rowsRead / LOOKS);
  expectClaim("look", "D1 queries", queries / LOOKS);
});

test("costs · a connection's row in D1 takes the room that docs/scaling.md says", async () => {
  const { id } = await fill("lists");
  const db = await openDatabase(world);
  const read = (table: string, column: string) =>
    db.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`).bind(id).all();
  const [row, secrets] = [await read("connections", "id"), await read("sealed_secrets", "connection_id")];
  expectClaim("connection", "kB", JSON.stringify([row.results, secrets.results]).length / 1000);
});

test("costs · an event that Stripe sends takes what docs/scaling.md says", async () => {
  const { account } = await fill("webhooks");
  const live = world.stripe.live(account, "test");
  const customers = live.objects("customers");
  await send(account);
  await readStatements(world, true);
  for (const { id } of customers.slice(0, EVENTS)) {
    live.updateCustomer(id, { name: "Somebody else" });
    await send(account);
  }
  const { rowsRead, rowsWritten, alarms, queries } = await countCost();
  expectClaim("event", "rows written", (rowsWritten + alarms) / EVENTS);
  expectClaim("event", "rows read", rowsRead / EVENTS);
  assert.ok(queries < EVENTS / 5, `${queries} D1 queries for ${EVENTS} events`);
});

async function fill(means: Means): Promise<Connected> {
  const { resources } = DROPFIX.sync;
  const connected = await connectLedger(world, { means, customers: CUSTOMERS, resources });
  await readAll(world, connected);
  await world.advanceClock(5);
  await readAll(world, connected);
  return connected;
}

/** Lets so many looks come due, each by the platform's own alarm. */
async function look({ id }: Connected, count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) {
    await world.advanceClock(400);
    const { ends } = await readAlarms();
    await post(`/test/ring?connection=${id}`);
    while ((await readAlarms()).ends === ends) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function readAlarms(): Promise<{ ends: number }> {
  return (await (await post("/test/alarms")).json()) as { ends: number }; // test/worker/entry wrote it
}

function post(path: string): Promise<Response> {
  return fetch(new URL(path, world.url), { method: "POST" });
}

async function send(account: string): Promise<void> {
  for (const delivery of world.stripe.takeDeliveries(account)) await delivery.send();
}

async function countCost(): Promise<Cost> {
  const statements = await readStatements(world);
  const inObject = statements.filter(({ where }) => where === "object");
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const single = (text: string) => sum(inObject.filter(({ sql }) => sql === text).map(({ count }) => count));
  return {
    alarms: single("(the alarm is set)"),
    rowsRead: sum(inObject.map(({ rows }) => rows.read)),
    rowsWritten: sum(inObject.map(({ rows }) => rows.written)) + single("(a key is written)"),
    queries: sum(statements.filter(({ where }) => where === "D1").map(({ count }) => count)),
  };
}

/** Holds a figure to the document's table, whose rows begin with a name and whose columns have these heads. */
function expectClaim(row: string, column: string, measured: number): void {
  const claimed = readClaim(row, column);
  const difference = Math.abs(measured - claimed) / claimed;
  assert.ok(
    difference <= TOLERANCE,
    `docs/scaling.md: ${row}, ${column}: ${claimed}; measured ${measured.toFixed(2)}`,
  );
}

function readClaim(row: string, column: string): number {
  const text = readFileSync(fileURLToPath(new URL("../../../docs/scaling.md", import.meta.url).href), "utf8");
  const table = text.slice(text.indexOf("| measured")).split("\n");
  const cells = (line = "") => line.split("|").map((cell) => cell.trim());
  const place = cells(table[0]).indexOf(column);
  const found = table.find((line) => cells(line)[1]?.startsWith(row));
  return Number(cells(found)[place]);
}
