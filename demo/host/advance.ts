/**
 * @module Has the local Stripe do now what falls due in an account within the next days.
 *
 * No clock is moved, neither Stripe's nor the Worker's: trials end, subscriptions renew or end, and failed payments
 * are tried again earlier than they would have been.
 */

import { setImmediate as nextTurn } from "node:timers/promises";
import type { Live, StripeObject } from "../stripe/index.ts";
import { readField } from "../stripe/objects.ts";

/** One renewal of so many fails. */
const FAILING_RENEWALS = 12;
/** So many subscriptions are changed before what they sent has been answered. */
const AT_ONCE = 10;

type Step = (live: Live, subscription: StripeObject, paid: boolean) => void;

/** Returns the subscriptions that something happens to until `until` (unix seconds), each with what. */
export function findDue(live: Live, until: number): readonly { readonly id: string; readonly step: Step }[] {
  const invoices = new Map(live.objects("invoices").map((invoice) => [invoice.id, invoice]));
  return live.objects("subscriptions").flatMap((subscription) => {
    const step = findStep(subscription, invoices.get(String(subscription.latest_invoice)), until);
    return step ? [{ id: subscription.id, step }] : [];
  });
}

/** Carries out what `findDue` found, a few at a time. @param settle waits until Stripe's events have their answers */
export async function carryOut(
  live: Live,
  due: ReturnType<typeof findDue>,
  settle: () => Promise<void>,
): Promise<void> {
  for (const [index, { id, step }] of due.entries()) {
    const subscription = live.find("subscriptions", id);
    const isPaid = index % FAILING_RENEWALS < FAILING_RENEWALS - 1;
    if (subscription) takeStep(() => step(live, subscription, isPaid));
    if (index % AT_ONCE < AT_ONCE - 1) continue;
    await settle();
    await nextTurn();
  }
}

/** What was changed by a button meanwhile is left as it is. */
function takeStep(step: () => void): void {
  try {
    step();
  } catch {
    // the local Stripe says no to what makes no sense any more
  }
}

function findStep(subscription: StripeObject, newest: StripeObject | undefined, until: number): Step | null {
  const { status, cancel_at, trial_end, id } = subscription;
  const isDue = (time: unknown): boolean => typeof time === "number" && time <= until;
  if (status === "trialing" && isDue(trial_end)) return (live, _, paid) => live.endTrial(id, { paid });
  if (status !== "active" && status !== "past_due") return null;
  if (isDue(cancel_at)) return (live) => live.cancelNow(id);
  if (newest?.status === "open" && isDue(newest.next_payment_attempt)) return (live) => live.failPayment(id);
  if (newest?.status === "open") return null;
  return isDue(readField(subscription, "items.data.0.current_period_end"))
    ? (live, _, paid) => live.renew(id, { paid })
    : null;
}
