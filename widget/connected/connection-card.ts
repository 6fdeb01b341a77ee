/**
 * @module The card at the top of a connection: green when all is well, amber when a part is not, red when it does
 * not work; with a first look at what is there, so that a person sees whether it is the right account.
 */

import type { TemplateResult } from "lit/html.js";
import type { Connection, AccountPreview } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer } from "../controller/state.ts";
import type { Kit } from "../lazy-views.ts";
import type { ConnectedTexts } from "./connected-texts.ts";
import type { ConnectedContext } from "./connected-view.ts";
import { isBroken, mendButtons, sayHealth } from "./health.ts";

/** Renders the card. */
export function connectionCard(context: ConnectedContext, answer: ConnectedAnswer): TemplateResult {
  const { texts, act, kit } = context;
  const { html, nothing, button, disc } = kit;
  const { connection, may } = answer;
  const said = sayHealth(texts, connection);
  const broken = isBroken(connection);
  const tone = broken ? "bad" : said ? "warn" : "ok";
  const open = () => act.dispatch({ type: "reconnect_opened" });
  return html`<section
    class="card stack ${tone}"
    part="card ${broken ? "problem" : "connection"}-card"
    aria-labelledby="title"
  >
    <div class="row between">
      <div class="title grow">
        ${disc(said ? "bang" : "check", tone)}
        <div class="grow">
          <div class="row snug">
            <h2 id="title" tabindex="-1" data-focus="heading">
              ${broken && said ? said.title : texts.connected}
            </h2>
            ${modeBadge(context, connection)}
          </div>
          <p class="muted">${describeConnection(kit, texts, connection)}</p>
          ${broken ? nothing : accountPreview(context, connection.account_preview)}
        </div>
      </div>
      ${may.connect && !broken ? button(texts.reconnect, open) : nothing}
    </div>
    ${
      said
        ? html`<p>${broken ? nothing : html`<b>${said.title}.</b> `}${said.text}</p>
            ${
              connection.health.detail === "permission_missing"
                ? nothing
                : html`<div class="row">${mendButtons(context, answer)}</div>`
            }`
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

function accountPreview(
  { texts, code, kit: { html, nothing } }: ConnectedContext,
  look: AccountPreview | null,
): TemplateResult | typeof nothing {
  if (!look) return nothing;
  const { newest_customer_at: newest, currency, plans } = look;
  const date = new Intl.DateTimeFormat(code, { dateStyle: "long" });
  const seen = [
    look.customers === "none" ? texts.noCustomers : "",
    newest === null ? "" : texts.newest(date.format(newest * 1000)),
    currency?.toUpperCase() ?? "",
    plans.join(", "),
  ].filter(Boolean);
  return html`${seen.length ? html`<p class="small muted">${seen.join(" · ")}</p>` : nothing}
  ${look.subscriptions === "none" ? html`<p class="small doubt">${texts.noSubscriptions}</p>` : nothing}`;
}

function modeBadge({ texts, kit }: ConnectedContext, { method, mode }: Connection): TemplateResult {
  const shown = method === "demo" ? method : mode;
  return kit.badge(texts.badges[shown], shown);
}
