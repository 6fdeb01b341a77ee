/**
 * @module What the demo keeps over a restart, beside what the Worker keeps: one JSON file in the same folder.
 *
 * A connection in the Worker's database is worth nothing without the key at the local Stripe, so both halves are kept
 * or both begin anew. What changed within the last moments before a crash may be lost.
 */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SavedPeople } from "../host/people.ts";
import type { SavedStripe } from "../stripe/index.ts";

const FILE = "demo.json";
/** Where wrangler keeps the Worker's half. */
const WORKER_FOLDER = "v3";
const SAVE_DEBOUNCE_MS = 300;
/** Counts up when an older file no longer fits. */
const VERSION = 1;

export interface SavedDemo {
  readonly version: number;
  readonly stripe: SavedStripe;
  readonly people: SavedPeople;
}

/** Reads what was kept; where there is nothing to read, the Worker's half is deleted too. */
export function readDemoState(stateDir: string): SavedDemo | null {
  const file = join(stateDir, FILE);
  try {
    const saved = JSON.parse(readFileSync(file, "utf8")) as SavedDemo; // our own file
    if (saved.version === VERSION) return saved;
  } catch {
    // a half that cannot be read is none
  }
  rmSync(join(stateDir, WORKER_FOLDER), { recursive: true, force: true });
  return null;
}

/** Returns what saves `read()` soon after a change, and at once. */
export function createSaver(stateDir: string, read: () => Omit<SavedDemo, "version">) {
  const file = join(stateDir, FILE);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const saveNow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    mkdirSync(stateDir, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify({ version: VERSION, ...read() }), { mode: 0o600 });
    renameSync(`${file}.new`, file); // whole or not at all
  };
  return {
    saveNow,
    saveSoon: (): void => void (timer ??= setTimeout(saveNow, SAVE_DEBOUNCE_MS)),
  };
}
