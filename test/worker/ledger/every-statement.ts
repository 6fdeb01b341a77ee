/**
 * @module A way through everything that the Worker does with its tables: every endpoint, every job of the ledger.
 */

import type { DurableObjectNamespace } from "@cloudflare/workers-types";
import type { EndpointName } from "../../../shared/api.ts";
import { customerListAnswer } from "../../../shared/schema/customers.ts";
import { openSessionAnswer } from "../../../shared/schema/sessions.ts";
import { createKek } from "../../vault/key-rings.ts";
import { arrive, createPerson, readTicket, type OauthWorld } from "../oauth/journey.ts";
import { createBrowser, createInviter } from "../invitations/invited.ts";
import { deployRing } from "../vault-world.ts";
import { startReceiver } from "../outbox/receiver.ts";
import { createSecret } from "../webhooks/events.ts";
import { ORIGIN, readAnswer, type TestApp, type World } from "../world.ts";
import { connectLedger, createProfile, readAll, settle, type Connected } from "./ledger-world.ts";
import { readStatements, type Statement } from "./statements.ts";

const DAY = 24 * 3600;

/** Walks all of it. Returns what was run, and what was called. */
export async function walkWorker(given: OauthWorld): Promise<{
  readonly statements: Statement[];
  readonly called: ReadonlySet<EndpointName>;
}> {
  const called = new Set<EndpointName>();
  const call: World["call"] = (name, options) => {
    called.add(name);
    return given.call(name, options);
  };
  const createProject: World["createProject"] = async (role, profile) => {
    called.add("createApp").add("createSession");
    const project = await given.createProject(role, profile);
    const callProject: typeof project.call = (name, body, options) => {
      called.add(name);
      return project.call(name, body, options);
    };
    return {
      ...project,
      call: callProject,
      connect: (key, more) => callProject("connect", { api_key: key, ...more }),
      read: async (name, body) => readAnswer(await callProject(name, body)),
    };
  };
  const world: OauthWorld = { ...given, call, createProject };
  await walkLedger(world);
  await walkConnections(world);
  await walkOauth(world);
  await walkInvitations(world);
  called.add("returnFromOauth"); // by `arrive`
  called.add("receiveEvent"); // by the local Stripe
  await walkOutbox(world);
  await walkOperator(world);
  const statements = await readStatements(world);
  await walkRotation(world);
  return { statements: [...statements, ...(await readStatements(world))], called };
}

/** Fills, polls, sweeps and reads again by every means, with changes of every kind in between. */
async function walkLedger(world: World): Promise<void> {
  for (const means of ["lists", "webhooks and events"] as const) {
    const connected = await connectLedger(world, { means, sync: { days: 30 } });
    await settle(world, connected);
    const live = world.stripe.live(connected.account, "test");
    live.deleteProduct(live.createProduct().id);
    for (const { event, send } of world.stripe.takeDeliveries(connected.account)) {
      if (event.type === "product.deleted") await send(); // of a product that was never heard of
    }
    for (let seed = 0; seed < 30; seed += 1) live.random(seed, { silent: means === "lists" });
    for (const delivery of world.stripe.takeDeliveries(connected.account)) await delivery.send();
    await settle(world, connected);
    await askForData(connected);
    for (const customer of live.objects("customers")) live.deleteCustomer(customer.id);
    for (const delivery of world.stripe.takeDeliveries(connected.account)) await delivery.send();
    await settle(world, connected);
    await world.advanceClock(40 * DAY);
    live.applyCoupon(live.subscribe(live.createCustomer().id).id, live.createCoupon().id); // has both read
    for (const delivery of world.stripe.takeDeliveries(connected.account)) await delivery.send();
    await world.advanceClock(5);
    world.stripe.setFault({ kind: "error_500" }, { path: /\/(sub|in|cus|pi|ch)_\w+$/, times: 1 }); // at a single read
    await readAll(world, connected);
    world.stripe.setFault(null);
    await connected.project.call("readSync");
    await walkIdentities(world, connected);
    await failOne(world, connected);
    await widen(world, connected);
    await world.call("readStripe", {
      token: connected.project.app.secret,
      params: { project: connected.project.id },
    });
    await compact(world, connected);
    await narrow(world, connected);
  }
}

/** Asks for all that is answered from a ledger. */
async function askForData({ project }: Connected): Promise<void> {
  const { data } = customerListAnswer.parse(await (await project.call("listCustomers")).json());
  const customer = data[0]?.id ?? "";
  const filters = {
    status: "active",
    product: "p",
    price: "p",
    trial: "none",
    trial_payment: "paid",
    updated_since: "1",
  };
  for (const query of [filters, { email: "ada@example.com" }, { starting_after: customer }]) {
    await project.call("listCustomers", undefined, { query });
  }
  await project.call("readCustomer", undefined, { params: { customer } });
  await project.call("readTraits", undefined, { query: { stripe_id: customer } });
  await project.call("readTraits", undefined, { query: { email_address: "ada@example.com" } });
  await project.call("readCatalog", undefined, { query: { resource: "prices" } });
  for (const query of [{}, { type: "payment_failed" }, { customer, since: "1" }]) {
    await project.call("listSignals", undefined, { query });
  }
  await project.call("listSignals", undefined, { query: { starting_after: "none" } });
  await project.call("readMetrics");
  await project.call("readMrr");
  await project.call("readMrr", undefined, { query: { customer } });
}

