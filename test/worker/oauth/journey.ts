/**
 * @module One person's way to the local Stripe's consent page and back, step by step, as a browser would go it.
 */

import { createHash, randomBytes } from "node:crypto";
import type { LocalAccount, LocalPlatform, LocalStripe } from "../../../demo/stripe/index.ts";
import { OAUTH_RETURN, type StartOauthAnswer } from "../../../shared/schema/oauth.ts";
import { createWorld, ORIGIN, readAnswer, type CallOptions, type Project, type World } from "../world.ts";

export const PUBLIC_URL = "https://connect.example.com";
export const CALLBACK = `${PUBLIC_URL}/v1/oauth/callback`;
export const RETURN_URL = `${ORIGIN}/settings?tab=billing#stripe`;

/** What an app's manifest asks for where it asks for what the profile wants. */
const APP_PERMISSIONS = [
  ...["customer_write", "subscription_write", "product_read", "plan_read", "coupon_read"],
  ...["promotion_code_read", "webhook_write"],
];

export interface OauthWorld extends World {
  readonly platform: LocalPlatform;
}

/** Starts a world whose Worker is set up for OAuth. Close it in the file's `after`. */
export async function createOauthWorld(
  type: "connect" | "app" = "connect",
  spoil: Readonly<Record<string, string>> = {},
): Promise<OauthWorld> {
  let platform: LocalPlatform = { clientId: "", secretKey: "" };
  const world = await createWorld({}, (stripe: LocalStripe) => {
    platform = stripe.createPlatform({
      name: "Recurly Engage",
      mode: "test",
      type,
      redirectUris: [CALLBACK],
      permissions: APP_PERMISSIONS,
    });
    return {
      PUBLIC_URL,
      STRIPE_OAUTH_TYPE: type,
      STRIPE_OAUTH_URL: stripe.url,
      STRIPE_CONNECT_CLIENT_ID: platform.clientId,
      STRIPE_CONNECT_SECRET: platform.secretKey,
      ...spoil,
    };
  });
  return { ...world, platform };
}

/** A person in a browser: a project of its own, and a verifier that never leaves it. */
export interface Person {
  readonly project: Project;
  readonly verifier: string;
  start(changes?: Record<string, unknown>, options?: CallOptions): Promise<Response>;
  /** Leaves, and returns Stripe's address. */
  leave(): Promise<string>;
  /** Leaves, decides at Stripe, and returns the address Stripe sends the browser to. */
  decide(account: LocalAccount, allow?: boolean): Promise<string>;
  /** Goes all the way to the page, and returns the ticket it has then. */
  travel(account: LocalAccount): Promise<string>;
  finish(ticket: string, more?: Record<string, unknown>, options?: CallOptions): Promise<Response>;
}

export async function createPerson(world: OauthWorld, given?: Project): Promise<Person> {
  const project = given ?? (await world.createProject("admin", "engage"));
  const verifier = randomBytes(32).toString("base64url");
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const start: Person["start"] = (changes, options) =>
    project.call("startOauth", { return_url: RETURN_URL, challenge, ...changes }, options);
  const leave = async (): Promise<string> => {
    const response = await start();
    if (response.status !== 200) throw new Error(`startOauth answered ${await response.text()}`);
    return ((await response.json()) as StartOauthAnswer).url; // the contract of starting
  };
  const decide: Person["decide"] = async (account, allow = true) =>
    world.stripe.consent(await leave(), { account: account.id, allow });
  return {
    project,
    verifier,
    start,
    leave,
    decide,
    travel: async (account) => readTicket(await arrive(world, await decide(account))),
    finish: (ticket, more, options) => project.call("finishOauth", { ticket, verifier, ...more }, options),
  };
}

/** Follows Stripe's redirect to the Worker, as a browser without any credential does. */
export function arrive(world: World, address: string): Promise<Response> {
  const { pathname, search } = new URL(address);
  return fetch(new URL(pathname + search, world.url), { redirect: "manual" });
}

/** The page's address that the Worker sends the browser to. */
export function readLocation(response: Response): URL {
  return new URL(response.headers.get("Location") ?? "about:blank");
}

/** The ticket that the page comes back with. */
export function readTicket(response: Response): string {
  const ticket = readLocation(response).searchParams.get(OAUTH_RETURN.ticket);
  if (ticket === null) throw new Error(`no ticket: ${response.status} ${response.headers.get("Location")}`);
  return ticket;
}

/** What went wrong, as the page comes back with it. */
export function readReturnError(response: Response): string | null {
  return readLocation(response).searchParams.get(OAUTH_RETURN.error);
}

/** Connects a new person's project to an account. */
export async function connectByConsent(world: OauthWorld, account: LocalAccount): Promise<Person> {
  const person = await createPerson(world);
  await readAnswer(await person.finish(await person.travel(account)));
  return person;
}

/** How often Stripe's token or deauthorize endpoint was asked since the log was cleared. */
export function countAsked(world: World, verb: "token" | "deauthorize"): number {
  return world.stripe.requests.filter(({ path }) => path.endsWith(`/oauth/${verb}`)).length;
}
