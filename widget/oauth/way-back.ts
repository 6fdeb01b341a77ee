/**
 * @module What the browser keeps and carries on the way to Stripe's own page and back: a verifier in the tab's
 * storage, parameters in the page's address, and a channel between a pop-up and the page that opened it.
 *
 * Finishing takes the verifier. So nobody who sends another person to Stripe, or catches the ticket on the way back,
 * can finish without it.
 */

/* oxlint-disable unicorn/require-post-message-target-origin -- a broadcast reaches this origin only, and takes none */

import type { OAUTH_RETURN } from "../../shared/schema/oauth.ts";
import { tryStorage } from "../storage.ts";

/** The same names as in the schema, which is for the Worker. */
const RETURN: typeof OAUTH_RETURN = { ticket: "parityrail_oauth", error: "parityrail_oauth_error" };

/** Marks the way back of a pop-up, with the name of the channel to the page that opened it. */
const POPUP = "parityrail_oauth_popup";

const OURS = /^parityrail_oauth(_error|_popup)?(=|$)/;
const PREFIX = "parityrail-connect:oauth";
const VERIFIER_BYTES = 32;
const TAKEN = "taken";
/** The page that opened the pop-up answers at once, if it is still there. */
const ANSWER_TIMEOUT_MS = 1_500;

export interface Returned {
  readonly ticket: string | null;
  readonly error: string | null;
  readonly popup: string | null;
}

let returned: Returned | null = null;

/** Reads what the page came back with and removes it from the address; null where there is nothing, or it was taken. */
export function readReturn(): Returned | null {
  const query = new URLSearchParams(location.search);
  if (query.has(RETURN.ticket) || query.has(RETURN.error)) {
    returned = {
      ticket: query.get(RETURN.ticket),
      error: query.get(RETURN.error),
      popup: query.get(POPUP),
    };
    history.replaceState(history.state, "", cleanAddress());
  }
  return returned;
}

/** Deletes what the page came back with: one element took it. */
export function deleteReturn(): void {
  returned = null;
}

/**
 * Returns the page's address without the element's parameters, and everything else to the letter.
 * @param popup name of the channel to come back by
 */
export function cleanAddress(popup = ""): string {
  const { origin, pathname, search, hash } = location;
  const parts = search
    .slice(1)
    .split("&")
    .filter((part) => part && !OURS.test(part));
  if (popup) parts.push(`${POPUP}=${popup}`);
  return `${origin}${pathname}${parts.length ? "?" : ""}${parts.join("&")}${hash}`;
}

/** Makes a verifier and keeps it for this element; `kept` is false where a page may have no storage. */
export function createVerifier(host: Element): { readonly verifier: string; readonly kept: boolean } {
  const verifier = encode(crypto.getRandomValues(new Uint8Array(VERIFIER_BYTES)));
  const kept = tryStorage(() => (sessionStorage.setItem(nameOf(host), verifier), true)) ?? false;
  return { verifier, kept };
}

/** Returns the base64url of the verifier's SHA-256. Pages without HTTPS have no `crypto.subtle`. */
export async function createChallenge(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return encode(new Uint8Array(digest));
}

/** Returns and deletes the verifier that was kept for this element. */
export function takeVerifier(host: Element): string | null {
  return tryStorage(() => {
    const verifier = sessionStorage.getItem(nameOf(host));
    sessionStorage.removeItem(nameOf(host));
    return verifier;
  });
}

/** Tells whether a verifier is kept for any element of the page. */
export function hasAnyVerifier(): boolean {
  return tryStorage(() => Object.keys(sessionStorage).some((name) => name.startsWith(PREFIX))) ?? false;
}

/** Gives what the pop-up came back with to the page that opened it. Returns whether that page took it. */
export function sendToOpener(name: string, { ticket, error }: Returned): Promise<boolean> {
  const channel = new BroadcastChannel(`${PREFIX}:${name}`);
  return new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), ANSWER_TIMEOUT_MS);
    channel.addEventListener("message", ({ data }) => {
      if (data !== TAKEN) return;
      clearTimeout(timer);
      resolve(true);
    });
    channel.postMessage({ ticket, error });
  }).finally(() => channel.close());
}

/** Waits for the pop-up. Returns what stops waiting. */
export function listenToPopup(name: string, onReturn: (back: Returned) => void): () => void {
  const channel = new BroadcastChannel(`${PREFIX}:${name}`);
  channel.addEventListener("message", ({ data }: MessageEvent<Partial<Returned> | string>) => {
    if (typeof data !== "object") return;
    channel.postMessage(TAKEN);
    channel.close();
    onReturn({ ticket: readText(data.ticket), error: readText(data.error), popup: null });
  });
  return () => channel.close();
}

function readText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Several elements of a page are told apart by their id, or else by their order. */
function nameOf(host: Element): string {
  const order = [...document.querySelectorAll(host.localName)].indexOf(host);
  return `${PREFIX}:${host.id || order}`;
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
