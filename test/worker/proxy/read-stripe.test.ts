/**
 * @module `GET …/stripe/{path}` reads with the connection's key, counts what it reads, and asks Stripe for nothing else.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import {
  connectLedger,
  createLedgerWorld,
  readAll,
  readSync,
  type Connected,
} from "../ledger/ledger-world.ts";
import { sendRaw } from "../http/raw.ts";
import { readAnswer, readError, type World } from "../world.ts";

const RESOURCES = ["customers", "subscriptions"] as const;

let world: World;
let connected: Connected;
before(async () => {
  world = await createLedgerWorld({ TEST_ALARMS: "off" });
  connected = await connect();
});
after(() => world.close());

function connect(options: Parameters<typeof connectLedger>[1] = {}): Promise<Connected> {
  return connectLedger(world, { resources: RESOURCES, customers: 3, ...options });
}

/** Asks by a path as it is, which `fetch` would tidy up. */
function read(path: string, { project }: Pick<Connected, "project"> = connected, method = "GET") {
  const headers = { Authorization: `Bearer ${project.app.secret}` };
  return sendRaw(world.url, { method, path: `/v1/projects/${project.id}/stripe${path}`, headers });
}

async function readFailure(path: string, whose: Pick<Connected, "project"> = connected) {
  const { status, text, headers } = await read(path, whose);
  const { error } = JSON.parse(text) as { error: Record<string, unknown> }; // an error
  return { status, code: error.code, error, retryAfter: headers["retry-after"] };
}

test("GET stripe · answers with Stripe's own list and object, and Stripe's id of the request", async () => {
  const objects = world.stripe.live(connected.account, "test").objects("customers");
  const { status, text, headers } = await read("/v1/customers?limit=2");
  const list = JSON.parse(text) as { object: string; data: { id: string }[]; has_more: boolean }; // Stripe's list
  assert.deepEqual([status, list.object, list.data.length, list.has_more], [200, "list", 2, true]);
  assert.match(String(headers["stripe-request-id"]), /^req_/);
  assert.equal(headers["content-type"], "application/json");
  assert.equal(headers["cache-control"], "no-store");
  const id = objects[0]?.id ?? "";
  const one = JSON.parse((await read(`/v1/customers/${id}`)).text) as { id: string; object: string }; // Stripe's
  assert.deepEqual([one.id, one.object], [id, "customer"]);
});

test("GET stripe · passes filters and expansions on", async () => {
  const [subscription] = world.stripe.live(connected.account, "test").objects("subscriptions");
  const customer = String(subscription?.customer);
  const { status, text } = await read(
    `/v1/subscriptions?status=all&customer=${customer}&expand[]=data.customer`,
  );
  assert.equal(status, 200, text);
  const { data } = JSON.parse(text) as { data: { id: string; customer: { id: string } }[] }; // as asked for
  assert.ok(data.length > 0);
  for (const found of data) assert.equal(found.customer.id, customer);
});

test("GET stripe · each read counts among the connection's reads, a repeated one twice", async () => {
  const counted = await connect();
  await readAll(world, counted);
  const before = await readSync(counted);
  await read("/v1/customers", counted);
  await read("/v1/customers/cus_nobody", counted);
  world.stripe.setFault({ kind: "error_500" }, { path: /customers$/, times: 1 });
  assert.equal((await read("/v1/customers", counted)).status, 200);
  world.stripe.setFault(null);
  const after = await readSync(counted);
  assert.equal(after.reads.today.proxy - before.reads.today.proxy, 4);
  assert.deepEqual({ ...after.reads.today, proxy: 0 }, { ...before.reads.today, proxy: 0 });
  assert.equal(after.reads.left, before.reads.left - 4);
});

