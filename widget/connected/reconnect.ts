/**
 * @module What the form says on the way to another key: why one would, and whether to replace another account.
 */

import type { TemplateResult } from "lit/html.js";
import type { Connection } from "../../shared/schema/connections.ts";
import type { Kit } from "../lazy-views.ts";
import type { Context } from "../views/context.ts";
import type { Question } from "../views/late-views.ts";
import { describeConnection } from "./connection-card.ts";
import { CONNECTED_EN } from "./connected-texts.ts";
import { isBroken } from "./health.ts";
import { questionNote } from "./question-note.ts";

/** What the form says and offers while there is a connection already. */
export interface ReconnectParts {
  readonly title: string;
  readonly about: string;
  readonly cancel: string;
}

/** Returns the sentences of the form for somebody who has `connection`. */
export function sayReconnect({ texts }: Context, connection: Connection): ReconnectParts {
  const { reconnectCard, wrongData, staysUntil, cancel } = texts.connection ?? CONNECTED_EN;
  const works = connection.method === "key" && !isBroken(connection);
  return { title: reconnectCard, about: works ? `${wrongData} ${staysUntil}` : staysUntil, cancel };
}

/** Renders the question whether another account, or other data, than is there or was asked for is meant. */
export function replaceQuestion(
  kit: Kit,
  context: Context,
  connection: Connection | null,
  { failure, given }: Question,
): TemplateResult {
  const { html, button, sayFailure } = kit;
  const { act } = context;
  const texts = { ...context.texts, ...(context.texts.connection ?? CONNECTED_EN) };
  const isMode = failure.code === "mode_differs";
  const yes = isMode ? (given ? texts.connectMode[given] : texts.connectAnyway) : texts.replace;
  const ofKey = given !== null; // else of what Stripe's own page gave
  return questionNote(
    kit,
    ofKey ? sayFailure(texts, failure) : isMode ? texts.otherData : texts.otherAccount,
    html`${button(texts.goBack, () => act.answerQuestion(false))}
    ${button(yes, () => act.answerQuestion(true), { kind: "primary" })}`,
    connection ? html`${texts.connectedNow} ${describeConnection(kit, texts, connection)}` : "",
  );
}
