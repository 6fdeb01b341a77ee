/**
 * @module The tab of the ledger: how it got ready, each resource with its count and its times, and what it cost.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { SyncAnswer } from "../../shared/schema/sync.ts";
import { formatDistance, formatLength, formatMoment, formatName, formatNumber } from "./format.ts";
import { renderBadge, renderCard, renderReading, type Tone } from "./parts.ts";
import type { SideState } from "./state.ts";

const TONES: Readonly<Record<SyncAnswer["status"], Tone>> = {
  pending: "calm",
  filling: "warn",
  fresh: "good",
  stale: "warn",
  paused: "warn",
  failed: "bad",
};

export function renderSyncTab({ sync, statuses }: SideState): TemplateResult {
  const trail = html`
    <ol class="trail" aria-label="Status">
      ${statuses.map(
        ({ status, at }, index) => html`
          <li aria-current=${index === statuses.length - 1 ? "step" : nothing}>
            <code>${status}</code> <time class="muted">${formatMoment(at / 1000)}</time>
          </li>
        `,
      )}
    </ol>
  `;
  return html`
    ${renderCard("status", "Status", trail)}
    ${renderReading(
      sync,
      (body) =>
        html`${renderCard("resources", "The ledger", renderResources(body), renderBadge(body.status, TONES[body.status]))}
        ${renderCard("reads", "Reads of Stripe’s API", renderReads(body))}`,
    )}
  `;
}

function renderResources({ resources, freshness, problem }: SyncAnswer): TemplateResult {
  return html`
    ${problem ? html`<p class="empty" data-tone="bad">${problem.message}</p>` : nothing}
    <p class="muted">
      New payments are seen within ${formatLength(freshness.payments)}, other changes within
      ${formatLength(freshness.changes)}.
    </p>
    <table class="list" role="table" aria-label="Resources">
      <thead role="rowgroup">
        <tr role="row">
          ${["Resource", "Status", "Objects", "Last read", "Next look"].map(
            (name) => html`<th role="columnheader" scope="col">${name}</th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${resources.map(renderResource)}
      </tbody>
    </table>
  `;
}

function renderResource({
  resource,
  status,
  count,
  last_success_at,
  next_at,
  problem,
}: SyncAnswer["resources"][number]) {
  return html`
    <tr role="row">
      <th role="rowheader" scope="row">${formatName(resource)}</th>
      <td role="cell" data-label="Status">
        ${renderBadge(status, TONES[status])}
        ${problem ? html`<span class="muted">${problem.message}</span>` : nothing}
      </td>
      <td role="cell" data-label="Objects">${formatNumber(count)}</td>
      <td role="cell" data-label="Last read">
        ${last_success_at === null ? "—" : formatDistance(last_success_at)}
      </td>
      <td role="cell" data-label="Next look">${next_at === null ? "—" : formatMoment(next_at)}</td>
    </tr>
  `;
}

function renderReads({ reads }: SyncAnswer): TemplateResult {
  const { used, limit, allocation, last_30_days } = reads;
  return html`
    <p>
      <label for="reads-used">${formatNumber(used)} of ${formatNumber(limit)} in 30 days</label>
      <span class="muted">Stripe’s own allocation is ${formatNumber(allocation)}.</span>
    </p>
    <meter id="reads-used" min="0" max=${limit} value=${used}></meter>
    <dl class="pairs">
      ${Object.entries(last_30_days).map(
        ([purpose, count]) =>
          html`<dt>${formatName(purpose)}</dt>
            <dd>${formatNumber(count)}</dd>`,
      )}
    </dl>
  `;
}
