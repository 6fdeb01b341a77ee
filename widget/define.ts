/**
 * @module Registers the element, once; does nothing where there are no custom elements, as on a server.
 */

import { ParityRailConnect } from "./parityrail-connect.ts";

/** Registers `<parityrail-connect>` unless a script before this one did. */
export function defineParityRailConnect(): void {
  if (!("customElements" in globalThis) || customElements.get("parityrail-connect")) return;
  customElements.define("parityrail-connect", ParityRailConnect);
}
