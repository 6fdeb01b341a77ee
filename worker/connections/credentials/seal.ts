/**
 * @module The statements that seal what a new credential brings and wipe what it ends, for the connection's own batch.
 */

import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { SECRET_FIELDS, type SecretField, type Vault } from "../../vault/vault.ts";
import type { NewCredential } from "../connect.ts";
import type { ConnectionRecord } from "../record.ts";

/** A new value is sealed, one that `record` still has is left alone, and every other one of `previous` is wiped. */
export async function sealCredential(
  vault: Vault,
  given: NewCredential,
  record: ConnectionRecord,
  previous: ConnectionRecord | null,
): Promise<D1PreparedStatement[]> {
  const { app, project, id: connection } = record;
  const fresh = listSecrets(given);
  const stays: readonly SecretField[] = [
    ...(record.publishableLabel === null ? [] : (["publishable_key"] as const)),
    ...(record.hasWebhookSecret ? (["webhook_secret"] as const) : []),
  ];
  const sealed = Object.entries(fresh).map(([name, value]) => {
    const field = name as SecretField; // Object.entries forgets the names
    return vault.sealStatement({ app, project, connection, field }, value);
  });
  const wiped = SECRET_FIELDS.filter((field) => previous && !(field in fresh) && !stays.includes(field));
  return [...(await Promise.all(sealed)), ...wiped.map((field) => vault.deleteStatement(connection, field))];
}

function listSecrets(given: NewCredential): Partial<Record<SecretField, string>> {
  if (given.method === "oauth") return given.secrets;
  const { key, publishableKey, webhookSecret } = given;
  return {
    api_key: key.apiKey,
    ...(publishableKey !== undefined && { publishable_key: publishableKey }),
    ...(typeof webhookSecret === "string" && { webhook_secret: webhookSecret }),
  };
}
