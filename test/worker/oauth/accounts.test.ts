/**
 * @module Which account: another one is a question, and access that nothing here needs is revoked at Stripe.
 */

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { LocalAccount } from "../../../demo/stripe/index.ts";
import type { Profile } from "../../../shared/profile.ts";
import { ENGAGE } from "../../../shared/profiles/engage.ts";
import type { ConnectionAnswer } from "../../../shared/schema/connections.ts";
import { createSecret, sendEvent, sign, writeEvent } from "../webhooks/events.ts";
import { readAnswer, readError, type Project } from "../world.ts";
import {
  connectByConsent,
  countAsked,
  createOauthWorld,
  createPerson,
  type OauthWorld,
  type Person,
} from "./journey.ts";

let world: OauthWorld;
let first: LocalAccount;
let second: LocalAccount;
before(async () => {
  world = await createOauthWorld();
});
beforeEach(() => {
  world.stripe.setFault(null);
  world.stripe.clearRequests();
  first = world.stripe.createAccount({ name: "First Inc.", customers: 3 });
  second = world.stripe.createAccount({ name: "Second Inc.", customers: 3 });
});
after(() => world.close());

const isConnected = (account: LocalAccount): boolean =>
  world.stripe.isConnected(world.platform.clientId, account.id);

async function readAccount(project: Project): Promise<string | null> {
  return (await project.read("readConnection")).connection?.account?.id ?? null;
}

async function disconnect(project: Project): Promise<ConnectionAnswer> {
  return project.read("disconnect");
}

test("POST finish · a different account is a question, and the old connection stays until it is answered", async () => {
  const person = await connectByConsent(world, first);
  const error = await readError(await person.finish(await person.travel(second)));
  assert.deepEqual([error.status, error.code, error.param], [409, "account_differs", undefined]);
  assert.equal(await readAccount(person.project), first.id);
  assert.deepEqual([isConnected(first), isConnected(second)], [true, true]);
});

test("POST finish · replace_account replaces with the same ticket, asks for no second exchange, revokes the old access", async () => {
  const person = await connectByConsent(world, first);
  const ticket = await person.travel(second);
  world.stripe.clearRequests();
  assert.equal((await readError(await person.finish(ticket))).code, "account_differs");
  const { connection } = await readAnswer(await person.finish(ticket, { replace_account: true }));
  assert.deepEqual(connection?.account, { id: second.id, name: "Second Inc." });
  assert.equal(countAsked(world, "token"), 1);
  assert.deepEqual([isConnected(first), isConnected(second)], [false, true]);
  assert.ok(
    !world.stripe.snapshot(first.id).includes("/v1/webhooks/stripe/"),
    "the old account's endpoint stayed",
  );
  const again = await readError(await person.finish(ticket, { replace_account: true }));
  assert.equal(again.code, "oauth_state_invalid");
});

test("POST finish · going back revokes the new access and keeps the old connection", async () => {
  const person = await connectByConsent(world, first);
  const ticket = await person.travel(second);
  const before = await person.project.read("readConnection");
  assert.equal((await readError(await person.finish(ticket))).code, "account_differs");
  assert.deepEqual(await readAnswer(await person.finish(ticket, { replace_account: false })), before);
  assert.deepEqual([isConnected(first), isConnected(second)], [true, false]);
  const again = await readError(await person.finish(ticket, { replace_account: true }));
  assert.equal(again.code, "oauth_state_invalid");
});

test("POST finish · a question can be answered for ten minutes, and by nobody else", async () => {
  const person = await connectByConsent(world, first);
  const ticket = await person.travel(second);
  assert.equal((await readError(await person.finish(ticket))).code, "account_differs");
  const other = await createPerson(world);
  const foreign = await other.finish(ticket, { replace_account: true });
  assert.equal((await readError(foreign)).code, "oauth_state_invalid");
  await world.advanceClock(601);
  const late = await readError(await person.finish(ticket, { replace_account: true }));
  assert.equal(late.code, "oauth_expired");
});

test("alarm · access of an unanswered question is revoked, but not while the question can be answered", async () => {
  const person = await connectByConsent(world, first);
  const id = await readId(person);
  assert.equal((await readError(await person.finish(await person.travel(second)))).code, "account_differs");
  await world.ringAlarm(id);
  assert.equal(isConnected(second), true);
  await world.advanceClock(600 + 121);
  await world.ringAlarm(id);
  assert.deepEqual([isConnected(first), isConnected(second)], [true, false]);
});