test("GET stripe · is refused once the reads of the month are used up, before Stripe is asked", async () => {
  const used = await connect();
  await readAll(world, used);
  const { limit, used: before } = (await readSync(used)).reads;
  const day = Math.floor((await world.advanceClock(0)).now / 86_400);
  await world.readObject(
    used.id,
    `INSERT INTO reads VALUES (${day}, 'proxy', ${limit - before}) ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );
  await world.advanceClock(86_400); // the object reads its table again
  world.stripe.clearRequests();
  const { status, code, retryAfter } = await readFailure("/v1/customers", used);
  assert.deepEqual([status, code], [429, "reads_used_up"]);
  assert.ok(Number(retryAfter) > 0 && Number(retryAfter) <= 86_400);
  assert.deepEqual(world.stripe.requests, []);
});

describe("GET stripe · before Stripe is asked", () => {
  for (const [path, status, code] of [
    ["/v1/invoices", 403, "read_not_allowed"],
    ["/v1/customers/search", 403, "read_not_allowed"],
    ["/v1/customers/cus_1/sources", 403, "read_not_allowed"],
    ["/v1/customers/cus_1%2fsources", 403, "read_not_allowed"],
    ["/v1/customers/../charges", 403, "read_not_allowed"],
    ["/v1/customers/%2e%2e/charges", 403, "read_not_allowed"],
    ["/v1/customers/%252e%252e/charges", 403, "read_not_allowed"],
    ["/v1/%63ustomers", 403, "read_not_allowed"],
    ["/v1//customers", 403, "read_not_allowed"],
    ["//evil.example/v1/customers", 403, "read_not_allowed"],
    ["/https://evil.example/v1/customers", 403, "read_not_allowed"],
    ["/v1/customers%3Flimit=1", 403, "read_not_allowed"],
    ["/", 403, "read_not_allowed"],
    ["/v1/customers?expand[]=data.default_payment_method", 403, "read_not_allowed"],
    ["/v1/customers?query=x", 400, "parameter_unknown"],
    ["/v1/customers?limit=1000", 400, "parameter_invalid"],
    ["/../../nobody/stripe/v1/customers", 404, "not_connected"],
    ["", 403, "read_not_allowed"],
  ] as const) {
    test(`${path === "" ? "no path" : path} is ${code}`, async () => {
      world.stripe.clearRequests();
      const failure = await readFailure(path);
      assert.deepEqual([failure.status, failure.code], [status, code]);
      assert.deepEqual(world.stripe.requests, []);
    });
  }

  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    test(`${method} is not found: nothing is ever written`, async () => {
      world.stripe.clearRequests();
      assert.equal((await read("/v1/customers", connected, method)).status, 404);
      assert.deepEqual(world.stripe.requests, []);
    });
  }

  test("a permission that the key lacks is named", async () => {
    const lacking = await connect({ without: ["subscriptions"] });
    world.stripe.clearRequests();
    for (const path of ["/v1/subscriptions", "/v1/customers?expand[]=data.subscription"]) {
      const { status, code, error } = await readFailure(path, lacking);
      assert.deepEqual([status, code], [422, "permissions_missing"]);
      assert.match(String(error.message), /Grant Subscriptions,/);
    }
    assert.deepEqual(world.stripe.requests, []);
  });

  test("a demo dataset is told, and a project without a connection", async () => {
    const demo = await world.createProject("admin", PARITYRAIL.name);
    assert.equal((await readFailure("/v1/customers", { project: demo })).code, "not_connected");
    await readAnswer(await demo.call("connectDemo", {}));
    const { status, code } = await readFailure("/v1/customers", { project: demo });
    assert.deepEqual([status, code], [409, "demo_not_in_stripe"]);
  });

  test("a foreign app finds no connection, and a session is no app", async () => {
    const foreign = { project: { ...connected.project, app: await world.createApp({ profile: "dropfix" }) } };
    assert.equal((await readFailure("/v1/customers", foreign)).code, "not_connected");
    const response = await connected.project.call("readStripe");
    assert.equal((await readError(response)).code, "unauthenticated");
  });
});

describe("GET stripe · where Stripe says no", () => {
  test("an object that is not there is not found", async () => {
    const { status, code, error } = await readFailure("/v1/customers/cus_nobody");
    assert.deepEqual([status, code, error.fix], [404, "not_found", "Stripe has no such object."]);
  });

  test("a permission that was taken away since is named, and the key is checked", async () => {
    const lost = await connect();
    world.stripe.editKey(lost.key.id, ["customer_read"]);
    const { status, code } = await readFailure("/v1/subscriptions", lost);
    assert.deepEqual([status, code], [422, "permissions_missing"]);
    assert.equal((await world.readRest(lost.id)).names.includes("check_due"), true);
  });

  test("a key that was revoked is told in our words, and checked; once that is known Stripe is not asked", async () => {
    const revoked = await connect();
    world.stripe.revokeKey(revoked.key.id);
    const { status, code, error } = await readFailure("/v1/customers", revoked);
    assert.deepEqual([status, code], [422, "key_rejected"]);
    assert.ok(!JSON.stringify(error).includes("Invalid API Key"));
    await revoked.project.call("checkConnection", {});
    world.stripe.clearRequests();
    assert.equal((await readFailure("/v1/customers", revoked)).code, "key_rejected");
    assert.deepEqual(world.stripe.requests, []);
  });

  for (const [fault, status, code] of [
    [{ kind: "error_500" }, 503, "stripe_unavailable"],
    [{ kind: "html_502" }, 503, "stripe_unavailable"],
    [{ kind: "rate_limit", reason: "global-rate" }, 503, "stripe_busy"],
    [{ kind: "bad_request" }, 502, "stripe_unexpected"],
  ] as const) {
    test(`${fault.kind} is ${code}`, async () => {
      world.stripe.setFault(fault, { path: /customers$/ });
      const failure = await readFailure("/v1/customers");
      world.stripe.setFault(null);
      assert.deepEqual([failure.status, failure.code], [status, code]);
    });
  }
});

test("GET stripe · a disconnect ends it, and leaves nothing behind", async () => {
  const ending = await connect();
  world.stripe.setFault({ kind: "latency", milliseconds: 150 }, { path: /customers$/ });
  const reading = read("/v1/customers", ending);
  await ending.project.read("disconnect", {});
  await reading;
  world.stripe.setFault(null);
  assert.deepEqual((await world.readRest(ending.id)).names, []);
  assert.equal((await readFailure("/v1/customers", ending)).code, "not_connected");
});
