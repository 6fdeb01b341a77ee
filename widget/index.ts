/**
 * @module The script a page loads: `<parityrail-connect>` is there once this has run.
 */

import { defineParityRailConnect } from "./define.ts";

defineParityRailConnect();

export { ParityRailConnect } from "./parityrail-connect.ts";