/** Uploads a map, another one and a part of a third, and reads it in every way. */
async function walkIdentities(world: World, { project, id }: Connected): Promise<void> {
  const token = project.app.secret;
  const params = { project: project.id };
  const upload = (body: string) => world.call("replaceIdentities", { token, params, body });
  await upload("user,customer\na,cus_1\nb,cus_1\n");
  await upload("user,customer\nb,cus_2\nc,cus_2\n");
  await world.call("readIdentities", { token, params });
  for (const query of ["user=b", "customer=cus_2"]) {
    const url = new URL(`/v1/projects/${project.id}/identities?${query}`, world.url);
    await (await fetch(url, { headers: { Authorization: `Bearer ${token}` } })).body?.cancel();
  }
  await upload("user,customer\nb,cus_3\nb,cus_4\n");
  await readAll(world, { id });
}

/** Has a customer be due whom no rule can derive. */
async function failOne(world: World, connected: Connected): Promise<void> {
  const live = world.stripe.live(connected.account, "test");
  live.subscribe(live.createCustomer().id);
  for (const delivery of world.stripe.takeDeliveries(connected.account)) await delivery.send();
  await settle(world, connected);
  await world.readObject(
    connected.id,
    `UPDATE objects SET json = json_set(json, '$.items.data[0].quantity', 1.5) WHERE resource = 'subscriptions'`,
  );
  await world.readObject(connected.id, "UPDATE customers SET due = 1 WHERE id > ''");
  await readAll(world, connected);
}

/** Has the app's profile find users by metadata too. */
async function widen(world: World, { id, project }: Connected): Promise<void> {
  const identities = { metadata_key: "app_user", email: true };
  const body = { profile: { ...createProfile("lists"), identities } };
  await world.call("updateApp", {
    token: world.secrets.OPERATOR_TOKEN,
    params: { app: project.app.id },
    body,
  });
  await readAll(world, { id });
  await project.call("listCustomers", undefined, { query: { user: "nobody" } });
}

/** Has the app's profile ask for less than it did. */
async function narrow(world: World, connected: Connected): Promise<void> {
  const { app } = connected.project;
  const body = { profile: createProfile("lists", ["customers"]) };
  await world.call("updateApp", { token: world.secrets.OPERATOR_TOKEN, params: { app: app.id }, body });
  await readAll(world, connected);
}

/** Changes are compacted once there are very many, so their numbers are set high. */
async function compact(world: World, connected: Connected): Promise<void> {
  await world.readObject(
    connected.id,
    "UPDATE changes SET number = number + 20000 WHERE number = (SELECT MAX(number) FROM changes)",
  );
  await evict(world, connected.id);
  world.stripe.live(connected.account, "test").createCustomer();
  await settle(world, connected);
}

/** Connects, reconnects, replaces and disconnects, with a key that is refused in between; and the watchdog looks. */
async function walkConnections(world: World): Promise<void> {
  const project = await world.createProject();
  await project.call("connectDemo", {});
  const [key, other] = [world.createKey(), world.createKey()];
  await project.connect(key.key, { webhook_secret: createSecret() });
  await project.connect(other.key, { webhook_secret: "" });
  await project.call("updateConnection", { webhook_secret: createSecret() });
  await project.call("updateConnection", { webhook_secret: null });
  await project.call("checkConnection", {});
  await project.call("readConnection");
  await project.call("readStatus");
  await project.call("readReceipt");
  await world.call("listConnections", { token: project.app.secret });
  const filters = { health: "healthy", mode: "test", updated_since: "1" };
  await world.call("listConnections", { token: project.app.secret, query: filters });
  world.stripe.revokeKey(other.id);
  await world.advanceClock(2 * DAY);
  await world.harness.getWorker().scheduled({ cron: "*/5 * * * *" });
  await world.db.prepare("DELETE FROM sealed_secrets").run(); // what does not open is postponed
  await world.advanceClock(2 * DAY);
  await world.harness.getWorker().scheduled({ cron: "*/5 * * * *" });
  await project.call("disconnect", {});
}

