/**
 * @module The receipt says what Stripe said: each entry is held against the local Stripe's own log of requests.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  FOREIGN_ANSWERS,
  type Fault,
  type LocalKey,
  type RecordedRequest,
} from "../../../demo/stripe/index.ts";
import { PERMISSIONS, type Access, type PermissionName } from "../../../shared/permissions.ts";
import type { Profile } from "../../../shared/profile.ts";
import { DROPFIX } from "../../../shared/profiles/dropfix.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import type { Check } from "../../../shared/schema/connections.ts";
import { receiptAnswer, type Receipt, type StripeRequest } from "../../../shared/schema/receipt.ts";
import { connectByConsent, createOauthWorld, type OauthWorld } from "../oauth/journey.ts";
import { readAnswer, readError, REQUIRED, type Project } from "../world.ts";

type Entry = Receipt["entries"][number];

const ask = (access: Access, ...names: PermissionName[]) =>
  names.map((permission) => ({ permission, access, required: permission !== "quotes", why: "To test it." }));

const PROFILE: Profile = {
  ...PARITYRAIL,
  name: "own",
  permissions: [
    ...ask("read", "customers", "subscriptions", "invoices"),
    ...ask("write", "products", "coupons", "quotes"),
    ...ask("read", "connect"), // no endpoint proves it
    ...ask("write", "reviews"),
  ],
  excess_check: ["charges", "disputes", "payment_links", "credit_notes", "payouts"], // the last two come along with others
  webhook: { kind: "none" },
  sync: { ...PARITYRAIL.sync, resources: [] },
};

/** What changes its answer in this file: permissions of the profile, rows that should not be there, the account. */
const SLOTS = [
  { permission: "subscriptions", access: "read" },
  { permission: "invoices", access: "read" },
  { permission: "products", access: "write" },
  { permission: "coupons", access: "write" },
  { permission: "quotes", access: "write" },
  { permission: "charges", access: "read" },
  { permission: "disputes", access: "read" },
  { permission: "payment_links", access: "read" },
  { permission: "accounts", access: "read" }, // the look-up of the account is its probe too
] as const satisfies readonly { permission: PermissionName; access: Access }[];

/** What follows from an answer, and the answers that it follows from. */
const ANSWERS: readonly { readonly status: Check["status"]; readonly faults: readonly SlotFault[] }[] = [
  { status: "granted", faults: [null] },
  { status: "missing", faults: ["no permission", { kind: "permission_lost" }] },
  {
    status: "unknown",
    // Of the second, the status alone would be a proof.
    faults: [
      { kind: "error_500" },
      { kind: "truncated_json" },
      { kind: "html_502" },
      { kind: "reset_before" },
    ],
  },
  // A 403 that is not about the permission proves nothing either.
  { status: "unchecked", faults: [{ kind: "bad_request" }, FOREIGN_ANSWERS.under_review] },
];
type SlotFault = Fault | "no permission" | null;

let world: OauthWorld;
before(async () => {
  world = await createOauthWorld();
});
after(() => world.close());

async function readReceipt(project: Project): Promise<Receipt> {
  const response = await project.call("readReceipt");
  assert.equal(response.status, 200);
  return receiptAnswer.parse(await response.json());
}

function findEntry({ entries }: Receipt, permission: PermissionName): Entry {
  return entries.find((entry) => entry.permission === permission) ?? assert.fail(permission);
}

/** A connected project of its own. */
async function connect(permissions = REQUIRED, profile = PROFILE) {
  const project = await world.createProject("admin", profile);
  world.stripe.clearRequests();
  const key = world.createKey(permissions);
  await readAnswer(await project.connect(key.key));
  return { project, key, receipt: await readReceipt(project) };
}

/** The call that proves a permission, as documented; null for none. */
function pathOf(permission: string, access: Access): string | null {
  const { probe, writeProbe = null } = PERMISSIONS[permission as PermissionName]; // a receipt names no other
  return access === "write" ? writeProbe : (probe?.split("?")[0] ?? null);
}

