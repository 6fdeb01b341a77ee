/**
 * @module The process of the sync engine: for each message, one empty database, one fill of it, and what is in it then.
 *
 * The lists are read one after the other, as the engine's own backfill of everything does; that one would also read
 * lists that the local Stripe does not have.
 */

import { createRequire } from "node:module";
import process from "node:process";
import type * as SyncEngine from "@supabase/stripe-sync-engine";
import Stripe from "stripe";
import { LISTS, type Filled, type ListName, type Source } from "./way.ts";

export interface EngineTask {
  readonly source: Source;
  /** Connection string of a database to make others from. */
  readonly adminUrl: string;
  /** Connection string of the database to make and to fill. */
  readonly databaseUrl: string;
}

process.env["STRIPE_SUPPRESS_NOTICES"] = "true"; // the SDK would print one a request

const require = createRequire(import.meta.url); // the ES entry does not find its migrations
const { PostgresClient, runMigrations, StripeSync } =
  require("@supabase/stripe-sync-engine") as typeof SyncEngine;

type Engine = InstanceType<typeof StripeSync>;

const SCHEMA = "stripe"; // its migrations write the name out

process.on("message", async (task: EngineTask) => {
  process.send?.(await runTask(task));
});

async function runTask({ source, adminUrl, databaseUrl }: EngineTask): Promise<Filled> {
  await createDatabase(adminUrl, new URL(databaseUrl).pathname.slice(1));
  await runMigrations({ schema: SCHEMA, databaseUrl });
  const engine = createEngine(source, databaseUrl);
  try {
    const started = performance.now();
    await fillLists(engine);
    const seconds = (performance.now() - started) / 1000;
    return { seconds, counts: await countTables(engine) };
  } finally {
    await engine.close();
  }
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = new PostgresClient({ schema: SCHEMA, poolConfig: { connectionString: adminUrl } });
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.close();
}

/** The engine as its documents set it up, but that its Stripe is the local one. */
function createEngine({ url, key }: Source, databaseUrl: string): Engine {
  const engine = new StripeSync({
    stripeSecretKey: key,
    stripeWebhookSecret: "whsec_none",
    autoExpandLists: true,
    poolConfig: { connectionString: databaseUrl },
  });
  const { hostname, port } = new URL(url);
  engine.stripe = new Stripe(key, { host: hostname, port, protocol: "http" });
  return engine;
}

async function fillLists(engine: Engine): Promise<void> {
  await engine.syncProducts();
  await engine.syncPrices();
  await engine.syncCustomers();
  await engine.syncSubscriptions();
  await engine.syncInvoices();
  await engine.syncCharges();
}

async function countTables(engine: Engine): Promise<Record<ListName, number>> {
  const counts = LISTS.map(async (table) => {
    const { rows } = await engine.postgresClient.query(
      `SELECT COUNT(*)::int AS count FROM ${SCHEMA}.${table}`,
    );
    return [table, rows[0].count] as const;
  });
  return Object.fromEntries(await Promise.all(counts)) as Record<ListName, number>; // one entry a list
}