/** Makes links that are opened, used, revoked and too old. */
async function walkInvitations(world: World): Promise<void> {
  const admin = await createInviter(world);
  await admin.invite();
  await admin.call("revokeInvitation", {});
  const { token } = await admin.invite();
  const invitee = await createBrowser(world).enter(token);
  await invitee.connect(world.createKey().key);
  await world.advanceClock(2 * DAY);
  await world.harness.getWorker().scheduled({ cron: "*/5 * * * *" });
}

/** Connects on Stripe's own page: with a question, twice for one account, and an end at which Stripe is silent. */
async function walkOauth(world: OauthWorld): Promise<void> {
  const [one, other] = [createAccount(world), createAccount(world)];
  const person = await createPerson(world, await world.createProject("admin", "engage"));
  await person.finish(await person.travel(one));
  const ticket = await person.travel(other);
  await person.finish(ticket); // account_differs
  await person.finish(ticket, { replace_account: true });
  await arrive(world, await person.decide(one, false));
  readTicket(await arrive(world, await person.decide(one)));
  world.stripe.setFault({ kind: "reset_before" }, { path: /oauth/ });
  await person.project.call("disconnect", {});
  world.stripe.setFault(null);
}

function createAccount(world: World) {
  return world.stripe.createAccount({ name: "Acme Inc.", customers: 2 });
}

/** Has events taken, refused, sent again and found again by the cron. */
async function walkOutbox(world: World): Promise<void> {
  const receiver = await startReceiver();
  const { app } = await world.createProject();
  const call = (name: EndpointName, params: Record<string, string>, body: object) =>
    world.call(name, { token: app.secret, params, body });
  const made = await call("createEventEndpoint", {}, { url: receiver.url("/") });
  const { id: endpoint } = (await made.json()) as { id: string }; // eventEndpointWithSecretAnswer
  receiver.answer("/", (count) => ({ status: count === 1 ? 204 : 410 }));
  for (let count = 1; count <= 2; count += 1) {
    await call("connectDemo", { project: "told" }, {});
    await world.advanceClock(DAY / 2);
    await world.harness.getWorker().scheduled({ cron: "*/5 * * * *" });
    await receiver.wait("/", count);
  }
  await call("updateEventEndpoint", { endpoint }, { enabled: false });
  await call("rollEndpointSecret", { endpoint }, {});
  await world.call("listEventEndpoints", { token: app.secret });
  const listed = await world.call("listEvents", { token: app.secret });
  const [event] = ((await listed.json()) as { data: { id: string }[] }).data; // eventListAnswer
  const search = new URLSearchParams({ "created[gte]": "1", starting_after: event?.id ?? "" });
  for (const [name, value] of Object.entries(FILTERS)) search.set(name, value);
  const headers = { authorization: `Bearer ${app.secret}`, connection: "close" };
  await (await fetch(new URL(`/v1/events?${search.toString()}`, world.url), { headers })).body?.cancel();
  await call("resendEvent", { event: event?.id ?? "" }, { endpoint: "ep_absent" });
  await call("resendEvent", { event: event?.id ?? "" }, {});
  await call("deleteEventEndpoint", { endpoint }, {});
  await receiver.close();
}

const FILTERS = {
  type: "connection.created",
  project: "told",
  connection: "con_x",
  "created[lt]": "9999999999",
};

/** Has the operator do all there is to do, and a page without a backend come back a day later. */
async function walkOperator(world: World): Promise<void> {
  const token = world.secrets.OPERATOR_TOKEN;
  const app = await world.createApp();
  const params = { app: app.id };
  await world.call("readApp", { token, params });
  await world.call("listApps", { token });
  const body = { open_sessions: true, origins: [ORIGIN], open_project_ttl_days: 7 };
  await world.call("updateApp", { token, params, body });
  await world.call("rollAppSecret", { token, params, body: {} });
  await world.call("readOpenapi");
  await world.call("health");
  const opened = await open(world, app);
  await world.call("connectDemo", { token: opened.token, origin: ORIGIN, body: {} });
  await world.advanceClock(2 * DAY);
  await open(world, app, opened.resume);
}

async function open(world: World, { id: app }: TestApp, resume?: string) {
  const body = { app, ...(resume !== undefined && { resume }) };
  const response = await world.call("createOpenSession", { origin: ORIGIN, body });
  return openSessionAnswer.parse(await response.json());
}

/** Moves a sealed key from one key encryption key to the next. */
async function walkRotation(world: World): Promise<void> {
  const project = await world.createProject();
  await project.connect(world.createKey().key);
  await deployRing(world, `${createKek("next")},${world.secrets.VAULT_KEYS}`);
  await world.call("rotateSecrets", { token: world.secrets.OPERATOR_TOKEN, body: {} });
}

async function evict(world: World, name: string): Promise<void> {
  const worker = world.harness.getWorker<{ CONNECTIONS: DurableObjectNamespace }>();
  await worker.evictDurableObject("CONNECTIONS", { name }).catch(() => undefined); // asleep already
}
