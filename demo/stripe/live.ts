/**
 * @module An account that lives: everything that a merchant, a customer or a bank may do to it, for tests to do.
 *
 * Each change leaves the events that Stripe would leave, or none with `silent`, and works on what is there now.
 */

import { createCard, createSetupIntent } from "../../shared/dataset/payments.ts";
import { createCheckoutSession } from "../../shared/dataset/offers.ts";
import { createRandom } from "../../shared/dataset/random.ts";
import { RESOURCES, type ResourceName } from "../../shared/resources.ts";
import * as billing from "./billing.ts";
import { createCatalogControl } from "./catalog.ts";
import { Changes, mergeMetadata, type ChangeOptions } from "./changes.ts";
import type { Scope } from "./events.ts";
import * as invoices from "./invoices.ts";
import type { StripeObject } from "./objects.ts";
import { changeAtRandom, type Draw } from "./random-change.ts";
import { collectionOf, resourceAt } from "./resources.ts";
import { itemsOf, showWhole } from "./show.ts";

type Fields = Readonly<Record<string, unknown>>;
type Paid = ChangeOptions & { readonly paid: boolean };

/** Creates the control of one account and mode. Objects are named by their ids; one that is not there throws. */
export function createLive(scope: Scope) {
  const control = {
    ...createCustomerControl(scope),
    ...createSubscriptionControl(scope),
    ...createInvoiceControl(scope),
    ...createCatalogControl(scope),
    /** Changes metadata of an object in the collection of a resource; `""` unsets a key. */
    updateMetadata(name: ResourceName, id: string, metadata: Fields, options?: ChangeOptions): StripeObject {
      const { collection } = resourceOf(name);
      const object = new Changes(scope).require(collection, id);
      const merged = { metadata: mergeMetadata(object.metadata, metadata) };
      return new Changes(scope, options).update(collection, object, merged);
    },
    /** Returns the object as it is stored, if it is there. */
    find: (name: ResourceName, id: unknown): StripeObject | undefined =>
      scope.store.collection(resourceOf(name).collection).find(String(id)),
    /** Returns the newest object of a resource as it is stored, if it has one. */
    newest: (name: ResourceName): StripeObject | undefined =>
      scope.store.collection(resourceOf(name).collection).page({ limit: 1 }).data[0],
    /** Returns all objects of a resource with all items and tiers, newest first; deleted ones are none. */
    objects(name: ResourceName): StripeObject[] {
      const { objects } = collectionOf(resourceOf(name), scope.store, {});
      const owned =
        name === "payment_methods" ? objects.filter(({ customer }) => customer !== null) : objects;
      return owned.map((object) => showWhole(scope.store, object));
    },
  };
  return {
    ...control,
    /** Makes one change at random, and says which. The same seed makes the same change of the same account. */
    random: (seed: number | Draw, options?: ChangeOptions): string =>
      changeAtRandom(scope, control, typeof seed === "number" ? createDraw(seed) : seed, options),
  };
}

export type Live = ReturnType<typeof createLive>;

function createCustomerControl(scope: Scope) {
  const customer = (id: string): StripeObject => new Changes(scope).require("customers", id);
  return {
    createCustomer(fields: Fields = {}, options?: ChangeOptions): StripeObject {
      const changes = new Changes(scope, options);
      return changes.create("customers", {
        id: changes.createId("cus_", 14),
        object: "customer",
        address: null,
        balance: 0,
        created: changes.now,
        currency: null,
        default_source: null,
        delinquent: false,
        description: null,
        email: null,
        invoice_settings: { default_payment_method: null },
        livemode: changes.livemode,
        metadata: {},
        name: null,
        phone: null,
        ...fields,
      });
    },
    updateCustomer: (id: string, fields: Fields, options?: ChangeOptions): StripeObject =>
      new Changes(scope, options).update("customers", customer(id), fields),
    /** Cancels the customer's subscriptions as well. */
    deleteCustomer: (id: string, options?: ChangeOptions): StripeObject =>
      billing.deleteCustomer(new Changes(scope, options), customer(id)),
    /** Puts a card on file and makes it the customer's default. */
    attachPaymentMethod(id: string, options?: ChangeOptions): StripeObject {
      const changes = new Changes(scope, options);
      const holder = { id, livemode: changes.livemode, created: changes.now };
      const card = createCard(changes.createId("pm_1", 23), "4242", holder);
      const method = changes.create("payment_methods", card, ["payment_method.attached"]);
      const setup = createSetupIntent(changes.createId, method.id, holder);
      changes.create("setup_intents", setup, ["setup_intent.created", "setup_intent.succeeded"]);
      const settings = { invoice_settings: { default_payment_method: method.id } };
      changes.update("customers", customer(id), settings);
      return method;
    },
    /** Completes a session of the customer's newest subscription; without a customer, one that nobody finished. */
    createCheckoutSession(customerId: string | null, options?: ChangeOptions): StripeObject {
      const changes = new Changes(scope, options);
      const [subscription] = customerId ? changes.listBy("subscriptions", "customer", customerId) : [];
      const session = createCheckoutSession(changes.createId, {
        created: changes.now,
        livemode: changes.livemode,
        customer: customerId,
        subscription: subscription?.id ?? null,
        invoice: subscription ? String(subscription.latest_invoice) : null,
        currency: "usd",
        amount: 900,
      });
      const fact = subscription ? "completed" : "expired"; // Stripe has no event of its creation
      return changes.create("checkout_sessions", session, [`checkout.session.${fact}`]);
    },
  };
}

