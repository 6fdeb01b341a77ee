/**
 * @module What follows from payments and subscriptions: cards on file, refunds, disputes, credit notes, sessions.
 *
 * Each happens to one in so many, counted and not drawn, so that even a small account has some of most.
 */

import { createCheckoutSession, createCreditNote, createSchedule } from "./offers.ts";
import { createCard, createDispute, createRefund, createSetupIntent } from "./payments.ts";
import type { SeededRandom } from "./random.ts";
import type { createSubscription } from "./subscriptions.ts";

const CHARGES_PER_DISPUTE = 80;
const CHARGES_PER_REFUND = 40;
const INVOICES_PER_CREDIT_NOTE = 100;
const CARDS_PER_SETUP = 10;
const SUBSCRIPTIONS_PER_SESSION = 8;
const SUBSCRIPTIONS_PER_SCHEDULE = 60;
const EARLIEST = 5; // counting begins here, so that the first of a small account come early

type Subscribed = ReturnType<typeof createSubscription>;

interface Account {
  readonly customer: { readonly id: string; readonly created: number; readonly livemode: boolean };
  readonly subscribed: Subscribed | null;
}

/** Tells for every `one`-th call. */
function everyNth(one: number): () => boolean {
  let count = one - EARLIEST;
  return () => (count += 1) % one === 0;
}

/** Creates what followed until `now`; the charges are those of `accounts`, some refunded, some disputed. */
export function createAftermath(random: SeededRandom, accounts: readonly Account[], now: number) {
  const subscribed = accounts.flatMap((account) =>
    account.subscribed ? [{ ...account, ...account.subscribed }] : [],
  );
  const isSetUp = everyNth(CARDS_PER_SETUP);
  const cards = subscribed.flatMap(({ customer, method }) =>
    method === null ? [] : [createCard(method, String(random.integer(1000, 9999)), customer)],
  );
  const holders = subscribed.filter(({ method }) => method !== null && isSetUp());
  return {
    cards,
    setups: holders.map(({ customer, method }) => createSetupIntent(random.id, method ?? "", customer)),
    ...createReversals(random, subscribed, now),
    ...createPapers(random, subscribed),
  };
}

function createReversals(random: SeededRandom, subscribed: readonly Subscribed[], now: number) {
  const isRefunded = everyNth(CHARGES_PER_REFUND);
  const isDisputed = everyNth(CHARGES_PER_DISPUTE);
  const refunds: ReturnType<typeof createRefund>[] = [];
  const disputes: ReturnType<typeof createDispute>[] = [];
  const charges = subscribed.flatMap(({ payments }) => payments.map(({ charge }) => charge));
  for (const charge of charges) {
    if (!charge.paid) continue;
    const at = Math.min(now, charge.created + random.integer(1, 14) * 86_400);
    if (isRefunded()) {
      refunds.push(createRefund(random.id, charge, at));
      Object.assign(charge, { amount_refunded: charge.amount, refunded: true });
    } else if (isDisputed()) {
      disputes.push(createDispute(random.id, charge, at, random.pick(["needs_response", "won", "lost"])));
      Object.assign(charge, { disputed: true });
    }
  }
  return { charges, refunds, disputes };
}

function createPapers(random: SeededRandom, subscribed: readonly Subscribed[]) {
  const isCredited = everyNth(INVOICES_PER_CREDIT_NOTE);
  const isBought = everyNth(SUBSCRIPTIONS_PER_SESSION);
  const isScheduled = everyNth(SUBSCRIPTIONS_PER_SCHEDULE);
  const paid = subscribed.flatMap(({ invoices }) => invoices.filter(({ status }) => status === "paid"));
  const bought = subscribed.filter(() => isBought());
  const scheduled = subscribed.filter(
    ({ subscription }) => subscription.status === "active" && isScheduled(),
  );
  return {
    creditNotes: paid
      .filter(({ total }) => total > 0 && isCredited())
      .map((invoice) =>
        createCreditNote(random.id, invoice, Math.ceil(invoice.total / 10), invoice.created + 60),
      ),
    sessions: bought.map(({ subscription, invoices }, index) => {
      const { id, created, livemode, customer, currency } = subscription;
      const invoice = invoices.at(-1);
      const amount = invoice?.total ?? 0;
      const isLeft = index % 3 === 2;
      const done = isLeft
        ? { customer: null, subscription: null, invoice: null }
        : { customer, subscription: id, invoice: invoice?.id ?? null };
      return createCheckoutSession(random.id, { created: created - 30, livemode, currency, amount, ...done });
    }),
    schedules: scheduled.map(({ subscription }) => {
      const { id, customer, created, livemode, items } = subscription;
      const [item] = items.data;
      const phase = {
        start: item?.current_period_start ?? created,
        end: item?.current_period_end ?? created,
      };
      const price = item?.price.id ?? "";
      const schedule = createSchedule(random.id, { id, customer, price, created, livemode, ...phase });
      subscription.schedule = schedule.id;
      return schedule;
    }),
  };
}
