/**
 * @module What can be wrong with a pasted key, and the sentence for each. Both sides say the same words.
 */

/** The sentence ParityRail's guide gives for anything that is not an `sk_`/`rk_` test or live key. */
export const ENTER_A_KEY = "Enter a Stripe restricted key (rk_…) or secret key (sk_…)";

/** Problem → its sentence. The names are the ends of error codes: `key_publishable`. */
export const KEY_PROBLEMS = {
  empty: `${ENTER_A_KEY}.`,
  publishable: `That is a publishable key, made for web pages. ${ENTER_A_KEY}.`,
  webhook_secret: `That is a webhook signing secret: it has a field of its own. ${ENTER_A_KEY}.`,
  organization: `That is an organization key, for several accounts. ${ENTER_A_KEY} of one account.`,
  ephemeral: `That is an ephemeral key, which soon expires. ${ENTER_A_KEY}.`,
  managed: `That is the id of a key, not the key. ${ENTER_A_KEY}.`,
  masked: `That key is masked: part of it is hidden. Stripe shows a key whole only once: create a new one. ${ENTER_A_KEY}.`,
  incomplete: `That key is cut off: its end is missing. ${ENTER_A_KEY}, whole.`,
  multiple: `Those are several keys. ${ENTER_A_KEY}, only one.`,
  hidden_character: `There is a space, a line break or another character in the key that does not belong there. Copy it again from Stripe. ${ENTER_A_KEY}.`,
  secret_not_accepted:
    "That is a secret key, which can do everything in the account. Enter a Stripe restricted key (rk_…).",
  too_long: `That is too long to be a key. ${ENTER_A_KEY}.`,
  unrecognized: `${ENTER_A_KEY}.`,
} as const;

export type KeyProblem = keyof typeof KEY_PROBLEMS;

/** The sentence for a signing secret that is not one. */
export const WEBHOOK_SECRET_PROBLEM = "Webhook signing secrets start with whsec_";
