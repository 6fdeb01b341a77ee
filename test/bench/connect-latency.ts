/**
 * @module Measures how long connecting takes for each product when Stripe is 100 ms away.
 *
 * A Worker may have six requests open at a time, so the probes come in waves of six. What a wave answers is needed
 * for the webhook endpoint that the Worker makes for some products: one more round trip.
 */

import { permissionsOf } from "../../demo/launch/product-keys.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import type { Profile } from "../../shared/profile.ts";
import { createWorld, type World } from "../worker/world.ts";
import { findMedian } from "./median.ts";

export interface ConnectLatency {
  readonly product: string;
  /** Requests to Stripe in one PUT connection. */
  readonly calls: number;
  /** Round trips that these calls need at best: six at a time, and one for the endpoint. */
  readonly waves: number;
  /** Median of PUT connection, in milliseconds. */
  readonly connect: number;
  /** Median of one plain request to the same Stripe, in turns with the above. */
  readonly plain: number;
}

export const LATENCY_MS = 100;
export const ROUNDS = 9;
const WARM_UP_ROUNDS = 2; // the first request of a Worker loads it
const OPEN_AT_A_TIME = 6; // developers.cloudflare.com/workers/platform/limits, simultaneous open connections

/** Connects each product with a good key, each time a new project of a new app. */
export async function measureConnectLatency(): Promise<ConnectLatency[]> {
  const world = await createWorld();
  try {
    world.stripe.setLatency(LATENCY_MS);
    const measured: ConnectLatency[] = [];
    for (const profile of Object.values(PROFILES)) measured.push(await measureProduct(world, profile));
    return measured;
  } finally {
    await world.close();
  }
}

async function measureProduct(world: World, profile: Profile): Promise<ConnectLatency> {
  const rounds: { connect: number; plain: number; calls: number }[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1)
    rounds.push(await measureRound(world, profile));
  const counted = rounds.slice(WARM_UP_ROUNDS);
  const calls = Math.max(...counted.map((round) => round.calls));
  const endpoint = profile.webhook.kind === "managed" && profile.webhook.methods.includes("key") ? 1 : 0;
  return {
    product: profile.product.name,
    calls,
    waves: Math.ceil((calls - endpoint) / OPEN_AT_A_TIME) + endpoint,
    connect: findMedian(counted.map(({ connect }) => connect)),
    plain: findMedian(counted.map(({ plain }) => plain)),
  };
}

async function measureRound(
  world: World,
  profile: Profile,
): Promise<{ connect: number; plain: number; calls: number }> {
  const project = await world.createProject("admin", profile.name); // budgets count by project and by app
  const account = world.stripe.createAccount({ name: "Acme Inc.", customers: 5 }).id; // its endpoints are few
  const mode = profile.mode === "live" ? "live" : "test";
  const { key } = world.createKey(permissionsOf(profile.permissions), { mode, account });
  const publishable = world.stripe.createKey({ account, mode, kind: "publishable" }).key;
  const more = profile.credentials.publishable === "required" ? { publishable_key: publishable } : {};
  world.stripe.clearRequests();
  const connect = await measureMilliseconds(() => project.connect(key, more));
  const calls = world.stripe.requests.length;
  const headers = { authorization: `Bearer ${key}` };
  const plain = await measureMilliseconds(() =>
    fetch(`${world.stripe.url}/v1/customers?limit=1`, { headers }),
  );
  return { connect, plain, calls };
}

async function measureMilliseconds(send: () => Promise<Response>): Promise<number> {
  const started = performance.now();
  const answer = await send();
  const body = await answer.text();
  const milliseconds = performance.now() - started;
  if (!answer.ok) throw new Error(`a benchmark's request was answered ${answer.status}: ${body}`);
  return milliseconds;
}
