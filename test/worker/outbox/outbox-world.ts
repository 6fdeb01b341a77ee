/**
 * @module Apps with event endpoints at a receiver of the test's own, and the log of what they were told.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import {
  eventEndpointWithSecretAnswer,
  eventListAnswer,
  type EventAnswer,
  type EventEndpointWithSecretAnswer,
} from "../../../shared/schema/events.ts";
import type { QueueMode } from "../entry/index.ts";
import { createWorld, type TestApp, type World } from "../world.ts";
import { startReceiver, type Receiver } from "./receiver.ts";

export interface OutboxWorld extends World {
  readonly receiver: Receiver;
  /** Says what becomes of the queue's messages from now on. */
  setQueue(mode: QueueMode): Promise<void>;
  /** Runs the cron. */
  runCron(): Promise<void>;
}

/** An endpoint, and the path of the receiver that it leads to. */
export interface Target extends EventEndpointWithSecretAnswer {
  readonly path: string;
}

/** Starts a receiver, and a world whose Worker may send to it. @param settings further settings of the Worker */
export async function createOutboxWorld<Base extends World = World>(
  settings: Readonly<Record<string, string>> = {},
  create?: (settings: Readonly<Record<string, string>>) => Promise<Base>,
): Promise<Base & OutboxWorld> {
  const receiver = await startReceiver();
  const all = { ALLOW_PRIVATE_ENDPOINTS: "1", ...settings };
  const starting = create ? create(all) : (createWorld({}, () => all) as Promise<Base>); // as it is left out
  const world = await starting.catch(async (error: unknown) => {
    await receiver.close();
    throw error;
  });
  const { close } = world;
  return Object.assign(world, {
    receiver,
    setQueue: async (mode: QueueMode) => {
      const response = await fetch(new URL(`/test/queue?mode=${mode}`, world.url), { method: "POST" });
      assert.equal(response.status, 200);
      await response.body?.cancel();
    },
    runCron: async () => {
      await world.harness.getWorker().scheduled({ cron: "*/5 * * * *" });
    },
    close: async () => {
      await close();
      await receiver.close();
    },
  });
}

/** Adds an endpoint with a path of its own. */
export async function addTarget(
  world: OutboxWorld,
  { secret: token }: TestApp,
  types?: readonly string[],
): Promise<Target> {
  const path = `/${randomBytes(6).toString("hex")}`;
  const body = { url: world.receiver.url(path), ...(types && { types }) };
  const response = await world.call("createEventEndpoint", { token, body });
  assert.equal(response.status, 201, await response.clone().text());
  return { ...eventEndpointWithSecretAnswer.parse(await response.json()), path };
}

/** Reads an app's newest events. */
export async function readEvents(
  world: World,
  { secret: token }: TestApp,
  query: Readonly<Record<string, string>> = {},
): Promise<EventAnswer[]> {
  const text = new URLSearchParams({ limit: "100", ...query }).toString();
  const response = await fetch(new URL(`/v1/events?${text}`, world.url), {
    headers: { authorization: `Bearer ${token}`, connection: "close" },
  });
  assert.equal(response.status, 200, await response.clone().text());
  return eventListAnswer.parse(await response.json()).data;
}

/** Waits until no attempt at an app's events is under way or begins now, and returns them. */
export async function settleEvents(world: World, app: TestApp): Promise<EventAnswer[]> {
  for (;;) {
    const events = await readEvents(world, app);
    const isMoving = events.some(({ deliveries }) =>
      deliveries.some(
        ({ attempts, last_error, status }) =>
          status === "pending" && (attempts === 0 || last_error === "cut_off"),
      ),
    );
    if (!isMoving) return events;
    await turn();
  }
}
