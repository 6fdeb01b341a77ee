/**
 * @module Which DOM events a change of state is worth. Pure, so that every one of them can be read in a table.
 */

import type { ConnectEventDetails, ConnectEventName } from "../../shared/events.ts";
import type { Connection } from "../../shared/schema/connections.ts";
import { EN } from "../i18n/en.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import type { StepEvent } from "./events.ts";
import type { Failure, Screen, State } from "./state.ts";

/** A DOM event to dispatch: its name with the detail that belongs to it. */
export type DomEvent = {
  [Name in ConnectEventName]: { readonly name: Name; readonly detail: ConnectEventDetails[Name] };
}[ConnectEventName];

/** Codes that only the page around the element can mend. */
const PAGE_MUST_MEND = /^(no_session|unauthenticated|misconfigured)$/;

/** Calls that make a connection. */
const MAKES = /^(connect|demo|finish)$/;

/** Calls that ask Stripe, which may answer otherwise than before. */
const ASKS = /^(check|connect|finish)$/;

/** Returns the DOM events of one step from `before` to `after`, oldest first. */
export function domEvents(before: State, event: StepEvent, after: State): DomEvent[] {
  if (after.screen.is === "load_failed" && event.type === "view_missing")
    return [failed(after.screen.failure)];
  if (event.type === "oauth_failed" && before !== after) return [failed(event.failure)];
  if (event.type !== "answered" || before === after) return [];
  if (!event.result.ok) return [failed(event.result.failure)];
  const events: DomEvent[] = [];
  const had = connectionOf(before.screen);
  const { connection } = event.result.answer;
  if (event.call === "load")
    events.push({ name: "parityrail-ready", detail: { connected: connection !== null } });
  if (MAKES.test(event.call) && connection) {
    events.push({ name: "parityrail-connected", detail: { connection } });
  }
  if (ASKS.test(event.call) && had && connection && differ(had, connection)) {
    events.push({ name: "parityrail-permissions-changed", detail: { connection } });
  }
  if (event.call === "disconnect" && had && !connection) {
    events.push({ name: "parityrail-disconnected", detail: { connection_id: had.id } });
  }
  return events;
}

/** Returns the connection a screen knows of. */
export function connectionOf(screen: Screen): Connection | null {
  return "answer" in screen ? screen.answer.connection : null;
}

function differ(before: Connection, after: Connection): boolean {
  const seen = ({ permissions, health }: Connection) =>
    JSON.stringify([
      health.detail,
      permissions.map(({ permission, access, status }) => [permission, access, status]),
    ]);
  return seen(before) !== seen(after);
}

function failed(failure: Failure): DomEvent {
  const { code, requestId } = failure;
  return {
    name: "parityrail-error",
    detail: {
      code,
      message: sayFailure(EN, failure),
      ...(requestId === null ? {} : { request_id: requestId }),
      recoverable: !PAGE_MUST_MEND.test(code),
    },
  };
}
