/**
 * @module The page's calls to the pretend SaaS behind it.
 */

import type { DemoKey, DemoSettings } from "../host/answers.ts";
import type { StripeMood } from "../host/stripe-mood.ts";
import type { Role } from "../../shared/api.ts";
import type { ProductName } from "../products.ts";

export async function loadSettings(): Promise<DemoSettings> {
  const answer = await call("/api/demo/settings");
  return (await answer.json()) as DemoSettings; // our own server, same types
}

export async function loadKeys(product: ProductName): Promise<DemoKey[]> {
  const answer = await call(`/api/demo/keys/${product}`);
  return (await answer.json()) as DemoKey[]; // as above
}

/** Changes what the signed-in person may do; counts from their next session. */
export async function changeRole(role: Role): Promise<void> {
  await call(`/api/demo/role/${role}`, "PUT");
}

/** Makes the local Stripe well, slow, busy or down. */
export async function changeStripeMood(mood: StripeMood): Promise<void> {
  await call(`/api/demo/stripe/${mood}`, "PUT");
}

/** Moves the signed-in person to a new, empty project. */
export async function startOver(): Promise<void> {
  await call("/api/demo/start-over", "POST");
}

async function call(path: string, method = "GET"): Promise<Response> {
  const answer = await fetch(path, { method });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
  return answer;
}
