/**
 * @module Measures how long connecting takes when Stripe is 100 ms away: all probes at once should cost one round trip.
 */

import { createWorld, type World } from "../worker/world.ts";

export interface ConnectLatency {
  /** How far away Stripe is, in milliseconds. */
  readonly latency: number;
  /** Median of PUT connection, in milliseconds. */
  readonly connect: number;
  /** Median of one plain request to the same Stripe, in turns with the above. */
  readonly plain: number;
}

const LATENCY_MS = 100;
export const ROUNDS = 15;
const WARM_UP_ROUNDS = 2; // the first request of a Worker loads it

/** Connects with a good key, each time a new project of a new app, in a world made and closed for this. */
export async function measureConnectLatency(): Promise<ConnectLatency> {
  const world = await createWorld();
  try {
    world.stripe.setLatency(LATENCY_MS);
    const rounds: { connect: number; plain: number }[] = [];
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) rounds.push(await measureRound(world));
    const counted = rounds.slice(WARM_UP_ROUNDS);
    return {
      latency: LATENCY_MS,
      connect: findMedian(counted.map(({ connect }) => connect)),
      plain: findMedian(counted.map(({ plain }) => plain)),
    };
  } finally {
    await world.close();
  }
}

async function measureRound(world: World): Promise<{ connect: number; plain: number }> {
  const project = await world.createProject(); // the limits on connecting count by project and by app
  const { key } = world.createKey();
  const connect = await measureMilliseconds(() => project.connect(key));
  const headers = { authorization: `Bearer ${key}` };
  const plain = await measureMilliseconds(() =>
    fetch(`${world.stripe.url}/v1/customers?limit=1`, { headers }),
  );
  return { connect, plain };
}

async function measureMilliseconds(send: () => Promise<Response>): Promise<number> {
  const started = performance.now();
  const answer = await send();
  const body = await answer.text();
  const milliseconds = performance.now() - started;
  if (!answer.ok) throw new Error(`a benchmark's request was answered ${answer.status}: ${body}`);
  return milliseconds;
}

function findMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
