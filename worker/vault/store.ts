/**
 * @module The sealed_secrets table, and the only way to a stored secret: `withSecret`, for the length of one use.
 */

import type { D1Database, D1PreparedStatement } from "@cloudflare/workers-types";
import { open, ringKeyOf, seal, type PassingField, type SecretField, type SecretRef } from "./envelope.ts";
import type { Keyring } from "./keyring.ts";
import { rewrapPage, type RewrapPage, type RowPlace } from "./rewrap-page.ts";
import type { Secret } from "./secret.ts";

export { SealedValueInvalid, SECRET_FIELDS, type SecretField, type SecretRef } from "./envelope.ts";

export interface Vault {
  /** Returns the statement that writes a secret over the one before it, for the caller's own atomic batch. */
  sealStatement(ref: SecretRef, secret: Secret): Promise<D1PreparedStatement>;
  deleteStatement(connection: string, field: SecretField): D1PreparedStatement;
  /**
   * Opens a secret, hands it to `use`, and returns what that returns; null if there is no such secret.
   * Throws `SealedValueInvalid` if there is one that does not open.
   */
  withSecret<T>(ref: SecretRef, use: (secret: string) => Promise<T>): Promise<T | null>;
  /** Seals what passes through for minutes, for a row of the caller's own; `connection` is that row's key. */
  sealPassing(ref: SecretRef<PassingField>, secret: Secret): Promise<string>;
  /** Opens what `sealPassing` returned, hands it to `use`, and returns what that returns. Throws `SealedValueInvalid`. */
  withPassing<T>(
    ref: SecretRef<PassingField>,
    sealed: string,
    use: (secret: string) => Promise<T>,
  ): Promise<T>;
  /** Moves up to `limit` secrets behind `after` to the active ring key. */
  rewrapPage(limit: number, after?: RowPlace): Promise<RewrapPage>;
}

export interface VaultOptions {
  readonly db: D1Database;
  readonly ring: Keyring;
  /** Unix seconds. */
  readonly now: () => number;
}

/** Creates the vault over a database and a ring of keys. */
export function createVault({ db, ring, now }: VaultOptions): Vault {
  return {
    async sealStatement(ref, secret) {
      const sealed = await seal(ring, ref, secret);
      return db
        .prepare(
          `INSERT INTO sealed_secrets (connection_id, field, app_id, project, ring_key, sealed, updated_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
           ON CONFLICT (connection_id, field) DO UPDATE SET app_id = excluded.app_id,
             project = excluded.project, ring_key = excluded.ring_key, sealed = excluded.sealed,
             updated_at = excluded.updated_at`,
        )
        .bind(ref.connection, ref.field, ref.app, ref.project, ringKeyOf(sealed), sealed, now());
    },

    deleteStatement(connection, field) {
      return db
        .prepare("DELETE FROM sealed_secrets WHERE connection_id = ?1 AND field = ?2")
        .bind(connection, field);
    },

    async withSecret(ref, use) {
      // App and project are not asked for here: a row moved to another owner must fail to open, not be missed.
      const sealed = await db
        .prepare("SELECT sealed FROM sealed_secrets WHERE connection_id = ?1 AND field = ?2")
        .bind(ref.connection, ref.field)
        .first<string>("sealed");
      if (sealed === null) return null;
      return use((await open(ring, ref, sealed)).expose());
    },

    sealPassing: (ref, secret) => seal(ring, ref, secret),

    withPassing: async (ref, sealed, use) => use((await open(ring, ref, sealed)).expose()),

    rewrapPage: (limit, after) => rewrapPage(db, ring, limit, after),
  };
}
