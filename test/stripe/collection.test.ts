/**
 * @module A collection keeps objects in the order of their creation, whatever is saved, replaced and removed.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Collection, type PageQuery } from "../../demo/stripe/collection.ts";
import { readField, type StripeObject } from "../../demo/stripe/objects.ts";
import { propertyParameters } from "../property-runs.ts";

const step = fc.record({
  id: fc.integer({ min: 0, max: 30 }).map((number) => `cus_${number}`),
  created: fc.integer({ min: 0, max: 12 }),
  status: fc.constantFrom("open", "paid"),
  removes: fc.boolean(),
});

/** The same, the slow way: everything in one array. */
function listSlowly(objects: readonly StripeObject[], query: PageQuery): string[] {
  const { since = 0, until = Infinity, after, before, where = [] } = query;
  const from = after === undefined ? 0 : objects.findIndex(({ id }) => id === after) + 1;
  const to = before === undefined ? objects.length : objects.findIndex(({ id }) => id === before);
  const found = objects
    .slice(from, to)
    .filter(({ created }) => Number(created) >= since && Number(created) <= until)
    .filter((object) => where.every(({ field, value }) => readField(object, field) === value));
  return (before === undefined ? found.slice(0, query.limit) : found.slice(-query.limit)).map(({ id }) => id);
}

test("collection · pages are those of a sorted array, after any changes", () => {
  const bounds = fc.record({ since: fc.nat(12), until: fc.nat(12), limit: fc.integer({ min: 1, max: 5 }) });
  const property = fc.property(
    fc.array(step, { maxLength: 120 }),
    bounds,
    fc.constantFrom("after", "before", null),
    (steps, query, side) => {
      const collection = new Collection([]);
      collection.findBy("status", "open"); // from here on, the index follows the changes
      const model = new Map<string, StripeObject>();
      for (const { id, created, status, removes } of steps) {
        const object = { id, object: "customer", created: model.get(id)?.created ?? created, status };
        if (removes) collection.remove(id);
        else collection.save(object);
        if (removes) model.delete(id);
        else model.set(id, object);
      }
      const newestFirst = [...model.values()]
        .toReversed()
        .toSorted((one, other) => Number(other.created) - Number(one.created));
      assert.deepEqual(collection.objects, newestFirst);
      const [cursor] = newestFirst.slice(Math.floor(newestFirst.length / 2));
      const where = [{ field: "status", value: "open" }];
      for (const more of [{}, { where }, side && cursor ? { [side]: cursor.id } : {}]) {
        const asked: PageQuery = { ...query, ...more };
        assert.deepEqual(
          collection.page(asked).data.map(({ id }) => id),
          listSlowly(newestFirst, asked),
        );
      }
    },
  );
  fc.assert(property, propertyParameters(200));
});

test("collection · a hundred thousand changes and pages take no longer than they are many", () => {
  const collection = new Collection([]);
  const started = performance.now();
  for (let number = 0; number < 100_000; number += 1) {
    collection.save({
      id: `in_${number}`,
      object: "invoice",
      created: number,
      status: "open",
      customer: "cus_1",
    });
    if (number % 2 === 0) collection.remove(`in_${number / 2}`);
    const where = [{ field: "status", value: "open" }];
    collection.page({ limit: 3, where, since: number - 10, after: `in_${number}` });
  }
  assert.ok(performance.now() - started < 5000); // copying at every list would take hours
});
