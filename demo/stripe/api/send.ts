/**
 * @module Sends an answer, whole or spoiled: cut, reset, or dripping, down to the socket.
 */

import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Fault } from "../faults.ts";
import { completeHeaders, type Answer, type AnswerContext } from "./answer.ts";

const DRIP_MS = 100;
const FLUSH_MS = 20; // long enough for half a body to arrive before the reset overtakes it

const HTML_502 =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/** Returns the answer of faults under which nothing is done at all. */
export function replacesAnswer(fault: Fault | null): Answer | null {
  if (fault?.kind === "html_502")
    return { status: 502, body: HTML_502, headers: { "content-type": "text/html" } };
  if (fault?.kind === "empty_200") return { status: 200, body: "", headers: {} };
  if (fault?.kind === "object_500")
    return { status: 500, body: `{"object": "list", "data": []}`, headers: {} };
  return fault?.kind === "reset_before" ? { status: 0, body: "", headers: {} } : null;
}

/** Sends `answer` with Stripe's standing headers. */
export function sendAnswer(
  answer: Answer,
  fault: Fault | null,
  context: AnswerContext,
  bindings: HttpBindings,
): Response {
  const headers = completeHeaders(answer, context);
  const whole = Buffer.from(answer.body);
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  switch (fault?.kind) {
    case "reset_before":
      bindings.incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case "reset_mid_body":
      resetAfter(answer.status, { ...headers, "content-length": String(whole.length) }, half, bindings);
      return RESPONSE_ALREADY_SENT;
    case "trickle":
      drip(answer.status, headers, bindings);
      return RESPONSE_ALREADY_SENT;
    case "truncated_json":
      return new Response(half, { status: answer.status, headers });
    default:
      return new Response(whole, { status: answer.status, headers });
  }
}

function resetAfter(
  status: number,
  headers: Record<string, string>,
  half: Buffer,
  { incoming, outgoing }: HttpBindings,
): void {
  outgoing.writeHead(status, headers);
  outgoing.write(half, () => {
    setTimeout(() => incoming.socket.resetAndDestroy(), FLUSH_MS);
  });
}

/** Sends white space, which JSON allows before its first character, and never that character. */
function drip(status: number, headers: Record<string, string>, { outgoing }: HttpBindings): void {
  if (outgoing.destroyed) return; // whoever asked left during the latency, and "close" will not come again
  outgoing.writeHead(status, headers);
  outgoing.write(" ");
  const timer = setInterval(() => outgoing.write(" "), DRIP_MS);
  outgoing.once("close", () => {
    clearInterval(timer);
  });
}