test("POST finish · the same account again reconnects without a question, and revokes nothing", async () => {
  const person = await connectByConsent(world, first);
  const { connection } = await readAnswer(await person.finish(await person.travel(first)));
  assert.equal(connection?.account?.id, first.id);
  assert.equal(countAsked(world, "deauthorize"), 0);
  assert.equal(isConnected(first), true);
});

test("PUT connection · a key over consent revokes the access", async () => {
  const person = await connectByConsent(world, first);
  const { key } = world.stripe.createKey({ account: first.id, mode: "test", kind: "secret" });
  const { connection } = await readAnswer(await person.project.connect(key));
  assert.equal(connection?.method, "key");
  assert.equal(isConnected(first), false);
});

test("POST finish · consent over a key of the same account swaps, and wipes the key", async () => {
  const project = await world.createProject("admin", "engage");
  const { key } = world.stripe.createKey({ account: first.id, mode: "test", kind: "secret" });
  await readAnswer(await project.connect(key));
  const person = await createPerson(world, project);
  const { connection } = await readAnswer(await person.finish(await person.travel(first)));
  assert.equal(connection?.method, "oauth");
  const sealed = world.db.prepare(
    "SELECT field FROM sealed_secrets WHERE connection_id = ?1 AND field = 'api_key'",
  );
  assert.equal(await sealed.bind(connection?.id ?? "").first(), null);
});

test("POST finish · data of another mode than the connection's is a question; the same answer takes it", async () => {
  const project = await world.createProject("admin", "engage");
  const { key } = world.stripe.createKey({ account: first.id, mode: "live", kind: "secret" });
  await readAnswer(await project.connect(key));
  const person = await createPerson(world, project);
  const ticket = await person.travel(first);
  assert.equal((await readError(await person.finish(ticket))).code, "mode_differs");
  const { connection } = await readAnswer(await person.finish(ticket, { replace_account: true }));
  assert.deepEqual([connection?.method, connection?.mode], ["oauth", "test"]);
});

test("DELETE connection · removes the endpoint, then revokes the access, and leaves nothing behind", async () => {
  const person = await connectByConsent(world, first);
  world.stripe.clearRequests();
  const answer = await disconnect(person.project);
  assert.equal(answer.left_behind, undefined);
  assert.equal(isConnected(first), false);
  const asked = world.stripe.requests.map(({ method, path }) => `${method} ${path.replace(/we_\w+/, "we_")}`);
  const done = asked.filter((call) => !call.startsWith("GET "));
  assert.deepEqual(done, ["DELETE /v1/webhook_endpoints/we_", "POST /oauth/deauthorize"]);
});

test("DELETE connection · access another project works with stays, until the last of them goes", async () => {
  const one = await connectByConsent(world, first);
  const other = await connectByConsent(world, first);
  const answer = await disconnect(one.project);
  assert.equal(answer.left_behind, undefined);
  assert.equal(isConnected(first), true);
  assert.equal((await other.project.read("checkConnection", {})).connection?.health.status, "healthy");
  await disconnect(other.project);
  assert.equal(isConnected(first), false);
});

test("DELETE connection · two who disconnect the same account at once leave no access", async () => {
  const one = await connectByConsent(world, first);
  const other = await connectByConsent(world, first);
  await Promise.all([disconnect(one.project), disconnect(other.project)]);
  assert.equal(isConnected(first), false);
});

test("POST finish · those who go back from one account at once leave no access", async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => connectByConsent(world, first)));
  const tickets = await Promise.all(people.map((person) => person.travel(second)));
  for (const [index, person] of people.entries()) {
    assert.equal((await readError(await person.finish(tickets[index] ?? ""))).code, "account_differs");
  }
  const back = people.map((person, index) => person.finish(tickets[index] ?? "", { replace_account: false }));
  for (const answer of await Promise.all(back)) assert.equal(answer.status, 200);
  assert.deepEqual([isConnected(first), isConnected(second)], [true, false]);
});

