/**
 * @module What a change of state means outside the views: which DOM events the page gets, and where the focus goes.
 */

import type { ConnectEventDetails, ConnectEventName } from "../../shared/events.ts";
import type { Connection } from "../../shared/schema/connections.ts";
import { EN } from "../i18n/en.ts";
import { sayFailure } from "../i18n/languages.ts";
import { asksStripe } from "./reduce.ts";
import { connectionOf, type Call, type ControllerEvent, type Failure, type State } from "./state.ts";

/** A DOM event to dispatch: its name with its detail. */
export type DomEvent = {
  [Name in ConnectEventName]: { readonly name: Name; readonly detail: ConnectEventDetails[Name] };
}[ConnectEventName];

/** What takes the focus; views mark it with `data-focus`. */
export type FocusTarget =
  | "heading"
  | "alert"
  | "group"
  | "key"
  | "disconnect"
  | "guide"
  | "invitation"
  | "secret"
  | "ask_secret"
  | "webhook"
  | "receipt"
  | "ask_receipt";

/** Codes that only the page around the element can mend. */
const PAGE_MUST_MEND = /^(no_session|request_blocked|unauthenticated|misconfigured)$/;

/** Calls that connect, or find that somebody else has. */
const CONNECTS = /^(connect|demo|finish_oauth|refresh)$/;

/** Returns the DOM events for the change from `before` to `after`, oldest first. */
export function listDomEvents(before: State, event: ControllerEvent, after: State): DomEvent[] {
  if (before === after) return [];
  if (event.type === "render_failed" && after.screen.is === "load_failed")
    return [errorEvent(after.screen.failure)];
  if (event.type === "oauth_failed") return [errorEvent(event.failure)];
  if (event.type === "receipt_read" && !event.reply.ok) return [errorEvent(event.reply.failure)];
  if (event.type !== "answered") return [];
  // What a quiet look finds is no news, but that somebody else has connected it by a link.
  const { screen: from } = before;
  const isByLink = from.is === "form" && from.answer.invitation && after.screen.is === "connected";
  if (event.call === "refresh" && !isByLink) return [];
  if (!event.result.ok) return [errorEvent(event.result.failure)];
  return listAnswerEvents(event.call, connectionOf(before.screen), event.result.answer.connection);
}

/** Returns what takes the focus after a change; null leaves it where it is. */
export function findFocusTarget({ screen: from }: State, { screen: to }: State): FocusTarget | null {
  if (from === to || to.is === "loading") return null;
  // Nobody pressed anything on the first load: the focus belongs to the page.
  if (from.is === "loading" && !from.again) return null;
  if (to.is === "load_failed") return "alert";
  if (from.is === "form" && to.is === "form") {
    if (from.draft.method !== to.draft.method) return to.draft.method === "key" ? "key" : "heading";
    if (from.draft.guideOpen && !to.draft.guideOpen) return "guide";
    if (!from.answer.invitation && to.answer.invitation) return "invitation";
    if (from.phase.is === to.phase.is) return null;
    if (to.phase.is === "refused") return "alert";
    if (to.phase.is === "question") return "group";
    return from.phase.is === "question" && to.phase.is === "editing" ? "key" : null;
  }
  if (from.is === "connected" && to.is === "connected") {
    if (from.phase.is === to.phase.is) return null;
    if (to.phase.is === "failed") return to.phase.quiet ? null : "alert";
    if (to.phase.is === "confirming") return "group";
    if (to.phase.is === "secret") return "secret";
    if (to.phase.is === "saved") return "webhook";
    if (from.phase.is === "secret") return "ask_secret";
    if (to.phase.is === "receipt") return "receipt";
    if (from.phase.is === "receipt") return "ask_receipt";
    return from.phase.is === "confirming" && to.phase.is === "idle" ? "disconnect" : null;
  }
  if (from.is === to.is) return null;
  const isReconnect = from.is === "connected" && to.is === "form" && to.answer.connection !== null;
  return isReconnect && to.draft.method === "key" ? "key" : "heading";
}

function listAnswerEvents(call: Call, before: Connection | null, after: Connection | null): DomEvent[] {
  const events: DomEvent[] = [];
  if (call === "load") events.push({ name: "parityrail-ready", detail: { connected: after !== null } });
  if (after && CONNECTS.test(call))
    events.push({ name: "parityrail-connected", detail: { connection: after } });
  if (before && after && asksStripe(call) && differ(before, after))
    events.push({ name: "parityrail-permissions-changed", detail: { connection: after } });
  if (before && !after && call === "disconnect")
    events.push({ name: "parityrail-disconnected", detail: { connection_id: before.id } });
  return events;
}

function differ(before: Connection, after: Connection): boolean {
  const summarize = ({ permissions, health }: Connection) =>
    JSON.stringify([
      health.detail,
      permissions.map(({ permission, access, status }) => [permission, access, status]),
    ]);
  return summarize(before) !== summarize(after);
}

function errorEvent(failure: Failure): DomEvent {
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