/** What Stripe's log says of the last such request with a key. */
function findLogged({ id }: Pick<LocalKey, "id">, method: string, path: string): RecordedRequest {
  const found = world.stripe.requests.findLast(
    (request) => request.keyId === id && request.method === method && request.path === path,
  );
  return found ?? assert.fail(`${method} ${path} was not asked`);
}

/** Holds a request on the receipt against Stripe's log. */
function assertLogged(key: Pick<LocalKey, "id">, request: StripeRequest | null): void {
  assert.ok(request);
  const { at, ...shown } = request;
  const logged = findLogged(key, request.method, request.path);
  // A connection that was reset reaches the Worker as a 500 of the test's own network, which has no id.
  const isBroken = logged.status === 0 && (shown.status === null || shown.status === 500);
  const status = isBroken ? shown.status : logged.status;
  const request_id = isBroken ? null : logged.requestId;
  assert.deepEqual(shown, { method: logged.method, path: logged.path, status, request_id });
  assert.ok(at >= logged.at && at <= logged.at + 5, `${at} is not ${logged.at}`);
}

/** Returns how a slot is answered in a round: over all rounds in every way, and in a round never all alike. */
function answerOf(slot: number, round: number): { status: Check["status"]; fault: SlotFault } {
  const { status, faults } = ANSWERS[(slot + round) % ANSWERS.length] ?? assert.fail();
  return { status, fault: faults[Math.floor(slot / 2) % faults.length] ?? null };
}

/** Has Stripe answer each slot as it is the round's turn. */
function setStripe(key: LocalKey, round: number): void {
  const permissions = SLOTS.flatMap(({ permission, access }, slot) => {
    const { fault } = answerOf(slot, round);
    if (fault === "no permission") return [];
    const method = access === "write" ? "POST" : "GET";
    const path = new RegExp(`^${pathOf(permission, access)}$`);
    if (fault !== null) world.stripe.setFault(fault, { method, path });
    return [`${PERMISSIONS[permission].identifier}_${access}`];
  });
  world.stripe.editKey(key.id, ["customer_read", ...permissions]);
}

test("receipt · each entry is what Stripe's own log says, however Stripe answers it, and follows every re-check", async () => {
  const { project, key } = await connect();
  for (const round of ANSWERS.keys()) {
    setStripe(key, round);
    world.stripe.clearRequests();
    const { connection } = await project.read("checkConnection", {});
    world.stripe.setFault(null);
    const receipt = await readReceipt(project);

    const expected: Record<string, Check["status"]> = { customers: "granted" };
    for (const [slot, { permission }] of SLOTS.entries()) expected[permission] = answerOf(slot, round).status;
    for (const { permission, access, status, request } of receipt.entries) {
      const path = pathOf(permission, access);
      const isAsked = path !== null && permission !== "credit_notes" && permission !== "payouts";
      assert.equal(status, isAsked ? expected[permission] : "unchecked", permission);
      if (!isAsked) assert.equal(request, null, permission);
      else {
        assert.deepEqual([request?.method, request?.path], [access === "write" ? "POST" : "GET", path]);
        assertLogged(key, request);
      }
    }
    assertLogged(key, receipt.account_request);
    assert.equal(receipt.account_request?.path, "/v1/account");
    assert.equal(receipt.checked_at, connection?.checked_at);
    const shown = receipt.entries.filter(({ asked }) => asked);
    const isSame = shown.map(({ permission, access, required, label, status }) => ({
      permission,
      access,
      required,
      label,
      status,
    }));
    assert.deepEqual(new Set(isSame), new Set(connection?.permissions));
    const tooMuch = receipt.entries.filter(({ asked, status }) => !asked && status === "granted");
    assert.deepEqual(
      tooMuch.map(({ label }) => label),
      connection?.excess_permissions,
    );
  }
});

