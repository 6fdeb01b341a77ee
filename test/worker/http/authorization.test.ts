/**
 * @module Who may call what: every endpoint of the table × every kind of credential, and the table says who.
 */

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { ENDPOINTS, type Endpoint, type EndpointName } from "../../../shared/api.ts";
import type { ErrorBody } from "../../../shared/errors.ts";
import { createWorker } from "../../../worker/app.ts";
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
  readConnection: null,
  connect: ({ key }) => ({ api_key: key }),
  updateConnection: () => ({}),
  readStatus: null,
  disconnect: null,
  checkConnection: () => ({}),
  connectDemo: () => ({}),
  startOauth: () => ({ return_url: `${ORIGIN}/`, challenge: "A".repeat(43) }),
  finishOauth: () => ({ ticket: "t", verifier: "v" }),
  returnFromOauth: null,
  receiveEvent: () => ({}),
  health: null,
};

interface Owner {
  readonly project: Project;
  readonly viewer: string;
  readonly sibling: string;
  readonly key: string;
}

let world: World;
before(async () => {
  world = await createWorld();
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
  const roles = callers.filter((caller) => caller === "viewer" || caller === "admin");
  if (roles.length === 0 || ("foreign" in credential && path.includes(":project"))) return "unauthenticated";
  return credential.as === "admin" || roles.includes("viewer") ? "allowed" : "admin_required";
}

/** An app with a connected project, and every session that matters to it. */
async function createOwner(): Promise<Owner> {
  const project = await world.createProject();
  const { key } = world.createKey();
  await readAnswer(await project.connect(key));
  const createSession = async (id: string, role: string): Promise<string> => {
    const response = await world.call("createSession", {
      token: project.app.secret,
      body: { project: id, role },
    });
    const { token } = (await response.json()) as { token: string }; // the contract of sessions
    return token;
  };
  return {
    project,
    key,
    viewer: await createSession(project.id, "viewer"),
    sibling: await createSession(`${project.id}-2`, "admin"),
  };
}

/** Returns the token of a credential; an undefined one sends no Authorization. */
async function findToken(
  name: CredentialName,
  { project, viewer, sibling }: Owner,
): Promise<string | undefined> {
  switch (name) {
    case "nobody":
      return undefined;
    case "garbage":
      return "hunter2";
    case "a wrong app secret":
      return project.app.secret.slice(0, -1) + (project.app.secret.endsWith("a") ? "b" : "a");
    case "a wrong operator token":
      return `${world.secrets.OPERATOR_TOKEN}0`;
    case "a rolled app secret": {
      const options = { token: world.secrets.OPERATOR_TOKEN, params: { app: project.app.id }, body: {} };
      assert.equal((await world.call("rollAppSecret", options)).status, 200);
      return project.app.secret;
    }
    case "operator":
      return world.secrets.OPERATOR_TOKEN;
    case "app":
      return project.app.secret;
    case "a foreign app":
      return (await world.createApp()).secret;
    case "a viewer's session":
      return viewer;
    case "an admin's session":
      return project.token;
    case "a session of another project":
      return sibling;
    case "a session of another app":
      return (await world.createProject()).token;
  }
}

function callOptions(name: EndpointName, owner: Owner, token: string | undefined): CallOptions {
  const body = BODIES[name]?.(owner);
  return {
    token,
    origin: ORIGIN,
    params: { project: owner.project.id, app: owner.project.app.id },
    ...(body !== undefined && { body }),
  };
}

describe("authorization", () => {
  for (const name of ENDPOINT_NAMES) {
    const endpoint: Endpoint = ENDPOINTS[name];
    test(`${endpoint.method} ${endpoint.path} · lets in whom the table names, and nobody else`, async () => {
      let owner = await createOwner();
      for (const credential of CREDENTIAL_NAMES) {
        const expected = expectVerdict(endpoint, credential);
        const response = await world.call(name, callOptions(name, owner, await findToken(credential, owner)));
        await assertVerdict(response, expected, credential);
        if (expected !== "allowed" || credential === "a foreign app")
          await assertUntouched(owner, credential);
        // Whoever was let in, and the roll of a secret, may have changed what the next credential needs.
        if (expected === "allowed" || credential === "a rolled app secret") owner = await createOwner();
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
    const owner = await createOwner();
    for (const token of [
      undefined,
      owner.project.token,
      owner.project.app.secret,
      world.secrets.OPERATOR_TOKEN,
    ]) {
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
        const { error } = (await response.json()) as ErrorBody; // a refusal
        assert.equal(error.code, "not_found");
      }
    }
  });

  test("a foreign project and one that never was answer alike", async () => {
    const owner = await createOwner();
    const foreign = await world.createApp();
    for (const name of ["readConnection", "checkConnection", "disconnect"] as const) {
      const ask = async (project: string): Promise<[number, string]> => {
        const response = await world.call(name, {
          ...callOptions(name, owner, foreign.secret),
          params: { project },
        });
        return [response.status, (await response.text()).replace(/req_[a-z2-7]+/, "req")];
      };
      assert.deepEqual(await ask(owner.project.id), await ask("never-was"), name);
    }
    await assertUntouched(owner, "a foreign app");
  });

  test("an app reaches all its own projects, and a project called current is nobody's", async () => {
    const owner = await createOwner();
    const ask = (project: string): Promise<Response> =>
      world.call("readConnection", { token: owner.project.app.secret, params: { project } });
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
  const { error } = (await response.json()) as ErrorBody; // a refusal
  if (expected === "allowed") {
    const aboutState = ["not_connected", "demo_unavailable", "oauth_unavailable", "webhook_refused"];
    if (response.url.endsWith(ENDPOINTS.createOpenSession.path)) return; // its app has none: its own tests see to it
    assert.ok(aboutState.includes(error.code), `${credential}: ${error.code}`);
  } else {
    const status = expected === "admin_required" ? 403 : 401;
    assert.deepEqual([response.status, error.code], [status, expected], credential);
  }
}

async function assertUntouched({ project, key }: Owner, credential: CredentialName): Promise<void> {
  const { connection } = await project.read("readConnection");
  assert.equal(
    connection?.label,
    `rk_test_…${key.slice(-4)}`,
    `${credential} changed the owner's connection`,
  );
}
