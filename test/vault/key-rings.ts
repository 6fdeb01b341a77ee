/**
 * @module Rings, rows and secrets for the vault's tests, made new at run time.
 */

import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import type { SecretRef } from "../../worker/vault/envelope.ts";
import { parseKeyring, type Keyring } from "../../worker/vault/keyring.ts";

/** One entry of `VAULT_KEYS`. */
export function createKek(id: string): string {
  return `${id}:${randomBytes(32).toString("base64")}`;
}

/** A ring of new keys; the first seals. */
export function createRing(...ids: string[]): Keyring {
  return parseKeyring(ids.map(createKek).join(","));
}

export const REF: SecretRef = {
  app: "app_aaaa",
  project: "team_42",
  connection: "con_bbbb",
  field: "api_key",
};

/** Any text a row's ids may be, delimiters and other scripts included. */
const name = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 24 }),
  fc.string({ unit: fc.constantFrom("a", "b", ".", ":", "|", "\0", "1"), maxLength: 8 }),
);

export const anyRef: fc.Arbitrary<SecretRef> = fc.record({
  app: name,
  project: name,
  connection: name,
  field: fc.constantFrom("api_key", "webhook_secret"),
});

export const anySecret: fc.Arbitrary<string> = fc.string({
  unit: "grapheme",
  minLength: 1,
  maxLength: 300,
});
