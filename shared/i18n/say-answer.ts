/**
 * @module Says an answer in the caller's language, as far as the Worker's own words go. The product's are in its profile.
 */

import type { ConnectionAnswer } from "../schema/connections.ts";
import type { SyncAnswer, SyncSummary } from "../schema/sync.ts";
import type { WorkerTexts } from "./worker-texts.ts";

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
