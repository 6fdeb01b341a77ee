/**
 * @module Who may call what: every endpoint of the table × every kind of credential, and the table says who.
 */

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { ENDPOINTS, type Endpoint, type EndpointName } from "../../../shared/api.ts";
import type { ErrorBody } from "../../../shared/errors.ts";
import type { Invitation } from "../../../shared/schema/invitations.ts";
import { createWorker } from "../../../worker/app.ts";
import { createBrowser, readToken } from "../invitations/invited.ts";
import { createWorld, ORIGIN, readAnswer, type CallOptions, type Project, type World } from "../world.ts";

/** What a credential is to the owner's project, and which entry of an endpoint's `callers` lets it in. */
const CREDENTIALS = {
  nobody: { as: null },
  garbage: { as: null },
  "a wrong app secret": { as: null },
  "a wrong operator token": { as: null },
  "a rolled app secret": { as: null },
  operator: { as: "operator" },
  app: { as: "app" },
  "a foreign app": { as: "app" },
  "a viewer's session": { as: "viewer" },
  "an admin's session": { as: "admin" },
  "a session of another project": { as: "admin", foreign: true },
  "a session of another app": { as: "admin", foreign: true },
  "the session of an invitation": { as: "invitation" },
} as const;
type CredentialName = keyof typeof CREDENTIALS;
// Object.keys forgets the names
const ENDPOINT_NAMES = Object.keys(ENDPOINTS) as EndpointName[];
const CREDENTIAL_NAMES = Object.keys(CREDENTIALS) as CredentialName[];
type Verdict = "allowed" | "unauthenticated" | "admin_required";

/** A body each endpoint takes, so that whoever is let in gets a 2xx. */
const BODIES: Record<EndpointName, ((owner: Owner) => unknown) | null> = {
  createApp: () => ({ name: "Made by a test", profile: "parityrail", origins: [] }),
  listApps: null,
  readApp: null,
  listConnections: null,
  updateApp: () => ({ name: "Renamed" }),
  rollAppSecret: () => ({}),
  rotateSecrets: () => ({}),
  createSession: ({ project }) => ({ project: project.id, role: "viewer" }),
  createOpenSession: ({ project }) => ({ app: project.app.id }),
  createInvitation: () => ({}),
  revokeInvitation: null,
  openInvitation: () => ({ token: "inv_none", opener: "A".repeat(43) }),
  readConnection: null,
  connect: ({ key }) => ({ api_key: key }),
  updateConnection: () => ({}),
  readStatus: null,
  readReceipt: null,
  readSync: null,
  listCustomers: null,
  readCustomer: null,
  listSignals: null,
  readMetrics: null,
  readMrr: null,
  readTraits: null,
  readCatalog: null,
  replaceIdentities: () => "user,customer\n",
  readIdentities: null,
  readStripe: null,
  disconnect: null,
  checkConnection: () => ({}),
  connectDemo: () => ({}),
  startOauth: () => ({ return_url: `${ORIGIN}/`, challenge: "A".repeat(43) }),
  finishOauth: () => ({ ticket: "t", verifier: "v" }),
  returnFromOauth: null,
  receiveEvent: () => ({}),
  readOpenapi: null,
  createEventEndpoint: () => ({ url: HOOKS }),
  listEventEndpoints: null,
  updateEventEndpoint: () => ({}),
  deleteEventEndpoint: null,
  rollEndpointSecret: () => ({}),
  listEvents: null,
  resendEvent: () => ({}),
  health: null,
};

/** The query of endpoints that take none for nothing. */
const QUERIES: Partial<Record<EndpointName, Readonly<Record<string, string>>>> = {
  readTraits: { email_address: "ada@example.com" },
  readCatalog: { resource: "products" },
};

/** An app with a connected project, and a token of every kind of credential. */
interface Owner {
  readonly project: Project;
  readonly key: string;
  readonly secret: string;
  /** An event endpoint of its app, and an event that it was told. */
  readonly endpoint: string;
  readonly event: string;
  readonly tokens: Readonly<Record<CredentialName, string | undefined>>;
}

const HOOKS = "https://hooks.example.com/";

let world: World;
let owner: Owner;
before(async () => {
  world = await createWorld();
  owner = await createOwner();
});
after(() => world.close());

