/**
 * @module Checks wrangler.toml before a deployment: `npm run deploy` ends here if PUBLIC_URL is missing.
 */

import { fileURLToPath } from "node:url";
import { unstable_readConfig as readConfig } from "wrangler";

/** Returns what is wrong with the setting PUBLIC_URL, or null. */
export function findPublicUrlProblem(value: unknown): string | null {
  const isOrigin =
    typeof value === "string" &&
    URL.canParse(value) &&
    new URL(value).protocol === "https:" &&
    new URL(value).origin === value.replace(/\/$/, "");
  if (isOrigin) return null;
  return 'Set PUBLIC_URL in wrangler.toml under [vars] to the Worker\'s https origin, such as "https://connect.example.com": Stripe sends people and events there.';
}

if (import.meta.main) {
  const config = fileURLToPath(new URL("../../wrangler.toml", import.meta.url));
  const problem = findPublicUrlProblem(readConfig({ config }, { hideWarnings: true }).vars["PUBLIC_URL"]);
  if (problem !== null) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
  }
}
