/**
 * @module Text and bytes without ambiguity: strict base64, and length-prefixed fields.
 *
 * `atob` forgives: it takes several texts for the same bytes. Here a text is read only if it is the one that
 * those bytes would be written as, so that no bit of a sealed value can change unnoticed.
 */

/** Writes bytes as base64 with padding. */
export function writeBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Writes bytes as base64url without padding. */
export function writeBase64Url(bytes: Uint8Array): string {
  return writeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Reads base64url without padding, or returns null. */
export function readBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = decode(text.replaceAll("-", "+").replaceAll("_", "/"));
  return writeBase64Url(bytes) === text ? bytes : null;
}

/** Reads base64 with padding, or returns null. */
export function readBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const bytes = decode(text);
  return writeBase64(bytes) === text ? bytes : null;
}

/** Joins fields so that no two lists of fields give the same bytes: each after its length, 4 bytes. */
export function joinFields(fields: readonly string[]): Uint8Array<ArrayBuffer> {
  const encoded = fields.map(encodeText);
  const joined = new Uint8Array(encoded.reduce((total, { byteLength }) => total + 4 + byteLength, 0));
  const view = new DataView(joined.buffer);
  let offset = 0;
  for (const field of encoded) {
    view.setUint32(offset, field.byteLength);
    joined.set(field, offset + 4);
    offset += 4 + field.byteLength;
  }
  return joined;
}

/** Writes text as UTF-8. Throws on a lone surrogate, which UTF-8 would replace in silence. */
export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  if (!text.isWellFormed()) throw new TypeError("The text has a lone surrogate");
  return new Uint8Array(new TextEncoder().encode(text));
}

/** Reads UTF-8 as it stands, a byte order mark included. Throws on anything else. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Of 32 random bytes about 30 differ. Fewer than 16 come about once in 10^16 keys. */
const MIN_DISTINCT = 16;

/** Refuses repetition, counting up or down, and typed text: no random key meets these by chance. */
export function looksRandom(bytes: Uint8Array): boolean {
  const steps = bytes.map((byte, index) => byte - (bytes[index - 1] ?? 0));
  return (
    new Set(bytes).size >= MIN_DISTINCT &&
    new Set(steps).size >= MIN_DISTINCT &&
    bytes.some((byte) => byte < 0x20 || byte > 0x7e)
  );
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
