/**
 * @module Sends marked secrets through every endpoint, in right and wrong places, and keeps every answer.
 */

import { randomBytes } from "node:crypto";
import { ENDPOINTS, type Endpoint, type EndpointName } from "../../../shared/api.ts";
import { FAULT_KINDS, type LocalAccount, type LocalStripe } from "../../../demo/stripe/index.ts";
import { PERMISSIONS } from "../../../shared/permissions.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import type { MarkedSecret } from "./leak-scan.ts";
import { sendRaw, type RawRequest } from "../http/raw.ts";
import { ORIGIN, REQUIRED, type Secrets } from "../world.ts";

export interface JourneyTarget {
  readonly url: URL;
  readonly secrets: Secrets;
  readonly stripe: LocalStripe;
  readonly account: LocalAccount;
}

/** One answer, whole. `mayHold` names the secret that this answer exists to give. */
export interface Answer {
  readonly title: string;
  readonly status: number;
  readonly text: string;
  readonly mayHold: string | null;
}

export interface Journey {
  readonly marked: MarkedSecret[];
  readonly answers: Answer[];
  /** Makes a key of any kind and remembers to look for it. */
  markKey(
    name: string,
    options?: Partial<Parameters<LocalStripe["createKey"]>[0]>,
  ): { id: string; key: string };
  markWebhookSecret(name: string): string;
  send(title: string, request: RawRequest, mayHold?: string): Promise<string>;
  /** Calls an endpoint; `current` where a parameter is left out. */
  call(name: EndpointName, options: CallOptions): Promise<string>;
  /** A new app and an admin's session for a new project. */
  createSession(): Promise<{ app: string; secret: string; token: string; project: string }>;
}

export interface CallOptions {
  readonly token: string;
  readonly body?: unknown;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly mayHold?: string;
}

