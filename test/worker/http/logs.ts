/**
 * @module Reads the Worker's log lines, complete: they come over a pipe and may trail the answers.
 */

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type { World } from "../world.ts";

const PATIENCE_MS = 10_000;

/** Everything the Worker has logged up to now, as text. Asks for one more line and waits until that has come. */
export async function readLogText(world: World): Promise<string> {
  const response = await fetch(new URL("/healthz", world.url));
  await response.body?.cancel();
  const last = response.headers.get("Request-Id") ?? "";
  assert.notEqual(last, "", "an answer without a request id");
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const text = world.harness
      .getLogs()
      .map(({ message }) => message)
      .join("\n");
    if (text.includes(last)) return text;
    await pause(5);
  }
  throw new Error("the log ends before the last request");
}

/** The log's lines by request id. */
export async function readLogLines(world: World): Promise<Map<string, Record<string, unknown>>> {
  const lines = (await readLogText(world)).split("\n").filter((line) => line.startsWith('{"request_id"'));
  return new Map(
    lines.map((line) => {
      const fields = JSON.parse(line) as Record<string, unknown>; // the Worker writes objects
      return [String(fields["request_id"]), fields];
    }),
  );
}
