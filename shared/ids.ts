/**
 * @module Ids that carry their kind, so that people and secret scanners know them: `con_…`, `app_…`.
 */

/** Prefix of every id this project makes. */
export type IdKind = "app" | "con" | "aud" | "ses" | "req" | "ep" | "evt" | "inv";

/** An id of one kind: prefix, underscore, 26 characters of lower-case base 32. */
export type Id<Kind extends IdKind> = `${Kind}_${string}`;
export type AppId = Id<"app">;
export type ConnectionId = Id<"con">;
export type EventEndpointId = Id<"ep">;
export type EventId = Id<"evt">;
export type InvitationId = Id<"inv">;

/** Fills and returns `length` random bytes. Passed in, so that tests can repeat it. */
export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const ID_LENGTH = 26; // 5 bits a character: 130 bits, beyond guessing
const ID_TEXT = new RegExp(`^[a-z2-7]{${ID_LENGTH}}$`);

/** Makes a new id of `kind`. */
export function createId<Kind extends IdKind>(kind: Kind, random: RandomBytes): Id<Kind> {
  return `${kind}_${randomText(ID_LENGTH, random)}`;
}

/** Returns a number from 0 to 1, as jitter needs it. */
export function randomShare(random: RandomBytes): number {
  return (random(1)[0] ?? 0) / 255;
}

/** Returns `length` characters of lower-case base 32, five random bits each. */
export function randomText(length: number, random: RandomBytes): string {
  let text = "";
  for (const byte of random(length)) text += ALPHABET[byte & 31];
  return text;
}

/** Tells whether `text` has the shape of an id of `kind`. */
export function isId<Kind extends IdKind>(kind: Kind, text: string): text is Id<Kind> {
  return text.startsWith(`${kind}_`) && ID_TEXT.test(text.slice(kind.length + 1));
}
