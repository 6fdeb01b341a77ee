/**
 * @module What an object was before an event, by the event's `previous_attributes` (docs.stripe.com/api/events/object).
 */

type Fields = Readonly<Record<string, unknown>>;

/** Returns the object before an event. Of a hash an event names the changed keys only, of a list all of it. */
export function rewind<T extends Fields>(object: T, previous: Fields): T {
  const past = Object.entries(previous).map(([name, value]) => {
    const now = object[name];
    const isHash = isFields(value) && isFields(now) && value.object !== "list";
    return [name, isHash ? rewind(now, value) : value] as const;
  });
  return { ...object, ...Object.fromEntries(past) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
