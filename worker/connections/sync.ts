/**
 * @module What a connection's ledger is told of the connection, and what the directory is told of the ledger.
 */

import type { PermissionName } from "../../shared/permissions.ts";
import type { Profile } from "../../shared/profile.ts";
import type { SyncAnswer, SyncSummary } from "../../shared/schema/sync.ts";
import type { Source } from "../ledger/source.ts";
import { openDemoLists } from "../ledger/demo-lists.ts";
import type { AskStripe } from "../stripe/client.ts";
import { openLists } from "../stripe/lists.ts";
import { openCredential } from "./credential.ts";
import type { Operation } from "./operation.ts";
import type { ConnectionRow } from "./store.ts";

/** A turn of the ledger ends before this. */
const READS_DEADLINE_MS = 120_000;
/** The directory hears at least this often of a ledger whose state did not change. */
const TOLD_SECONDS = 6 * 3600;

/** Before the ledger's first turn. */
export const NOT_BEGUN: SyncSummary = {
  status: "pending",
  means: null,
  progress: null,
  problem: null,
  resume_at: null,
  filled_at: null,
  last_success_at: null,
};

/** @param lastEventAt when Stripe last sent an event, by the object's own record */
export function describeSource(profile: Profile, row: ConnectionRow, lastEventAt: number | null): Source {
  // A key that may not write may still read.
  const mayRead = (permission: PermissionName): boolean =>
    !row.permissions.some(
      (found) => found.permission === permission && found.access === "read" && found.status === "missing",
    );
  // Who may write may read.
  const isGranted = (permission: PermissionName): boolean =>
    row.permissions.some((found) => found.permission === permission && found.status === "granted");
  return {
    sync: profile.sync,
    metadataKey: profile.identities?.metadata_key ?? null,
    mode: row.mode,
    isDemo: row.method === "demo",
    mayRead,
    isGranted,
    checkedAt: row.checked_at,
    connectedAt: row.connected_at,
    asksEvents: asksEvents(profile),
    hasSecret: row.has_webhook_secret === 1,
    lastEventAt,
    isRefused: row.refusal !== null,
  };
}

/** Tells whether a profile asks for Stripe's list of events. */
export function asksEvents({ permissions }: Profile): boolean {
  return permissions.some(({ permission }) => permission === "events");
}

/** Opens what the ledger reads with. Fails like `openCredential`. @param send sends requests, which the ledger counts */
export async function openSource(
  op: Operation,
  row: ConnectionRow,
  source: Source,
  send: typeof fetch,
): Promise<AskStripe> {
  if (row.method === "demo") return openDemoLists(row.connected_at);
  const { settings, random } = op.services;
  const credential = await openCredential(op, row);
  const options = {
    apiUrl: settings.stripeApiUrl,
    credential,
    fetch: send,
    random,
    deadlineMs: READS_DEADLINE_MS,
  };
  return openLists(options, source.sync.resources, source.asksEvents);
}

/** Returns what the directory keeps of a ledger's state. */
export function summarize(answer: SyncAnswer): SyncSummary {
  const { status, means, progress, problem, resume_at, filled_at, last_success_at } = answer;
  return { status, means, progress, problem, resume_at, filled_at, last_success_at };
}

/** Tells whether the directory's summary is out of date, beyond times that move all the while. */
export function isOutOfDate(told: SyncSummary | null, now: SyncSummary): boolean {
  if (!told) return true;
  const age = (now.last_success_at ?? 0) - (told.last_success_at ?? 0);
  const progress = now.filled_at === null ? now.progress : told.progress; // customers come and go
  const same = { ...now, progress, last_success_at: told.last_success_at };
  return age >= TOLD_SECONDS || JSON.stringify(same) !== JSON.stringify(told);
}