/** Opens a journey. The Worker's own settings are marked from the start. */
export function openJourney({ url, secrets, stripe, account }: JourneyTarget): Journey {
  const vaultKey = secrets.VAULT_KEYS.split(":")[1] ?? "";
  const marked: MarkedSecret[] = [
    { name: "OPERATOR_TOKEN", random: secrets.OPERATOR_TOKEN.slice(4) },
    { name: "SESSION_KEY", random: secrets.SESSION_KEY },
    { name: "SESSION_KEY in hex", random: Buffer.from(secrets.SESSION_KEY, "base64").toString("hex") },
    { name: "VAULT_KEYS", random: vaultKey },
    { name: "VAULT_KEYS in hex", random: Buffer.from(vaultKey, "base64").toString("hex") },
  ];
  const answers: Answer[] = [];
  const mark = (name: string, random: string): void => {
    marked.push({ name, random });
  };

  const send: Journey["send"] = async (title, request, mayHold) => {
    const { status, headers, text } = await sendRaw(url, request);
    const whole = `${JSON.stringify(headers)}\n${text}`;
    answers.push({ title, status, text: whole, mayHold: mayHold ?? null });
    return text;
  };

  const call: Journey["call"] = (name, { token, body, params = {}, query, headers = {}, mayHold }) => {
    const endpoint: Endpoint = ENDPOINTS[name];
    const path = endpoint.path
      .replace(/:([a-z]+)/g, (_, param: string) => encodeURIComponent(params[param] ?? "current"))
      .replace("*", params.path ?? "v1/customers");
    const request: RawRequest = {
      method: endpoint.method,
      path: query ? `${path}?${new URLSearchParams(query).toString()}` : path,
      headers: {
        Authorization: `Bearer ${token}`,
        Origin: ORIGIN,
        "Content-Type": "application/json",
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    };
    return send(`${endpoint.method} ${endpoint.path}`, request, mayHold);
  };

  const readField = (text: string, field: string): string =>
    String((JSON.parse(text) as Record<string, unknown>)[field]); // every answer is an object

  return {
    marked,
    answers,
    send,
    call,
    markKey(name, options = {}) {
      const { id, key } = stripe.createKey({
        account: account.id,
        mode: "test",
        kind: "restricted",
        permissions: REQUIRED,
        ...options,
      });
      // A key begins with a piece of the account's id, which is no secret.
      mark(name, key.slice(key.indexOf("_51") + 3 + account.id.length - "acct_1".length));
      return { id, key };
    },
    markWebhookSecret(name) {
      const random = randomBytes(24).toString("base64url").replace(/[-_]/g, "x");
      mark(name, random);
      return `whsec_${random}`;
    },
    async createSession() {
      const number = marked.length;
      const operator = secrets.OPERATOR_TOKEN;
      const appName = `app secret ${number}`;
      const created = await call("createApp", {
        token: operator,
        mayHold: appName,
        body: { name: "Acme", profile: "parityrail", origins: [ORIGIN] },
      });
      const [app, secret] = [readField(created, "id"), readField(created, "secret")];
      mark(appName, secret.split("_")[2] ?? "");
      const project = `project-${number}`;
      const sessionName = `session token ${number}`;
      const session = await call("createSession", {
        token: secret,
        mayHold: sessionName,
        body: { project, role: "admin" },
      });
      const token = readField(session, "token");
      mark(sessionName, token.split(".")[2] ?? "");
      return { app, secret, token, project };
    },
  };
}

/** Connects, checks and disconnects with good and rejected keys, and calls everything else once. */
export async function walkEndpoints(journey: Journey, { secrets, stripe }: JourneyTarget): Promise<void> {
  const { call, markKey, createSession, markWebhookSecret } = journey;
  const { app, secret, token, project } = await createSession();
  const operator = secrets.OPERATOR_TOKEN;
  const connect = (api_key: string, more: object = {}): Promise<string> =>
    call("connect", { token, body: { api_key, ...more } });
  const rejected = ["revoked", "expired", "ip-restricted", "powerless"].map((name) =>
    markKey(`a ${name} key`, name === "powerless" ? { permissions: [] } : {}),
  );
  stripe.revokeKey(rejected[0]?.id ?? "");
  stripe.expireKey(rejected[1]?.id ?? "");
  stripe.blockIp(rejected[2]?.id ?? "", true);
  for (const { key } of rejected) await connect(key);
  await connect(markKey("a publishable key", { kind: "publishable" }).key);
  await connect(markKey("an organization key", { kind: "organization" }).key);
  await connect(`"${markKey("a quoted key").key}"\n`);

  const good = markKey("a good key");
  await connect(good.key, { webhook_secret: markWebhookSecret("a signing secret") });
  await call("readConnection", { token });
  await call("readStatus", { token });
  await call("readReceipt", { token });
  await call("readSync", { token });
  const { key: misplaced } = markKey("a key among identities");
  await walkData(journey, token, misplaced);
  const asText = { token: secret, params: { project }, headers: { "Content-Type": "text/csv" } };
  await call("replaceIdentities", { ...asText, body: `user,customer\n${misplaced},cus_1\nu,${misplaced}\n` });
  await call("replaceIdentities", { ...asText, body: `user,${misplaced}\n` });
  await call("replaceIdentities", { ...asText, body: "user,customer\nu,cus_1\n" });
  await call("readIdentities", { token: secret, params: { project } });
  const paths = ["v1/customers", `v1/customers/${misplaced}`, `v1/customers?email=${misplaced}@example.com`];
  for (const path of paths) await call("readStripe", { token: secret, params: { project, path } });
  await call("updateConnection", { token, body: { webhook_secret: markWebhookSecret("a later secret") } });
  await call("updateConnection", { token, body: { publishable_key: markKey("a key sent later").key } });
  await call("checkConnection", { token, body: {} });
  await connect(markKey("a live secret key", { kind: "secret", mode: "live" }).key, {
    replace_account: true,
  });
  await call("connectDemo", { token, body: {} });
  await call("readSync", { token });
  const event = { body: {}, params: { connection: "con_nobody" } };
  await call("receiveEvent", {
    token,
    ...event,
    headers: { "Stripe-Signature": markWebhookSecret("a signature") },
  });
  stripe.revokeKey(good.id);
  await call("checkConnection", { token, body: {} });
  await call("readReceipt", { token });
  await call("rotateSecrets", { token: operator, body: {} });
  await call("listApps", { token: operator });
  await call("listConnections", { token: secret });
  await call("readApp", { token: operator, params: { app } });
  await call("updateApp", { token: operator, params: { app }, body: { name: "Acme again" } });
  await walkOpenSession(journey, operator, app);
  await walkOauth(journey, token);
  await walkInvitation(journey);
  await call("readOpenapi", { token });
  await walkOutbox(journey, secret);
  await call("health", { token });

  const gone = await createSession();
  const key = markKey("a disconnected key").key;
  const webhook_secret = markWebhookSecret("a disconnected signing secret");
  await call("connect", { token: gone.token, body: { api_key: key, webhook_secret } });
  await call("disconnect", { token: gone.token });
  const name = "a rolled app secret";
  const rolled = await call("rollAppSecret", {
    token: operator,
    params: { app: gone.app },
    body: {},
    mayHold: name,
  });
  const { secret: fresh } = JSON.parse(rolled) as { secret: string }; // the contract of apps
  journey.marked.push({ name, random: fresh.split("_")[2] ?? "" });
  await call("readConnection", { token: secret, params: { project: "nobody" } });
}

/** Opens a session of a page without a backend, finds it again, and shows its tokens where they do not belong. */
async function walkOpenSession({ call, marked }: Journey, operator: string, app: string): Promise<void> {
  await call("updateApp", { token: operator, params: { app }, body: { open_sessions: true } });
  let resume: string | undefined;
  const name = "an open session"; // one for both: what is kept is the same within a second
  for (let visit = 0; visit < 2; visit += 1) {
    const text = await call("createOpenSession", { token: "", body: { app, resume }, mayHold: name });
    const answer = JSON.parse(text) as { token: string; resume: string }; // the contract of open sessions
    marked.push({ name, random: answer.token.split(".")[2] ?? "" });
    marked.push({ name, random: answer.resume.split(".")[2] ?? "" });
    resume = answer.resume;
  }
  await call("createOpenSession", { token: "", body: { app: resume } });
  await call("createOpenSession", { token: "", body: { app, [resume ?? ""]: 1 } });
  await call("readConnection", { token: resume ?? "" });
}

/** Makes an invitation, opens it in two browsers, connects with it, and shows its tokens where they do not belong. */
async function walkInvitation(journey: Journey): Promise<void> {
  const { call, marked, markKey, createSession } = journey;
  const { token: admin } = await createSession();
  const [link, session] = ["an invitation's link", "the session of an invitation"];
  const made = await call("createInvitation", { token: admin, body: {}, mayHold: link });
  const { url } = JSON.parse(made) as { url: string }; // invitation
  const [origin = "", token = ""] = url.split("/invitation#");
  marked.push({ name: link, random: token.split(".")[2] ?? "" });
  await call("readConnection", { token: admin, mayHold: link });
  const [opener, other] = [randomBytes(32).toString("base64url"), randomBytes(32).toString("base64url")];
  marked.push({ name: "what an invitation is opened with", random: opener });
  const opened = await call("openInvitation", { token: "", body: { token, opener }, mayHold: session });
  const answer = JSON.parse(opened) as { token: string }; // invitationSessionAnswer
  marked.push({ name: session, random: answer.token.split(".")[2] ?? "" });
  for (const body of [
    { token, opener: other },
    { token: `${token.slice(0, -1)}~`, opener },
    { token: opener, opener: token },
    { [token]: opener },
  ]) {
    await call("openInvitation", { token: "", body });
  }
  await call("readConnection", { token });
  await call("createInvitation", { token: admin, body: { appearance: { lang: token } } });
  const colour = { "--parityrail-color-accent": markKey("a key for a colour").key };
  await call("createInvitation", { token: admin, body: { appearance: { variables: colour } } });
  await call("connect", {
    token: answer.token,
    headers: { Origin: origin },
    body: { api_key: markKey("a key of an invitation").key },
  });
  await call("openInvitation", { token: "", body: { token, opener } });
  const second = "a second invitation's link";
  const again = JSON.parse(await call("createInvitation", { token: admin, body: {}, mayHold: second })) as {
    url: string;
  };
  marked.push({ name: second, random: again.url.split(".").at(-1) ?? "" });
  await call("revokeInvitation", { token: admin, body: {} });
}

/** Asks for everything that a ledger answers, rightly and with a key where an id goes. */
async function walkData({ call }: Journey, token: string, misplaced: string): Promise<void> {
  for (const name of ["listCustomers", "listSignals", "readMetrics", "readMrr"] as const)
    await call(name, { token });
  for (const query of [
    { email: misplaced },
    { user: misplaced },
    { starting_after: misplaced },
    { [misplaced]: "x" },
  ]) {
    await call("listCustomers", { token, query });
  }
  await call("readCustomer", { token, params: { customer: misplaced } });
  await call("listSignals", { token, query: { customer: misplaced } });
  await call("readMrr", { token, query: { customer: misplaced } });
  await call("readTraits", { token, query: { email_address: misplaced } });
  await call("readCatalog", { token, query: { resource: misplaced } });
}

/** Makes an event endpoint whose secret is rolled, has an event sent to it, and shows its secret where it does not belong. */
async function walkOutbox({ call, marked }: Journey, token: string): Promise<void> {
  const name = "an event endpoint's signing secret";
  const mark = (text: string): { id: string; secret: string } => {
    const answer = JSON.parse(text) as { id: string; secret: string }; // eventEndpointWithSecretAnswer
    marked.push({ name, random: answer.secret.slice("whsec_".length, -1) });
    return answer;
  };
  const url = "https://hooks.example.com/"; // which the name of no server is
  const { id, secret } = mark(await call("createEventEndpoint", { token, body: { url }, mayHold: name }));
  const params = { endpoint: id };
  mark(await call("rollEndpointSecret", { token, params, body: {}, mayHold: name }));
  for (const body of [
    { url: `https://hooks.example.com/${secret}` },
    { url: secret },
    { [secret]: 1 },
    { types: [secret] },
  ]) {
    await call("createEventEndpoint", { token, body });
    await call("updateEventEndpoint", { token, params, body });
  }
  await call("listEventEndpoints", { token });
  const log = JSON.parse(await call("listEvents", { token })) as { data: { id: string }[] }; // eventListAnswer
  await call("resendEvent", { token, params: { event: log.data[0]?.id ?? "" }, body: { endpoint: secret } });
  await call("resendEvent", { token, params: { event: log.data[0]?.id ?? "" }, body: {} });
  await call("deleteEventEndpoint", { token, params });
}

/** Sends secrets to every endpoint of OAuth. */
async function walkOauth({ call, send, markKey, markWebhookSecret }: Journey, token: string): Promise<void> {
  const [{ key }, challenge] = [markKey("a key for OAuth"), markWebhookSecret("a challenge")];
  await call("startOauth", { token, body: { return_url: `${ORIGIN}/?key=${key}`, challenge } });
  await call("finishOauth", { token, body: { ticket: key, verifier: challenge } });
  const { method, path } = ENDPOINTS.returnFromOauth;
  await send(`${method} ${path}`, { method, path: `${path}?state=forged&code=none` });
}

/** Connects and checks with marked keys while Stripe has every kind of trouble, a different one at every call. */
export async function walkFaults(journey: Journey, { stripe }: JourneyTarget): Promise<void> {
  const { call, markKey, createSession } = journey;
  const paths = PARITYRAIL.permissions.map(({ permission }) => PERMISSIONS[permission].probe?.split("?")[0]);
  for (let first = 0; first < FAULT_KINDS.length; first += paths.length) {
    const faults = FAULT_KINDS.slice(first, first + paths.length);
    const names = faults.map(({ kind }) => kind).join(", ");
    const [fresh, connected] = [await createSession(), await createSession()];
    const [api_key, stored] = [markKey(`a key met by ${names}`).key, markKey(`a stored key, ${names}`).key];
    await call("connect", { token: connected.token, body: { api_key: stored } });
    faults.forEach((fault, index) => stripe.setFault(fault, { path: new RegExp(`^${paths[index]}$`) }));
    await Promise.all([
      call("connect", { token: fresh.token, body: { api_key } }),
      call("checkConnection", { token: connected.token, body: {} }),
    ]);
    stripe.setFault(null);
    await Promise.all([fresh, connected].map(({ token }) => call("readReceipt", { token })));
  }
}
