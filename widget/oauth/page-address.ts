/**
 * @module What a page comes back from Stripe with, in its address, and the address without it.
 */

import type { OAUTH_RETURN } from "../../shared/schema/oauth.ts";

/** The same names; the schema around them is for the Worker. */
const RETURN: typeof OAUTH_RETURN = { ticket: "parityrail_oauth", error: "parityrail_oauth_error" };

/** Marks the way back of a pop-up, with the name of the channel to the page that opened it. */
const POPUP = "parityrail_oauth_popup";

const OURS = /^parityrail_oauth(_error|_popup)?(=|$)/;

export interface Returned {
  readonly ticket: string | null;
  readonly error: string | null;
  readonly popup: string | null;
}

let returned: Returned | null = null;

/** Reads what the page came back with and takes it out of the address; null where there is nothing, or it was taken. */
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

/** One element took it. */
export function forgetReturn(): void {
  returned = null;
}

/**
 * Returns the page's address without anything of ours, and everything else to the letter.
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