test("receipt · lists by title what the profile asks for and then what it should not have, in the profile's order", async () => {
  const { project, receipt } = await connect([...REQUIRED, "charge_read"]);
  const all: Omit<Entry, "status" | "title" | "request">[] = [
    ...PROFILE.permissions.map((row) => ({
      ...{ permission: row.permission, access: row.access, required: row.required, asked: true },
      label: PERMISSIONS[row.permission].label,
    })),
    ...PROFILE.excess_check.map((permission) => ({
      ...{ permission, access: "read" as const, required: false, asked: false },
      label: PERMISSIONS[permission].label,
    })),
  ];
  const titles = receipt.entries.map(({ title }) => title);
  const expected = ["Can", "Can, and was not asked to", "Cannot", "Not checked"];
  assert.deepEqual([...new Set(titles)], expected);
  assert.deepEqual(
    titles.toSorted((a, b) => expected.indexOf(a) - expected.indexOf(b)),
    titles,
  );
  for (const title of expected) {
    const shown = receipt.entries.filter((entry) => entry.title === title);
    const found = shown.map(({ status: _status, title: _title, request: _request, ...rest }) => rest);
    assert.deepEqual(
      found,
      all.filter(({ permission }) => shown.some((entry) => entry.permission === permission)),
    );
  }
  assert.deepEqual(new Set(receipt.entries.map(({ permission }) => permission)).size, all.length);
  const { connection } = await project.read("readConnection");
  const { id, method, mode, label, key_kind, account } = connection ?? assert.fail();
  const { entries: _, account_request: _account, may_send: _sent, note, ...head } = receipt;
  assert.deepEqual(head, {
    ...{ object: "receipt", connection: id, method, mode, label, key_kind, account },
    ...{ checked_at: connection?.checked_at, refusal: null, beyond: "unknown", writes_refused: false },
  });
  assert.equal(
    note,
    "What else it can do was not asked. ParityRail’s server sends nothing with it but what ParityRail asks for.",
  );
});

test("receipt · shows the last answer where Stripe was asked more than once", async () => {
  const { project, key } = await connect();
  world.stripe.setFault({ kind: "revoked" }, { path: /^\/v1\/invoices$/, times: 1 }); // asked again in a second round
  world.stripe.setFault({ kind: "error_500" }, { path: /^\/v1\/subscriptions$/, times: 1 });
  world.stripe.clearRequests();
  await project.read("checkConnection", {});
  world.stripe.setFault(null);
  const receipt = await readReceipt(project);
  for (const name of ["invoices", "subscriptions"] as const) {
    const { request, status } = findEntry(receipt, name);
    assert.equal(world.stripe.requests.filter(({ path }) => path === `/v1/${name}`).length, 2);
    assert.deepEqual([status, request?.status], ["granted", 200]);
    assertLogged(key, request);
  }
});

test("receipt · what Stripe refuses, or does not answer, leaves every entry and its proof as they were", async () => {
  const { project, key, receipt: first } = await connect(["customer_read", "charge_read"]);
  await world.advanceClock(600);
  world.stripe.setFault({ kind: "bad_request" });
  assert.equal((await readError(await project.call("checkConnection", {}))).code, "stripe_unexpected");
  world.stripe.setFault(null);
  assert.deepEqual(await readReceipt(project), first);

  world.stripe.revokeKey(key.id);
  world.stripe.clearRequests();
  await project.read("checkConnection", {});
  const refused = await readReceipt(project);
  const { checked_at, refusal } = refused;
  assert.deepEqual({ ...refused, checked_at: first.checked_at, refusal: null }, first);
  assert.ok(checked_at !== null && checked_at >= (first.checked_at ?? 0) + 600);
  assert.deepEqual(
    [refusal?.code, refusal?.since, refusal?.request?.status],
    ["key_rejected", checked_at, 401],
  );
  assertLogged(key, refusal?.request ?? null);

  const fresh = world.createKey(["subscription_read"]);
  world.stripe.clearRequests();
  await readAnswer(await project.connect(fresh.key));
  const receipt = await readReceipt(project);
  assert.equal(receipt.refusal, null);
  assert.equal(findEntry(receipt, "subscriptions").status, "granted");
  assertLogged(fresh, findEntry(receipt, "customers").request);
});

