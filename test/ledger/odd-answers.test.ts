/**
 * @module Answers and events that make no sense: nothing of them is kept, nothing else waits for them, and no answer, however
 * odd, takes reads without end.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { AnsweredLedger, createObject, list } from "./answered.ts";

const DAY = 24 * 3600;
const CUSTOMERS = Array.from({ length: 4 }, (_, index) => createObject("customers", `cus_${index}`));
const DOWN = { outcome: "silent", reason: "down", stripe: null } as const;
const FORBIDDEN = { outcome: "forbidden", account: null, editKeyPath: null, stripe: null } as const;

const NONSENSE: Readonly<Record<string, unknown>> = {
  null: null,
  "an object without an id": { object: "customer", created: 1 },
  "a number for an id": { id: 5, object: "customer", created: 1 },
  "an object of another kind": createObject("charges", "ch_1"),
};

for (const [title, entry] of Object.entries(NONSENSE)) {
  test(`page · with ${title} is not taken, counted, and read again once it is right`, async () => {
    const ledger = new AnsweredLedger(["customers", "charges"]);
    await ledger.pass(600, (path) => list(path.startsWith("/v1/customers") ? [CUSTOMERS[0], entry] : []));
    const { resources, reads } = ledger.view;
    assert.deepEqual(
      resources.map(({ resource, problem, count }) => [resource, problem?.code, count]),
      [
        ["customers", "stripe_unexpected", 0],
        ["charges", undefined, 0],
      ],
    );
    assert.equal(reads.used, ledger.asked.length);
    assert.ok(ledger.asked.length < 20, `${ledger.asked.length} requests`);
    await ledger.pass(600, (path) => list(path.startsWith("/v1/customers") ? CUSTOMERS : []));
    assert.equal(ledger.view.resources[0]?.count, 4);
  });
}

test("page · that comes again and again does not go on for ever", async () => {
  const ledger = new AnsweredLedger(["customers"]);
  await ledger.turn(() => list(CUSTOMERS, true));
  assert.equal(ledger.asked.filter((path) => path.includes("limit=100")).length, 2);
  assert.equal(ledger.view.resources[0]?.problem?.code, "stripe_unexpected");
});

test("page · with an object twice has it once, with one change", async () => {
  const ledger = new AnsweredLedger(["customers"]);
  await ledger.turn(() => list([...CUSTOMERS, ...CUSTOMERS]));
  assert.deepEqual(
    [ledger.view.resources[0]?.count, ledger.count("objects"), ledger.count("changes")],
    [4, 4, 4 + 4 + 1], // and each customer's promised plan, and that the fill is over
  );
});

test("page · with odd items and prices breaks nothing", async () => {
  const ledger = new AnsweredLedger(["subscriptions"]);
  const items = { data: [null, { price: { billing_scheme: "tiered" } }, { price: "price_1" }, 7] };
  await ledger.turn(() => list([createObject("subscriptions", "sub_1", { items, customer: "cus_1" })]));
  assert.equal(ledger.view.resources[0]?.count, 1);
});

test("list · that is empty all at once has a hundred objects looked for, and no more at a time", async () => {
  const many = Array.from({ length: 500 }, (_, index) => createObject("customers", `cus_${index}`));
  const ledger = new AnsweredLedger(["customers"]);
  await ledger.turn(() => list(many));
  ledger.tick(2 * DAY);
  await ledger.turn(() => list([]));
  assert.equal(ledger.count("refetches"), 100);
});

for (const isGranted of [true, false]) {
  test(`403 · that ${isGranted ? "a check does not find" : "no check can see"} is asked about some times a day, not without end`, async () => {
    const ledger = new AnsweredLedger(["customers", "charges"], { isGranted: () => isGranted });
    const answer = (path: string) => (path.startsWith("/v1/customers") ? FORBIDDEN : list([]));
    await ledger.pass(DAY, answer);
    const asked = ledger.asked.filter((path) => path.startsWith("/v1/customers")).length;
    assert.ok(asked <= 8, `${asked} times in a day`);
    await ledger.pass(DAY, () => list([])); // it may be read after all
    assert.equal(ledger.view.resources[0]?.status, "fresh");
  });
}

test("id · that no address can hold is never read by itself, and keeps nothing else", async () => {
  const ledger = new AnsweredLedger(["coupons"]);
  await ledger.turn(() => list([]));
  for (const id of ["..", "."]) {
    for (const name of ["one", "two"]) {
      const object = createObject("coupons", id, { name });
      ledger.receive({ id: `evt_${id}${name}`, type: "coupon.updated", created: ledger.now, object });
    }
  }
  const before = ledger.asked.length;
  ledger.tick(30);
  await ledger.turn(() => list([]));
  assert.deepEqual(ledger.asked.slice(before), []);
});

test("turn · what one list throws ends the others, and nothing is sent after it", async () => {
  const ledger = new AnsweredLedger(["customers", "charges", "invoices"]);
  const answer = async (path: string) => {
    if (path.startsWith("/v1/charges")) throw new Error("a mistake of ours");
    await new Promise((resolve) => setImmediate(resolve));
    return list([createObject(path.includes("customers") ? "customers" : "invoices", "x")], true);
  };
  await assert.rejects(ledger.turn(answer), /a mistake of ours/);
  const { length } = ledger.asked;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(ledger.asked.length, length);
  assert.ok(length <= 6, `${length} requests`);
});

test("turn · that was aborted sends nothing more", async () => {
  const ledger = new AnsweredLedger(["customers", "charges", "payment_methods"]);
  const controller = new AbortController();
  await ledger.turn(() => list(CUSTOMERS.slice(0, 1)), controller.signal);
  ledger.tick(2 * DAY);
  const before = ledger.asked.length;
  await ledger.turn(() => {
    controller.abort();
    return list([], true);
  }, controller.signal);
  assert.ok(ledger.asked.length <= before + 5, "those that were on their way");
  const { length } = ledger.asked;
  await ledger.turn(() => list([]), controller.signal);
  assert.equal(ledger.asked.length, length);
});

test("turn · that was aborted has counted what it sent", async () => {
  const ledger = new AnsweredLedger(["customers"]);
  for (let count = 0; count < 20; count += 1) {
    const controller = new AbortController();
    await ledger.turn(() => {
      controller.abort();
      return list(CUSTOMERS);
    }, controller.signal);
  }
  assert.equal(ledger.asked.length, 20);
  assert.equal(ledger.view.reads.used, 20);
});

test("event · of the future hides nothing that comes after it", async () => {
  const ledger = new AnsweredLedger(["customers"], { asksEvents: true });
  await ledger.turn(() => list([]));
  const told = (id: string, created: number, name: string) => ({
    ...{ id, object: "event", type: "customer.updated", created },
    data: { object: createObject("customers", "cus_0", { name }) },
  });
  ledger.tick(900);
  const future = told("evt_1", ledger.now + 90 * DAY, "one");
  await ledger.turn((path) => list(path.startsWith("/v1/events") ? [future] : []));
  ledger.tick(900);
  const later = told("evt_2", ledger.now, "two");
  await ledger.turn((path) => {
    const from = Number(/created\[gte\]=(\d+)/.exec(path)?.[1]);
    return list(
      path.startsWith("/v1/events") ? [future, later].filter(({ created }) => created >= from) : [],
    );
  });
  const [row] = ledger.disk.run("SELECT json FROM objects WHERE id = 'cus_0'");
  assert.equal((JSON.parse(String(row?.json)) as { name: string }).name, "two");
});

test("single read · that is not answered is tried ever less often, and others have their turn", async () => {
  const ledger = new AnsweredLedger(["subscriptions"]);
  const item = { id: "si_1", current_period_end: ledger.now + 60 };
  const [first, second] = ["sub_1", "sub_2"].map((id) =>
    createObject("subscriptions", id, { status: "active", items: { data: [item] } }),
  );
  const answer = (path: string) => {
    if (path.startsWith("/v1/subscriptions/sub_1")) return DOWN;
    return path.startsWith("/v1/subscriptions/sub_2") && second
      ? ({ outcome: "answered", body: second } as const)
      : list([first, second]);
  };
  await ledger.pass(2 * DAY, answer);
  const countReads = (id: string) =>
    ledger.asked.filter((path) => path.startsWith(`/v1/subscriptions/${id}`)).length;
  assert.ok(countReads("sub_1") <= 30, `${countReads("sub_1")} reads`);
  assert.ok(countReads("sub_2") >= 1);
});

test("profile · that drops a resource has nothing more of it read", async () => {
  const ledger = new AnsweredLedger(["customers", "subscriptions"]);
  const item = { id: "si_1", current_period_end: ledger.now + 60 };
  const items = { data: [item], has_more: true };
  const subscription = createObject("subscriptions", "sub_1", { status: "active", items });
  await ledger.turn((path) => list(path.startsWith("/v1/customers") ? CUSTOMERS : [subscription]));
  assert.equal(ledger.count("refetches"), 1);
  ledger.want(["customers"]);
  const before = ledger.asked.length;
  await ledger.pass(2 * DAY, () => list(CUSTOMERS));
  assert.deepEqual(
    ledger.asked.slice(before).filter((path) => path.startsWith("/v1/subscriptions")),
    [],
  );
  assert.equal(ledger.view.status, "fresh");
});

test("changes · of a connection that only webhooks tell of are compacted too", async () => {
  const ledger = new AnsweredLedger(["customers"], { hasSecret: true });
  await ledger.turn(() => list(CUSTOMERS));
  for (let count = 0; count < 14_000; count += 1) {
    ledger.tick(1);
    const object = createObject("customers", `cus_${count % 4}`, { name: String(count) });
    ledger.receive({ id: `evt_${count}`, type: "customer.updated", created: ledger.now, object });
  }
  assert.ok(ledger.count("changes") <= 10_600, `${ledger.count("changes")} changes`);
});
