/**
 * @module Idempotency keys: the same key and parameters get the same answer again, without doing it twice.
 *
 * Source: docs.stripe.com/api/idempotent_requests. Only POST has them; keys have at most 255 characters.
 */

import { badRequest, idempotencyInProgress, idempotencyMismatch } from "./failures.ts";
import type { Answer } from "./answer.ts";

const KEY_MAX_LENGTH = 255;

interface Kept {
  readonly fingerprint: string;
  readonly requestId: string;
  answer: Answer | null;
}

export interface IdempotentRequest {
  readonly key: string;
  /** Account and mode: keys of different ones never meet. */
  readonly scope: string;
  /** Everything that makes it this request and no other. */
  readonly fingerprint: string;
  readonly requestId: string;
}

export class Idempotency {
  readonly #kept = new Map<string, Kept>();

  /** Runs `execute` once per key; an answer of 500 or above is kept too, as Stripe does. */
  async run(request: IdempotentRequest, execute: () => Promise<Answer>): Promise<Answer> {
    const { key, scope, fingerprint, requestId } = request;
    if (key.length > KEY_MAX_LENGTH) {
      throw badRequest(`Idempotency keys can only be up to ${KEY_MAX_LENGTH} characters long.`);
    }
    const place = `${scope} ${key}`;
    const known = this.#kept.get(place);
    if (known) return replay(known, key, fingerprint);
    const kept: Kept = { fingerprint, requestId, answer: null };
    this.#kept.set(place, kept);
    const answer = await execute();
    kept.answer = withHeaders(answer, { "idempotency-key": key, "original-request": requestId });
    return kept.answer;
  }
}

function replay(known: Kept, key: string, fingerprint: string): Answer {
  if (known.fingerprint !== fingerprint) throw idempotencyMismatch(key);
  if (!known.answer) throw idempotencyInProgress(key);
  return withHeaders(known.answer, { "idempotent-replayed": "true" });
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
