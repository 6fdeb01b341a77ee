/**
 * @module The checklist: one row a permission, as the last check found it, each with its fix.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Check, Connection } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer, ConnectedPhase } from "../controller/state.ts";
import { button, stripeLink } from "../ui/button.ts";
import { disc } from "../ui/icons.ts";
import type { Context } from "./context.ts";

/** Renders the card. */
export function permissionsCard(
  context: Context,
  { connection, may }: ConnectedAnswer,
  phase: ConnectedPhase,
): TemplateResult {
  const { texts, act, code } = context;
  const checking = phase.is === "checking";
  const when = new Intl.DateTimeFormat(code, { dateStyle: "medium", timeStyle: "short" });
  return html`<section class="card" part="card permissions-card" aria-labelledby="permissions">
    <div class="row between">
      <div class="grow">
        <h2 id="permissions">${texts.permissions}</h2>
        <p class="muted">${texts.checkedAt(when.format(connection.checked_at * 1000))}</p>
      </div>
      ${
        may.check ? button(checking ? texts.checking : texts.recheck, act.check, { busy: checking }) : nothing
      }
    </div>
    <ul class="rows">
      ${connection.permissions.map((check) => permissionRow(context, check, connection))}
    </ul>
  </section>`;
}

const SIGNS = {
  granted: () => disc("check", "ok"),
  missing: () => disc("cross", "bad"),
  unknown: () => disc("question", "off"),
  off: () => disc("dash", "off"),
};

function permissionRow(context: Context, check: Check, { edit_key_url }: Connection): TemplateResult {
  const { texts } = context;
  const { label, access, required } = check;
  const status = check.status === "missing" && !required ? "off" : check.status;
  const missing = status === "missing";
  const aside = status === "granted" ? texts.access[access] : texts.statuses[status];
  return html`<li class="row" part="row">
    ${SIGNS[status]()}
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
