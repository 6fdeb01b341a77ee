/**
 * @module Walks all sealed secrets to the active ring key, page by page, through the operator's endpoint.
 */

import * as z from "zod";
import { ENDPOINTS } from "../../shared/api.ts";
import { rewrapAnswer, type RewrapAnswer, type RewrapBody } from "../../shared/schema/apps.ts";

const PAGE_SIZE = 100;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_TRIES = 5;
const MAX_RETRY_WAIT_MS = 20_000;
/** A pass may meet rows that were sealed while it ran; more passes than this mean that old code still runs. */
const MAX_PASSES = 3;

export interface Rotation {
  /** Where the Worker is. */
  readonly url: URL;
  readonly operatorToken: string;
  readonly fetch: typeof fetch;
  /** Waits that many milliseconds. */
  readonly wait: (ms: number) => Promise<unknown>;
  /** Is told how far the walk is, a sentence at a time. */
  readonly tell: (sentence: string) => void;
  /** 0 to 1. */
  readonly random: () => number;
}

/** Moves every record it can. Returns how many remain under old ring keys: 0 means that those may be removed. */
export async function rotateSecrets(rotation: Rotation): Promise<number> {
  let remaining = 0;
  for (let pass = 1; pass <= MAX_PASSES; pass += 1) {
    const walked = await walkOnce(rotation);
    remaining = walked.remaining;
    if (remaining <= walked.unreadable) break;
  }
  rotation.tell(
    remaining === 0
      ? "Nothing remains under other ring keys: they may be removed from VAULT_KEYS."
      : `${remaining} records remain under other ring keys: keep those in VAULT_KEYS.`,
  );
  return remaining;
}

async function walkOnce(rotation: Rotation): Promise<{ remaining: number; unreadable: number }> {
  let after: RewrapBody["after"];
  let moved = 0;
  let unreadable = 0;
  for (;;) {
    const page = await requestPage(rotation, { limit: PAGE_SIZE, ...(after && { after }) });
    moved += page.rewrapped;
    unreadable += page.unreadable.length;
    for (const { connection, field, reason } of page.unreadable) {
      rotation.tell(`${connection} ${field} does not open: ${reason}`);
    }
    rotation.tell(`${moved} moved to ${page.active_key}, ${page.remaining} remain`);
    if (!page.next) return { remaining: page.remaining, unreadable };
    after = page.next;
  }
}

/** Asks for one page, again if the Worker is busy: a page may be repeated without harm. */
async function requestPage(rotation: Rotation, body: RewrapBody): Promise<RewrapAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(rotation, body);
    if (response?.ok) return rewrapAnswer.parse(await response.json());
    const mayRetry = !response || response.status === 429 || response.status >= 500;
    if (!mayRetry || attempt === MAX_TRIES) throw new Error(await describe(response));
    await rotation.wait(Math.min(MAX_RETRY_WAIT_MS, 1000 * 2 ** attempt) * (0.5 + rotation.random() / 2));
  }
}

async function send({ url, operatorToken, fetch }: Rotation, body: RewrapBody): Promise<Response | null> {
  const { method, path } = ENDPOINTS.rewrapSecrets;
  try {
    return await fetch(new URL(path, url), {
      method,
      headers: { Authorization: `Bearer ${operatorToken}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      redirect: "error", // the token must not follow one
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
  } catch {
    return null;
  }
}

const refusal = z.object({ error: z.object({ code: z.string(), request_id: z.string() }) });

async function describe(response: Response | null): Promise<string> {
  if (!response) return "The Worker could not be reached.";
  const body = refusal.safeParse(await response.json().catch(() => null));
  const reason = body.success ? ` ${body.data.error.code} (${body.data.error.request_id})` : "";
  return `The Worker answered ${response.status}${reason}.`;
}
