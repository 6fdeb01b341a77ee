/**
 * @module Registers the element, once. For browsers: on a server there is nothing to register it with.
 */

import { ParityRailConnect } from "./parityrail-connect.ts";

/** Registers `<parityrail-connect>` unless a script before this one did. */
export function defineParityRailConnect(): void {
  if (customElements.get("parityrail-connect")) return;
  customElements.define("parityrail-connect", ParityRailConnect);
}
