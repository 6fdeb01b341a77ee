/**
 * @module Finds out about when an account's first object of a kind was made: a list says neither how long it is nor
 * where it ends, but from one to the other objects come at about the same rate.
 */

import type { StripeAnswer } from "../stripe/answers.ts";

/** Six reads find the age to a tenth or so, which is what a progress bar needs. */
const STEPS = 6;
/** Stripe began in 2011. */
const MAX_AGE_SECONDS = 16 * 365 * 24 * 3600;

/**
 * Returns about when the oldest object was made, unix seconds; null where Stripe did not answer.
 * @param ask reads a list of one with a query
 * @param known an object's time that is known to be among the newer ones
 */
export async function findOldest(
  ask: (query: string) => Promise<StripeAnswer>,
  known: number,
  now: number,
): Promise<number | null> {
  let oldest = known;
  let least = Math.max(1, now - known);
  let most = MAX_AGE_SECONDS;
  for (let step = 0; step < STEPS; step += 1) {
    const age = Math.sqrt(least * most);
    const answer = await ask(`created[lt]=${Math.round(now - age)}`);
    if (answer.outcome !== "answered") return null;
    const [object] = (answer.body as { data: { created?: unknown }[] }).data; // the client checks the list
    if (object && typeof object.created === "number") {
      oldest = Math.min(oldest, object.created);
      least = Math.max(age, now - object.created);
    } else most = age;
  }
  return oldest;
}
