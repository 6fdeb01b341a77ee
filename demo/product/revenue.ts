/**
 * @module MRR as a picture, with the same beside it as words and as a table.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { MrrSeries } from "../../shared/schema/metrics.ts";
import { formatAmount, formatDate, formatDay, formatName } from "./format.ts";
import { MOVEMENT_KINDS, sumMovements } from "./movements.ts";
import { defineMrrChart } from "./mrr-chart.ts";
import { renderCard, renderReading, renderSelect } from "./parts.ts";
import { isFilling, type SideActions, type SideState } from "./state.ts";

defineMrrChart();

const PERIODS = { "30": "30 days", "90": "90 days", "365": "A year" };
/** Days of the table: more would be scrolled past. */
const ROWS_SHOWN = 31;

export function renderRevenueTab(state: SideState, actions: SideActions): TemplateResult {
  return html`${renderRevenueCard(state, actions, true)}
  ${renderReading(state.mrr, (series) => renderCard("movements", "Movements", renderMovements(series)))}`;
}

/** @param isWhole with the choice of currency and period */
export function renderRevenueCard(state: SideState, actions: SideActions, isWhole: boolean): TemplateResult {
  const content = renderReading(state.mrr, (series) =>
    series.currency === null
      ? html`<p class="empty">
          ${isFilling(state) ? "Stripe is being read for the first time." : "Nobody pays yet, so there is nothing to draw."}
        </p>`
      : html`<mrr-chart .series=${series} .label=${describeSeries(series)}></mrr-chart>
          <p class="muted">${describeSeries(series)}</p>`,
  );
  const body = state.mrr.is === "ready" ? state.mrr.body : null;
  const currencies = Object.fromEntries(body?.currencies.map((code) => [code, code.toUpperCase()]) ?? []);
  const choices = html`
    <div class="filters">
      ${
        (body?.currencies.length ?? 0) > 1
          ? renderSelect("Currency", body?.currency ?? "", currencies, (currency) =>
              actions.choose({ currency }),
            )
          : nothing
      }
      ${renderSelect("Period", String(state.days), PERIODS, (days) => actions.choose({ days: Number(days) }))}
    </div>
  `;
  const legend = html`<span class="muted">growth above the line, losses below</span>`;
  return renderCard("mrr", "Monthly recurring revenue", content, isWhole ? choices : legend);
}

/** Says in a sentence what the picture shows. */
function describeSeries({ currency, days }: MrrSeries): string {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last || currency === null) return "";
  const up = days.reduce((sum, day) => sum + sumMovements(day).up, 0);
  const down = days.reduce((sum, day) => sum + sumMovements(day).down, 0);
  const write = (amount: number): string => formatAmount(amount, currency);
  return `From ${write(first.amount)} on ${formatDate(first.date)} to ${write(last.amount)} on ${formatDate(last.date)}: ${write(up)} won and ${write(-down)} lost.`;
}

function renderMovements({ days, currency, observed_from }: MrrSeries): TemplateResult {
  const moved = days
    .filter((day) => MOVEMENT_KINDS.some((kind) => day.movements[kind] !== 0))
    .toReversed()
    .slice(0, ROWS_SHOWN);
  if (moved.length === 0 || currency === null) return html`<p class="empty">Nothing moved in this time.</p>`;
  const renderAmount = (amount: number, kind: string) =>
    html`<td role="cell" data-label=${formatName(kind)} data-tone=${amount < 0 ? "bad" : nothing}>
      ${amount === 0 ? "—" : formatAmount(amount, currency, true)}
    </td>`;
  return html`
    <table class="list numbers" role="table" aria-label="Movements by day">
      <thead role="rowgroup">
        <tr role="row">
          ${["Day", ...MOVEMENT_KINDS, "MRR"].map(
            (name) => html`<th role="columnheader" scope="col">${formatName(name)}</th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${moved.map(
          (day) => html`
            <tr role="row">
              <th role="rowheader" scope="row">${formatDate(day.date)}</th>
              ${MOVEMENT_KINDS.map((kind) => renderAmount(day.movements[kind], kind))}
              <td role="cell" data-label="MRR">${formatAmount(day.amount, currency)}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
    ${
      observed_from === null
        ? nothing
        : html`<p class="muted note">
            What was before ${formatDay(observed_from)} is reconstructed from when subscriptions began and
            ended.
          </p>`
    }
  `;
}
