/**
 * @module Measures how long a page of customers, and one customer by the app's own id of a user, take in a ledger of very
 * many, beside a bare Hono route in front of a Durable Object that answers the same text.
 */

import { PARITYRAIL } from "../../shared/profiles/parityrail.ts";
import { requireRead } from "../../shared/profiles/rows.ts";
import type { Profile } from "../../shared/profile.ts";
import { customerListAnswer } from "../../shared/schema/customers.ts";
import { metricsAnswer } from "../../shared/schema/metrics.ts";
import { createWorld, readAnswer, type Project, type World } from "../worker/world.ts";
import { startBareWorker, type BareWorker } from "./bare-worker.ts";

export interface CustomerReads {
  readonly customers: number;
  readonly reads: readonly {
    readonly name: string;
    /** 95th percentiles, milliseconds. */
    readonly p95: number;
    readonly bareP95: number;
    readonly ratio: number;
  }[];
}

/** What finding, checking and showing may cost, in times of the bare route. */
export const READ_RATIO = 3;
const REQUESTS = 400;
const WARM_UP_REQUESTS = 50;
const PAGE = 20;

const PROFILE: Profile = {
  ...PARITYRAIL,
  name: "bench-customers",
  permissions: [requireRead("customers", "Read them."), requireRead("subscriptions", "Read them.")],
  sync: {
    resources: ["customers", "subscriptions"],
    days: null,
    freshness_seconds: 300,
    reads_per_month: 1_000_000,
  },
};

export async function measureCustomerReads(customers: number): Promise<CustomerReads> {
  const world = await createWorld({}, () => ({ TEST_LEDGER: "on", TEST_PACE: "unlimited" }));
  const bare = await startBareWorker();
  try {
    const project = await fill(world, customers);
    const ids = await uploadUsers(world, project);
    const paths = [
      ["a page of the customers list", () => `customers?limit=${PAGE}&starting_after=${pick(ids)}`],
      ["and of those past due", () => `customers?limit=${PAGE}&status=past_due`],
      ["one customer by user id", () => `customers?user=user_${Math.floor(Math.random() * ids.length)}`],
    ] as const;
    const reads = [];
    for (const [name, path] of paths) reads.push({ name, ...(await compare(world, bare, project, path)) });
    return { customers, reads };
  } finally {
    await bare.close();
    await world.close();
  }
}

function pick(ids: readonly string[]): string {
  return ids[Math.floor(Math.random() * ids.length)] ?? "";
}

/** Connects an account of so many customers, and waits until all are read and derived. */
async function fill(world: World, customers: number): Promise<Project> {
  const account = world.stripe.createAccount({ customers }).id;
  world.stripe.live(account, "test").objects("customers"); // makes the account, which takes a while
  const { key } = world.createKey(["customer_read", "subscription_read"], { account });
  const project = await world.createProject("admin", PROFILE);
  const { connection } = await readAnswer(await project.connect(key));
  for (;;) {
    await world.ringAlarm(connection?.id ?? "");
    const metrics = metricsAnswer.parse(await (await project.call("readMetrics")).json());
    if (metrics.is_complete) return project;
  }
}

/** Gives the first hundred customers a user each. Returns their ids. */
async function uploadUsers(world: World, { app, id, call }: Project): Promise<string[]> {
  const response = await call("listCustomers", undefined, { query: { limit: "100" } });
  const ids = customerListAnswer.parse(await response.json()).data.map((customer) => customer.id);
  const body = `user,customer\n${ids.map((customer, index) => `user_${index},${customer}`).join("\n")}\n`;
  await world.call("replaceIdentities", { token: app.secret, params: { project: id }, body });
  return ids;
}

/** Asks both in turns. */
async function compare(world: World, bare: BareWorker, { app, id }: Project, path: () => string) {
  const address = () => new URL(`/v1/projects/${id}/${path()}`, world.url);
  const headers = { authorization: `Bearer ${app.secret}` };
  const text = await (await fetch(address(), { headers })).text();
  const page = new URL("/events/page", bare.url);
  await fetch(page, { method: "POST", body: text });
  const [own, others]: [number[], number[]] = [[], []];
  for (let request = 0; request < WARM_UP_REQUESTS + REQUESTS; request += 1) {
    const times = [await time(() => fetch(address(), { headers })), await time(() => fetch(page))];
    if (request < WARM_UP_REQUESTS) continue;
    own.push(times[0] ?? Number.NaN);
    others.push(times[1] ?? Number.NaN);
  }
  const [p95, bareP95] = [percentile(own), percentile(others)];
  return { p95, bareP95, ratio: p95 / bareP95 };
}

async function time(ask: () => Promise<Response>): Promise<number> {
  const started = performance.now();
  const response = await ask();
  await response.text();
  if (!response.ok) throw new Error(`a read was answered ${response.status}`);
  return performance.now() - started;
}

function percentile(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
