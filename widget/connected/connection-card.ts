/**
 * @module The card at the top of a connection: green when all is well, red when Stripe no longer takes the key.
 */

import type { TemplateResult } from "lit/html.js";
import type { Connection } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer } from "../controller/state.ts";
import type { Kit } from "../lazy-views.ts";
import type { ConnectedTexts } from "./connected-texts.ts";
import type { ConnectedContext } from "./connected-view.ts";
import { problemOf } from "./problem.ts";

/** Renders the card. */
export function connectionCard(context: ConnectedContext, answer: ConnectedAnswer): TemplateResult {
  const { texts, act, kit } = context;
  const { html, nothing, button, disc } = kit;
  const { connection, may } = answer;
  const found = problemOf(connection);
  const problem = found && texts.problemCard[found];
  const tone = problem ? "bad" : "ok";
  const kind = problem ? "primary" : "plain";
  const open = () => act.dispatch({ type: "reconnect_opened" });
  const reconnect = may.connect
    ? button(problem ? texts.pasteNew : texts.reconnect, open, { kind })
    : nothing;
  return html`<section
    class="card stack ${tone}"
    part="card ${problem ? "problem" : "connection"}-card"
    aria-labelledby="title"
  >
    <div class="row between">
      <div class="title grow">
        ${disc(problem ? "bang" : "check", tone)}
        <div class="grow">
          <div class="row snug">
            <h2 id="title" tabindex="-1" data-focus="heading">
              ${problem ? problem.title : texts.connected}
            </h2>
            ${modeBadge(context, connection)}
          </div>
          <p class="muted">${describeConnection(kit, texts, connection)}</p>
        </div>
      </div>
      ${problem ? nothing : reconnect}
    </div>
    ${
      problem
        ? html`<p>${problem.text}</p>
            <div class="row">${reconnect}</div>`
        : nothing
    }
  </section>`;
}

/** Renders what is connected: the masked key and its account, or the demo dataset. */
export function describeConnection(
  { html }: Kit,
  { demoLabel }: Pick<ConnectedTexts, "demoLabel">,
  { method, label, account }: Connection,
): TemplateResult | string {
  const of = account?.name ?? account?.id;
  return method === "demo" ? demoLabel : html`<code>${label}</code>${of ? ` · ${of}` : ""}`;
}

function modeBadge({ texts, kit }: ConnectedContext, { method, mode }: Connection): TemplateResult {
  const shown = method === "demo" ? method : mode;
  return kit.badge(texts.badges[shown], shown);
}
