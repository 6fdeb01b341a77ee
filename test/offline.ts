/**
 * @module Loaded before every test and benchmark: keeps the tools from calling home, which they would say aloud,
 * and keeps what V8 compiled of them, which every test file would compile again.
 */

import { enableCompileCache } from "node:module";
import process from "node:process";

enableCompileCache();

process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false"; // the harness asks Cloudflare where this machine is
process.env["WRANGLER_SEND_METRICS"] = "false";
process.env["WRANGLER_LOG"] = "warn";
