/**
 * @module The languages that the Worker speaks beside English. To add one: a file beside this, and a line here.
 */

import { DE } from "./de.ts";
import type { WorkerTexts } from "./worker-texts.ts";

/** By language, as BCP 47 writes it. */
export const WORKER_LANGUAGES: Readonly<Record<string, WorkerTexts>> = { de: DE };