test("receipt · a row that the profile asks for since is unknown, whatever else was asked at its address", async () => {
  const { project } = await connect([...REQUIRED, "connected_account_read"]);
  const grown: Profile = {
    ...PROFILE,
    permissions: [...PROFILE.permissions, ...ask("read", "accounts", "products").slice(0, 1)],
    excess_check: [...PROFILE.excess_check, "files"],
  };
  const [params, body] = [{ app: project.app.id }, { profile: grown }];
  const changed = await world.call("updateApp", { token: world.secrets.OPERATOR_TOKEN, params, body });
  assert.equal(changed.status, 200);
  const receipt = await readReceipt(project);
  const tell = (name: PermissionName) => {
    const { asked, status, request } = findEntry(receipt, name);
    return { asked, status, request };
  };
  assert.deepEqual(tell("accounts"), { asked: true, status: "unknown", request: null });
  assert.deepEqual(tell("files"), { asked: false, status: "unchecked", request: null });
  assert.equal(receipt.account_request?.status, 200);
});

test("receipt · a secret key can do everything, and nobody asks whether it has too much", async () => {
  const project = await world.createProject("admin", PROFILE);
  const key = world.stripe.createKey({ account: world.account.id, mode: "test", kind: "secret" });
  world.stripe.clearRequests();
  await readAnswer(await project.connect(key.key));
  const receipt = await readReceipt(project);
  assert.deepEqual([receipt.key_kind, receipt.beyond], ["secret", "everything"]);
  assert.match(receipt.note, /^A secret key can do everything in the account\./);
  assert.doesNotMatch(receipt.note, /nothing but reads/);
  for (const { permission, asked, status, request } of receipt.entries) {
    const isProved = asked && permission !== "connect" && permission !== "reviews";
    assert.equal(status, isProved ? "granted" : "unchecked", permission);
    if (isProved) assertLogged(key, request);
    else assert.equal(request, null);
  }
});

test("receipt · access by Stripe's own page is shown with the platform's requests, and what is beyond is unknown", async () => {
  const account = world.stripe.createAccount({ name: "Consenting Ltd." });
  world.stripe.clearRequests();
  const { project } = await connectByConsent(world, account);
  const receipt = await readReceipt(project);
  const { method, key_kind, beyond, account: shown } = receipt;
  assert.deepEqual([method, key_kind, beyond, shown?.id], ["oauth", null, "unknown", account.id]);
  const platform = world.stripe.requests.find(({ path }) => path === "/v1/account")?.keyId;
  const proved = receipt.entries.filter(({ status }) => status === "granted");
  assert.ok(proved.length > 3);
  for (const { request } of proved) assertLogged({ id: platform ?? "" }, request);
  assert.equal(receipt.writes_refused, false); // Engage asks for writes, and for an endpoint
});

test("receipt · of the demo dataset nothing was asked, nothing is proved and nothing is sent", async () => {
  const project = await world.createProject();
  await project.read("connectDemo", {});
  await project.read("checkConnection", {});
  const { entries, label, connection: _, note, ...receipt } = await readReceipt(project);
  assert.deepEqual([label, note], ["Demo dataset", "Example data: no Stripe account is asked."]);
  assert.deepEqual(receipt, {
    ...{ object: "receipt", method: "demo", mode: "test", key_kind: null, account: null, checked_at: null },
    ...{ refusal: null, account_request: null, beyond: "nothing", may_send: [], writes_refused: true },
  });
  assert.deepEqual(
    entries.map(({ permission, status, request }) => [permission, status, request]),
    PARITYRAIL.permissions.map(({ permission }) => [permission, "unchecked", null]),
  );
});

