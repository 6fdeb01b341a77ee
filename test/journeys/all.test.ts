/**
 * @module Runs every journey in one process, so that one demo and one browser serve them all.
 */

import { globSync } from "node:fs";

/** Takes the Worker away, so it comes last. */
const LAST = "roles-and-outages.journey.ts";

const journeys = globSync("**/*.journey.ts", { cwd: import.meta.dirname }).sort();
for (const path of journeys) if (path !== LAST) await import(`./${path}`);
await import(`./${LAST}`);
