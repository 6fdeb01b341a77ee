/**
 * @module The checklist: one row a permission, as the last check found it, each with its fix.
 */

import type { TemplateResult } from "lit/html.js";
import type { Check, Connection } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer, ConnectedPhase } from "../controller/state.ts";
import type { ConnectedContext } from "./connected-view.ts";
import { isBroken, isMendedByCheck, sayHealth } from "./health.ts";
import { sayWhen } from "./say-when.ts";

/** Renders the card. */
export function permissionsCard(
  context: ConnectedContext,
  { connection, may }: ConnectedAnswer,
  phase: ConnectedPhase,
): TemplateResult {
  const { texts, act, code, kit } = context;
  const { html, nothing, button } = kit;
  const busy = phase.is === "checking";
  return html`<section class="card" part="card permissions-card" aria-labelledby="permissions">
    <div class="row between">
      <div class="grow">
        <h2 id="permissions">
          ${connection.method === "oauth" ? texts.permissionsOfAccess : texts.permissions}
        </h2>
        <p class="muted">${texts.checkedAt(sayWhen(code, connection.checked_at * 1000))}</p>
      </div>
      ${may.check && !isMendedByCheck(connection) ? button(busy ? texts.checking : texts.recheck, act.check, { busy }) : nothing}
    </div>
    <ul class="rows">
      ${connection.permissions.map((check) => permissionRow(context, check, connection))}
    </ul>
    ${
      connection.permissions.some(({ status }) => status === "unchecked")
        ? html`<p class="small muted why">${texts.uncheckedWhy}</p>`
        : nothing
    }
    <p class="unseen" role="status">${busy ? texts.checking : sum(context, connection)}</p>
  </section>`;
}

/** Says in one breath what the rows show, for those who hear a check end. */
function sum({ texts }: ConnectedContext, connection: Connection): string {
  const { permissions } = connection;
  if (isBroken(connection)) return sayHealth(texts, connection)?.title ?? "";
  const lacking = permissions.filter(({ required, status }) => required && status !== "granted");
  const rows = lacking.map(({ access, label, status }) =>
    status === "missing" ? texts.grant(access, label) : `${label}: ${texts.statuses.unknown}`,
  );
  return lacking.length ? rows.join(". ") : texts.allGranted;
}

const SIGNS = {
  granted: ["check", "ok"],
  missing: ["cross", "bad"],
  unknown: ["question", "off"],
  unchecked: ["question", "off"],
  unproved: ["question", "off"],
  off: ["dash", "off"],
} as const;

function permissionRow(context: ConnectedContext, check: Check, connection: Connection): TemplateResult {
  const { edit_key_url } = connection;
  const { texts, kit } = context;
  const { html, nothing, disc, stripeLink } = kit;
  const { label, access, required } = check;
  const found = check.status === "missing" && !required ? "off" : check.status;
  const status = isBroken(connection) ? "unproved" : found; // what the key could do before says nothing of now
  const [sign, tone] = SIGNS[status];
  const missing = status === "missing";
  const aside = status === "granted" ? texts.access[access] : texts.statuses[status];
  return html`<li class="row" part="row">
    ${disc(sign, tone)}
    <span class="grow">
      ${
        required
          ? html`<b lang="en">${label}</b>`
          : html`<span lang="en">${label}</span> <span class="small muted">${texts.optional}</span>`
      }
    </span>
    ${
      missing && edit_key_url
        ? stripeLink(context, texts.editKey, edit_key_url)
        : html`<span class="small muted">${aside}</span>`
    }
    ${missing ? html`<span class="small fix">${texts.grant(access, label)}</span>` : nothing}
  </li>`;
}
