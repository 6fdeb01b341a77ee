/**
 * @module What a promised plan is called on the page: its price, its status, its trial, and what comes next.
 */

import type { CustomerView } from "../../shared/schema/customers.ts";
import { formatAmount, formatDay, formatName } from "./format.ts";
import type { Tone } from "./parts.ts";

type Plan = NonNullable<CustomerView["plan"]>;

export function nameCustomer({ name, email, id }: CustomerView): string {
  return name ?? email ?? id;
}

/** `$49 / month × 3`; for several months `$120 / 3 months`. */
export function describePrice({ amount, currency, interval, interval_count, quantity }: Plan): string {
  if (amount === null) return "by usage";
  const price = formatAmount(amount, currency);
  const many = quantity !== null && quantity > 1 ? ` for ${quantity}` : "";
  if (interval === null) return price + many;
  const period = interval_count !== null && interval_count > 1 ? `${interval_count} ${interval}s` : interval;
  return `${price} / ${period}${many}`;
}

/** Returns a status as a person says it, and how serious it is. */
export function describeStatus(plan: CustomerView["plan"]): readonly [text: string, tone: Tone] {
  if (!plan) return ["No plan", "calm"];
  const { status, trial, cancel_at, discount, payment_problem: problem } = plan;
  switch (status) {
    case "canceled":
    case "incomplete_expired":
      return [problem ? "Lapsed · payment failed" : "Ended", problem ? "bad" : "calm"];
    case "past_due":
    case "unpaid":
    case "incomplete":
      return [problem ? `${formatName(status)} · ${problem.status}` : formatName(status), "bad"];
    case "paused":
      return ["Paused", "calm"];
    case "trialing":
      return [
        trial.status === "none" ? "Trial" : `Trial · ${formatName(trial.payment).toLowerCase()}`,
        "warn",
      ];
    case "active":
      if (cancel_at !== null) return [`Ends ${formatDay(cancel_at)}`, "calm"];
      return [discount ? `Active · ${describeDiscount(discount)}` : "Active", "good"];
  }
}

function describeDiscount({ percent_off, amount_off, currency }: NonNullable<Plan["discount"]>): string {
  if (percent_off !== null) return `−${percent_off} %`;
  return amount_off !== null && currency !== null ? `−${formatAmount(amount_off, currency)}` : "discount";
}

export function describeTrial({ trial }: Plan): string {
  if (trial.status === "none") return "—";
  return trial.status === "running" ? `ends ${formatDay(trial.end)}` : `ended ${formatDay(trial.end)}`;
}

/** `retry Nov 23`, `renews Dec 4`, `ended Nov 19`. */
export function describeNext(plan: Plan): string {
  const { status, cancel_at, canceled_at, current_period, payment_problem: problem } = plan;
  if (status === "canceled" || status === "incomplete_expired")
    return canceled_at === null ? "—" : `ended ${formatDay(canceled_at)}`;
  if (problem?.next_attempt) return `retry ${formatDay(problem.next_attempt)}`;
  if (cancel_at !== null) return `ends ${formatDay(cancel_at)}`;
  if (status === "active" || status === "past_due") return `renews ${formatDay(current_period.end)}`;
  return status === "trialing" ? `first bill ${formatDay(current_period.end)}` : "—";
}
