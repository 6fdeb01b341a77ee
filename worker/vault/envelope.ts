/**
 * @module Envelope encryption of one secret, which opens only with the key ring and only in the row it was sealed
 * for.
 *
 * `v1.<KEK id>.<wrap>.<body>`, base64url: the body is the secret under a data encryption key (DEK) of its own, the
 * wrap is that DEK under the key encryption key (KEK). Each is a 96-bit IV, the ciphertext and a 128-bit tag
 * (AES-256-GCM, NIST SP 800-38D). Both bind the row's app, project, connection and field as additional data; the
 * wrap binds the KEK's id too. A DEK seals one secret once, so an IV never meets its key again.
 */

import { decodeText, encodeText, joinFields, readBase64Url, writeBase64Url } from "../crypto/encoding.ts";
import type { Keyring } from "./keyring.ts";

export const SECRET_FIELDS = ["api_key", "publishable_key", "webhook_secret", "oauth_tokens"] as const;

/** What is kept sealed of a connection. */
export type SecretField = (typeof SECRET_FIELDS)[number];

/** The one row a sealed value belongs to. */
export interface SecretRef<Field extends string = SecretField> {
  readonly app: string;
  readonly project: string;
  readonly connection: string;
  readonly field: Field;
}

/**
 * `unknown_kek`: sealed under a KEK that this ring lacks. `malformed`: not a sealed value, or cut.
 * `not_authentic`: altered, of another row, or another key under a known id.
 */
export type SealedValueProblem = "unknown_kek" | "malformed" | "not_authentic";

/** A sealed value that does not open. Never means that there is no secret. */
export class SealedValueInvalid extends Error {
  override readonly name = "SealedValueInvalid";
  readonly reason: SealedValueProblem;

  constructor(reason: SealedValueProblem) {
    super(`A sealed value does not open: ${reason}`);
    this.reason = reason;
  }
}

const VERSION = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const DEK_BYTES = 32;

interface SealedParts {
  readonly kek: string;
  readonly wrap: Uint8Array<ArrayBuffer>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Seals `secret` for the row `ref` under the ring's active KEK. Throws `TypeError` for an empty one. */
export async function seal(ring: Keyring, ref: SecretRef<string>, secret: string): Promise<string> {
  const plain = encodeText(secret);
  if (plain.byteLength === 0) throw new TypeError("An empty secret is none");
  const dek = crypto.getRandomValues(new Uint8Array(DEK_BYTES));
  const body = await encrypt(await importDek(dek), bind(ref), plain);
  plain.fill(0);
  return wrapDek(ring, ref, dek, body);
}

/** Opens what `seal` returned for the same row. Throws `SealedValueInvalid`. */
export async function open(ring: Keyring, ref: SecretRef<string>, sealed: string): Promise<string> {
  const parts = parseSealed(sealed);
  const dek = await unwrapDek(ring, ref, parts);
  const plain = await decrypt(await importDek(dek), bind(ref), parts.body);
  dek.fill(0);
  const secret = decodeText(plain);
  plain.fill(0);
  return secret;
}

/** Wraps the DEK anew under the ring's active KEK. The body stays as it is: the secret is never in the clear. */
export async function rewrap(ring: Keyring, ref: SecretRef<string>, sealed: string): Promise<string> {
  const parts = parseSealed(sealed);
  return wrapDek(ring, ref, await unwrapDek(ring, ref, parts), parts.body);
}

function parseSealed(sealed: string): SealedParts {
  const [version, kek = "", wrapText = "", bodyText = "", ...rest] = sealed.split(".");
  const wrap = readBase64Url(wrapText);
  const body = readBase64Url(bodyText);
  if (
    version !== VERSION ||
    rest.length > 0 ||
    !/^[a-z0-9-]{1,32}$/.test(kek) ||
    wrap?.byteLength !== IV_BYTES + DEK_BYTES + TAG_BYTES ||
    !body ||
    body.byteLength <= IV_BYTES + TAG_BYTES
  ) {
    throw new SealedValueInvalid("malformed");
  }
  return { kek, wrap, body };
}

/** Returns the sealed value of `body` with its DEK under the active KEK, and wipes the DEK. */
async function wrapDek(
  ring: Keyring,
  ref: SecretRef<string>,
  dek: Uint8Array<ArrayBuffer>,
  body: Uint8Array,
): Promise<string> {
  const wrap = await encrypt(await findKek(ring, ring.active), bind(ref, ring.active), dek);
  dek.fill(0);
  return [VERSION, ring.active, writeBase64Url(wrap), writeBase64Url(body)].join(".");
}

async function unwrapDek(ring: Keyring, ref: SecretRef<string>, { kek, wrap }: SealedParts) {
  return decrypt(await findKek(ring, kek), bind(ref, kek), wrap);
}

async function findKek(ring: Keyring, id: string): Promise<CryptoKey> {
  const kek = await ring.findKek(id);
  if (!kek) throw new SealedValueInvalid("unknown_kek");
  return kek;
}

function bind({ app, project, connection, field }: SecretRef<string>, ...more: string[]) {
  return joinFields([VERSION, app, project, connection, field, ...more]);
}

function importDek(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function encrypt(
  key: CryptoKey,
  additionalData: Uint8Array<ArrayBuffer>,
  plain: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain);
  const bytes = new Uint8Array(IV_BYTES + sealed.byteLength);
  bytes.set(iv);
  bytes.set(new Uint8Array(sealed), IV_BYTES);
  return bytes;
}

async function decrypt(
  key: CryptoKey,
  additionalData: Uint8Array<ArrayBuffer>,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: "AES-GCM", iv: sealed.slice(0, IV_BYTES), additionalData };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(IV_BYTES)));
  } catch {
    throw new SealedValueInvalid("not_authentic"); // WebCrypto says no more than that, and neither do we
  }
}
