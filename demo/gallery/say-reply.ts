/**
 * @module Says a canned reply in another language, as the Worker says its answers.
 */

import { WORKER_LANGUAGES } from "../../shared/i18n/languages.ts";
import { sayConnection } from "../../shared/i18n/say-answer.ts";
import { fillSentence, type CannedReply } from "./canned-network.ts";

/** Returns `reply` in `language`; in English as it is. What the product says of itself is in that language already. */
export function sayReply(reply: CannedReply, language: string): CannedReply {
  const texts = WORKER_LANGUAGES[language];
  if (!texts || typeof reply === "string") return reply;
  if ("code" in reply) {
    const said: Partial<Record<string, string>> = texts.errors;
    return { ...reply, message: fillSentence(said[reply.code] ?? reply.message, reply.values) };
  }
  return "may" in reply ? sayConnection(reply, texts) : reply;
}
