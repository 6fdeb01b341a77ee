/**
 * @module What of a ledger's changes its app is told of: they are numbered with all others, and handed over in order.
 *
 * What a first fill finds is history, and nobody is told of it. A name or an e-mail address is not told either: an event
 * outlives the connection, and a product reads those when it wants them.
 */

import { SYNC_PROBLEMS } from "../../shared/sync.ts";
import type { CustomerAnswers } from "./customer-answers.ts";
import { permissionOf } from "./schedule.ts";
import type { Source } from "./source.ts";
import type { LedgerStorage } from "./storage.ts";
import { PROMISED_PLAN, SIGNAL, SYNC, type DerivedChange } from "./tables.ts";

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

/** Returns what the app is told of a change. */
export function describeChange(change: DerivedChange, answers: CustomerAnswers): OutgoingChange {
  const { number, resource, id, kind, fields, at } = change;
  switch (resource) {
    case SYNC: {
      const type = kind === "completed" ? "sync.completed" : "sync.failed";
      return { number, type, at, customer: null, data: fields as OutgoingChange["data"] }; // written below
    }
    case SIGNAL: {
      const signal = answers.findSignal(id);
      return { number, type: "signal.created", at, customer: signal?.customer ?? null, data: { signal } };
    }
    case PROMISED_PLAN: {
      const data = { changed: fields, promised: describeCustomer(id, answers) };
      return { number, type: "customer.updated", at, customer: id, data };
    }
  }
}

/** What is promised now; null to a customer who was deleted. */
function describeCustomer(id: string, answers: CustomerAnswers): object | null {
  const customer = answers.find(id);
  if (!customer) return null;
  const { plan, entitlements, last_payment, updated_at } = customer;
  return { plan, entitlements, last_payment, updated_at };
}

/**
 * Records that all first fills have ended, or that one fails, once each. To be called within a commit.
 * @param isDerived whether the customers are as their objects say
 */
export function recordSyncChanges(
  storage: LedgerStorage,
  source: Source,
  { now, isDerived }: { readonly now: number; readonly isDerived: boolean },
): void {
  const fills = storage.listJobs().filter((job) => job.kind === "fill" && source.mayRead(permissionOf(job)));
  const told = storage.read<Told>("told") ?? { isCompleted: false, failed: [] };
  const isFilled = fills.length > 0 && fills.every(({ ended_at }) => ended_at !== null);
  const isCompleted = isFilled && (isDerived || told.isCompleted);
  const unfilled = fills.filter(({ ended_at }) => ended_at === null);
  const isFailing = (job: (typeof fills)[number]) => job.problem === "stripe_unexpected";
  const failed = unfilled.filter((job) => isFailing(job) || told.failed.includes(job.resource));
  const record = (kind: "completed" | "failed", fields: object): void => {
    storage.recordChange({ resource: SYNC, id: "", kind, fields, source: "list", at: now });
  };
  for (const { resource } of failed.filter((job) => !told.failed.includes(job.resource))) {
    const problem = { code: "stripe_unexpected", message: SYNC_PROBLEMS.stripe_unexpected };
    record("failed", { resource, problem });
  }
  if (isCompleted && !told.isCompleted) {
    const counts = storage.readCounts();
    record("completed", {
      resources: fills.map(({ resource }) => ({ resource, count: counts.get(resource) ?? 0 })),
    });
  }
  const next: Told = { isCompleted, failed: failed.map(({ resource }) => resource) };
  if (JSON.stringify(next) !== JSON.stringify(told)) storage.write("told", next);
}
