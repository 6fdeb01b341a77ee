/**
 * @module The checklist: one row a permission, as the last check found it, each with its fix.
 */

import type { TemplateResult } from "lit/html.js";
import type { Check, Connection } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer, ConnectedPhase } from "../controller/state.ts";
import type { ConnectedContext } from "./connected-view.ts";

/** Renders the card. */
export function permissionsCard(
  context: ConnectedContext,
  { connection, may }: ConnectedAnswer,
  phase: ConnectedPhase,
): TemplateResult {
  const { texts, act, code, kit } = context;
  const { html, nothing, button } = kit;
  const busy = phase.is === "checking";
  const when = new Intl.DateTimeFormat(code, { dateStyle: "medium", timeStyle: "short" });
  return html`<section class="card" part="card permissions-card" aria-labelledby="permissions">
    <div class="row between">
      <div class="grow">
        <h2 id="permissions">${texts.permissions}</h2>
        <p class="muted">${texts.checkedAt(when.format(connection.checked_at * 1000))}</p>
      </div>
      ${may.check ? button(busy ? texts.checking : texts.recheck, act.check, { busy }) : nothing}
    </div>
    <ul class="rows">
      ${connection.permissions.map((check) => permissionRow(context, check, connection))}
    </ul>
  </section>`;
}

const SIGNS = {
  granted: ["check", "ok"],
  missing: ["cross", "bad"],
  unknown: ["question", "off"],
  off: ["dash", "off"],
} as const;

function permissionRow(
  context: ConnectedContext,
  check: Check,
  { edit_key_url }: Connection,
): TemplateResult {
  const { texts, kit } = context;
  const { html, nothing, disc, stripeLink } = kit;
  const { label, access, required } = check;
  const status = check.status === "missing" && !required ? "off" : check.status;
  const [sign, tone] = SIGNS[status];
  const missing = status === "missing";
  const aside = status === "granted" ? texts.access[access] : texts.statuses[status];
  return html`<li class="row" part="row">
    ${disc(sign, tone)}
    <span class="grow">
      ${required ? html`<b>${label}</b>` : html`${label} <span class="small muted">${texts.optional}</span>`}
    </span>
    ${
      missing && edit_key_url
        ? stripeLink(context, texts.editKey, edit_key_url)
        : html`<span class="small muted">${aside}</span>`
    }
    ${missing ? html`<span class="small fix">${texts.grant(access, label)}</span>` : nothing}
  </li>`;
}
