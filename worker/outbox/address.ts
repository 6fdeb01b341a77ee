/**
 * @module Which addresses events are sent to: https at a public host name, and nothing else.
 *
 * A Worker cannot look a name up and hold on to the address, so a name that leads to a private address is not found
 * out here: docs/adr/0027-events-to-the-product.md says what protects instead.
 */

import { isLoopback } from "../../shared/loopback.ts";

/** Top-level names that no public name ends with (RFC 2606, 6761, 6762, 7686, 8375, 9476), and names of inner networks. */
const INNER_TLDS: ReadonlySet<string> = new Set([
  ...["alt", "arpa", "example", "invalid", "local", "localhost", "onion", "test"],
  ...[
    "corp",
    "docker",
    "home",
    "host",
    "internal",
    "intra",
    "intranet",
    "lan",
    "localdomain",
    "mail",
    "private",
  ],
]);

/** Public names that are made to lead to private addresses. There are others: this list only spares a useless try. */
const LEADS_HOME = /(^|\.)(nip\.io|sslip\.io|xip\.io|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com)$/;

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_NAME_LENGTH = 253;

/** What this deployment sends events to. */
export interface AddressRules {
  /** http, ports and private addresses are allowed: for development. */
  readonly allowsPrivate: boolean;
  /** Hosts of this Worker itself, which would call itself without end. */
  readonly ownHosts: readonly string[];
}

/** Returns the address that `text` names, as it is stored and called; null for one that events are not sent to. */
export function readAddress(text: string, { allowsPrivate, ownHosts }: AddressRules): URL | null {
  // The parser drops tabs, line breaks and blanks around, and reads a backslash as a slash.
  if (!/^[!-~]+$/.test(text) || text.includes("\\") || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || /^[^/]*\/\/[^/?#]*@/.test(text)) return null;
  if (text.includes("#") || ownHosts.includes(url.host)) return null;
  if (allowsPrivate && (url.protocol === "http:" || url.protocol === "https:")) {
    return isLoopback(url) || url.protocol === "https:" ? url : null;
  }
  if (url.protocol !== "https:" || url.port !== "") return null;
  return isPublicName(url.hostname) ? url : null;
}

/** The URL parser has brought every spelling of an IPv4 address to four numbers, and IPv6 into brackets. */
function isPublicName(host: string): boolean {
  const labels = host.split(".");
  const tld = labels.at(-1) ?? "";
  if (labels.length < 2 || host.length > MAX_NAME_LENGTH || !labels.every((label) => LABEL.test(label))) {
    return false;
  }
  return /^([a-z]{2,}|xn--.+)$/.test(tld) && !INNER_TLDS.has(tld) && !LEADS_HOME.test(host);
}
