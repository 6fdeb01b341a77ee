/**
 * @module What an app's backend may read from Stripe, by path and query: two tables, of what is let through and what not.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { PERMISSION_NAMES, PERMISSIONS } from "../../shared/permissions.ts";
import type { Profile } from "../../shared/profile.ts";
import { PARITYRAIL } from "../../shared/profiles/parityrail.ts";
import { requireRead, requireWrite } from "../../shared/profiles/rows.ts";
import { RESOURCE_NAMES, RESOURCES } from "../../shared/resources.ts";
import { ApiError } from "../../worker/http/api-error.ts";
import { allowRead, listTargets } from "../../worker/connections/proxy-rule.ts";
import { propertyParameters } from "../property-runs.ts";

const PROFILE: Profile = {
  ...PARITYRAIL,
  permissions: [
    requireRead("customers", "Read them."),
    requireRead("subscriptions", "Read them."),
    requireRead("checkout_sessions", "Read them."),
    requireRead("entitlements", "Read them."),
    requireRead("balance", "Read it."),
    requireWrite("coupons", "Make them."),
  ],
  sync: { ...PARITYRAIL.sync, resources: ["customers", "subscription_schedules", "entitlements"] },
};

/** Returns the request that goes out, or the code and field it is refused with. */
function ask(text: string, profile = PROFILE): string {
  const [path = "", query = ""] = text.split("?");
  try {
    const { path: asked, object, permissions } = allowRead(profile, path, new URLSearchParams(query));
    return `${decodeURIComponent(asked)} ${object} ${permissions.join("+")}`;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [error.code, error.details.param].filter((part) => part !== undefined).join(" ");
  }
}

for (const [asked, expected] of [
  ["/v1/customers", "/v1/customers list customers"],
  ["/v1/customers/cus_1", "/v1/customers/cus_1 customer customers"],
  ["/v1/subscriptions/sub_1", "/v1/subscriptions/sub_1 subscription subscriptions"],
  ["/v1/subscription_schedules", "/v1/subscription_schedules list subscriptions"],
  ["/v1/checkout/sessions/cs_test_a1", "/v1/checkout/sessions/cs_test_a1 checkout.session checkout_sessions"],
  [
    "/v1/entitlements/active_entitlements?customer=cus_1",
    "/v1/entitlements/active_entitlements?customer=cus_1 list entitlements",
  ],
  ["/v1/entitlements/features", "/v1/entitlements/features list entitlements"],
  ["/v1/entitlements/features/feat_1", "/v1/entitlements/features/feat_1 entitlements.feature entitlements"],
  ["/v1/balance", "/v1/balance balance balance"],
  ["/v1/coupons/SUMMER-25", "/v1/coupons/SUMMER-25 coupon coupons"],
  [
    "/v1/customers?limit=100&starting_after=cus_1",
    "/v1/customers?limit=100&starting_after=cus_1 list customers",
  ],
  ["/v1/customers?created[gte]=1&created[lt]=2", "/v1/customers?created[gte]=1&created[lt]=2 list customers"],
  ["/v1/customers?email=a%2Bb@example.com", "/v1/customers?email=a+b@example.com list customers"],
  [
    "/v1/subscriptions?status=all&customer=cus_1",
    "/v1/subscriptions?status=all&customer=cus_1 list subscriptions",
  ],
  ["/v1/coupons?expand[]=data.applies_to", "parameter_invalid expand"],
  [
    "/v1/subscriptions/sub_1?expand[]=customer",
    "/v1/subscriptions/sub_1?expand[]=customer subscription subscriptions+customers",
  ],
  [
    "/v1/subscriptions?expand[0]=data.customer&expand[1]=data.schedule",
    "/v1/subscriptions?expand[]=data.customer&expand[]=data.schedule list subscriptions+customers",
  ],
  [
    "/v1/subscriptions/sub_1?expand[]=items.data.price.tiers",
    "/v1/subscriptions/sub_1?expand[]=items.data.price.tiers subscription subscriptions",
  ],
] as const) {
  test(`proxy · ${asked} is ${expected.startsWith("/") ? "asked for" : "refused"}`, () =>
    assert.equal(ask(asked), expected));
}

