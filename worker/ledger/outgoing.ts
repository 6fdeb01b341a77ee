/**
 * @module What of a ledger's changes its app is told of: they are numbered with all others, and handed over in order.
 */

import { SYNC_PROBLEMS } from "../../shared/sync.ts";
import { permissionOf } from "./schedule.ts";
import type { Source } from "./source.ts";
import type { LedgerStorage } from "./storage.ts";

/** A change that the app is told of. */
export interface OutgoingChange {
  readonly number: number;
  readonly type: "customer.updated" | "signal.created" | "sync.completed" | "sync.failed";
  /** Unix seconds. */
  readonly at: number;
  /** `cus_…` */
  readonly customer: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the app was told of the first fills. */
interface Told {
  readonly isCompleted: boolean;
  /** Resources that failed, each until it is there. */
  readonly failed: readonly string[];
}

/** Records that all first fills have ended, or that one fails, once each. To be called within a commit. */
export function recordSyncChanges(storage: LedgerStorage, source: Source, now: number): void {
  const fills = storage.listJobs().filter((job) => job.kind === "fill" && source.mayRead(permissionOf(job)));
  const told = storage.read<Told>("told") ?? { isCompleted: false, failed: [] };
  const isCompleted = fills.length > 0 && fills.every(({ ended_at }) => ended_at !== null);
  const unfilled = fills.filter(({ ended_at }) => ended_at === null);
  const isFailing = (job: (typeof fills)[number]) => job.problem === "stripe_unexpected";
  const failed = unfilled.filter((job) => isFailing(job) || told.failed.includes(job.resource));
  for (const { resource } of failed.filter((job) => !told.failed.includes(job.resource))) {
    const problem = { code: "stripe_unexpected", message: SYNC_PROBLEMS.stripe_unexpected };
    storage.writeSyncChange("failed", { resource, problem }, now);
  }
  if (isCompleted && !told.isCompleted) {
    const counts = storage.readCounts();
    const resources = fills.map(({ resource }) => ({ resource, count: counts.get(resource) ?? 0 }));
    storage.writeSyncChange("completed", { resources }, now);
  }
  const next: Told = { isCompleted, failed: failed.map(({ resource }) => resource) };
  if (JSON.stringify(next) !== JSON.stringify(told)) storage.write("told", next);
}
