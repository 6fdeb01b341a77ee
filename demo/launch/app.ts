/**
 * @module Registers the demo's apps with the Worker, as the people who run a deployment do for each product.
 */

import { ENDPOINTS, type EndpointName } from "../../shared/api.ts";
import type { AppAnswer } from "../../shared/schema/apps.ts";
import { PRODUCT_NAMES, PRODUCTS, type ProductName } from "../products.ts";

const TIMEOUT_MS = 15_000;

export interface OperatorAccess {
  workerUrl: string;
  operatorToken: string;
}

/** An app of the demo, with the secret it has until the next start. */
export interface PreparedApp {
  readonly id: string;
  readonly secret: string;
}

/**
 * Creates or finds one app a product, allows them on `origins`, and returns them by the product's name.
 * Secrets are rolled at every start, so they need to be kept nowhere but in memory.
 */
export async function prepareApps(
  access: OperatorAccess,
  origins: readonly string[],
): Promise<Record<ProductName, PreparedApp>> {
  const apps = (await callAsOperator(access, "listApps")) as { data: AppAnswer[] }; // shared/schema/apps.ts: appListAnswer
  const prepared = PRODUCT_NAMES.map(async (profile) => {
    const wanted = { name: `Demo: ${PRODUCTS[profile].label}`, profile, origins };
    return [profile, await prepareApp(access, apps.data, wanted)] as const;
  });
  return Object.fromEntries(await Promise.all(prepared)) as Record<ProductName, PreparedApp>; // all five
}

/** Creates or finds the app of the site without a backend, whose pages open sessions themselves. */
export async function prepareSiteApp(access: OperatorAccess, origin: string): Promise<PreparedApp> {
  const apps = (await callAsOperator(access, "listApps")) as { data: AppAnswer[] }; // as above
  const wanted = { name: "Demo: a site", profile: "parityrail", origins: [origin], open_sessions: true };
  return prepareApp(access, apps.data, wanted);
}

async function prepareApp(
  access: OperatorAccess,
  existing: readonly AppAnswer[],
  body: { name: string; profile: string; origins: readonly string[]; open_sessions?: boolean },
): Promise<PreparedApp> {
  const found = existing.find((app) => app.name === body.name);
  if (!found) return (await callAsOperator(access, "createApp", { body })) as PreparedApp; // appWithSecretAnswer
  await callAsOperator(access, "updateApp", { app: found.id, body });
  return (await callAsOperator(access, "rollAppSecret", { app: found.id, body: {} })) as PreparedApp; // as above
}

async function callAsOperator(
  access: OperatorAccess,
  name: EndpointName,
  call: { app?: string; body?: unknown } = {},
): Promise<unknown> {
  const { method, path } = ENDPOINTS[name];
  const answer = await fetch(access.workerUrl + path.replace(":app", call.app ?? ""), {
    method,
    headers: { authorization: `Bearer ${access.operatorToken}`, "content-type": "application/json" },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
