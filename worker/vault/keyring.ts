/**
 * @module The key encryption keys (KEKs) of a deployment: `id:base64,id:base64`, the first one seals.
 */

import { looksRandom, readBase64 } from "../crypto/encoding.ts";

const KEY_BYTES = 32; // AES-256
const ID = /^[a-z0-9-]{1,32}$/;

/** What is wrong with a ring. The message names positions and ids, never a key. */
export class KeyringInvalid extends Error {
  override readonly name = "KeyringInvalid";
}

/** The KEKs by their ids. They enter WebCrypto on first use and cannot be taken out again. */
export class Keyring {
  /** Id of the KEK that seals. */
  readonly active: string;
  readonly #keys = new Map<string, Promise<CryptoKey> | Uint8Array<ArrayBuffer>>();

  constructor(active: string, keys: ReadonlyMap<string, Uint8Array<ArrayBuffer>>) {
    if (!keys.has(active)) throw new KeyringInvalid("has no active key");
    this.active = active;
    for (const [id, bytes] of keys) this.#keys.set(id, bytes);
  }

  /** Returns a KEK, or null if this ring has none of that id. */
  async findKek(id: string): Promise<CryptoKey | null> {
    const found = this.#keys.get(id);
    if (!found) return null;
    if (!(found instanceof Uint8Array)) return found;
    const imported = importKey(found);
    this.#keys.set(id, imported);
    return imported;
  }
}

/** Parses the setting `VAULT_KEYS`. Throws `KeyringInvalid`. */
export function parseKeyring(text: string): Keyring {
  const keys = new Map<string, Uint8Array<ArrayBuffer>>();
  const seen = new Set<string>();
  const entries = text.split(",").map((entry) => entry.trim());
  entries.forEach((entry, index) => {
    const colon = entry.indexOf(":");
    const id = entry.slice(0, Math.max(colon, 0));
    const encoded = entry.slice(colon + 1);
    if (!ID.test(id)) throw new KeyringInvalid(`entry ${index + 1} does not start with an id and a colon`);
    if (keys.has(id)) throw new KeyringInvalid(`has the id ${id} twice`);
    if (seen.has(encoded)) throw new KeyringInvalid(`has the key ${id} under another id too`);
    seen.add(encoded);
    keys.set(id, parseKey(id, encoded));
  });
  return new Keyring([...keys.keys()][0] ?? "", keys);
}

function parseKey(id: string, encoded: string): Uint8Array<ArrayBuffer> {
  const bytes = readBase64(encoded);
  if (!bytes) throw new KeyringInvalid(`key ${id} is not base64`);
  if (bytes.byteLength !== KEY_BYTES) throw new KeyringInvalid(`key ${id} is not ${KEY_BYTES} bytes long`);
  if (!looksRandom(bytes)) throw new KeyringInvalid(`key ${id} is not random`);
  return bytes;
}

async function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  bytes.fill(0);
  return key;
}
