/**
 * @module Says a canned reply in another language, as the Worker says its answers.
 */

import { WORKER_LANGUAGES } from "../../shared/i18n/languages.ts";
import { fillSentence, type CannedReply } from "./canned-network.ts";

/** Returns `reply` in `language`; in English as it is. What the product says of itself is in that language already. */
export function sayReply(reply: CannedReply, language: string): CannedReply {
  const texts = WORKER_LANGUAGES[language];
  if (!texts || typeof reply === "string") return reply;
  if ("code" in reply) {
    const said: Partial<Record<string, string>> = texts.errors;
    return { ...reply, message: fillSentence(said[reply.code] ?? reply.message, reply.values) };
  }
  if (!("may" in reply)) return reply;
  const { connection, profile } = reply;
  if (!connection) return { ...reply, profile: { ...profile, wizard: texts.wizard } };
  const { health, sync } = connection;
  const problem = sync.problem && { ...sync.problem, message: texts.sync[sync.problem.code] };
  return {
    ...reply,
    profile: { ...profile, wizard: texts.wizard },
    connection: {
      ...connection,
      health: { ...health, ...(health.detail && texts.health[health.detail]) },
      sync: { ...sync, problem },
    },
  };
}
