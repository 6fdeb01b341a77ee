/**
 * @module Connections whose ledgers are looked into, and the truth they are held to: the local Stripe's own objects.
 */

import assert from "node:assert/strict";
import type { Profile } from "../../../shared/profile.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { requireRead } from "../../../shared/profiles/rows.ts";
import { PERMISSIONS, type PermissionName } from "../../../shared/permissions.ts";
import { RESOURCE_NAMES, RESOURCES, type ResourceName } from "../../../shared/resources.ts";
import { syncAnswer, type SyncAnswer } from "../../../shared/schema/sync.ts";
import type { LocalKey } from "../../../demo/stripe/index.ts";
import { addTiers, findUntruths } from "../../ledger/truth.ts";
import { createSecret } from "../webhooks/events.ts";
import { createWorld, readAnswer, type Project, type World } from "../world.ts";

export type Means = "lists" | "events" | "webhooks" | "webhooks and events";

/** A connection with its ledger. */
export interface Connected {
  readonly project: Project;
  /** `con_…` */
  readonly id: string;
  readonly account: string;
  readonly key: LocalKey;
  /** `whsec_…`, stored where the means have webhooks. */
  readonly secret: string;
  readonly resources: readonly ResourceName[];
}

export interface ConnectOptions {
  readonly means?: Means;
  readonly customers?: number;
  readonly account?: string;
  readonly resources?: readonly ResourceName[];
  readonly sync?: Partial<Profile["sync"]>;
  /** Permissions that the key lacks at first. */
  readonly without?: readonly PermissionName[];
}

/** Starts a world whose Worker reads what its connections sync. @param settings further settings of the Worker */
export function createLedgerWorld(settings: Readonly<Record<string, string>> = {}): Promise<World> {
  return createWorld({}, () => ({ TEST_LEDGER: "on", ...settings }));
}

/** Returns a profile that syncs `resources`, and asks for what that takes. */
export function createProfile(
  means: Means,
  resources: readonly ResourceName[] = RESOURCE_NAMES,
  sync: Partial<Profile["sync"]> = {},
): Profile {
  const permissions = new Set<PermissionName>(resources.map((name) => RESOURCES[name].permission));
  if (means.includes("events")) permissions.add("events");
  return {
    ...PARITYRAIL,
    name: "everything",
    permissions: [...permissions].map((name) => requireRead(name, `Read ${name}.`)),
    webhook: means.includes("webhooks") ? { kind: "pasted", expected: false } : { kind: "none" },
    sync: { resources: [...resources], days: null, freshness_seconds: 300, reads_per_month: 10_000, ...sync },
  };
}

/** Names the permissions of a profile as Stripe does. */
export function identifiersOf(profile: Profile, without: readonly PermissionName[] = []): string[] {
  return profile.permissions
    .filter(({ permission }) => !without.includes(permission))
    .map(({ permission }) => `${PERMISSIONS[permission].identifier}_read`);
}

/** Connects an account of its own, with webhooks where the means have them. Nothing is read before `readAll`. */
export async function connectLedger(world: World, options: ConnectOptions = {}): Promise<Connected> {
  const { means = "lists", customers = 4, resources = RESOURCE_NAMES, sync, without = [] } = options;
  const profile = createProfile(means, resources, sync);
  const account = options.account ?? world.stripe.createAccount({ name: "Acme Inc.", customers }).id;
  const key = world.createKey(identifiersOf(profile, without), { account });
  const project = await world.createProject("admin", profile);
  const secret = createSecret();
  world.stripe.holdDeliveries(account, true);
  const more = means.includes("webhooks") ? { webhook_secret: secret } : {};
  const { connection } = await readAnswer(await project.connect(key.key, more));
  const id = connection?.id ?? "";
  if (means.includes("webhooks")) {
    const url = new URL(`/v1/webhooks/stripe/${id}`, world.url).href;
    world.stripe.registerEndpoint(account, "test", { url, secret });
  }
  return { project, id, account, key, secret, resources };
}

/** Lets a ledger read until nothing is due. */
export async function readAll(world: World, { id }: Pick<Connected, "id">): Promise<void> {
  await world.ringAlarm(id);
}

/**
 * Connects an account and lets its first fill get as far as some pages of customers: Stripe then answers them with a
 * fault, which is over when this returns.
 */
export async function connectHalf(
  world: World,
  options: ConnectOptions & { readonly pages?: number; readonly kind?: "html_502" | "revoked" } = {},
): Promise<Connected> {
  const { pages = 1, kind = "html_502" } = options;
  // The object's own alarm may ring before this goes on; and of the first requests one is the probe.
  world.stripe.setFault({ kind }, { path: /customers/, skip: 1 + pages });
  const connected = await connectLedger(world, options);
  await readAll(world, connected);
  world.stripe.setFault(null);
  return connected;
}

/** Lets so much time pass that every means has had its turn, and what was in doubt was read. */
export async function settle(world: World, connected: Connected): Promise<void> {
  for (const seconds of [3_700, 26 * 3600, 5, 5]) {
    await world.advanceClock(seconds);
    await readAll(world, connected);
  }
}

/** Lets time pass, in steps at whose ends the alarm rings. */
export async function pass(
  world: World,
  connected: Pick<Connected, "id">,
  seconds: number,
  step: number,
): Promise<void> {
  for (let passed = 0; passed < seconds; passed += step) {
    await world.advanceClock(step);
    await readAll(world, connected);
  }
}

/** Counts the objects that a ledger has. */
export async function readCount(world: World, { id }: Pick<Connected, "id">): Promise<number> {
  const rows = await world.readObject(id, "SELECT COUNT(*) AS count FROM objects WHERE deleted = 0");
  return (rows as { count: number }[])[0]?.count ?? 0; // the query's column
}

export async function readSync({ project }: Connected): Promise<SyncAnswer> {
  const response = await project.call("readSync");
  assert.equal(response.status, 200);
  return syncAnswer.parse(await response.json());
}

/** Reads what a ledger has of a resource, by id. */
export async function readLedger(world: World, { id }: Pick<Connected, "id">, resource: ResourceName) {
  const sql = `SELECT id, json FROM objects WHERE resource = '${resource}' AND deleted = 0`;
  const rows = (await world.readObject(id, sql)) as { id: string; json: string }[]; // the query's columns
  const known = (await world.readObject(
    id,
    "SELECT id AS price, json FROM details WHERE id GLOB 'price_*' AND json IS NOT NULL",
  )) as {
    price: string;
    json: string;
  }[]; // the query's columns
  const tiers = new Map(known.map((row) => [row.price, JSON.parse(row.json) as unknown]));
  return new Map(
    rows.map((row) => [row.id, addTiers(JSON.parse(row.json) as Record<string, unknown>, tiers)]),
  );
}

/** Fails unless the ledger equals the local Stripe's own state, object by object. */
export async function expectTruth(world: World, connected: Connected, story = ""): Promise<void> {
  const live = world.stripe.live(connected.account, "test");
  for (const resource of connected.resources) {
    const kept = await readLedger(world, connected, resource);
    assert.deepEqual(findUntruths(live, resource, kept), [], story);
  }
}
