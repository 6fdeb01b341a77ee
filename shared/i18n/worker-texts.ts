/**
 * @module What the Worker says to people beside a profile's own texts, in the language that is asked for.
 */

import type { ErrorEntry, SeenApiCode } from "../errors.ts";
import type { HealthDetail } from "../health.ts";
import type { Wizard } from "../profile.ts";
import type { Receipt } from "../schema/receipt.ts";
import type { SyncProblem } from "../sync.ts";

/** The words of a receipt. */
export interface ReceiptTexts {
  /** What an entry says of the key; `excess` is granted and was not asked for. In the order of the receipt. */
  readonly titles: Readonly<Record<"granted" | "excess" | "missing" | "unknown" | "unchecked", string>>;
  readonly beyond: Readonly<Record<Receipt["beyond"], string>>;
  readonly onlyReads: (product: string) => string;
  readonly onlyThese: (product: string) => string;
}

/** A language other than English. A missing sentence does not compile. */
export interface WorkerTexts {
  readonly errors: Readonly<Record<SeenApiCode, ErrorEntry["message"]>>;
  readonly health: Readonly<Record<HealthDetail, { readonly title: string; readonly message: string }>>;
  readonly sync: Readonly<Record<SyncProblem, string>>;
  readonly receipt: ReceiptTexts;
  readonly wizard: Wizard;
}
