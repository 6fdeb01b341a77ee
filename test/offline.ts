/**
 * @module Loaded before every test and benchmark: keeps the tools from calling home, which they would say aloud,
 * and from what no test looks at, and keeps what V8 compiled of them, which every test file would compile again.
 */

import { enableCompileCache } from "node:module";
import process from "node:process";

enableCompileCache();

process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false"; // the harness asks Cloudflare where this machine is
process.env["WRANGLER_SEND_METRICS"] = "false";
process.env["WRANGLER_LOG"] = "warn";
// The explorer of `wrangler dev` and the traces it records take a third of a start, and nobody looks at them here.
process.env["X_LOCAL_EXPLORER"] = "false";
process.env["X_LOCAL_OBSERVABILITY"] = "false";
