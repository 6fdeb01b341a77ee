/**
 * @module Judges the fields while they are typed in: names at once what is clearly wrong, and says nothing of what
 * may still become right.
 */

import { isPlausiblePrefix, readKey, readPublishableKey, readWebhookSecret } from "../../shared/keys.ts";
import type { ProfileView } from "../../shared/profile.ts";
import type { KeyVerdict, PublishableVerdict, SecretVerdict } from "./state.ts";

/** `typing`: a keystroke. `blur`: pasted, or the focus went elsewhere. `submit`: the button was pressed. */
export type Moment = "typing" | "blur" | "submit";

/** Shorter than this, an unknown text is not yet called wrong. */
const CLEARLY_SOMETHING_CHARS = 6;

/** Returns what to say of the API-key field. */
export function readKeyField(
  text: string,
  moment: Moment,
  credentials: ProfileView["credentials"],
): KeyVerdict {
  if (text.trim() === "" && moment !== "submit") return { is: "blank" };
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

/** Returns what to say of the publishable-key field. `needed`: it cannot stay empty. */
export function readPublishableField(text: string, moment: Moment, needed: boolean): PublishableVerdict {
  const reading = readPublishableKey(text);
  if (reading.ok && reading.key !== null) return reading.mode;
  if (reading.ok) return needed && moment === "submit" ? "missing" : "blank";
  return readKey(text).ok ? "is_key" : judgeUnfinished(text, "pk_", moment);
}

/** Returns what to say of the signing-secret field. `expected`: a placeholder may stand for one. */
export function readSecretField(text: string, moment: Moment, expected: boolean): SecretVerdict {
  const reading = readWebhookSecret(text, expected);
  if (reading.ok) return reading.placeholder ? "placeholder" : reading.secret === null ? "blank" : "good";
  return readKey(text).ok ? "is_key" : judgeUnfinished(text, "whsec_", moment);
}

/** What may still become right while somebody types is not called wrong. */
function judgeUnfinished(text: string, prefix: string, moment: Moment): "typing" | "bad" {
  const trimmed = text.trim();
  const begun = prefix.startsWith(trimmed) || trimmed.startsWith(prefix);
  return moment === "typing" && begun ? "typing" : "bad";
}

function mayBecomeKey(text: string): boolean {
  return isPlausiblePrefix(text) || text.trim().length < CLEARLY_SOMETHING_CHARS;
}
