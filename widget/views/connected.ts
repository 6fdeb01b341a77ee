/**
 * @module Connected: to what, with which permissions, and on to the next step.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { ConnectedAnswer, Screen } from "../controller/state.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { button } from "../ui/button.ts";
import { alertNote, questionNote, warningNote } from "../ui/notes.ts";
import { connectionCard } from "./connection-card.ts";
import type { Context } from "./context.ts";
import { permissionsCard } from "./permissions-card.ts";

type Connected = Extract<Screen, { is: "connected" }>;

/** Renders everything about a connection. */
export function connectedView(context: Context, { answer, phase }: Connected): TemplateResult {
  const { texts, act } = context;
  const { warnings, problem } = answer.connection;
  return html`${connectionCard(context, answer)}
  ${
    phase.is === "failed"
      ? alertNote(sayFailure(texts, phase.failure), button(texts.retry, act.load))
      : nothing
  }
  ${warnings.includes("secret_key") ? warningNote(texts.secretKey) : nothing}
  ${permissionsCard(context, answer, phase)} ${goOnSentences(context, answer)}
  ${button(texts.continue, act.goOn, { kind: problem ? "plain" : "primary", wide: true })}
  ${answer.may.disconnect ? disconnect(context, answer, phase) : nothing}`;
}

function disconnect({ texts, act }: Context, { connection }: ConnectedAnswer, phase: Connected["phase"]) {
  const busy = phase.is === "disconnecting";
  if (!busy && phase.is !== "confirming") {
    return button(texts.disconnect, () => act.dispatch({ type: "disconnect_asked" }), {
      kind: "text faint",
      focus: "disconnect",
    });
  }
  return questionNote(
    texts.disconnectQuestion,
    html`${button(texts.keep, () => act.dispatch({ type: "disconnect_declined" }), { quiet: busy })}
    ${button(busy ? texts.disconnecting : texts.disconnect, act.disconnect, { kind: "danger", busy })}`,
    connection.method === "demo" ? texts.disconnectWhatDemo : texts.disconnectWhat,
  );
}

function goOnSentences({ texts }: Context, { connection, profile }: ConnectedAnswer) {
  const missing = connection.permissions.filter(({ required, status }) => required && status === "missing");
  if (!missing.length) return nothing;
  const without = missing.flatMap(
    ({ permission, access }) =>
      profile.permissions.find((row) => row.permission === permission && row.access === access)?.without ??
      [],
  );
  return html`<p class="muted">${[texts.goOn, ...without].join(" ")}</p>`;
}
