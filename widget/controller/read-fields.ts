/**
 * @module Judges the fields while they are typed in: names at once what is clearly wrong, and says nothing of what
 * may still become right.
 */

import {
  isPlausiblePrefix,
  maskKey,
  readKey,
  readPublishableKey,
  readWebhookSecret,
} from "../../shared/keys.ts";
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
    const { problem } = reading;
    const isEarly =
      problem === "incomplete" || (/^(unrecognized|name_only)$/.test(problem) && mayBecomeKey(text));
    if (moment === "typing" && isEarly) return { is: "typing" };
    return { is: "bad", problem: reading.problem };
  }
  if (reading.kind === "secret" && credentials.secret === "refuse") {
    return { is: "bad", problem: "secret_not_accepted" };
  }
  const { kind, mode, cleaned, apiKey } = reading;
  return { is: "good", kind, mode, cleaned, label: maskKey(apiKey) };
}

/** Returns what to say of the publishable-key field. `needed`: it cannot stay empty. */
export function readPublishableField(text: string, moment: Moment, needed: boolean): PublishableVerdict {
  const reading = readPublishableKey(text);
  if (reading.ok && reading.key !== null)
    return { is: "good", mode: reading.mode, label: maskKey(reading.key) };
  if (reading.ok) return needed && moment === "submit" ? { is: "bad", problem: "missing" } : { is: "blank" };
  return judgeUnfinished(text, "pk_", moment);
}

/** Returns what to say of the signing-secret field. `expected`: a placeholder may stand for one. */
export function readSecretField(text: string, moment: Moment, expected: boolean): SecretVerdict {
  const reading = readWebhookSecret(text, expected);
  if (!reading.ok) return judgeUnfinished(text, "whsec_", moment);
  if (reading.placeholder) return { is: "placeholder" };
  return reading.secret === null ? { is: "blank" } : { is: "good", label: maskKey(reading.secret) };
}

/** What may still become right while somebody types is not called wrong. */
function judgeUnfinished(
  text: string,
  prefix: string,
  moment: Moment,
): { readonly is: "typing" } | { readonly is: "bad"; readonly problem: "other" | "cut_off" | "is_key" } {
  if (readKey(text).ok) return { is: "bad", problem: "is_key" };
  const trimmed = text.trim();
  const isBegun = trimmed.startsWith(prefix);
  if (moment === "typing" && (isBegun || prefix.startsWith(trimmed))) return { is: "typing" };
  const isCutOff = isBegun && /^[A-Za-z0-9_]*$/.test(trimmed) && !readWebhookSecret(text, true).ok; // nor a placeholder
  return { is: "bad", problem: isCutOff ? "cut_off" : "other" };
}

function mayBecomeKey(text: string): boolean {
  return isPlausiblePrefix(text) || text.trim().length < CLEARLY_SOMETHING_CHARS;
}