function expectVerdict(endpoint: Endpoint, name: CredentialName): Verdict {
  const { callers, path } = endpoint;
  if (callers.includes("anyone")) return "allowed";
  const credential = CREDENTIALS[name];
  if (credential.as === null) return "unauthenticated";
  if (credential.as === "operator" || credential.as === "app") {
    return callers.includes(credential.as) ? "allowed" : "unauthenticated";
  }
  const roles: readonly string[] = callers.filter((caller) => caller === "viewer" || caller === "admin");
  if (roles.length === 0 || ("foreign" in credential && path.includes(":project"))) return "unauthenticated";
  if (credential.as === "invitation") return callers.includes("invitation") ? "allowed" : "admin_required";
  return credential.as === "admin" || roles.includes("viewer") ? "allowed" : "admin_required";
}

async function createOwner(): Promise<Owner> {
  const project = await world.createProject();
  const { key } = world.createKey();
  await readAnswer(await project.connect(key));
  const { id, secret: rolled } = project.app;
  const operator = world.secrets.OPERATOR_TOKEN;
  const answer = await world.call("rollAppSecret", { token: operator, params: { app: id }, body: {} });
  const { secret } = (await answer.json()) as { secret: string }; // appWithSecretAnswer
  const made = await world.call("createEventEndpoint", { token: secret, body: { url: HOOKS } });
  const { id: endpoint } = (await made.json()) as { id: string }; // eventEndpointWithSecretAnswer
  const log = await world.call("listEvents", { token: secret });
  const [event] = ((await log.json()) as { data: { id: string }[] }).data; // eventListAnswer
  const createSession = async (name: string, role: string): Promise<string> => {
    const response = await world.call("createSession", { token: secret, body: { project: name, role } });
    return ((await response.json()) as { token: string }).token; // sessionAnswer
  };
  const tokens = {
    nobody: undefined,
    garbage: "hunter2",
    "a wrong app secret": secret.slice(0, -1) + (secret.endsWith("a") ? "b" : "a"),
    "a wrong operator token": `${operator}0`,
    "a rolled app secret": rolled,
    operator,
    app: secret,
    "a foreign app": (await world.createApp()).secret,
    "a viewer's session": await createSession(project.id, "viewer"),
    "an admin's session": project.token,
    "a session of another project": await createSession(`${project.id}-2`, "admin"),
    "a session of another app": (await world.createProject()).token,
    "the session of an invitation": undefined, // made anew for each call, which may use or revoke it
  };
  return { project, key, secret, endpoint, event: event?.id ?? "", tokens };
}

/** The credential's token, and the page that it is for. */
async function present(credential: CredentialName): Promise<{ token: string | undefined; origin: string }> {
  if (CREDENTIALS[credential].as !== "invitation") return { token: owner.tokens[credential], origin: ORIGIN };
  const params = { project: owner.project.id };
  const made = await world.call("createInvitation", { token: owner.secret, params, body: {} });
  const { token } = await createBrowser(world).enter(readToken((await made.json()) as Invitation));
  return { token, origin: world.url.origin };
}

function callOptions(name: EndpointName, token: string | undefined): CallOptions {
  const body = BODIES[name]?.(owner);
  return {
    token,
    origin: ORIGIN,
    params: {
      project: owner.project.id,
      app: owner.project.app.id,
      endpoint: owner.endpoint,
      event: owner.event,
    },
    ...(QUERIES[name] && { query: QUERIES[name] }),
    ...(body !== undefined && { body }),
  };
}

