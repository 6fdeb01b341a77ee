/**
 * @module Registers the demo's app with the Worker, as the people who run a deployment do for each product.
 */

import { ENDPOINTS, type EndpointName } from "../../shared/api.ts";
import type { AppAnswer } from "../../shared/schema/apps.ts";

const NAME = "Demo";
const PROFILE = "parityrail";
const TIMEOUT_MS = 15_000;

export interface OperatorAccess {
  workerUrl: string;
  operatorToken: string;
}

/**
 * Creates or finds the demo's app, allows it on `origins`, and returns its secret.
 * The secret is rolled at every start, so it needs to be kept nowhere but in memory.
 */
export async function prepareApp(
  access: OperatorAccess,
  origins: readonly string[],
): Promise<{ secret: string }> {
  const apps = (await callAsOperator(access, "listApps")) as { data: AppAnswer[] }; // shared/schema/apps.ts: appListAnswer
  const found = apps.data.find((app) => app.name === NAME);
  if (!found) {
    return (await callAsOperator(access, "createApp", {
      body: { name: NAME, profile: PROFILE, origins },
    })) as {
      secret: string; // shared/schema/apps.ts: appWithSecretAnswer
    };
  }
  await callAsOperator(access, "updateApp", { app: found.id, body: { origins } });
  return (await callAsOperator(access, "rollAppSecret", { app: found.id, body: {} })) as { secret: string }; // as above
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
