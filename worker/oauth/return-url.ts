/**
 * @module The page a person comes back to from Stripe: checked before they leave, marked when they return.
 */

import { OAUTH_RETURN } from "../../shared/schema/oauth.ts";

/**
 * Reads the address of the page to come back to: on `origin`, which the session proved, and without credentials.
 * Null for anything else, so that nobody is ever sent to a page of somebody else's.
 */
export function readReturnUrl(text: string, origin: string): string | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  if (url.username !== "" || url.password !== "" || url.origin !== origin) return null;
  return url.href;
}

/** Puts one of our parameters into an address, over what earlier returns left; all else stays as it is written. */
export function markReturn(address: string, name: keyof typeof OAUTH_RETURN, value: string): string {
  const url = new URL(address);
  const ours: readonly string[] = Object.values(OAUTH_RETURN);
  const kept = url.search
    .slice(1)
    .split("&")
    .filter((part) => part !== "" && !ours.includes(new URLSearchParams(part).keys().next().value ?? ""));
  url.search = [...kept, `${OAUTH_RETURN[name]}=${encodeURIComponent(value)}`].join("&");
  return url.href;
}
