/**
 * @module Invitations: a link connects one project, once, in the browser that opened it first, as long as nobody ends it.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { permissionsOf } from "../../../demo/launch/product-keys.ts";
import { ERRORS, type ApiErrorCode } from "../../../shared/errors.ts";
import { CUSTOM_PROPERTIES } from "../../../shared/custom-properties.ts";
import { invitationSessionAnswer } from "../../../shared/schema/invitations.ts";
import { CLEARSYNC } from "../../../shared/profiles/clearsync.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { setCounts, startHour, sumCounts } from "../http/attempts.ts";
import { deriveTokenKey, forgeToken, readClaims } from "../http/forge.ts";
import { readLogText } from "../http/logs.ts";
import { createWorld, ORIGIN, readAnswer, readError, type World } from "../world.ts";
import { createBrowser, createInviter, DANA, openSession, type Inviter } from "./invited.ts";

const DAY = 24 * 3600;

let world: World;
before(async () => {
  world = await createWorld();
  await startHour(world);
});
after(() => world.close());

/** Holds an answer to an error of the table, with its sentence. */
async function assertRefused(response: Response, code: ApiErrorCode, title: string = code): Promise<void> {
  const { status, message, code: answered } = await readError(response);
  assert.deepEqual([status, answered, message], [ERRORS[code].status, code, ERRORS[code].message], title);
}

async function assertNothingStored({ app, id }: Inviter): Promise<void> {
  const count = async (table: string) =>
    (
      await world.db
        .prepare(`SELECT COUNT(*) AS n FROM ${table} WHERE app_id = ?1 AND project = ?2`)
        .bind(app.id, id)
        .first<{ n: number }>()
    )?.n;
  assert.deepEqual([await count("connections"), await count("sealed_secrets")], [0, 0]);
}

async function readActions({ app }: Inviter) {
  const { results } = await world.db
    .prepare("SELECT action, actor, detail FROM audit WHERE app_id = ?1 ORDER BY rowid")
    .bind(app.id)
    .all<{ action: string; actor: string; detail: string | null }>();
  return results;
}