test("DELETE connection · access somebody is about to connect with stays", async () => {
  const one = await connectByConsent(world, first);
  const other = await connectByConsent(world, second);
  assert.equal((await readError(await other.finish(await other.travel(first)))).code, "account_differs");
  await disconnect(one.project);
  assert.equal(isConnected(first), true);
});

test("DELETE connection · access that the account revoked itself counts as gone", async () => {
  const person = await connectByConsent(world, first);
  world.stripe.revokeAccess(world.platform.clientId, first.id);
  const { left_behind: left = [] } = await disconnect(person.project);
  assert.ok(left.every(({ what }) => what !== "oauth_access"));
});

for (const kind of ["error_500", "empty_200"] as const) {
  test(`DELETE connection · ${kind} is reported as left behind, the connection is deleted, and the alarm tries again`, async () => {
    const person = await connectByConsent(world, first);
    const id = await readId(person);
    world.stripe.setFault({ kind }, { path: /oauth\/deauthorize$/ });
    const answer = await disconnect(person.project);
    const manage_url = `${world.stripe.url}/account/applications`;
    assert.deepEqual(answer.left_behind, [{ what: "oauth_access", manage_url }]);
    assert.equal((await person.project.read("readConnection")).connection, null);
    assert.deepEqual(await world.readObject(id, "SELECT * FROM events"), []);
    assert.equal(isConnected(first), true);
    world.stripe.setFault(null);
    await world.advanceClock(601);
    await world.ringAlarm(id);
    assert.equal(isConnected(first), false);
  });
}

test("alarm · does not revoke what was connected again meanwhile", async () => {
  const person = await connectByConsent(world, first);
  const id = await readId(person);
  world.stripe.setFault({ kind: "error_500" }, { path: /oauth\/deauthorize$/ });
  await disconnect(person.project);
  world.stripe.setFault(null);
  await readAnswer(await person.finish(await person.travel(first)));
  await world.advanceClock(601);
  await world.ringAlarm(id);
  assert.equal(isConnected(first), true);
});

test("POST oauth · deletes flows that nobody came back with for a day", async () => {
  const person = await createPerson(world);
  await person.leave();
  await world.advanceClock(25 * 3600);
  await (await createPerson(world)).leave();
  const flows = world.db.prepare("SELECT count(*) AS n FROM oauth_flows WHERE project = ?1");
  assert.equal(await flows.bind(person.project.id).first("n"), 0);
});

test("alarm · stops trying after a day to revoke what Stripe never confirmed, and the object is empty", async () => {
  const person = await connectByConsent(world, first);
  const id = await readId(person);
  world.stripe.setFault({ kind: "error_500" }, { path: /oauth\/deauthorize$/ });
  await disconnect(person.project);
  await world.advanceClock(25 * 3600);
  world.stripe.clearRequests();
  await world.ringAlarm(id);
  assert.equal(world.stripe.requests.length, 0);
  assert.deepEqual(await world.readObject(id, "SELECT name FROM sqlite_master WHERE name = 'grants'"), []);
});

test("POST finish · access given while D1 is away is recorded all the same, and revoked by the alarm", async () => {
  const person = await connectByConsent(world, first);
  const id = await readId(person);
  const ticket = await person.travel(second);
  world.stripe.setFault({ kind: "latency", milliseconds: 100 }, { path: /oauth\/token$/, times: 1 });
  world.stripe.clearRequests();
  const finishing = person.finish(ticket);
  while (countAsked(world, "token") < 1) await new Promise((resolve) => setImmediate(resolve));
  await world.db.exec("ALTER TABLE connections RENAME TO connections_away");
  await world.db.exec("ALTER TABLE oauth_flows RENAME TO oauth_flows_away");
  assert.equal((await finishing).status, 503);
  await world.db.exec("ALTER TABLE connections_away RENAME TO connections");
  await world.db.exec("ALTER TABLE oauth_flows_away RENAME TO oauth_flows");
  assert.equal(isConnected(second), true);
  await world.advanceClock(600 + 121);
  await world.ringAlarm(id);
  assert.deepEqual([isConnected(first), isConnected(second)], [true, false]);
});

