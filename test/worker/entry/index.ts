/**
 * @module The Worker as tests run it: the same app and object, with a clock that a test moves.
 *
 * `npm run build:test-worker` bundles it once for all test files. The objects live in the Worker's own isolate, so they share
 * this clock.
 */

import { createWorker } from "../../../worker/app.ts";
import { callObject } from "../../../worker/connections/call-object.ts";
import { ConnectionObject as BaseObject } from "../../../worker/connections/object.ts";
import { wakeOverdue } from "../../../worker/connections/watchdog.ts";
import type { Runtime } from "../../../worker/context.ts";
import type { Bindings } from "../../../worker/env.ts";
import type { ConnectionId } from "../../../shared/ids.ts";

let secondsAhead = 0;
let alarmRuns = 0;

const runtime: Runtime = {
  now: () => Math.floor(Date.now() / 1000) + secondsAhead,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fetch: (input, init) => fetch(input, init),
  probeDeadlineMs: 4_000, // a third of the real one, so that a test of an answer without end is short
};
const worker = createWorker(runtime);

export class ConnectionObject extends BaseObject {
  constructor(state: DurableObjectState, env: Bindings) {
    super(state, env, runtime);
  }

  override alarm(): Promise<void> {
    alarmRuns += 1;
    return super.alarm();
  }
}

export default {
  async fetch(request: Request, bindings: Bindings, context: ExecutionContext): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/test/clock") {
      secondsAhead += Number(searchParams.get("advance"));
      return Response.json({ now: runtime.now() });
    }
    if (pathname === "/test/alarms") return Response.json({ runs: alarmRuns });
    if (pathname === "/test/wake") {
      // What the platform does when the object's alarm is due.
      const id = searchParams.get("connection") as ConnectionId; // a test knows its connections
      await callObject(bindings, id, (object) => object.wake());
      return new Response(null, { status: 204 });
    }
    return worker.fetch(request, bindings, context);
  },
  scheduled: (_: ScheduledController, bindings: Bindings): Promise<void> =>
    wakeOverdue(bindings, runtime.now()),
};
