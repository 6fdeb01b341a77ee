/**
 * @module Says a connection's answer in the caller's language: what the product says of itself, and what the Worker says.
 */

import type { Context } from "hono";
import type { WorkerTexts } from "../../shared/i18n/worker-texts.ts";
import type { Profile } from "../../shared/profile.ts";
import type { ConnectionAnswer } from "../../shared/schema/connections.ts";
import type { SyncAnswer, SyncSummary } from "../../shared/schema/sync.ts";
import { ownLanguage } from "../../shared/translate-profile.ts";
import { preferLanguage } from "../http/language.ts";

/** Returns the language of `profile` that the request prefers; that of the profile's own texts where it has none. */
export function chooseLanguage(c: Context, profile: Profile): string {
  return preferLanguage(c, ownLanguage(profile), Object.keys(profile.translations ?? {}));
}

/** Returns the answer with what the Worker says of it in another language. */
export function sayConnection(answer: ConnectionAnswer, texts: WorkerTexts | null): ConnectionAnswer {
  if (!texts) return answer;
  const { connection, profile } = answer;
  return {
    ...answer,
    profile: { ...profile, wizard: texts.wizard },
    connection: connection && {
      ...connection,
      health: {
        ...connection.health,
        ...(connection.health.detail && texts.health[connection.health.detail]),
      },
      sync: { ...connection.sync, problem: sayProblem(connection.sync.problem, texts) },
    },
  };
}

/** Returns how far a ledger is with what the Worker says of it in another language. */
export function saySync(sync: SyncAnswer, texts: WorkerTexts | null): SyncAnswer {
  if (!texts) return sync;
  const resources = sync.resources.map((one) => ({ ...one, problem: sayProblem(one.problem, texts) }));
  return { ...sync, problem: sayProblem(sync.problem, texts), resources };
}

function sayProblem(problem: SyncSummary["problem"], { sync }: WorkerTexts): SyncSummary["problem"] {
  return problem && { ...problem, message: sync[problem.code] };
}
