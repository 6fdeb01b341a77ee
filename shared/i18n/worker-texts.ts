/**
 * @module What the Worker says to people beside a profile's own texts, in the language that is asked for.
 */

import type { ErrorEntry, SeenApiCode } from "../errors.ts";
import type { HealthDetail } from "../health.ts";
import type { Wizard } from "../profile.ts";
import type { SyncProblem } from "../sync.ts";

/** A language other than English. A missing sentence does not compile. */
export interface WorkerTexts {
  readonly errors: Readonly<Record<SeenApiCode, ErrorEntry["message"]>>;
  readonly health: Readonly<Record<HealthDetail, { readonly title: string; readonly message: string }>>;
  readonly sync: Readonly<Record<SyncProblem, string>>;
  readonly wizard: Wizard;
}
