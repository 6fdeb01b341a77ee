/**
 * @module Pastes secrets where none belongs: as another field, as a field's name, in a header, in the URL.
 */

import type { Journey, JourneyTarget } from "./leak-journey.ts";
import { ORIGIN } from "../world.ts";

/** Where a secret may be pasted. Whatever serves HTTP keeps URLs, so that place can be left out. */
export type Place = "body" | "header" | "url";

interface Paste {
  readonly journey: Journey;
  readonly operator: string;
  readonly session: Awaited<ReturnType<Journey["createSession"]>>;
  /** The secret in the wrong place, and a key that belongs beside it. */
  readonly value: string;
  readonly good: string;
}

const OWN = "/v1/projects/current/connection";
const PASTERS: Record<Place, (paste: Paste) => Promise<void>> = {
  body: pasteInBodies,
  header: pasteInHeaders,
  url: pasteInUrls,
};

/**
 * Pastes one secret of every kind at `places`.
 * @param everywhere how many of the kinds go to all the places; of the others each goes to one, in turn
 */
export async function walkWrongPlaces(
  journey: Journey,
  { secrets }: JourneyTarget,
  places: readonly Place[],
  everywhere: number,
): Promise<void> {
  const { markKey, markWebhookSecret, createSession } = journey;
  const lost = await createSession();
  const good = markKey("a good key beside a misplaced one").key;
  // What people paste comes first.
  const values = [
    ...[markKey("a misplaced key").key, markWebhookSecret("a misplaced signing secret")],
    ...[lost.secret, lost.token, secrets.OPERATOR_TOKEN],
  ];
  for (const [index, value] of values.entries()) {
    for (const place of index < everywhere ? places : [places[index % places.length] ?? "body"]) {
      const session = await createSession(); // with a budget of its own
      await PASTERS[place]({ journey, operator: secrets.OPERATOR_TOKEN, session, value, good });
    }
  }
}

async function pasteInBodies({ journey, operator, session, value, good }: Paste): Promise<void> {
  const { call } = journey;
  const { app, secret, token } = session;
  const texts = [`{"api_key":"${value}`, `{"api_key":"${value}",}`, value, `${value}${"x".repeat(9000)}`];
  for (const body of [
    ...[
      { api_key: good, webhook_secret: value },
      { api_key: value, webhook_secret: value },
    ],
    ...[{ api_key: [value] }, { api_key: { value } }, { api_key: good, replace_account: value }],
    ...[{ [value]: "x", api_key: good }, { api_key: good, nested: { [value]: value } }, [value], ...texts],
  ]) {
    await call("connect", { token, body });
  }
  for (const body of [{ [value]: 1 }, value]) {
    await call("checkConnection", { token, body });
    await call("connectDemo", { token, body });
    await call("createSession", { token: secret, body });
    await call("updateApp", { token: operator, params: { app }, body });
    await call("rollAppSecret", { token: operator, params: { app }, body });
    await call("rotateSecrets", { token: operator, body });
  }
  const origins = [`https://${value}`, `https://${value.toLowerCase()}`];
  for (const wrong of [
    ...["project", "role", "user", "origins", "expires_in"].map((field) => ({ [field]: value })),
    ...[{ origins }, { project: `project-${value}` }, { user: `me ${value}` }],
  ]) {
    await call("createSession", { token: secret, body: { project: "p", role: "viewer", ...wrong } });
  }
  for (const wrong of [
    ...["name", "profile", "origins"].map((field) => ({ [field]: value })),
    ...[{ origins }, { origins: origins.slice(1) }, { name: `Acme ${value}` }],
  ]) {
    const body = { name: "Acme", profile: "parityrail", origins: [], ...wrong };
    await call("createApp", { token: operator, body });
    await call("updateApp", { token: operator, params: { app }, body: wrong });
  }
}

async function pasteInUrls({ journey, operator, session, value, good }: Paste): Promise<void> {
  const { call, send } = journey;
  const { secret, token } = session;
  const params = { project: value };
  for (const caller of [secret, token]) {
    await call("connect", { token: caller, params, body: { api_key: good } });
    for (const name of [
      "readConnection",
      "readReceipt",
      "readSync",
      "readIdentities",
      "readStripe",
      "checkConnection",
      "connectDemo",
      "disconnect",
    ] as const) {
      await call(name, { token: caller, params });
    }
  }
  await call("readApp", { token: operator, params: { app: value } });
  const headers = { Authorization: `Bearer ${token}`, Origin: ORIGIN };
  for (const path of [`/${value}`, `/v1/${value}`, `/v1/apps/${value}/secret`, `${OWN}?api_key=${value}`]) {
    await send(`GET ${path.replace(value, "…")}`, { path, headers });
  }
}

async function pasteInHeaders({ journey, session, value, good }: Paste): Promise<void> {
  const { call, send } = journey;
  const { token } = session;
  for (const names of [
    ["Origin"], // it ends the request, and so does the next one
    ["Content-Type"],
    ["CF-Connecting-IP"],
    ["Referer", "User-Agent", "X-Api-Key", "Cookie", "Accept-Language", "X-Request-Id", "traceparent"],
    ["Access-Control-Request-Headers"],
  ]) {
    const headers = Object.fromEntries(names.map((name) => [name, value]));
    await call("connect", { token, body: { api_key: good }, headers });
    await send(`OPTIONS with ${names.join(", ")}`, {
      method: "OPTIONS",
      path: OWN,
      headers: { Origin: ORIGIN, "Access-Control-Request-Method": "PUT", ...headers },
    });
  }
  const basic = `Basic ${Buffer.from(`${value}:`).toString("base64")}`;
  for (const authorization of [`Bearer ${value}x`, basic, value]) {
    const headers = { Authorization: authorization, Origin: ORIGIN };
    await send("a wrong Authorization", { path: OWN, headers });
  }
}
