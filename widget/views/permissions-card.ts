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
  answer: ConnectedAnswer,
  phase: ConnectedPhase,
): TemplateResult {
  const { texts, act, code } = context;
  const { connection, may } = answer;
  const checking = phase.is === "checking";
  const when = new Intl.DateTimeFormat(code, { dateStyle: "medium", timeStyle: "short" });
  return html`<section class="card flush" part="card permissions-card" aria-labelledby="permissions">
    <header class="row between">
      <div>
        <h2 id="permissions">${texts.permissions}</h2>
        <p class="hint">${texts.checkedAt(when.format(connection.checked_at * 1000))}</p>
      </div>
      ${
        may.check ? button(checking ? texts.checking : texts.recheck, act.check, { busy: checking }) : nothing
      }
    </header>
    <ul class="rows">
      ${connection.permissions.map((check) => permissionRow(context, check, connection))}
    </ul>
  </section>`;
}

function permissionRow(context: Context, check: Check, { edit_key_url, method }: Connection): TemplateResult {
  const { texts } = context;
  const { label, access, required, status } = check;
  const name = required ? html`<b>${label}</b>` : html`${label} <span class="muted">${texts.optional}</span>`;
  if (status === "granted")
    return row(disc("check", "ok", texts.statuses.granted), name, texts.access[access]);
  if (status === "unknown") return row(disc("question", "off", texts.statuses.unknown), name, texts.unknown);
  if (!required) return row(disc("dash", "off", texts.statuses.off), name, texts.statuses.off);
  const edit = edit_key_url && method === "key" ? stripeLink(context, texts.editKey, edit_key_url) : nothing;
  return row(disc("cross", "bad", texts.statuses.missing), name, edit, texts.grant(access, label));
}

function row(
  sign: TemplateResult,
  name: TemplateResult,
  aside: string | TemplateResult | typeof nothing,
  fix?: string,
): TemplateResult {
  return html`<li part="row">
    ${sign}<span class="grow">${name}</span><span class="aside">${aside}</span>
    ${fix ? html`<span class="fix">${fix}</span>` : nothing}
  </li>`;
}
