/**
 * @module A run over one of Stripe's lists: the queries it takes, the page that comes next, and what a page says.
 *
 * Lists are newest first, a hundred at a time, each page after the last object of the one before
 * (docs.stripe.com/api/pagination). Objects that appear meanwhile stand in front of what is still to come, so nothing
 * is missed and nothing comes twice.
 */

import { RESOURCES, type Resource, type ResourceName } from "../../shared/resources.ts";
import { isObjectOf } from "./shape.ts";
import type { LedgerStorage } from "./storage.ts";
import type { Job, StripeObject } from "./tables.ts";

/** How far a run has come. Times are unix seconds. */
export interface Cursor {
  /** Which of its queries. */
  readonly query: number;
  /** Id of the last object of the page before; null on a first page. */
  readonly after: string | null;
  /** Only objects that were created by then: where the last object of the page before is no longer there. */
  readonly until: number | null;
  readonly began_at: number;
  /** When its newest object was created. */
  readonly top: number | null;
  /** When the last object of the page before was created, and the ids of that second so far. */
  readonly last: number | null;
  readonly edge: readonly string[];
  readonly pages: number;
}

/** Stripe's lists may be a little behind, and its times are cut to the second. */
const OVERLAP_SECONDS = 120;
const PAGE_SIZE = 100;
const END_OF_TIME = Number.MAX_SAFE_INTEGER;

export function openCursor({ cursor }: Pick<Job, "cursor">, now: number): Cursor {
  if (cursor !== null) return JSON.parse(cursor) as Cursor; // written by the ledger
  return { query: 0, after: null, until: null, began_at: now, top: null, last: null, edge: [], pages: 0 };
}

/** How a profile's lists are asked for. */
export interface ListWishes {
  /** How far back history is wanted, unix seconds; null for all of it. */
  readonly since: number | null;
  readonly showsDiscounts: boolean;
}

/** Lists the queries of a run. */
export function listQueries({ resource, kind, mark }: Job, { since, showsDiscounts }: ListWishes): string[] {
  const from = `=${Math.max(0, mark - OVERLAP_SECONDS)}`;
  if (resource === "events") return [`created[gte]${from}`];
  const { query, alive }: Resource = RESOURCES[resource];
  const expansion = resource === "subscriptions" && showsDiscounts ? "expand[]=data.discounts" : undefined;
  const join = (...parts: (string | undefined)[]) => [...parts, expansion].filter(Boolean).join("&");
  switch (kind) {
    case "new":
      return [join(query, `created[gte]${from}`)];
    case "renewed":
      return [join(query, `current_period_start[gte]${from}`)];
    case "alive":
      return [join()];
    default:
      if (since === null || !alive) return [join(query)];
      return [`created[gte]=${since}`, ...alive].map((part) => join(query, part));
  }
}

/** Returns the path of the next page. */
export function pathOfPage(job: Job, { query, after, until }: Cursor, wishes: ListWishes): string {
  const path = job.resource === "events" ? "/v1/events" : RESOURCES[job.resource].path;
  const parts = [
    `limit=${PAGE_SIZE}`,
    listQueries(job, wishes)[query] ?? "",
    after === null ? "" : `starting_after=${encodeURIComponent(after)}`,
    until === null ? "" : `created[lte]=${until}`,
  ];
  return `${path}?${parts.filter(Boolean).join("&")}`;
}

/**
 * Returns what a page shows; null where that is not what was asked for, or the page before comes again.
 * @param body of a list, which the client checks. @param kind `object` of its entries. @param after as in the request
 */
export function readPage(
  body: object,
  kind: string,
  after: string | null,
): { readonly objects: readonly StripeObject[]; readonly hasMore: boolean } | null {
  const { data, has_more } = body as { data: readonly unknown[]; has_more?: unknown }; // has_more is checked
  if (!data.every((entry) => isObjectOf(entry, kind) && entry.id !== after)) return null;
  return { objects: data as readonly StripeObject[], hasMore: has_more === true && data.length > 0 }; // each is one
}

/** Returns how far a run is after a page; null at its end. */
export function advanceCursor(
  cursor: Cursor,
  objects: readonly StripeObject[],
  hasMore: boolean,
  queries: number,
): Cursor | null {
  const top = cursor.top ?? createdOf(objects[0]);
  const pages = cursor.pages + 1;
  const final = objects.at(-1);
  if (!hasMore || !final) {
    if (cursor.query + 1 >= queries) return null;
    return { ...cursor, query: cursor.query + 1, after: null, until: null, top, last: null, edge: [], pages };
  }
  const last = createdOf(final);
  const edge = objects.filter((object) => createdOf(object) === last).map(({ id }) => id);
  const kept = last === cursor.last ? cursor.edge : [];
  return { ...cursor, after: final.id, top, last, edge: [...kept, ...edge], pages };
}

/**
 * Lists the objects that the ledger has and the page should have shown and did not: they may be gone.
 * @param isListed tells of a status whether the list shows it
 */
export function listAbsent(
  storage: LedgerStorage,
  resource: ResourceName,
  cursor: Cursor,
  objects: readonly StripeObject[],
  hasMore: boolean,
  since: number | null,
  isListed: (status: string | null) => boolean,
): string[] {
  if (cursor.query > 0) return []; // what is alive among the old: its own due time finds what no longer is
  const floor = since !== null && "alive" in RESOURCES[resource] ? since : 0;
  const to = cursor.last ?? cursor.until ?? END_OF_TIME;
  const from = hasMore ? (createdOf(objects.at(-1)) ?? floor) : floor;
  const shown = new Set([...cursor.edge, ...objects.map(({ id }) => id)]);
  const absent = storage
    .listIds(resource, from, to)
    .filter(({ id, created, status, known_to }) => {
      if (shown.has(id) || known_to >= cursor.began_at || !isListed(status)) return false;
      return !hasMore || created > from; // the rest of that second may be on the next page
    })
    .map(({ id }) => id);
  return absent.slice(0, PAGE_SIZE); // the next run finds the rest, so that other reads have their turn
}

function createdOf(object: StripeObject | undefined): number | null {
  return typeof object?.created === "number" ? object.created : null;
}