describe("authorization", () => {
  for (const name of ENDPOINT_NAMES) {
    const endpoint: Endpoint = ENDPOINTS[name];
    test(`${endpoint.method} ${endpoint.path} · admits exactly the callers that the table names`, async () => {
      const isAllowed = (credential: CredentialName) => expectVerdict(endpoint, credential) === "allowed";
      const call = async (credential: CredentialName): Promise<void> => {
        const { token, origin } = await present(credential);
        const response = await world.call(name, { ...callOptions(name, token), origin });
        await assertVerdict(response, expectVerdict(endpoint, credential), credential);
      };
      const others = CREDENTIAL_NAMES.filter((each) => !isAllowed(each) || each === "a foreign app");
      for (const credential of others) await call(credential);
      await assertUntouched(owner);
      for (const credential of CREDENTIAL_NAMES.filter((each) => !others.includes(each))) {
        await call(credential);
        if (["disconnect", "rollAppSecret", "deleteEventEndpoint"].includes(name))
          owner = await createOwner();
      }
    });
  }

  test("every route that the Worker mounts is in the table, and every row of the table is mounted", () => {
    const worker = createWorker({
      now: () => 0,
      random: (length) => webcrypto.getRandomValues(new Uint8Array(length)),
      fetch,
    });
    const mounted = worker.routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path}`);
    const listed = Object.values(ENDPOINTS).map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual([...new Set(mounted)].sort(), listed.sort());
  });

  test("a method or path that is not in the table is not found, with any credential", async () => {
    for (const token of [undefined, owner.project.token, owner.secret, world.secrets.OPERATOR_TOKEN]) {
      for (const [method, path] of [
        ["DELETE", `/v1/apps/${owner.project.app.id}`],
        ["GET", "/v1/sessions"],
        ["POST", `/v1/projects/${owner.project.id}/connection`],
        ["GET", `/v1/projects/${owner.project.id}/connection/check`],
        ["GET", `/v1/projects/${owner.project.id}/connection/`],
        ["GET", `//v1/projects/${owner.project.id}/connection`],
        ["GET", `/V1/projects/${owner.project.id}/connection`],
        ["GET", "/v1/audit"],
        ["GET", "/v1"],
      ] as const) {
        const url = world.url.origin + path;
        const headers = { Origin: ORIGIN, ...(token !== undefined && { Authorization: `Bearer ${token}` }) };
        const response = await fetch(url, { method, headers });
        assert.equal(response.status, 404, `${method} ${path}`);
        const { error } = (await response.json()) as ErrorBody; // an error
        assert.equal(error.code, "not_found");
      }
    }
  });

  test("a foreign project and one that never was answer alike", async () => {
    const foreign = await world.createApp();
    for (const name of ["readConnection", "checkConnection", "disconnect"] as const) {
      const ask = async (project: string): Promise<[number, string]> => {
        const response = await world.call(name, {
          ...callOptions(name, foreign.secret),
          params: { project },
        });
        return [response.status, (await response.text()).replace(/req_[a-z2-7]+/, "req")];
      };
      assert.deepEqual(await ask(owner.project.id), await ask("never-was"), name);
    }
    await assertUntouched(owner);
  });

  test("an app reaches all its own projects, and no project can be called current", async () => {
    const ask = (project: string): Promise<Response> =>
      world.call("readConnection", { token: owner.secret, params: { project } });
    assert.equal((await readAnswer(await ask(owner.project.id))).connection?.project, owner.project.id);
    for (const project of ["current", "a b", "..", "x".repeat(129), "ä"]) {
      const response = await ask(project);
      assert.ok([400, 404].includes(response.status), `${project}: ${response.status}`);
    }
  });
});

/** Let in: a 2xx, or an answer about the state of the caller's own project. */
async function assertVerdict(response: Response, expected: Verdict, credential: string): Promise<void> {
  if (response.ok) {
    assert.equal(expected, "allowed", credential);
    return;
  }
  if (response.headers.get("Content-Type")?.startsWith("text/html")) {
    assert.equal(expected, "allowed", credential); // a page, for whoever came from Stripe by no way of ours
    return;
  }
  const { error } = (await response.json()) as ErrorBody; // an error
  if (expected === "allowed") {
    if (error.code === "not_found") return assert.equal(credential, "a foreign app"); // which sees none of the owner's
    const aboutState = [
      "not_connected",
      "customer_not_found",
      "demo_unavailable",
      "oauth_unavailable",
      "webhook_refused",
      "invitation_invalid",
    ];
    if (response.url.endsWith(ENDPOINTS.createOpenSession.path)) return; // its app has none: its own tests see to it
    assert.ok(aboutState.includes(error.code), `${credential}: ${error.code}`);
  } else {
    const status = expected === "admin_required" ? 403 : 401;
    assert.deepEqual([response.status, error.code], [status, expected], credential);
  }
}

async function assertUntouched({ project, key }: Owner): Promise<void> {
  const { connection } = await project.read("readConnection");
  assert.equal(connection?.label, `rk_test_…${key.slice(-4)}`, "somebody changed the owner's connection");
}
