/**
 * @module Finds a secret, or any telling piece of it, in anything: as it is, in base64, in hex or URL-encoded.
 *
 * A piece is eight characters of the secret's random part (twelve where the part is hex, which other values
 * are made of too). What a masked label shows is four, so a label is never a find.
 */

/** A secret to look for. `random` is the part of it that nobody could guess. */
export interface MarkedSecret {
  readonly name: string;
  readonly random: string;
}

interface Needles {
  readonly length: number;
  readonly names: ReadonlyMap<string, string>;
}

const LONG_PIECE = 12; // of base64, nine bytes
const HEX_PIECE = 24; // twelve bytes

const PRINTABLE_RUN = /[!-~]{8,}/g;

/** Returns the names of the secrets of which `hay` holds a piece. Bytes are read as Latin-1. */
export type Scan = (hay: string | Uint8Array) => string[];

export function createScan(secrets: readonly MarkedSecret[]): Scan {
  const byLength = new Map<number, Map<string, string>>();
  for (const { name, random } of secrets) {
    for (const [text, length] of listEncodings(random)) {
      const names = byLength.get(length) ?? new Map<string, string>();
      byLength.set(length, names);
      for (let at = 0; at + length <= text.length; at += 1) names.set(text.slice(at, at + length), name);
    }
  }
  const needles = [...byLength].map(([length, names]): Needles => ({ length, names }));
  return (hay) => {
    const text = typeof hay === "string" ? hay : Buffer.from(hay).toString("latin1");
    const runs = text.match(PRINTABLE_RUN) ?? [];
    return [...new Set(runs.flatMap((run) => needles.flatMap((each) => findPieces(run, each))))];
  };
}

/** Every form of a secret, and how long a piece of that form tells something. */
function listEncodings(random: string): [text: string, piece: number][] {
  const bytes = Buffer.from(random);
  const aligned = [0, 1, 2].map((skip) => bytes.subarray(skip));
  const hex = bytes.toString("hex");
  return [
    [random, /^[0-9a-f]+$/.test(random) ? LONG_PIECE : 8],
    ...aligned.map((part): [string, number] => [part.toString("base64").slice(0, -4), LONG_PIECE]),
    ...aligned.map((part): [string, number] => [part.toString("base64url").slice(0, -4), LONG_PIECE]),
    [hex, HEX_PIECE],
    [hex.toUpperCase(), HEX_PIECE],
    [hex.replace(/../g, "%$&"), HEX_PIECE],
    [encodeURIComponent(random), LONG_PIECE],
    [[...random].reverse().join(""), LONG_PIECE],
  ];
}

function findPieces(text: string, { length, names }: Needles): string[] {
  const found: string[] = [];
  for (let at = 0; at + length <= text.length; at += 1) {
    const name = names.get(text.slice(at, at + length));
    if (name !== undefined) found.push(name);
  }
  return found;
}
