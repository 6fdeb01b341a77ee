/**
 * @module Seals a secret so that it opens only with the ring, and only in the row it was sealed for.
 *
 * `v1.<ring key id>.<wrap>.<body>`, base64url: the body is the secret under a data key of its own, the wrap is
 * that data key under the ring key; each is a 96-bit IV, the ciphertext and a 128-bit tag (AES-256-GCM, NIST
 * SP 800-38D). Both bind the row's app, project, connection and field as additional data; the wrap binds the
 * ring key's id too. A data key seals one record once, so an IV can never meet its key again.
 */

import { decodeText, encodeText, joinFields, readBase64Url, writeBase64Url } from "../crypto/encoding.ts";
import type { Keyring } from "./keyring.ts";
import { Secret } from "./secret.ts";

export const SECRET_FIELDS = [
  "api_key",
  "publishable_key",
  "webhook_secret",
  "oauth_access_token",
  "oauth_refresh_token",
] as const;

/** What is sealed of a connection. */
export type SecretField = (typeof SECRET_FIELDS)[number];

/** What is sealed of a way to Stripe's consent page and back, for minutes: the code, then a Stripe App's tokens. */
export type PassingField = "oauth_code" | "oauth_tokens";

/** The one row a sealed value belongs to. */
export interface SecretRef<Field extends string = SecretField> {
  readonly app: string;
  readonly project: string;
  readonly connection: string;
  readonly field: Field;
}

type AnyRef = SecretRef<SecretField | PassingField>;

/**
 * `unknown_ring_key`: sealed under a key this ring lacks. `malformed`: not a sealed value, or cut.
 * `not_authentic`: altered, of another row, or another key under a known id.
 */
export type SealedValueProblem = "unknown_ring_key" | "malformed" | "not_authentic";

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
const DATA_KEY_BYTES = 32;

interface SealedParts {
  readonly ringKey: string;
  readonly wrap: Uint8Array<ArrayBuffer>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Seals `secret` for the row `ref` under the ring's active key. */
export async function seal(ring: Keyring, ref: AnyRef, secret: Secret): Promise<string> {
  const plain = encodeText(secret.expose());
  if (plain.byteLength === 0) throw new TypeError("An empty secret is none");
  const dataKey = crypto.getRandomValues(new Uint8Array(DATA_KEY_BYTES));
  const body = await encrypt(await importDataKey(dataKey), bind(ref), plain);
  plain.fill(0);
  return writeSealed(await wrapDataKey(ring, ref, dataKey), body);
}

/** Opens what `seal` returned for the same row. Throws `SealedValueInvalid`. */
export async function open(ring: Keyring, ref: AnyRef, text: string): Promise<Secret> {
  const parts = parseSealed(text);
  const dataKey = await unwrapDataKey(ring, ref, parts);
  const plain = await decrypt(await importDataKey(dataKey), bind(ref), parts.body);
  dataKey.fill(0);
  const secret = new Secret(decodeText(plain));
  plain.fill(0);
  return secret;
}

/** Moves a sealed value to the ring's active key. Its body stays as it is: the secret is never in the clear. */
export async function rewrap(ring: Keyring, ref: AnyRef, text: string): Promise<string> {
  const parts = parseSealed(text);
  const dataKey = await unwrapDataKey(ring, ref, parts);
  return writeSealed(await wrapDataKey(ring, ref, dataKey), parts.body);
}

/** Returns the id of the ring key that a sealed value is under. Throws `SealedValueInvalid`. */
export function ringKeyOf(text: string): string {
  return parseSealed(text).ringKey;
}

function parseSealed(text: string): SealedParts {
  const [version, ringKey = "", wrapText = "", bodyText = "", ...rest] = text.split(".");
  const wrap = readBase64Url(wrapText);
  const body = readBase64Url(bodyText);
  if (
    version !== VERSION ||
    rest.length > 0 ||
    !/^[a-z0-9-]{1,32}$/.test(ringKey) ||
    wrap?.byteLength !== IV_BYTES + DATA_KEY_BYTES + TAG_BYTES ||
    !body ||
    body.byteLength <= IV_BYTES + TAG_BYTES
  ) {
    throw new SealedValueInvalid("malformed");
  }
  return { ringKey, wrap, body };
}

function writeSealed({ ringKey, wrap }: Omit<SealedParts, "body">, body: Uint8Array): string {
  return [VERSION, ringKey, writeBase64Url(wrap), writeBase64Url(body)].join(".");
}

/** Wraps the data key under the active ring key, and wipes it. */
async function wrapDataKey(ring: Keyring, ref: AnyRef, dataKey: Uint8Array<ArrayBuffer>) {
  const ringKey = ring.active;
  const key = await ring.findKey(ringKey);
  if (!key) throw new SealedValueInvalid("unknown_ring_key");
  const wrap = await encrypt(key, bind(ref, ringKey), dataKey);
  dataKey.fill(0);
  return { ringKey, wrap };
}

async function unwrapDataKey(ring: Keyring, ref: AnyRef, { ringKey, wrap }: SealedParts) {
  const key = await ring.findKey(ringKey);
  if (!key) throw new SealedValueInvalid("unknown_ring_key");
  return decrypt(key, bind(ref, ringKey), wrap);
}

function bind({ app, project, connection, field }: AnyRef, ...more: string[]): Uint8Array<ArrayBuffer> {
  return joinFields([VERSION, app, project, connection, field, ...more]);
}

function importDataKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
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