describe("POST invitation", () => {
  test("makes a link whose token stands in the fragment, for a day, and the connection shows it", async () => {
    const admin = await createInviter(world);
    const { invitation } = await admin.invite();
    const { url, id, created_at, ...rest } = invitation;
    assert.match(id, /^inv_[a-z2-7]{26}$/);
    assert.match(url, new RegExp(`^${world.url.origin}/invitation#inv_ey[\\w.-]+$`));
    assert.deepEqual(rest, {
      object: "invitation",
      status: "waiting",
      opened_at: null,
      expires_at: created_at + DAY,
    });
    assert.deepEqual((await admin.read("readConnection")).invitation, invitation);
    assert.equal((await readActions(admin)).at(-1)?.detail, id);
  });

  test("a viewer cannot make one, revoke one or see one", async () => {
    const admin = await createInviter(world);
    await admin.invite();
    const token = await openSession(world, admin, "viewer");
    const call = (name: "createInvitation" | "revokeInvitation" | "readConnection") =>
      world.call(name, { token, origin: ORIGIN });
    await assertRefused(await call("createInvitation"), "admin_required");
    await assertRefused(await call("revokeInvitation"), "admin_required");
    const { invitation, may } = await readAnswer(await call("readConnection"));
    assert.deepEqual([invitation, may.invite], [null, false]);
    assert.notEqual((await admin.read("readConnection")).invitation, null);
  });

  test("takes the looks of the element and nothing that loads, escapes or is a secret", async () => {
    const admin = await createInviter(world);
    const send = (appearance: unknown) => admin.call("createInvitation", { appearance });
    const value = (text: string) => ({ variables: { "--parityrail-color-accent": text } });
    for (const taken of [
      "#0a7c66",
      "oklch(0.6 0.1 200 / 50%)",
      "color-mix(in srgb, red 20%, #fff)",
      '"Söhne", "Helvetica Neue", sans-serif',
      "0 1px 2px rgb(16 24 40 / 6%), 0 0 0 1px rgba(0, 0, 0, 0.1)",
      "calc(1em + 2px)",
      "0 1px 2px red,\n    0 0 0 1px blue", // as a style sheet has it, and as a browser hands it on
    ]) {
      assert.equal((await send(value(taken))).status, 201, taken);
    }
    for (const refused of [
      ...["url(https://evil.example/x)", "URL(x)", "image-set('x')", "var(--x)", "env(x)", "attr(x)"],
      ...[
        "red; background: red",
        "{}",
        "<b>",
        "\\75rl(x)",
        "a:b",
        "@import",
        "red!important",
        "u\u0000rl(x)",
      ],
      ...["", "x".repeat(201), `rk_test_${"A".repeat(24)}`, "-moz-element(#x)"],
    ]) {
      await assertRefused(await send(value(refused)), "parameter_invalid", refused);
    }
    for (const wrong of [
      { variables: { "--other": "red" } },
      { variables: { "--parityrail-color-accent": 1 } },
      { theme: "sepia" },
      { lang: "en<b>" },
      { style: "x" },
    ]) {
      assert.equal((await send(wrong)).status, 400, JSON.stringify(wrong));
    }
    const all = Object.fromEntries(CUSTOM_PROPERTIES.map((name) => [name, "1px"]));
    assert.equal((await send({ theme: "dark", lang: "de-AT", variables: all })).status, 201);
  });

  test("an app's backend makes one too, and nobody's name stands in it", async () => {
    const admin = await createInviter(world);
    const params = { project: admin.id };
    const made = await world.call("createInvitation", { token: admin.app.secret, params, body: {} });
    const { url } = (await made.json()) as { url: string }; // invitation
    const opened = await createBrowser(world).open(new URL(url).hash.slice(1));
    assert.equal(invitationSessionAnswer.parse(await opened.json()).invited_by, null);
  });

  test("sixty an hour of a project", async () => {
    const admin = await createInviter(world);
    await admin.invite();
    await setCounts(world, `invite project ${admin.app.id}`, 60);
    await assertRefused(await admin.call("createInvitation", {}), "rate_limited");
  });
});

test("an invitation that cannot be read hides no connection, and nothing connects without it", async () => {
  const admin = await createInviter(world);
  await readAnswer(await admin.connect(world.createKey().key));
  await admin.invite();
  await world.db.exec("ALTER TABLE invitations RENAME TO invitations_away");
  const { connection, invitation } = await admin.read("checkConnection", {});
  const refused = await admin.connect(world.createKey().key);
  await world.db.exec("ALTER TABLE invitations_away RENAME TO invitations");
  assert.deepEqual([connection?.method, invitation], ["key", null]);
  await assertRefused(refused, "unavailable");
  assert.deepEqual((await admin.read("readConnection")).connection?.label, connection?.label);
});

describe("DELETE invitation", () => {
  test("revokes what is open, and what is not there is revoked already", async () => {
    const admin = await createInviter(world);
    const { token, invitation } = await admin.invite();
    for (let times = 0; times < 2; times += 1) {
      assert.equal((await admin.read("revokeInvitation", {})).invitation, null);
    }
    const revoked = (await readActions(admin)).filter(({ action }) => action === "revokeInvitation");
    assert.deepEqual(
      revoked.map(({ detail }) => detail),
      [invitation.id],
    );
    await assertRefused(await createBrowser(world).open(token), "invitation_revoked");
    await assertNothingStored(admin);
  });

  test("ends what was opened with it at once: nothing can be read, and nothing is stored", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    const invitee = await createBrowser(world).enter(token);
    await admin.read("revokeInvitation", {});
    await assertRefused(await invitee.connect(world.createKey().key), "invitation_revoked");
    await assertRefused(await invitee.call("readConnection"), "invitation_revoked");
    await assertNothingStored(admin);
  });

  test("ends it even while the key is being checked: nothing is stored", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    const invitee = await createBrowser(world).enter(token);
    const { key } = world.createKey();
    world.stripe.setLatency(400);
    world.stripe.clearRequests();
    const connecting = invitee.connect(key);
    // Stripe was asked, so the request is past every check but the last.
    while (world.stripe.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await admin.read("revokeInvitation", {});
    await assertRefused(await connecting, "invitation_revoked");
    world.stripe.setLatency(0);
    await assertNothingStored(admin);
  });
});