function createSubscriptionControl(scope: Scope) {
  const subscription = (id: string): StripeObject => new Changes(scope).require("subscriptions", id);
  const latestInvoice = (id: string): StripeObject =>
    new Changes(scope).require("invoices", String(subscription(id).latest_invoice));
  return {
    subscribe: (customer: string, options: billing.SubscribeOptions & ChangeOptions = {}): StripeObject =>
      billing.subscribe(
        new Changes(scope, options),
        new Changes(scope).require("customers", customer),
        options,
      ),
    /** Moves the first item to another price, by default to any other of the account. */
    changePrice(id: string, price?: string, options?: ChangeOptions): StripeObject {
      const taken = itemsOf(subscription(id)).map((item) => (item.price as StripeObject).id); // every item has one
      const { objects } = scope.store.collection("prices");
      const other =
        price === undefined
          ? objects.find((one) => !taken.includes(one.id))
          : new Changes(scope).require("prices", price);
      if (!other) throw new Error("the account has no other price");
      return billing.changePrice(new Changes(scope, options), subscription(id), other);
    },
    renew: (id: string, { paid, ...options }: Paid): StripeObject =>
      billing.renew(new Changes(scope, options), subscription(id), paid),
    endTrial: (id: string, { paid, ...options }: Paid): StripeObject =>
      billing.endTrial(new Changes(scope, options), subscription(id), paid),
    /** Tries the newest invoice again, in vain; it must be open. */
    failPayment: (id: string, options?: ChangeOptions): StripeObject =>
      invoices.attemptPayment(new Changes(scope, options), latestInvoice(id), false),
    cancelAtPeriodEnd: (id: string, options?: ChangeOptions): StripeObject =>
      billing.cancelAtPeriodEnd(new Changes(scope, options), subscription(id)),
    /** Takes a cancellation at the period's end back. */
    takeBack: (id: string, options?: ChangeOptions): StripeObject =>
      billing.takeBack(new Changes(scope, options), subscription(id)),
    applyCoupon: (id: string, coupon: string, options?: ChangeOptions): StripeObject =>
      billing.applyCoupon(
        new Changes(scope, options),
        subscription(id),
        new Changes(scope).require("coupons", coupon),
      ),
    removeCoupons: (id: string, options?: ChangeOptions): StripeObject =>
      billing.removeCoupons(new Changes(scope, options), subscription(id)),
    cancelNow: (id: string, reason?: string, options?: ChangeOptions): StripeObject =>
      billing.cancelNow(new Changes(scope, options), subscription(id), reason),
  };
}

function createInvoiceControl(scope: Scope) {
  return {
    /** Pays an open invoice. */
    pay: (id: string, options?: ChangeOptions): StripeObject =>
      invoices.attemptPayment(new Changes(scope, options), new Changes(scope).require("invoices", id), true),
    /** Leaves a draft for a subscription's next period. */
    createDraftInvoice(subscription: string, options?: ChangeOptions): StripeObject {
      const draft = { reason: "subscription_cycle", isDraft: true };
      return invoices.createOpenInvoice(
        new Changes(scope, options),
        new Changes(scope).require("subscriptions", subscription),
        draft,
      );
    },
    deleteDraftInvoice(id: string, options?: ChangeOptions): StripeObject {
      const invoice = new Changes(scope).require("invoices", id);
      if (invoice.status !== "draft") throw new Error(`${id} is no draft`);
      return new Changes(scope, options).remove("invoices", invoice);
    },
    refund: (charge: string, options?: ChangeOptions): StripeObject =>
      invoices.refundCharge(new Changes(scope, options), new Changes(scope).require("charges", charge)),
    dispute: (charge: string, options?: ChangeOptions): StripeObject =>
      invoices.disputeCharge(new Changes(scope, options), new Changes(scope).require("charges", charge)),
    closeDispute: (
      id: string,
      { won, ...options }: ChangeOptions & { readonly won: boolean },
    ): StripeObject =>
      invoices.closeDispute(new Changes(scope, options), new Changes(scope).require("disputes", id), won),
  };
}

function resourceOf(name: ResourceName) {
  return resourceAt(RESOURCES[name].path.replace("/v1/", ""));
}

function createDraw(seed: number): Draw {
  const random = createRandom(seed);
  return (max) => random.integer(0, max - 1);
}
