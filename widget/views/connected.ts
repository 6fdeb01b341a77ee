/**
 * @module Connected: to what, with which permissions, and on to the next step.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Screen } from "../controller/state.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { button } from "../ui/button.ts";
import { alertNote, questionNote, warningNote } from "../ui/notes.ts";
import { connectionCard, problemCard } from "./connection-card.ts";
import type { Context } from "./context.ts";
import { permissionsCard } from "./permissions-card.ts";

type Connected = Extract<Screen, { is: "connected" }>;

/** Renders everything about a connection. */
export function connectedView(context: Context, { answer, phase }: Connected): TemplateResult {
  const { texts, act } = context;
  const { connection, may, profile } = answer;
  const leaving = phase.is === "confirming" || phase.is === "disconnecting";
  return html`${
    connection.problem
      ? problemCard(context, connection, connection.problem, may)
      : connectionCard(context, connection, may)
  }
  ${leaving ? disconnectQuestion(context, connection.method === "demo", phase.is === "disconnecting") : nothing}
  ${
    phase.is === "failed"
      ? alertNote(sayFailure(texts, phase.failure), button(texts.retry, act.load))
      : nothing
  }
  ${connection.warnings.map((warning) => warningNote(texts.warnings[warning]))}
  ${permissionsCard(context, answer, phase)} ${goOnSentences(context, connection, profile)}
  ${button(texts.continue, act.goOn, { kind: "primary", wide: true })}`;
}

function disconnectQuestion({ texts, act }: Context, demo: boolean, busy: boolean): TemplateResult {
  return questionNote(
    texts.disconnectQuestion,
    demo ? texts.disconnectWhatDemo : texts.disconnectWhat,
    html`${busy ? nothing : button(texts.keep, () => act.dispatch({ type: "disconnect_declined" }))}
    ${button(busy ? texts.disconnecting : texts.disconnect, act.disconnect, { kind: "danger", busy })}`,
  );
}

function goOnSentences(
  { texts }: Context,
  { permissions }: Connected["answer"]["connection"],
  profile: Connected["answer"]["profile"],
): TemplateResult | typeof nothing {
  const missing = permissions.filter(({ required, status }) => required && status === "missing");
  if (!missing.length) return nothing;
  const without = missing.flatMap(
    ({ permission, access }) =>
      profile.permissions.find((row) => row.permission === permission && row.access === access)?.without ??
      [],
  );
  return html`<p class="muted">${[texts.goOn, ...without].join(" ")}</p>`;
}