describe("what shuts an app shuts its links", () => {
  const operate = async (name: "updateApp" | "rollAppSecret", app: string, body: object) => {
    const options = { token: world.secrets.OPERATOR_TOKEN, params: { app }, body };
    assert.equal((await world.call(name, options)).status, 200);
  };

  for (const [title, name, body] of [
    ["an origin is taken away", "updateApp", { origins: ["https://other.example.com"] }],
    ["the secret is rolled", "rollAppSecret", {}],
  ] as const) {
    test(`${title}: none opens, none connects, and those of other apps go on`, async () => {
      const [admin, other] = [await createInviter(world), await createInviter(world)];
      const { token } = await admin.invite();
      const { token: others } = await other.invite();
      const invitee = await createBrowser(world).enter(token);
      await operate(name, admin.app.id, body);
      await assertRefused(await createBrowser(world).open(token), "invitation_revoked");
      await assertRefused(await invitee.connect(world.createKey().key), "invitation_revoked");
      await assertNothingStored(admin);
      await createBrowser(world).enter(others);
    });
  }

  test("a change that takes no origin away ends none", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    await operate("updateApp", admin.app.id, {
      name: "Renamed",
      origins: ["https://new.example.com", ORIGIN],
    });
    await createBrowser(world).enter(token);
  });
});

describe("a link that is revoked while it replaces a connection", () => {
  /** Revokes it as soon as Stripe is asked by `method`. Returns how often the endpoint of the first was deleted. */
  async function revokeAt(method: "GET" | "DELETE"): Promise<number> {
    const admin = await createInviter(world, "clearsync");
    const permissions = permissionsOf(CLEARSYNC.permissions);
    const { connection } = await readAnswer(await admin.connect(world.createKey(permissions).key));
    const invitee = await createBrowser(world).enter((await admin.invite()).token);
    const { id: account } = world.stripe.createAccount({ name: "Other Inc.", customers: 1 });
    const { key } = world.createKey(permissions, { account });
    const listAsked = () => world.stripe.requests.filter((request) => request.method === method);
    world.stripe.setLatency(400);
    world.stripe.clearRequests();
    const connecting = invitee.connect(key, { replace_account: true });
    while (listAsked().length === 0) await new Promise((resolve) => setImmediate(resolve));
    await admin.read("revokeInvitation", {});
    await assertRefused(await connecting, "invitation_revoked");
    world.stripe.setLatency(0);
    assert.equal((await admin.read("readConnection")).connection?.id, connection?.id);
    return world.stripe.requests.filter((request) => request.method === "DELETE").length;
  }

  test("takes nothing away of the one that stays", async () => {
    assert.equal(await revokeAt("GET"), 0);
  });

  test("stores nothing, even in the last moment", async () => {
    assert.equal(await revokeAt("DELETE"), 1, "the alarm makes the endpoint again");
  });
});