for (const [title, asked] of Object.entries({
  "what the profile does not name": "/v1/invoices",
  "one of what it does not name": "/v1/charges/ch_1",
  "another version of the API": "/v2/core/events",
  "no version": "/customers",
  nothing: "/",
  "less than nothing": "",
  "a search": "/v1/customers/search",
  "an invoice to come": "/v1/subscriptions/upcoming",
  "what belongs to an object": "/v1/customers/cus_1/sources",
  "an object that there is one of, by id": "/v1/balance/history",
  "the folder of a resource": "/v1/checkout",
  "a slash at the end": "/v1/customers/",
  "a slash twice": "//v1/customers",
  "a slash twice in front of the id": "/v1/customers//cus_1",
  capitals: "/V1/customers",
  "a step up": "/v1/customers/../charges",
  "a step up, encoded": "/v1/customers/%2e%2e/charges",
  "a step up as the id": "/v1/customers/..",
  "a step up as the id, encoded": "/v1/customers/%2e%2e",
  "a dot as the id": "/v1/customers/.",
  "an encoded slash": "/v1/customers/cus_1%2fsources",
  "an encoded slash, encoded": "/v1/customers/cus_1%252fsources",
  "a backslash": "/v1/customers\\cus_1",
  "an encoded question mark": "/v1/customers%3fexpand[]=data.sources",
  "an encoded hash": "/v1/customers/cus_1%23",
  "an encoded letter": "/v1/%63ustomers",
  "an encoded line break": "/v1/customers/cus_1%0d%0aX-Evil:1",
  "a parameter of a path": "/v1/customers;x=1",
  "an address": "/https://evil.example/v1/customers",
  "an address without a scheme": "//evil.example/v1/customers",
  "a user of an address": "/@evil.example/v1/customers",
  "a key as the id": `/v1/customers/${["sk", "live", "51abcdefghijklmnopqrst"].join("_")}`,
  "an id that is too long": `/v1/customers/c${"x".repeat(255)}`,
})) {
  test(`proxy · ${title} is refused`, () => assert.equal(ask(asked), "read_not_allowed"));
}

for (const [query, expected] of Object.entries({
  "limit=0": "parameter_invalid limit",
  "limit=101": "parameter_invalid limit",
  "limit=1e2": "parameter_invalid limit",
  "limit=10&limit=20": "parameter_invalid limit",
  "starting_after=../x": "parameter_invalid starting_after",
  "starting_after=": "parameter_invalid starting_after",
  "created=yesterday": "parameter_invalid created",
  "created[gte]=-1": "parameter_invalid created.gte",
  "created[in]=1": "parameter_unknown",
  "email=a b@example.com": "parameter_invalid email",
  "status=a%26b": "parameter_invalid status",
  "query=email:'a'": "parameter_unknown",
  "api_key=x": "parameter_unknown",
  "constructor=x": "parameter_unknown",
  "__proto__=x": "parameter_unknown",
  "expand=data.subscriptions": "parameter_unknown",
  "expand[]=data.subscriptions": "parameter_invalid expand",
  "expand[]=customer": "parameter_invalid expand",
  "expand[]=data": "parameter_invalid expand",
  "expand[]=": "parameter_invalid expand",
  "expand[]=data.__proto__": "parameter_invalid expand",
  "expand[]=data.customer.customer.customer.customer.customer": "parameter_invalid expand",
  "expand[]=data.invoice_settings.default_payment_method": "read_not_allowed expand",
  "expand[]=data.customer&expand[]=data.latest_invoice": "read_not_allowed expand",
  [Array(11).fill("expand[]=data.customer").join("&")]: "parameter_invalid expand",
})) {
  test(`proxy · a list with ${query.slice(0, 60)} is refused`, () =>
    assert.equal(ask(`/v1/customers?${query}`), expected));
}

test("proxy · a single object takes expansions and nothing else", () => {
  assert.equal(ask("/v1/customers/cus_1?limit=1"), "parameter_unknown");
  assert.equal(ask("/v1/balance?limit=1"), "parameter_unknown");
});

test("proxy · whatever is asked, what goes out is a path of the profile with an id at most", () => {
  const paths = listTargets(PROFILE).map(({ path }) => path);
  const piece = fc.oneof(
    fc.constantFrom(
      ...paths,
      "/",
      "..",
      "%2e",
      "v1",
      "cus_1",
      "?",
      "limit=1",
      "&",
      "expand[]=data.customer",
      "\\",
    ),
    fc.string(),
  );
  const property = fc.property(
    fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")),
    (text) => {
      const answer = ask(text);
      if (!answer.startsWith("/")) return;
      const [asked = ""] = answer.split(/[? ]/);
      assert.ok(
        paths.some((path) => asked === path || /^\/[A-Za-z0-9_-]+$/.test(asked.replace(path, ""))),
        answer,
      );
    },
  );
  fc.assert(property, propertyParameters(2000));
});

for (const name of PERMISSION_NAMES.filter((one) => PERMISSIONS[one].probe !== null)) {
  test(`proxy · ${name} can be read by a profile that asks for it`, () => {
    const profile: Profile = {
      ...PROFILE,
      permissions: [requireRead(name, "Read it.")],
      sync: { ...PROFILE.sync, resources: [] },
    };
    const path = PERMISSIONS[name].probe?.split("?")[0] ?? "";
    assert.match(ask(path, profile), new RegExp(`^${path} (list|${name}|account) ${name}$`));
  });
}

for (const name of RESOURCE_NAMES) {
  test(`proxy · ${name} can be read by a profile that syncs them`, () => {
    const { path, object, permission } = RESOURCES[name];
    const profile: Profile = { ...PROFILE, permissions: [], sync: { ...PROFILE.sync, resources: [name] } };
    assert.equal(ask(path, profile), `${path} list ${permission}`);
    assert.equal(ask(`${path}/x_1`, profile), `${path}/x_1 ${object} ${permission}`);
  });
}
