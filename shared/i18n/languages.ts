/**
 * @module The languages that the Worker speaks beside English. To add one: a file beside this, and a line here.
 */

import { AR } from "./ar.ts";
import { DE } from "./de.ts";
import { ES } from "./es.ts";
import { FR } from "./fr.ts";
import { JA } from "./ja.ts";
import { PT_BR } from "./pt-br.ts";
import type { WorkerTexts } from "./worker-texts.ts";

/** By language, as BCP 47 writes it. */
export const WORKER_LANGUAGES: Readonly<Record<string, WorkerTexts>> = {
  ar: AR,
  de: DE,
  es: ES,
  fr: FR,
  ja: JA,
  "pt-BR": PT_BR,
};