test("receipt · there is none without a connection, and none after it", async () => {
  const { project } = await connect();
  const other = await world.createProject();
  assert.deepEqual((await readError(await other.call("readReceipt"))).code, "not_connected");
  await readAnswer(await project.call("disconnect"));
  const { code, status } = await readError(await project.call("readReceipt"));
  assert.deepEqual([code, status], ["not_connected", 404]);
  const left = world.db.prepare("SELECT COUNT(*) AS n FROM connections WHERE project = ?1").bind(project.id);
  assert.equal(await left.first("n"), 0);
});

test("receipt · names exactly what is sent with the key: of a profile that reads, nothing but reads", async () => {
  const { project, receipt } = await connect([...REQUIRED, "event_read"], {
    ...PROFILE,
    permissions: ask("read", "customers", "subscriptions", "events", "balance", "connect"),
    excess_check: ["disputes"],
    sync: { ...PARITYRAIL.sync, resources: ["customers", "subscriptions", "subscription_schedules"] },
  });
  assert.deepEqual(
    receipt.may_send.map(({ method, path }) => `${method} ${path}`),
    [
      ...["GET /v1/account", "GET /v1/balance", "GET /v1/customers", "GET /v1/customers/{id}"],
      ...["GET /v1/disputes", "GET /v1/events", "GET /v1/events/{id}", "GET /v1/subscription_items"],
      ...["GET /v1/subscription_schedules", "GET /v1/subscription_schedules/{id}"],
      ...["GET /v1/subscriptions", "GET /v1/subscriptions/{id}"],
    ],
  );
  assert.equal(receipt.writes_refused, true);
  assert.match(receipt.note, /ParityRail’s server sends nothing but reads with it\.$/);
  const inGerman = await project.call("readReceipt", undefined, { headers: { "accept-language": "de" } });
  const { entries, note } = receiptAnswer.parse(await inGerman.json());
  assert.deepEqual([...new Set(entries.map(({ title }) => title))], ["Darf", "Darf nicht", "Nicht geprüft"]);
  assert.match(note, /^Was er sonst noch darf, wurde nicht abgefragt\. Der Server von ParityRail/);
  const params = { project: project.id };
  for (const [path, status] of [
    ["v1/balance", 422], // allowed, and the key may not
    ["v1/events", 200],
    ["v1/customers/cus_none", 404],
    ["v1/disputes", 403], // asked about by the check, and not for the app
    ["v1/charges", 403],
  ] as const) {
    const answer = await world.call("readStripe", { token: project.app.secret, params: { ...params, path } });
    assert.equal(answer.status, status, path);
  }
});

for (const profile of [PARITYRAIL.name, DROPFIX.name, "clearsync", "billstack"]) {
  test(`receipt · of ${profile} names every request that is made with the key`, async () => {
    const project = await world.createProject("admin", profile);
    const mode = profile === DROPFIX.name ? "live" : "test";
    const account = world.stripe.createAccount({ name: "Watched Ltd.", customers: 2 }).id;
    const key = world.stripe.createKey({ account, mode, kind: "secret" });
    const publishable = world.stripe.createKey({ account, mode, kind: "publishable" }).key;
    const isRefused = (await project.connect(key.key)).status === 400;
    if (isRefused) await readAnswer(await project.connect(key.key, { publishable_key: publishable }));
    const { may_send, writes_refused } = await readReceipt(project);
    await project.read("checkConnection", {});
    await readAnswer(await project.call("disconnect"));
    const listed = new Set(may_send.map(({ method, path }) => `${method} ${path}`));
    const sent = world.stripe.requests.filter(({ keyId }) => keyId === key.id);
    assert.ok(sent.length > 5);
    for (const { method, path } of sent) {
      const call = `${method} ${path}`;
      assert.ok(listed.has(call) || listed.has(call.replace(/[^/]+$/, "{id}")), call);
      assert.ok(method === "GET" || !writes_refused, call);
    }
    assert.equal(writes_refused, profile !== "clearsync");
  });
}