describe("POST open", () => {
  test("gives the page a session, who asks, for what product, and the looks of the page that asks", async () => {
    const admin = await createInviter(world);
    const appearance = { theme: "dark", lang: "de", variables: { "--parityrail-radius": "6px" } } as const;
    const { token } = await admin.invite(appearance);
    const response = await createBrowser(world).open(token);
    const { token: session, expires_at, ...rest } = invitationSessionAnswer.parse(await response.json());
    const { product } = PARITYRAIL;
    assert.deepEqual(rest, { object: "invitation_session", product, invited_by: DANA, appearance });
    const claims = readClaims(session);
    assert.deepEqual(
      [claims.role, claims.sub, claims.origins, expires_at],
      ["admin", admin.id, [world.url.origin], claims.exp],
    );
    assert.equal(Number(claims.exp) - Number(claims.iat), 3600);
    const { invitation } = await admin.read("readConnection");
    assert.equal(invitation?.status, "opened");
    assert.ok(invitation?.opened_at);
  });

  test("the first browser opens it again, as by a reload; any other is refused", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    const [first, other] = [createBrowser(world), createBrowser(world)];
    await first.enter(token);
    await first.enter(token);
    await assertRefused(await other.open(token), "invitation_opened");
    const openings = (await readActions(admin)).filter(({ action }) => action === "openInvitation");
    assert.deepEqual(
      openings.map(({ actor }) => actor),
      ["anyone"],
    );
  });

  test("of two browsers at the same moment, one gets in", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    const browsers = Array.from({ length: 6 }, () => createBrowser(world));
    const answers = await Promise.all(browsers.map((browser) => browser.open(token)));
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, ...Array.from({ length: 5 }, () => ERRORS.invitation_opened.status)]);
    const openings = (await readActions(admin)).filter(({ action }) => action === "openInvitation");
    assert.equal(openings.length, 1, "who was refused left no row");
  });

  test("a link that expired is refused, before and after its row is deleted, and connects nothing", async () => {
    const [waiting, opened] = [await createInviter(world), await createInviter(world)];
    const { token } = await waiting.invite();
    const { token: second } = await opened.invite();
    const browser = createBrowser(world);
    await world.advanceClock(DAY - 600);
    const invitee = await browser.enter(second);
    await world.advanceClock(600);
    await assertRefused(await createBrowser(world).open(token), "invitation_expired");
    await assertRefused(await browser.open(second), "invitation_expired");
    await assertRefused(await invitee.connect(world.createKey().key), "invitation_expired");
    await assertNothingStored(opened);
    assert.equal((await readAnswer(await admitted(waiting))).invitation, null);
    await world.advanceClock(3600);
    await world.harness.getWorker().scheduled({ cron: "*/5 * * * *" });
    const { results } = await world.db
      .prepare("SELECT id FROM invitations WHERE project IN (?1, ?2)")
      .bind(waiting.id, opened.id)
      .all();
    assert.deepEqual(results, []);
    await assertRefused(await createBrowser(world).open(token), "invitation_expired", "its row is gone");
  });

  test("what has become of a link is said after its day too, as long as it is known", async () => {
    const [user, revoker] = [await createInviter(world), await createInviter(world)];
    const { token: used } = await user.invite();
    const { token: revoked } = await revoker.invite();
    await readAnswer(await (await createBrowser(world).enter(used)).connect(world.createKey().key));
    await revoker.read("revokeInvitation", {});
    await world.advanceClock(DAY + 600);
    await assertRefused(await createBrowser(world).open(used), "invitation_used");
    await assertRefused(await createBrowser(world).open(revoked), "invitation_revoked");
  });

  test("a new link ends the one before it, opened or not", async () => {
    const admin = await createInviter(world);
    const { token: first } = await admin.invite();
    const invitee = await createBrowser(world).enter(first);
    const { token: second, invitation } = await admin.invite();
    await assertRefused(await createBrowser(world).open(first), "invitation_revoked");
    await assertRefused(await invitee.connect(world.createKey().key), "invitation_revoked");
    await assertNothingStored(admin);
    assert.deepEqual((await admin.read("readConnection")).invitation, invitation);
    await createBrowser(world).enter(second);
  });

  test("what is no link of ours is refused alike, and a link is no credential", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    const payload = readClaims(token);
    const key = deriveTokenKey(world.secrets.SESSION_KEY, "invitation");
    const forge = (more: object, signedBy: Uint8Array = key) =>
      forgeToken({ key: signedBy, payload: { ...payload, ...more } }).replace(/^ses_/, "inv_");
    const browser = createBrowser(world);
    for (const [title, forged] of [
      ["nothing", ""],
      ["cut off", token.slice(0, -4)],
      ["its id", String(payload.jti)],
      ["signed as a session", forge({}, deriveTokenKey(world.secrets.SESSION_KEY))],
      ["signed as a resume token", forge({}, deriveTokenKey(world.secrets.SESSION_KEY, "resume token"))],
      ["of another issuer", forge({ iss: "parityrail-connect" })],
      ["with a claim too many", forge({ app: admin.app.id })],
      ["another prefix", token.replace(/^inv_/, "ses_")],
    ] as const) {
      await assertRefused(await browser.open(forged), "invitation_invalid", title);
    }
    assert.equal((await browser.open(forge({}))).status, 200, "the forgeries above are all that is wrong");
    await assertRefused(await world.call("readConnection", { token, origin: ORIGIN }), "unauthenticated");
    const short = await world.call("openInvitation", { body: { token, opener: "short" } });
    await assertRefused(short, "parameter_invalid");
  });

  test("a link is opened 120 times an hour, by whoever has it", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    const browser = createBrowser(world);
    await browser.enter(token);
    await setCounts(world, `invitation project ${admin.app.id}`, 120);
    await assertRefused(await browser.open(token), "rate_limited");
  });

  test("whoever has a link that has ended, or that another browser opened, uses up none of those", async () => {
    const admin = await createInviter(world);
    const { token: ended } = await admin.invite();
    const { token } = await admin.invite();
    const stranger = createBrowser(world);
    await assertRefused(await stranger.open(ended), "invitation_revoked");
    await createBrowser(world).enter(token);
    await assertRefused(await stranger.open(token), "invitation_opened");
    assert.equal(await sumCounts(world, `invitation project ${admin.app.id}`), 1);
  });
});

