/**
 * @module Measures how many of Stripe's events a second a connection takes in, beside a bare Hono route in front of a
 * Durable Object that writes one row.
 */

import { createSecret, now, sign, writeEvent } from "../worker/webhooks/events.ts";
import { createWorld, type World } from "../worker/world.ts";
import { startBareWorker, type BareWorker } from "./bare-worker.ts";
import { findMedian } from "./median.ts";

export interface WebhookIntake {
  /** Median events a second. */
  readonly rate: number;
  /** Median of the bare route's events a second. */
  readonly bareRate: number;
  /** Median of `rate` to `bareRate` in the same round. */
  readonly ratio: number;
}

export const EVENTS = 1000;
export const AT_A_TIME = 50;
export const INTAKE_ROUNDS = 9;
const WARM_UP_EVENTS = 500; // fewer than the 6,000 a minute that wrangler.toml lets one connection send
/** What verifying, checking and recording an event may cost, as a part of the bare route's rate. */
export const INTAKE_RATIO = 0.6;

interface Delivery {
  readonly address: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends the same events to both, round by round, each round to a new object. */
export async function measureWebhookIntake(): Promise<WebhookIntake> {
  const world = await createWorld();
  const bare = await startBareWorker();
  try {
    await measureRound(world, bare, WARM_UP_EVENTS);
    const rounds: { rate: number; bareRate: number }[] = [];
    for (let round = 0; round < INTAKE_ROUNDS; round += 1)
      rounds.push(await measureRound(world, bare, EVENTS));
    return {
      rate: findMedian(rounds.map(({ rate }) => rate)),
      bareRate: findMedian(rounds.map(({ bareRate }) => bareRate)),
      ratio: findMedian(rounds.map(({ rate, bareRate }) => rate / bareRate)),
    };
  } finally {
    await bare.close();
    await world.close();
  }
}

async function measureRound(world: World, bare: BareWorker, events: number) {
  const { id, secret } = await connectListener(world);
  const deliveries = Array.from({ length: events }, (): Delivery => {
    const body = writeEvent();
    const headers = { "content-type": "application/json", "stripe-signature": sign(body, secret, now()) };
    return { address: new URL(`/v1/webhooks/stripe/${id}`, world.url), body, headers };
  });
  const address = new URL(`/events/${id}`, bare.url);
  const bareRate = await measureRate(deliveries.map((delivery) => ({ ...delivery, address })));
  return { rate: await measureRate(deliveries), bareRate };
}

/** A new connection with a pasted signing secret. */
async function connectListener(world: World): Promise<{ id: string; secret: string }> {
  const project = await world.createProject();
  const secret = createSecret();
  const answer = await project.connect(world.createKey().key, { webhook_secret: secret });
  if (!answer.ok) throw new Error(`connecting was answered ${answer.status}: ${await answer.text()}`);
  const { connection } = (await answer.json()) as { connection: { id: string } }; // after a 200 it is there
  return { id: connection.id, secret };
}

/** Returns deliveries a second, all of which must be answered 200. */
async function measureRate(deliveries: readonly Delivery[]): Promise<number> {
  const waiting = deliveries.values();
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_A_TIME }, () => deliver(waiting)));
  return deliveries.length / ((performance.now() - started) / 1000);
}

async function deliver(waiting: Iterable<Delivery>): Promise<void> {
  for (const { address, body, headers } of waiting) {
    const answer = await fetch(address, { method: "POST", headers, body });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`an event was answered ${answer.status}: ${text}`);
  }
}
