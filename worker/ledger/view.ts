/**
 * @module How far and how fresh a ledger is, for people and programs.
 */

import type { ResourceName } from "../../shared/resources.ts";
import type { SyncAnswer } from "../../shared/schema/sync.ts";
import { READ_PURPOSES, SYNC_PROBLEMS, type SyncProblem } from "../../shared/sync.ts";
import type { Cursor } from "./list-run.ts";
import { NEVER_SECONDS } from "./plan.ts";
import { permissionOf, type Plan, type Schedule } from "./schedule.ts";
import { findShown, type Source } from "./source.ts";
import type { LedgerStorage } from "./storage.ts";
import type { Job } from "./tables.ts";

type Status = SyncAnswer["status"];
type ResourceView = SyncAnswer["resources"][number];

/** What should have been read so long ago, or fails for so long, is stale. */
const STALE_SECONDS = 15 * 60;
/** With webhooks a change arrives within seconds. */
const WEBHOOK_SECONDS = 5;
const DAY_SECONDS = 24 * 3600;

export function viewLedger(
  storage: LedgerStorage,
  schedule: Schedule,
  source: Source,
  now: number,
): SyncAnswer {
  const plan = schedule.plan(source);
  const jobs = storage.listJobs().map((job) => readJob(job, source));
  const counts = storage.readCounts();
  const refusal: SyncProblem | null = source.isRefused ? "key_refused" : null;
  const waiting: SyncProblem | null = schedule.isWaiting(source) ? "reads_used_up" : null;
  const resources = source.sync.resources.map((name) =>
    viewResource(
      name,
      jobs.filter(({ resource }) => resource === name),
      {
        count: counts.get(name) ?? 0,
        halted: refusal ?? waiting,
        plan,
        now,
        events: jobs.find(({ kind }) => kind === "events"),
      },
    ),
  );
  const fills = jobs.filter(
    ({ kind, resource }) => kind === "fill" && source.mayRead(permissionOf({ resource })),
  );
  const isFilled = fills.length > 0 && fills.every(({ ended_at }) => ended_at !== null);
  const cause = refusal ?? waiting ?? findProblem(resources);
  const status = judge(resources, isFilled, cause);
  const problem = status === "fresh" || status === "filling" ? null : cause;
  const { today, month } = schedule.readCounts();
  const used = READ_PURPOSES.reduce((sum, purpose) => sum + month[purpose], 0);
  return {
    object: "sync",
    status,
    means: storage.read("begun_at") === null ? null : plan.means,
    progress: viewProgress(storage, jobs, counts, source),
    problem: problem && { code: problem, message: SYNC_PROBLEMS[problem] },
    resume_at: waiting ? (Math.floor(now / DAY_SECONDS) + 1) * DAY_SECONDS : null,
    filled_at: isFilled ? Math.min(now, latest(fills.map(({ ended_at }) => ended_at)) ?? now) : null,
    last_success_at: latest(jobs.map(({ ended_at }) => ended_at && Math.min(now, ended_at))),
    last_change: storage.readLastChange(),
    freshness: viewFreshness(source, plan),
    resources,
    reads: {
      used,
      left: Math.max(0, plan.limit - used),
      limit: plan.limit,
      allocation: plan.allocation,
      today: { ...today },
      last_30_days: { ...month },
    },
  };
}

/** One 401 is no refusal: the check that followed it says whether it was. */
function readJob(job: Job, { isRefused }: Source): Job {
  return job.problem === "key_refused" && !isRefused ? { ...job, problem: null, problem_at: null } : job;
}

interface Surroundings {
  readonly count: number;
  /** Why nothing at all is read. */
  readonly halted: SyncProblem | null;
  readonly plan: Plan;
  readonly now: number;
  readonly events: Job | undefined;
}

