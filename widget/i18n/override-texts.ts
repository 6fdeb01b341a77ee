/**
 * @module Lays a page's own texts over those of a language.
 */

import type { ErrorCode } from "../../shared/errors.ts";
import type { HealthDetail } from "../../shared/health.ts";
import type { Wizard } from "../../shared/profile.ts";
import type { SyncProblem } from "../../shared/sync.ts";
import type { EN, Texts } from "./en.ts";

/** Any part of `Table`: a sentence for a sentence, a function for a function. */
type PartOf<Table> = {
  readonly [Name in keyof Table]?: Table[Name] extends string | ((...values: never) => string)
    ? Table[Name]
    : PartOf<Table[Name]>;
};

/** What the Worker says, which a page may say otherwise too. */
export interface WorkerTextOverrides {
  /** By the code of an error. */
  readonly errors?: Partial<Readonly<Record<ErrorCode, string>>>;
  readonly health?: Partial<
    Readonly<Record<HealthDetail, { readonly title: string; readonly message: string }>>
  >;
  readonly sync_problems?: Partial<Readonly<Record<SyncProblem, string>>>;
  readonly wizard?: PartOf<Wizard>;
}

/** Own texts of a page, by the names that `en.ts` has. */
export type TextOverrides = PartOf<Omit<typeof EN, "errors">> & WorkerTextOverrides;

/** Returns `texts` with `own` laid over them. What is of another type than what it replaces counts for nothing. */
export function overrideTexts<Table>(texts: Table, own: unknown): Table {
  if (own === undefined || (texts !== undefined && typeof own !== typeof texts)) return texts;
  if (typeof own !== "object") return own as Table; // of the same type
  const replaced = Object.entries({ ...own }).map(([name, value]) => [
    name,
    overrideTexts((texts as Texts)?.[name as keyof Texts], value), // a table of the texts, or one of its own
  ]);
  return { ...texts, ...Object.fromEntries(replaced) };
}