test("POST check · one rejection of revoked access degrades, a second one minutes later says revoked", async () => {
  const person = await connectByConsent(world, first);
  world.stripe.revokeAccess(world.platform.clientId, first.id);
  const once = await person.project.read("checkConnection", {});
  assert.deepEqual(
    [once.connection?.health.status, once.connection?.health.detail],
    ["degraded", "refused_once"],
  );
  await world.advanceClock(121);
  const twice = await person.project.read("checkConnection", {});
  assert.deepEqual(
    [twice.connection?.health.status, twice.connection?.health.detail],
    ["revoked", "access_revoked"],
  );
  const again = await readAnswer(await person.finish(await person.travel(first)));
  assert.equal(again.connection?.health.status, "healthy");
});

test("POST finish · a second consent that cannot be stored takes nothing from the connection that works", async () => {
  const person = await connectByConsent(world, first);
  const ticket = await person.travel(first);
  world.stripe.setFault({ kind: "permission_lost" }, { path: /^\/v1\// });
  assert.equal((await readError(await person.finish(ticket))).code, "permissions_missing");
  world.stripe.setFault(null);
  assert.equal(isConnected(first), true);
  assert.equal((await person.project.read("checkConnection", {})).connection?.health.status, "healthy");
});

test("POST finish · an alarm between two tries does not lose what the code gave", async () => {
  const person = await connectByConsent(world, first);
  const ticket = await person.travel(first);
  world.stripe.setFault({ kind: "error_500" }, { path: /^\/v1\// });
  assert.equal((await readError(await person.finish(ticket))).code, "stripe_unavailable");
  world.stripe.setFault(null);
  world.stripe.clearRequests();
  await world.ringAlarm(await readId(person));
  await readAnswer(await person.finish(ticket));
  assert.equal(countAsked(world, "token"), 0);
  assert.equal(isConnected(first), true);
});

for (const [what, change] of [
  [
    "PUT connection · a key that was stored over consent is answered 200",
    async ({ project }: Person) => {
      const { key } = world.stripe.createKey({ account: second.id, mode: "test", kind: "secret" });
      return readAnswer(await project.connect(key, { replace_account: true }));
    },
  ],
  ["DELETE connection · is answered 200", async ({ project }: Person) => project.read("disconnect")],
] as const) {
  test(`${what} while D1 cannot tell who else needs the access, which the alarm revokes`, async () => {
    const person = await connectByConsent(world, first);
    const id = await readId(person);
    await world.db.exec("ALTER TABLE oauth_flows RENAME TO oauth_flows_away");
    const answer = await change(person).finally(() =>
      world.db.exec("ALTER TABLE oauth_flows_away RENAME TO oauth_flows"),
    );
    assert.deepEqual(
      answer.left_behind?.map((left) => left.what),
      ["oauth_access"],
    );
    await world.advanceClock(601);
    await world.ringAlarm(id);
    assert.equal(isConnected(first), false);
  });
}

test("alarm · of an object that only waits to revoke rings when that is due, whatever an event asked for", async () => {
  const profile: Profile = { ...ENGAGE, name: "engage-pasted", webhook: { kind: "pasted", expected: true } };
  const person = await createPerson(world, await world.createProject("admin", profile));
  await readAnswer(await person.finish(await person.travel(first)));
  const id = await readId(person);
  const secret = createSecret();
  await person.project.read("updateConnection", { webhook_secret: secret });
  world.stripe.setFault({ kind: "error_500" }, { path: /oauth\/deauthorize$/ });
  world.stripe.setFault({ kind: "latency", milliseconds: 200 }, { path: /^\/v1\// });
  world.stripe.clearRequests();
  const checking = person.project.read("checkConnection", {}); // what comes meanwhile, waits
  while (world.stripe.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const leaving = disconnect(person.project);
  const body = writeEvent({ type: "account.updated" });
  const { now } = await world.advanceClock(0);
  assert.equal((await sendEvent(world, id, body, sign(body, secret, now))).status, 200);
  await Promise.all([checking, leaving]);
  assert.deepEqual((await leaving).left_behind?.length, 1);
  const before = await world.countAlarms();
  for (let reads = 0; reads < 30; reads += 1) await person.project.read("readConnection");
  assert.ok((await world.countAlarms()) - before <= 1);
  assert.deepEqual(await world.readObject(id, "SELECT * FROM events"), []);
});

async function readId({ project }: Person): Promise<string> {
  return (await project.read("readConnection")).connection?.id ?? "";
}