function viewResource(
  resource: ResourceName,
  jobs: readonly Job[],
  { count, halted, plan, now, events }: Surroundings,
): ResourceView {
  const fill = jobs.find(({ kind }) => kind === "fill");
  const isFilled = fill?.ended_at != null;
  const isShut = jobs.some(({ problem }) => problem === "permission_missing");
  const lookedAt = [...jobs, ...(events && plan.firstList === null && !isShut ? [events] : [])];
  const failing = lookedAt.find(({ problem }) => problem !== null);
  const problem = isShut ? "permission_missing" : (halted ?? failing?.problem ?? null);
  const times = lookedAt.flatMap(({ due_at }) => due_at ?? []);
  const isLate =
    times.some((at) => at < now - STALE_SECONDS) || (failing?.problem_at ?? now) < now - STALE_SECONDS;
  const isStale = isLate || halted !== null || problem === "permission_missing";
  return {
    resource,
    status: isFilled ? (isStale ? "stale" : "fresh") : nameUnfilled(fill?.cursor != null, problem),
    count,
    last_success_at: latest(lookedAt.map(({ ended_at }) => ended_at && Math.min(now, ended_at))),
    next_at: halted || times.length === 0 ? null : Math.min(...times),
    problem: problem && { code: problem, message: SYNC_PROBLEMS[problem] },
  };
}

function nameUnfilled(isBegun: boolean, problem: SyncProblem | null): Status {
  if (problem === "stripe_unexpected") return "failed";
  if (problem !== null) return "paused";
  return isBegun ? "filling" : "pending";
}

/** What may not be read is told of at its own row and keeps the rest from nothing. */
function judge(resources: readonly ResourceView[], isFilled: boolean, problem: SyncProblem | null): Status {
  if (resources.length === 0) return "fresh";
  const readable = resources.filter((one) => one.problem?.code !== "permission_missing");
  const has = (status: Status) => readable.some((one) => one.status === status);
  if (isFilled) return problem === "key_refused" || has("stale") ? "stale" : "fresh";
  if (problem === "key_refused" || problem === "reads_used_up") return "paused";
  if (has("filling") || (has("fresh") && has("pending"))) return "filling";
  if (has("failed")) return "failed";
  return has("paused") || readable.length === 0 ? "paused" : "pending";
}

function findProblem(resources: readonly ResourceView[]): SyncProblem | null {
  const codes = resources.flatMap(({ problem }) => problem?.code ?? []);
  return codes.find((code) => code !== "permission_missing") ?? codes[0] ?? null;
}

function viewProgress(
  storage: LedgerStorage,
  jobs: readonly Job[],
  counts: ReadonlyMap<string, number>,
  source: Source,
): SyncAnswer["progress"] {
  const resource = findShown(source);
  const fill = jobs.find((job) => job.resource === resource && job.kind === "fill");
  if (!resource || !fill) return null;
  const done = counts.get(resource) ?? 0;
  if (fill.ended_at !== null) return { resource, done, total: done };
  const { top, last } =
    fill.cursor === null ? { top: null, last: null } : (JSON.parse(fill.cursor) as Cursor); // written by the ledger
  const oldest = storage.read<number>("oldest");
  if (top === null || last === null || oldest === null || last >= top) return { resource, done, total: null };
  // An account grows: older objects lie further apart, so there are fewer than at the rate of the newest. The mean of
  // that rate and none is about right at first, and becomes exact.
  const atMost = (done * (top - oldest)) / (top - last);
  return { resource, done, total: Math.max(Math.round(Math.sqrt(done * atMost)), done + 1) };
}

function viewFreshness({ sync }: Source, { means, intervals, firstList }: Plan): SyncAnswer["freshness"] {
  const { first, others, alive, sweep } = intervals;
  const say = (payments: number, new_objects: number, changes: number) => ({
    wanted: sync.freshness_seconds,
    payments: Math.min(payments, NEVER_SECONDS),
    new_objects: Math.min(new_objects, NEVER_SECONDS),
    changes: Math.min(changes, NEVER_SECONDS),
  });
  const kept = means === "webhooks" ? WEBHOOK_SECONDS : first;
  if (means !== "lists" || firstList === null) return say(kept, kept, kept);
  return say(first, others ?? first, Math.max(alive ?? 0, sweep));
}

function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((at) => at !== null);
  return known.length === 0 ? null : Math.max(...known);
}
