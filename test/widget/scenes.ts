/**
 * @module Every state a person can see, and the way there: what is looked at in each state loops over this table.
 */

import { ERRORS, type ApiErrorCode } from "../../shared/errors.ts";
import { CANNED_ANSWERS } from "./canned-answers.ts";
import { makeKey } from "./keys.ts";
import {
  field,
  openStage,
  paste,
  read,
  see,
  until,
  type CannedError,
  type Reply,
  type Stage,
} from "./stage.ts";

const A = CANNED_ANSWERS;

/** An answer of the Worker that refuses with `code`. */
export function errorAnswer(code: ApiErrorCode, values: Readonly<Record<string, string>> = {}): CannedError {
  const { status, message } = ERRORS[code];
  return { status, code, message: message.replace(/\{([a-z]+)\}/g, (name, key) => values[key] ?? name) };
}

/** Pastes a good key and presses the button. */
export async function submitKey(stage: Stage, key = makeKey()): Promise<void> {
  paste(await field(stage, "API key"), key);
  (await see(stage, "button", "Test & connect")).click();
}

async function press(stage: Stage, name: string): Promise<void> {
  (await see(stage, "button", name)).click();
}

async function openReconnectGuide(stage: Stage): Promise<void> {
  await press(stage, "Reconnect");
  await press(stage, "Show me how · 1 minute");
  const guide = await until(() => stage.element.shadowRoot?.querySelector(".guide"));
  for (const folded of guide.querySelectorAll("details")) folded.open = true;
  await see(stage, "link", "Create restricted key");
}

function findSummary(stage: Stage, text: string): HTMLElement | undefined {
  const all = stage.element.shadowRoot?.querySelectorAll("summary") ?? [];
  return [...all].find(({ textContent }) => textContent?.trim() === text);
}

/** Lets the page come back from Stripe's own page, as the Worker sends it, to the element that left. */
export function comeBack(query: string, verifier: string | null = "v".repeat(43)): void {
  history.replaceState(null, "", `${location.pathname}?a=b%20c&${query}#end`);
  if (verifier) sessionStorage.setItem("parityrail-connect:oauth:0", verifier);
}

interface Scene {
  /** What is so before the page shows the element. */
  readonly before?: () => void;
  readonly replies: readonly Reply[];
  readonly act?: (stage: Stage) => Promise<unknown>;
}