/** Reads with a session that is new, as the clock has moved. */
async function admitted(admin: Inviter): Promise<Response> {
  return world.call("readConnection", { token: await openSession(world, admin), origin: ORIGIN });
}

describe("the session of an invitation", () => {
  test("connects its project once; then it may read, and nothing more", async () => {
    const admin = await createInviter(world);
    const { token, invitation: made } = await admin.invite();
    const browser = createBrowser(world);
    const invitee = await browser.enter(token);
    const before = await invitee.read();
    assert.deepEqual([before.invitation, before.may], [null, INVITED]);
    const { connection, may } = await readAnswer(await invitee.connect(world.createKey().key));
    assert.deepEqual(
      [connection?.project, connection?.connected_by, connection?.invited_by],
      [admin.id, null, DANA],
    );
    assert.deepEqual(may, { ...INVITED, connect: false });
    assert.deepEqual((await invitee.read()).may, { ...INVITED, connect: false });
    assert.equal((await invitee.call("readSync")).status, 200);
    assert.equal((await invitee.call("readReceipt")).status, 200);
    await assertRefused(await invitee.connect(world.createKey().key), "invitation_used");
    await assertRefused(await invitee.call("checkConnection", {}), "invitation_used");
    await assertRefused(await browser.open(token), "invitation_used");
    const seen = await admin.read("readConnection");
    assert.deepEqual([seen.connection?.id, seen.invitation], [connection?.id, null]);
    const last = (await readActions(admin)).findLast(({ action }) => action === "connect");
    assert.match(last?.actor ?? "", new RegExp(`^ses_[a-z2-7]+ ${made.id}$`));
  });

  test("once it has connected it sees that connection, and none that others make after it", async () => {
    const admin = await createInviter(world);
    const invitee = await createBrowser(world).enter((await admin.invite()).token);
    const { connection } = await readAnswer(await invitee.connect(world.createKey().key));
    await admin.read("checkConnection", {});
    assert.equal((await invitee.read()).connection?.id, connection?.id);
    await admin.read("disconnect", {});
    await world.advanceClock(60);
    await readAnswer(await admin.connect(world.createKey().key));
    assert.equal((await invitee.read()).connection, null);
    await assertRefused(await invitee.call("readSync"), "not_connected");
    await assertRefused(await invitee.call("readReceipt"), "not_connected");
  });

  test("may not disconnect, show the demo dataset, update, invite or read data", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    const invitee = await createBrowser(world).enter(token);
    for (const name of [
      ...(["disconnect", "connectDemo", "updateConnection", "createInvitation", "revokeInvitation"] as const),
      ...(["readStatus", "listCustomers", "listSignals", "readMetrics", "readMrr", "readCatalog"] as const),
    ]) {
      await assertRefused(
        await invitee.call(name, name.startsWith("read") || name.startsWith("list") ? undefined : {}),
        "admin_required",
        name,
      );
    }
    for (const name of [
      "listConnections",
      "readIdentities",
      "readStripe",
      "listApps",
      "listEvents",
    ] as const) {
      await assertRefused(await invitee.call(name), "unauthenticated", name);
    }
  });

  test("reaches no other project, of its own app or another's, from no other page", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    const invitee = await createBrowser(world).enter(token);
    const other = await world.createProject();
    await other.connect(world.createKey().key);
    for (const project of [other.id, "another-of-the-same-app"]) {
      await assertRefused(
        await invitee.call("readConnection", undefined, project),
        "unauthenticated",
        project,
      );
      const body = { api_key: world.createKey().key };
      await assertRefused(await invitee.call("connect", body, project), "unauthenticated", project);
    }
    for (const origin of [ORIGIN, "https://evil.example", null]) {
      const asked = await world.call("readConnection", { token: invitee.token, origin });
      await assertRefused(asked, "unauthenticated", String(origin));
    }
    await assertNothingStored(admin);
  });

  test("a key that Stripe refuses uses nothing up", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    const invitee = await createBrowser(world).enter(token);
    await assertRefused(await invitee.connect(`rk_test_${"0".repeat(24)}`), "key_rejected");
    await assertNothingStored(admin);
    assert.notEqual((await admin.read("readConnection")).invitation, null);
    assert.equal((await invitee.connect(world.createKey().key)).status, 200);
  });

  test("two keys at the same moment connect once", async () => {
    const admin = await createInviter(world);
    await readAnswer(await admin.connect(world.createKey().key)); // so that both meet in one object
    const { token } = await admin.invite();
    const invitee = await createBrowser(world).enter(token);
    const keys = [world.createKey().key, world.createKey().key];
    const answers = await Promise.all(keys.map((key) => invitee.connect(key)));
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, ERRORS.invitation_used.status]);
  });

  test("mends a connection that is there; the demo dataset does not end a link, and an account does", async () => {
    const admin = await createInviter(world);
    await readAnswer(await admin.call("connectDemo", {}));
    const { token } = await admin.invite();
    const invitee = await createBrowser(world).enter(token);
    await readAnswer(await admin.call("connectDemo", {}));
    await readAnswer(await admin.connect(world.createKey().key));
    await assertRefused(await invitee.call("readConnection"), "invitation_revoked");
    const again = await createBrowser(world).enter((await admin.invite()).token);
    const { connection } = await readAnswer(await again.connect(world.createKey().key));
    assert.deepEqual([connection?.method, connection?.invited_by], ["key", DANA]);
  });
});

