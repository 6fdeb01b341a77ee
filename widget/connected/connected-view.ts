/**
 * @module Connected: to what, with which permissions, and on to the next step.
 *
 * A script of its own, loaded while Stripe is asked or when a connection is there already. It imports nothing
 * of the element, so that no page loads the element twice.
 */

import type { TemplateResult } from "lit/html.js";
import type { Connection } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer, Screen } from "../controller/state.ts";
import type { Texts } from "../i18n/en.ts";
import type { Kit } from "../lazy-views.ts";
import type { Context } from "../views/context.ts";
import type { LateViews } from "../views/late-views.ts";
import { CONNECTED_EN, type ConnectedTexts } from "./connected-texts.ts";
import { connectionCard } from "./connection-card.ts";
import { isBroken } from "./health.ts";
import { leftBehindNote } from "./left-behind-note.ts";
import { permissionsCard } from "./permissions-card.ts";
import { questionNote } from "./question-note.ts";
import { replaceQuestion, sayReconnect } from "./reconnect.ts";
import { tellChange } from "./tell-change.ts";
import { warningNotes } from "./warnings.ts";
import { createEventWatch } from "./webhook/event-watch.ts";
import { webhookCard } from "./webhook/webhook-card.ts";

export { connectedStyle as style } from "./connected-style.ts";

type Connected = Extract<Screen, { is: "connected" }>;

/** What the views of a connection are given. */
export interface ConnectedContext extends Context {
  readonly texts: Texts & ConnectedTexts;
  readonly kit: Kit;
}

/** Creates what this script gives to the element. */
export function createViews(
  kit: Kit,
): Pick<
  LateViews,
  "connected" | "replaceQuestion" | "sayReconnect" | "leftBehind" | "watchEvents" | "tellChange"
> {
  return {
    connected: (...what) => connectedView(kit, ...what),
    replaceQuestion: (...what) => replaceQuestion(kit, ...what),
    sayReconnect,
    leftBehind: (...what) => leftBehindNote(kit, ...what),
    watchEvents: createEventWatch(),
    tellChange,
  };
}

/** Renders everything about a connection, with the element's own `kit`. */
function connectedView(kit: Kit, outer: Context, { answer, phase }: Connected): TemplateResult {
  const texts = { ...outer.texts, ...(outer.texts.connection ?? CONNECTED_EN) };
  const context: ConnectedContext = { ...outer, texts, kit };
  const { html, nothing, button } = kit;
  const { act } = outer;
  const broken = isBroken(answer.connection);
  return html`${connectionCard(context, answer)} ${phase.is === "failed" ? failed(context, phase) : nothing}
  ${warningNotes(context, answer)} ${permissionsCard(context, answer, phase)}
  ${goOnSentences(context, answer)} ${webhookCard(context, answer, phase)}
  ${outer.help?.after(outer, answer.profile) ?? nothing}
  ${button(texts.continue, act.goOn, { kind: broken ? "plain" : "primary", wide: true })}
  ${answer.may.disconnect ? disconnect(context, answer, phase) : nothing}`;
}

function failed(
  { texts, act, kit }: ConnectedContext,
  { failure, again }: Extract<Connected["phase"], { is: "failed" }>,
): TemplateResult {
  const { alertNote, button, sayFailure } = kit;
  const said = sayFailure(texts, failure);
  return alertNote(
    again ? `${said} ${texts.asBefore}` : said,
    button(texts.retry, again ? act.check : act.load),
  );
}

function disconnect(
  { texts, act, kit }: ConnectedContext,
  { connection }: ConnectedAnswer,
  phase: Connected["phase"],
): TemplateResult {
  const { html, button } = kit;
  const busy = phase.is === "disconnecting";
  if (!busy && phase.is !== "confirming") {
    return button(texts.disconnect, () => act.dispatch({ type: "disconnect_asked" }), {
      kind: "text faint",
      focus: "disconnect",
    });
  }
  const keep = () => act.dispatch({ type: "disconnect_declined" });
  return questionNote(
    kit,
    texts.disconnectQuestion,
    html`${busy ? "" : button(texts.keep, keep)}
    ${button(busy ? texts.disconnecting : texts.disconnect, act.disconnect, { kind: "danger", busy })}`,
    sayWhatGoes(texts, connection),
  );
}

function sayWhatGoes(texts: ConnectedTexts, { method, webhook }: Connection): string {
  if (method === "demo") return texts.disconnectWhatDemo;
  return webhook.managed ? texts.disconnectManaged : texts.disconnectWhat;
}

function goOnSentences(
  { texts, kit: { html, nothing } }: ConnectedContext,
  { connection, profile }: ConnectedAnswer,
): TemplateResult | typeof nothing {
  const missing = connection.permissions.filter(({ required, status }) => required && status === "missing");
  if (!missing.length) return nothing;
  const without = missing.flatMap(
    ({ permission, access }) =>
      profile.permissions.find((row) => row.permission === permission && row.access === access)?.without ??
      [],
  );
  return html`<p class="muted">${texts.goOn} <span lang="en">${without.join(" ")}</span></p>`;
}