const SCENES = {
  loading: { replies: ["wait"] },
  "load failed": { replies: ["offline"] },
  viewer: { replies: [A.disconnectedViewer] },
  "first sight": { replies: [A.disconnected] },
  "guide open": {
    replies: [A.disconnected],
    act: async (stage) => {
      await press(stage, "Show me how · 1 minute");
      (await see(stage, "link", "Create restricted key")).focus();
    },
  },
  "good key": {
    replies: [A.disconnected],
    act: async (stage) => paste(await field(stage, "API key"), makeKey()),
  },
  "key shown": {
    replies: [A.disconnected],
    act: async (stage) => {
      paste(await field(stage, "API key"), makeKey("rk_live"));
      await press(stage, "Show: API key");
    },
  },
  "secret key": {
    replies: [A.disconnected],
    act: async (stage) => paste(await field(stage, "API key"), makeKey("sk_live")),
  },
  "wrong thing": {
    replies: [A.disconnected],
    act: async (stage) => {
      paste(await field(stage, "API key"), makeKey("pk_live"));
      paste(await field(stage, "Webhook signing secret (optional)"), "not a secret");
    },
  },
  testing: { replies: [A.disconnected, "wait"], act: submitKey },
  refused: { replies: [A.disconnected, errorAnswer("key_rejected")], act: submitKey },
  "no permission": { replies: [A.disconnected, errorAnswer("permissions_missing")], act: submitKey },
  "another account": {
    replies: [A.connected, errorAnswer("account_differs")],
    act: async (stage) => {
      await press(stage, "Reconnect");
      await submitKey(stage);
      await see(stage, "button", "Replace");
    },
  },
  "loading demo": {
    replies: [A.disconnected, "wait"],
    act: (stage) => press(stage, "Connect demo dataset"),
  },
  "just connected": {
    replies: [A.disconnected, A.connected],
    act: async (stage) => {
      await submitKey(stage);
      await see(stage, "heading", "Stripe connected");
    },
  },
  connected: { replies: [A.connected] },
  "connected viewer": { replies: [A.connectedViewer] },
  live: { replies: [A.live] },
  missing: { replies: [A.missing] },
  unknown: { replies: [A.unknown] },
  checking: { replies: [A.connected, "wait"], act: (stage) => press(stage, "Re-check") },
  "check failed": {
    replies: [A.connected, errorAnswer("stripe_unavailable")],
    act: async (stage) => {
      await press(stage, "Re-check");
      await read(stage, "Stripe did not answer.");
    },
  },
  revoked: { replies: [A.revoked] },
  expired: { replies: [A.expired] },
  "IP restricted": { replies: [A.ipRestricted] },
  "secret key connected": { replies: [A.secretKey] },
  demo: { replies: [A.demo] },
  "disconnect asked": { replies: [A.connected], act: (stage) => press(stage, "Disconnect") },
  disconnecting: {
    replies: [A.connected, "wait"],
    act: async (stage) => {
      await press(stage, "Disconnect");
      await press(stage, "Disconnect");
    },
  },
  replaced: { replies: [A.replaced] },
  "left behind": {
    replies: [A.connected, A.leftBehind],
    act: async (stage) => {
      await press(stage, "Disconnect");
      await press(stage, "Disconnect");
      await see(stage, "button", "Close");
    },
  },
  "other data": {
    replies: [A.liveAsked],
    act: async (stage) => {
      paste(await field(stage, "API key"), makeKey());
      await read(stage, "This is a test key; live data was asked for.");
    },
  },
  "other data asked": {
    replies: [A.liveAsked, errorAnswer("mode_differs", { given: "test", asked: "live" })],
    act: async (stage) => {
      await submitKey(stage);
      await see(stage, "button", "Connect test data");
    },
  },
  "secret key warned of": {
    replies: [A.liveAsked],
    act: async (stage) => {
      paste(await field(stage, "API key"), makeKey("sk_live"));
      await read(stage, "which DropFix doesn’t need and shouldn’t hold.");
    },
  },
  "two keys": {
    replies: [A.twoKeys],
    act: async (stage) => {
      paste(await field(stage, "API key"), makeKey("sk_test"));
      paste(await field(stage, "Publishable key"), makeKey("pk_test"));
      paste(await field(stage, "Webhook signing secret (you can paste it later)"), "whsec_placeholder");
      await read(stage, "That is a placeholder.");
    },
  },
  "two keys apart": {
    replies: [A.twoKeys],
    act: async (stage) => {
      paste(await field(stage, "API key"), makeKey("sk_test"));
      paste(await field(stage, "Publishable key"), makeKey("pk_live"));
      await read(stage, "The two keys are of different modes");
    },
  },
  "Stripe's page": { replies: [A.oauth], act: (stage) => see(stage, "button", "Connect with Stripe") },
  "key instead of Stripe's page": {
    replies: [A.oauth],
    act: async (stage) => {
      await press(stage, "Paste an API key instead");
      await see(stage, "button", "Connect with Stripe instead");
    },
  },
  "leaving for Stripe's page": {
    replies: [A.oauth, "wait"],
    act: async (stage) => {
      await press(stage, "Connect with Stripe");
      await see(stage, "button", "Opening Stripe…");
    },
  },
  "back from Stripe's page": {
    before: () => comeBack("parityrail_oauth=ticket"),
    replies: [A.oauth, "wait"],
    act: (stage) => see(stage, "button", "Finishing the connection…"),
  },
  "denied on Stripe's page": {
    before: () => comeBack("parityrail_oauth_error=oauth_denied"),
    replies: [A.oauth],
    act: (stage) => read(stage, "Access was not granted in Stripe"),
  },
  "another account on Stripe's page": {
    before: () => comeBack("parityrail_oauth=ticket"),
    replies: [A.oauthConnected, errorAnswer("account_differs")],
    act: (stage) => see(stage, "button", "Replace"),
  },
  "guide with writes": { replies: [A.endpointFailed], act: openReconnectGuide },
  "guide for two keys": { replies: [A.placeholder], act: openReconnectGuide },
  degraded: { replies: [A.degraded] },
  "refused once": { replies: [A.refusedOnce] },
  "endpoint failed": { replies: [A.endpointFailed] },
  "access revoked": { replies: [A.accessRevoked] },
  "account preview": { replies: [A.accountPreview] },
  "empty account": { replies: [A.emptyAccount] },
  "not checked": { replies: [A.unchecked] },
  "more than asked": { replies: [A.excess] },
  "placeholder to replace": { replies: [A.placeholder] },
  "saving the secret": {
    replies: [A.placeholder, "wait"],
    act: async (stage) => {
      paste(await field(stage, "Webhook signing secret"), `whsec_${"a1B2".repeat(8)}`);
      await press(stage, "Save");
    },
  },
  "waiting for events": {
    replies: [A.waiting],
    act: async (stage) => (await until(() => findSummary(stage, "Set the signing secret"))).click(),
  },
  "receiving events": { replies: [A.receiving] },
  "help before": {
    replies: [A.liveAsked],
    act: async (stage) => (await until(() => findSummary(stage, "Frequently asked"))).click(),
  },
  "help after": {
    replies: [A.dropfixConnected],
    act: async (stage) => (await until(() => findSummary(stage, "How to revoke access"))).click(),
  },
  "reading starts": { replies: [A.pending] },
  reading: { replies: [A.filling] },
  "reading, nobody knows how much": { replies: [A.fillingUncounted] },
  "reading paused": { replies: [A.fillPaused] },
  "reading failed": { replies: [A.fillFailed] },
  "reading refused": { replies: [A.fillRefused] },
  "no longer kept up": { replies: [A.stale] },
  "OAuth connected": { replies: [A.oauthConnected] },
  reconnecting: { replies: [A.live], act: (stage) => press(stage, "Reconnect") },
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof SCENES;
export const SCENE_NAMES = Object.keys(SCENES) as SceneName[]; // keys() forgets the names

/** Plays a scene and returns the stage. */
export async function playScene(name: SceneName, attributes?: Record<string, string>): Promise<Stage> {
  const scene: Scene = SCENES[name];
  scene.before?.();
  const stage = await openStage(scene.replies, attributes);
  await scene.act?.(stage);
  await stage.element.updateComplete;
  return stage;
}
