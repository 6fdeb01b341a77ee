/**
 * @module What the vault's tests add to a world: the database itself, and deployments with other KEKs.
 */

import type { D1Database } from "@cloudflare/workers-types";
import { parseKeyring } from "../../worker/vault/keyring.ts";
import { createVault, type SecretField, type SecretRef, type Vault } from "../../worker/vault/vault.ts";
import { readAnswer, type Project, type World } from "./world.ts";

export interface SealedRow {
  readonly connection_id: string;
  readonly field: SecretField;
  readonly app_id: string;
  readonly project: string;
  readonly kek: string;
  readonly sealed: string;
  readonly updated_at: number;
}

/** The Worker's own database. */
export async function openDatabase(world: World): Promise<D1Database> {
  return (await world.harness.getWorker<{ DB: D1Database }>().getEnv()).DB;
}

/** A vault over the Worker's own database, with a ring of the test's choice. */
export async function openVault(world: World, vaultKeys: string, now = 0): Promise<Vault> {
  return createVault({ db: await openDatabase(world), ring: parseKeyring(vaultKeys), now: () => now });
}

/** Deploys the same Worker over the same database with other KEKs. */
export async function deployRing(world: World, vaultKeys: string): Promise<void> {
  await world.harness.update((current) => ({
    ...current,
    workers: current.workers.map((worker) =>
      "configPath" in worker ? { ...worker, secrets: { ...worker.secrets, VAULT_KEYS: vaultKeys } } : worker,
    ),
  }));
}

export async function readSealedRows(world: World, ...connections: string[]): Promise<SealedRow[]> {
  const db = await openDatabase(world);
  const { results } = await db
    .prepare(
      `SELECT * FROM sealed_secrets
       WHERE ?1 = '[]' OR connection_id IN (SELECT value FROM json_each(?1)) ORDER BY connection_id, field`,
    )
    .bind(JSON.stringify(connections))
    .all<SealedRow>();
  return results;
}

/** A project that is connected with a new key, and where that key is sealed. */
export interface Connected {
  readonly project: Project;
  readonly key: string;
  readonly ref: SecretRef;
}

export async function connectProject(world: World, more?: Record<string, unknown>): Promise<Connected> {
  const project = await world.createProject();
  const { key } = world.createKey();
  const { connection } = await readAnswer(await project.connect(key, more));
  if (!connection) throw new Error("connecting gave no connection");
  const ref = {
    app: project.app.id,
    project: project.id,
    connection: connection.id,
    field: "api_key",
  } as const;
  return { project, key, ref };
}
