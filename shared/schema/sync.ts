/**
 * @module How far and how fresh a connection's ledger is: the summary that a connection shows, and `GET …/sync`.
 */

import * as z from "zod";
import { RESOURCE_NAMES } from "../resources.ts";
import { READ_PURPOSES, SYNC_PROBLEMS, type SyncProblem } from "../sync.ts";

/**
 * `pending`: not begun. `filling`: read for the first time. `fresh`: as new as `freshness` says. `stale`: there, and
 * no longer kept up. `paused`: goes on by itself, or with a new key. `failed`: Stripe answers what we do not know.
 */
const status = z.enum(["pending", "filling", "fresh", "stale", "paused", "failed"]);

const problem = z.strictObject({
  code: z.enum(Object.keys(SYNC_PROBLEMS) as [SyncProblem, ...SyncProblem[]]), // its own keys
  /** What to do, for the person. */
  message: z.string(),
});

const resource = z.enum(RESOURCE_NAMES);

/** Part of every connection. As the directory knows it: up to six hours old where nothing changed but times. */
export const syncSummary = z.strictObject({
  status,
  /** How changes are noticed. `lists`: by reading lists again. `demo`: a fixed dataset. Null before the first fill. */
  means: z.enum(["webhooks", "events", "lists", "demo"]).nullable(),
  /** The resource that a person knows best, mostly customers: how many were read, of about how many (null: unknown). */
  progress: z.strictObject({ resource, done: z.int(), total: z.int().nullable() }).nullable(),
  /** Why it is paused, stale or failed; null otherwise. */
  problem: problem.nullable(),
  /** When it goes on by itself, unix seconds; null where it goes on now, or needs somebody. */
  resume_at: z.int().nullable(),
  /** When everything had been read for the first time, unix seconds. */
  filled_at: z.int().nullable(),
  /** When Stripe was last read with success, unix seconds. */
  last_success_at: z.int().nullable(),
});

const purposes = z.strictObject(
  Object.fromEntries(READ_PURPOSES.map((name) => [name, z.int()])) as Record<
    (typeof READ_PURPOSES)[number],
    z.ZodInt
  >, // fromEntries forgets the names
);

/** The answer of `GET …/sync`, from the connection's own object. */
export const syncAnswer = syncSummary.extend({
  object: z.literal("sync"),
  /** The newest change's number: they begin at 1. */
  last_change: z.int(),
  /**
   * In seconds: what the profile asks for, and within what the reads that are left show new payments (or whatever list
   * tells most), other new objects, and changes. 400 days stand for never: no reads are left.
   */
  freshness: z.strictObject({ wanted: z.int(), payments: z.int(), new_objects: z.int(), changes: z.int() }),
  resources: z.array(
    z.strictObject({
      resource,
      status,
      /** Objects that are there, deleted ones not counted. */
      count: z.int(),
      last_success_at: z.int().nullable(),
      /** When it is read next, unix seconds. */
      next_at: z.int().nullable(),
      problem: problem.nullable(),
    }),
  ),
  /** Reads of Stripe's API in the last 30 days. */
  reads: z.strictObject({
    used: z.int(),
    left: z.int(),
    /** What the profile and nine tenths of Stripe's allocation allow. */
    limit: z.int(),
    /** Stripe's own: 500 a transaction of the last 30 days, at least 10,000 (docs.stripe.com/rate-limits). */
    allocation: z.int(),
    today: purposes,
    last_30_days: purposes,
  }),
});

export type SyncSummary = z.infer<typeof syncSummary>;
export type SyncAnswer = z.infer<typeof syncAnswer>;
