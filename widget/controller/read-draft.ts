/**
 * @module Reads the two fields while they are typed in: says at once what is clearly wrong, and stays calm
 * about what could still become right.
 */

import { isPlausiblePrefix, readKey, readWebhookSecret } from "../../shared/keys.ts";
import type { ProfileView } from "../../shared/schema/profile.ts";
import type { KeyVerdict, SecretVerdict } from "./state.ts";

/** `typing`: a keystroke. `left`: pasted, or the field was left. `pressed`: the button was. */
export type Moment = "typing" | "left" | "pressed";

/** Shorter than this, an unknown text is not yet called wrong. */
const CLEARLY_SOMETHING_CHARS = 6;

/** Returns what to say of the API-key field. */
export function readDraftKey(
  text: string,
  moment: Moment,
  credentials: ProfileView["credentials"],
): KeyVerdict {
  if (text.trim() === "" && moment !== "pressed") return { is: "blank" };
  const reading = readKey(text);
  if (!reading.ok) {
    const early = reading.problem === "unrecognized" || reading.problem === "incomplete";
    if (moment === "typing" && early && mayBecomeKey(text)) return { is: "typing" };
    return { is: "bad", problem: reading.problem };
  }
  if (reading.kind === "secret" && credentials.secret === "refuse") {
    return { is: "bad", problem: "secret_not_accepted" };
  }
  return { is: "good", kind: reading.kind, mode: reading.mode, cleaned: reading.cleaned };
}

/** Returns what to say of the signing-secret field. */
export function readDraftSecret(text: string, moment: Moment): SecretVerdict {
  const reading = readWebhookSecret(text);
  if (reading.ok) return reading.secret === null ? "blank" : "good";
  if (readKey(text).ok) return "is_key";
  const trimmed = text.trim();
  const beginning = "whsec_".startsWith(trimmed) || trimmed.startsWith("whsec_");
  return moment === "typing" && beginning ? "typing" : "bad";
}

function mayBecomeKey(text: string): boolean {
  return isPlausiblePrefix(text) || text.trim().length < CLEARLY_SOMETHING_CHARS;
}
