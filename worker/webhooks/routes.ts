/**
 * @module The door for Stripe's events. Whatever is wrong with one, the answer is the same; only the log says which.
 */

import type { Context, Hono } from "hono";
import { randomText } from "../../shared/ids.ts";
import { findConnectionById } from "../connections/store.ts";
import type { WorkerEnv } from "../context.ts";
import { mount } from "../auth/endpoint.ts";
import { ApiError } from "../http/api-error.ts";
import { verifyEvent } from "../stripe/event-signature.ts";
import { SealedValueInvalid } from "../vault/vault.ts";
import { noteEvent } from "./store.ts";

/** Stripe's largest events are a few hundred kilobytes. */
const MAX_EVENT_BYTES = 1024 * 1024;

export function mountWebhooks(worker: Hono<WorkerEnv>): void {
  mount(worker, "receiveEvent", async (c) => {
    const { db, vault, now, random } = c.get("services");
    const body = await readRaw(c);
    const record = await findConnectionById(db, c.req.param("connection") ?? "");
    const delivery = { body, signature: c.req.header("Stripe-Signature") ?? "", now: now() };
    const verify = (secret: string) => verifyEvent({ ...delivery, secret, mode: record?.mode ?? "test" });
    // As much work for a connection or a secret that is not there as for one that is.
    const { app, project, id: connection } = record ?? { app: "", project: "", id: "" };
    const verdict =
      (await vault
        .withSecret({ app, project, connection, field: "webhook_secret" }, verify)
        .catch((error: unknown) => {
          if (error instanceof SealedValueInvalid) return null;
          throw error;
        })) ?? (await verify(`whsec_${randomText(32, random)}`));
    if (!verdict.ok || !record) {
      throw new ApiError("webhook_refused", { reason: verdict.ok ? "no such connection" : verdict.reason });
    }
    await noteEvent(db, record.id, verdict.event, now()).catch((error: unknown) => {
      // Disconnected meanwhile: Stripe may stop. Anything else: it shall try again.
      if (error instanceof Error && /constraint failed/i.test(error.message)) {
        throw new ApiError("webhook_refused", { reason: "disconnected meanwhile" });
      }
      throw new ApiError("unavailable", { retryAfterSeconds: 5, reason: "the event could not be noted" });
    });
    return c.json({ received: true });
  });
}

/** Returns the body as it was signed; one that is too long or no UTF-8 reads as empty, which nobody signed. */
async function readRaw(c: Context<WorkerEnv>): Promise<string> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_EVENT_BYTES) return "";
    chunks.push(chunk);
  }
  const bytes = await new Blob(chunks).arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return "";
  }
}
