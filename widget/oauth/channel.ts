/**
 * @module Between a pop-up that came back from Stripe and the page that opened it: same origin by construction,
 * and of no use to anybody without the verifier.
 */

import type { Returned } from "./page-address.ts";

const PREFIX = "parityrail-connect:oauth";
const TAKEN = "taken";
/** The page that opened the pop-up answers at once, if it is still there. */
const ANSWER_MS = 1_500;

/** Hands over what the pop-up came back with. Returns whether somebody took it. */
export function handOver(name: string, { ticket, error }: Returned): Promise<boolean> {
  const channel = new BroadcastChannel(`${PREFIX}:${name}`);
  return new Promise<boolean>((resolve) => {
    const late = setTimeout(() => resolve(false), ANSWER_MS);
    channel.addEventListener("message", ({ data }) => {
      if (data !== TAKEN) return;
      clearTimeout(late);
      resolve(true);
    });
    send(channel, { ticket, error });
  }).finally(() => channel.close());
}

/** Waits for the pop-up. Returns what stops waiting. */
export function listen(name: string, onReturn: (back: Returned) => void): () => void {
  const channel = new BroadcastChannel(`${PREFIX}:${name}`);
  channel.addEventListener("message", ({ data }: MessageEvent<Partial<Returned> | string>) => {
    if (typeof data !== "object") return;
    send(channel, TAKEN);
    channel.close();
    onReturn({ ticket: readText(data.ticket), error: readText(data.error), popup: null });
  });
  return () => channel.close();
}

/** A broadcast reaches this origin only, and takes no other to be named. */
function send(channel: BroadcastChannel, message: unknown): void {
  const post = channel.postMessage.bind(channel);
  post(message);
}

function readText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
