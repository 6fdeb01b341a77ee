/**
 * @module The script a page loads: `<parityrail-connect>` is there once this has run.
 */

import { ParityRailConnect } from "./parityrail-connect.ts";

// A page may load the script twice, under its two names.
if (!customElements.get("parityrail-connect")) customElements.define("parityrail-connect", ParityRailConnect);

export { ParityRailConnect };
export type { TextOverrides } from "./i18n/override-texts.ts";