const INVITED = {
  connect: true,
  oauth: false,
  check: false,
  update: false,
  disconnect: false,
  demo: false,
  invite: false,
};

describe("names", () => {
  test("a connection says who connected it, and the name is in no log, audit row or event", async () => {
    const admin = await createInviter(world);
    const by = async () => (await admin.read("readConnection")).connection;
    await readAnswer(await admin.call("connectDemo", {}));
    assert.equal((await by())?.connected_by, DANA);
    await readAnswer(await admin.connect(world.createKey().key));
    assert.deepEqual([(await by())?.connected_by, (await by())?.invited_by], [DANA, null]);
    const params = { project: admin.id };
    const body = { api_key: world.createKey().key };
    await readAnswer(await world.call("connect", { token: admin.app.secret, params, body }));
    assert.equal((await by())?.connected_by, null, "a backend is nobody");
    await admin.invite();
    for (const table of ["audit", "events", "oauth_flows"]) {
      const { results } = await world.db.prepare(`SELECT * FROM ${table}`).all();
      assert.ok(!JSON.stringify(results).includes(DANA), table);
    }
    assert.ok(!(await readLogText(world)).includes(DANA));
  });

  test("a name goes with what it belongs to: the connection, and the invitation's use or end", async () => {
    const admin = await createInviter(world);
    const { token } = await admin.invite();
    const dump = async () => {
      const rows = await Promise.all(
        ["invitations", "connections"].map((table) =>
          world.db.prepare(`SELECT * FROM ${table} WHERE project = ?1`).bind(admin.id).all(),
        ),
      );
      return rows.map(({ results }) => JSON.stringify(results).includes(DANA));
    };
    assert.deepEqual(await dump(), [true, false]);
    await admin.invite();
    await admin.read("revokeInvitation", {});
    assert.deepEqual(await dump(), [false, false]);
    const invitee = await createBrowser(world).enter((await admin.invite()).token);
    await readAnswer(await invitee.connect(world.createKey().key));
    assert.deepEqual(await dump(), [false, true]);
    await admin.read("disconnect", {});
    assert.deepEqual(await dump(), [false, false]);
    assert.ok(token.startsWith("inv_"));
  });

  test("a link that ended keeps no looks: whoever makes links without end stores a line each", async () => {
    const admin = await createInviter(world);
    const variables = Object.fromEntries(CUSTOM_PROPERTIES.map((name) => [name, "a".repeat(200)]));
    for (let times = 0; times < 3; times += 1) await admin.invite({ variables });
    const invitee = await createBrowser(world).enter((await admin.invite({ variables })).token);
    await readAnswer(await invitee.connect(world.createKey().key));
    const { results } = await world.db
      .prepare("SELECT appearance FROM invitations WHERE project = ?1")
      .bind(admin.id)
      .all<{ appearance: string }>();
    assert.deepEqual(
      results.map(({ appearance }) => appearance),
      ["{}", "{}", "{}", "{}"],
    );
  });

  test("a name is a line of text that can be seen, of 120 characters at most", async () => {
    const admin = await createInviter(world);
    const send = (user_name: unknown) =>
      world.call("createSession", {
        token: admin.app.secret,
        body: { project: admin.id, role: "viewer", user_name },
      });
    for (const taken of [DANA, "Ōe 健三郎", "葛\u{e0100}城", "D'Arcy ❤️", "x".repeat(120)])
      assert.equal((await send(taken)).status, 201, taken);
    const unseen = ["", " ", "\u00a0\u3000", "\u3164", "\u0301", "Dana\u202e", "a\nb"];
    for (const wrong of [...unseen, "x".repeat(121), `rk_test_${"A".repeat(24)}`, 7]) {
      await assertRefused(await send(wrong), "parameter_invalid", String(wrong));
    }
  });
});

describe("the page", () => {
  test("GET /invitation · is ours alone: nothing from elsewhere, in no frame, without referrer, in no index", async () => {
    const page = await fetch(new URL("/invitation", world.url));
    assert.equal(page.status, 200);
    const policy = page.headers.get("Content-Security-Policy") ?? "";
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "connect-src 'self'",
    ]) {
      assert.ok(policy.split("; ").includes(rule), rule);
    }
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.equal(page.headers.get("Referrer-Policy"), "no-referrer");
    assert.equal(page.headers.get("X-Robots-Tag"), "noindex");
    assert.equal(page.headers.get("Access-Control-Allow-Origin"), null);
    const html = await page.text();
    const loaded = Array.from(html.matchAll(/(?:src|href)="([^"]+)"/g), ([, address = ""]) => address);
    assert.ok(loaded.includes("/parityrail-connect.js") && loaded.includes("/invitation.js"));
    for (const address of loaded.filter((each) => each !== "data:,")) {
      assert.equal((await fetch(new URL(address, world.url))).status, 200, address);
    }
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|style=|\son[a-z]+=/);
  });
});
