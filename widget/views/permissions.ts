/**
 * @module The checklist: one row a permission, as the last check found it, each with its fix.
 */

import { html, nothing, type TemplateResult } from "lit";
import { joinSentences } from "../../shared/join-sentences.ts";
import type { Check, Connection } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer, ConnectedPhase } from "../controller/state.ts";
import type { Texts } from "../i18n/en.ts";
import { isMendedByCheck, isRefused, sayHealth } from "./health.ts";
import type { Context } from "./context.ts";
import { button, disc, stripeLink } from "./controls.ts";
import { formatWhen } from "./format-when.ts";

/** Levels of access in Stripe's words, which are English in every language. */
export const ACCESS = { read: "Read", write: "Write" };

/** `off`: not granted, and not required. */
const SIGNS = {
  granted: ["check", "ok"],
  missing: ["cross", "bad"],
  unknown: ["question", "off"],
  unchecked: ["question", "off"],
  off: ["dash", "off"],
} as const;

/** Renders the card. */
export function permissionsCard(
  context: Context,
  { connection, may }: ConnectedAnswer,
  phase: ConnectedPhase,
): TemplateResult {
  const { texts, act, code } = context;
  const words = texts.connection;
  const busy = phase.is === "checking";
  const isUnchecked = connection.permissions.some(({ status }) => status === "unchecked");
  const recheck = button(busy ? words.checking : words.recheck, act.check, { busy });
  return html`<section class="card" part="card permissions-card" aria-labelledby="permissions">
    <div class="row between">
      <div class="grow">
        <h2 id="permissions">
          ${connection.method === "oauth" ? words.permissionsOfAccess : words.permissions}
        </h2>
        <p class="muted">
          ${(isRefused(connection) ? words.asOf : words.checkedAt)(formatWhen(code, connection.checked_at))}
        </p>
      </div>
      ${may.check && !isMendedByCheck(connection) ? recheck : nothing}
    </div>
    <ul class="rows ${isRefused(connection) ? "past" : ""}">
      ${connection.permissions.map((check) => permissionRow(context, check, connection))}
    </ul>
    ${isUnchecked ? html`<p class="small muted why">${words.uncheckedWhy}</p>` : nothing}
    <p class="unseen" role="status">${busy ? words.checking : summarize(texts, connection)}</p>
  </section>`;
}

/** Says in one breath what the rows show, for those who hear a check end. */
function summarize(texts: Texts, connection: Connection): string {
  const words = texts.connection;
  if (isRefused(connection)) return sayHealth(texts, connection)?.title ?? "";
  const isKey = connection.method === "key";
  const rows = connection.permissions.flatMap(({ access, label, required, status }) => {
    if (!required || status === "granted") return [];
    return status === "missing" && isKey ? words.grant(access, label) : `${label}: ${words.statuses[status]}`;
  });
  return joinSentences(rows.join(". ")) || words.allGranted;
}

function permissionRow(context: Context, check: Check, connection: Connection): TemplateResult {
  const { texts } = context;
  const words = texts.connection;
  const { label, access, required } = check;
  const { edit_key_url } = connection;
  const status = check.status === "missing" && !required ? "off" : check.status;
  const [sign, tone] = SIGNS[status];
  const isMissing = status === "missing" && !isRefused(connection);
  const aside = status === "granted" ? ACCESS[access] : words.statuses[status];
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
      isMissing && edit_key_url
        ? stripeLink(context, texts.editKey, edit_key_url)
        : html`<span class="small muted">${aside}</span>`
    }
    ${isMissing && connection.method === "key" ? html`<span class="small fix">${words.grant(access, label)}</span>` : nothing}
  </li>`;
}
