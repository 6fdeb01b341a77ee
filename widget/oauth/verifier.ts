/**
 * @module The random text that only this browser tab knows, and that finishing takes: who sends somebody else to
 * Stripe's page, or catches the ticket on the way back, cannot finish without it.
 */

const PREFIX = "parityrail-connect:oauth";
const BYTES = 32;

/** Makes a verifier, keeps it for this element over the way to Stripe and back, and returns it. */
export function makeVerifier(host: Element): { readonly verifier: string; readonly kept: boolean } {
  const verifier = encode(crypto.getRandomValues(new Uint8Array(BYTES)));
  try {
    sessionStorage.setItem(nameOf(host), verifier);
    return { verifier, kept: true };
  } catch {
    return { verifier, kept: false }; // a page may have no storage
  }
}

/** Returns the base64url of the verifier's SHA-256. Pages without HTTPS have no `crypto.subtle`. */
export async function makeChallenge(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return encode(new Uint8Array(digest));
}

/** Returns the verifier that was kept for this element, and forgets it. */
export function takeVerifier(host: Element): string | null {
  try {
    const verifier = sessionStorage.getItem(nameOf(host));
    sessionStorage.removeItem(nameOf(host));
    return verifier;
  } catch {
    return null;
  }
}

/** Tells whether a verifier is kept for any element of the page. */
export function isAnyKept(): boolean {
  try {
    return Object.keys(sessionStorage).some((name) => name.startsWith(`${PREFIX}:`));
  } catch {
    return false;
  }
}

/** Several elements of a page are told apart by their id, or else by their place among each other. */
function nameOf(host: Element): string {
  const place = [...document.querySelectorAll(host.localName)].indexOf(host);
  return `${PREFIX}:${host.id || place}`;
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(
    /[+/=]/g,
    (sign) => ({ "+": "-", "/": "_" })[sign] ?? "",
  );
}
