/**
 * @module The card at the top of a connection: green when all is well, red when Stripe no longer takes the key.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Connection } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer } from "../controller/state.ts";
import { button } from "../ui/button.ts";
import { disc } from "../ui/icons.ts";
import { badge } from "../ui/mode-switch.ts";
import type { Context } from "./context.ts";

/** Renders the card. */
export function connectionCard(context: Context, { connection, may }: ConnectedAnswer): TemplateResult {
  const { texts, act } = context;
  const problem = connection.problem ? texts.problemCard[connection.problem] : null;
  const tone = problem ? "bad" : "ok";
  const reconnect = may.connect
    ? button(problem ? texts.pasteNew : texts.reconnect, () => act.dispatch({ type: "reconnect_opened" }), {
        kind: problem ? "primary" : "plain",
      })
    : nothing;
  return html`<section class="card stack ${tone}" part="card ${tone}-card" aria-labelledby="title">
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
          ${describe(context, connection)}
        </div>
      </div>
      ${problem ? nothing : reconnect}
    </div>
    ${
      problem
        ? html`<div class="stack tight">
            <p>${problem.text}</p>
            ${reconnect}
          </div>`
        : nothing
    }
  </section>`;
}

function describe({ texts }: Context, { method, label, account }: Connection): TemplateResult {
  const of = account?.name ?? account?.id;
  return html`<p class="muted">
    ${method === "demo" ? texts.demoLabel : html`<code dir="ltr">${label}</code>${of ? ` · ${of}` : ""}`}
  </p>`;
}

function modeBadge({ texts }: Context, { method, mode }: Connection): TemplateResult {
  const shown = method === "demo" ? method : mode;
  return badge(texts.badges[shown], shown);
}
