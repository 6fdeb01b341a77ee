/**
 * @module The tab of customers: what they add up to, and a page of them with their promised plans.
 */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { CustomerView, ListCustomersQuery } from "../../shared/schema/customers.ts";
import type { MetricsAnswer } from "../../shared/schema/metrics.ts";
import { renderCustomerCard } from "./customer-card.ts";
import { formatAmount, formatNumber, formatShare } from "./format.ts";
import { renderBadge, renderPager, renderReading, renderSelect } from "./parts.ts";
import { describeNext, describePrice, describeStatus, describeTrial, nameCustomer } from "./plan-words.ts";
import { renderRevenueCard } from "./revenue.ts";
import { isFilling, type SideActions, type SideState } from "./state.ts";

/** A table, since the schema itself is not for the page. */
const STATUS_OPTIONS: Readonly<Record<NonNullable<ListCustomersQuery["status"]> | "", string>> = {
  "": "All",
  active: "Active",
  trialing: "In trial",
  past_due: "Past due",
  unpaid: "Unpaid",
  paused: "Paused",
  incomplete: "Incomplete",
  canceled: "Canceled",
  incomplete_expired: "Never begun",
  none: "No plan",
};
const COLUMNS = ["Customer", "Promised plan", "Price", "Status", "Trial", "Next"] as const;

export function renderCustomersTab(state: SideState, actions: SideActions): TemplateResult {
  return html`
    ${renderFigures(state)} ${renderRevenueCard(state, actions, false)} ${renderList(state, actions)}
    ${state.selected ? renderCustomerCard(state, state.selected) : nothing}
  `;
}

function renderFigures({ metrics, mrr }: SideState): TemplateResult {
  const currency = mrr.is === "ready" ? mrr.body.currency : null;
  return renderReading(
    metrics,
    (body) => html`<dl class="figures">${listFigures(body, currency).map(renderFigure)}</dl>`,
  );
}

type Figure = readonly [label: string, value: string, about: string];

const renderFigure = ([label, value, about]: Figure) => html`
  <div class="card figure">
    <dt>${label}</dt>
    <dd><b>${value}</b><span>${about}</span></dd>
  </div>
`;

/** @param shown the currency that the picture is in */
function listFigures({ mrr, customers, trials, is_complete }: MetricsAnswer, shown: string | null): Figure[] {
  const { by_status: by, payment_retrying: retrying, payment_exhausted: exhausted } = customers;
  const { paid, unpaid } = trials.ended;
  return [
    describeRevenue(mrr, shown) ?? ["MRR", "—", is_complete ? "nobody pays yet" : "still being read"],
    [
      "Customers tracked",
      formatNumber(customers.total),
      `${formatNumber(by.active)} active · ${formatNumber(by.trialing)} in trial`,
    ],
    [
      "Payments failing",
      formatNumber(retrying + exhausted),
      `${formatNumber(retrying)} retrying · ${formatNumber(exhausted)} exhausted`,
    ],
    [
      "Trials that pay",
      trials.conversion === null ? "—" : formatShare(trials.conversion),
      `of ${formatNumber(paid + unpaid)} ended in 90 days`,
    ],
  ];
}

function describeRevenue(mrr: MetricsAnswer["mrr"], shown: string | null): Figure | null {
  const main = mrr.find(({ currency }) => currency === shown) ?? mrr[0];
  if (!main) return null;
  const change = Object.values(main.last_30_days).reduce((sum, move) => sum + move, 0);
  const others = mrr
    .filter(({ currency }) => currency !== main.currency)
    .map(({ amount, currency }) => `and ${formatAmount(amount, currency)}`);
  const about = [
    `${formatAmount(change, main.currency, true)} in 30 days`,
    ...others,
    ...(main.unknown_parts > 0 ? [`${formatNumber(main.unknown_parts)} unknown`] : []),
  ];
  return [
    `MRR · ${main.currency.toUpperCase()}`,
    formatAmount(main.amount, main.currency),
    about.join(" · "),
  ];
}

function renderList(state: SideState, actions: SideActions): TemplateResult {
  const { customers, filter, cursors } = state;
  const page = cursors.length + 1;
  const search = (event: Event): void => {
    event.preventDefault();
    const field = event.target instanceof HTMLFormElement ? event.target.elements.namedItem("email") : null;
    if (field instanceof HTMLInputElement) actions.filter({ email: field.value.trim(), status: "" });
  };
  return html`
    <section class="card" aria-labelledby="customers-heading">
      <div class="card-head">
        <h3 id="customers-heading">Customers</h3>
        <div class="filters">
          ${renderSelect("Status", filter.status, STATUS_OPTIONS, (status) =>
            actions.filter({ status, email: "" }),
          )}
          <form class="pick" @submit=${search}>
            <label for="customer-email">E-mail</label>
            <input id="customer-email" name="email" type="search" autocomplete="off" .value=${filter.email} />
            <button type="submit">Find</button>
          </form>
        </div>
      </div>
      ${renderReading(customers, ({ data, has_more }) =>
        data.length === 0
          ? html`<p class="empty">${describeNobody(state)}</p>`
          : html`
              ${renderTable(data, state, actions)}
              ${renderPager({ of: "customers", page, hasMore: has_more, turn: actions.turn })}
            `,
      )}
    </section>
  `;
}

function describeNobody(state: SideState): string {
  if (state.filter.status || state.filter.email) return "No customer matches that.";
  return isFilling(state)
    ? "Stripe is being read for the first time. Customers appear as they are read."
    : "This account has no customers.";
}

/** Roles are said aloud, since a narrow page lays the table out as a list of cards. */
function renderTable(
  customers: readonly CustomerView[],
  state: SideState,
  actions: SideActions,
): TemplateResult {
  return html`
    <table class="list" role="table" aria-labelledby="customers-heading">
      <thead role="rowgroup">
        <tr role="row">
          ${COLUMNS.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          customers,
          ({ id }) => id,
          (customer) => renderRow(customer, state, actions),
        )}
      </tbody>
    </table>
  `;
}

function renderRow(customer: CustomerView, { selected, pressedAt }: SideState, actions: SideActions) {
  const { plan, email, name, id, updated_at } = customer;
  const [status, tone] = describeStatus(plan);
  const isChanged = pressedAt !== null && updated_at >= pressedAt;
  const cells = plan
    ? [plan.product.name ?? plan.nickname ?? plan.product.id, describePrice(plan)]
    : ["—", "—"];
  const more = plan ? [describeTrial(plan), describeNext(plan)] : ["—", "—"];
  const renderCell = (text: unknown, index: number) =>
    html`<td role="cell" data-label=${COLUMNS[index] ?? ""}>${text}</td>`;
  return html`
    <tr role="row" data-selected=${selected?.id === id || nothing} data-changed=${isChanged || nothing}>
      <th role="rowheader" scope="row">
        <button
          type="button"
          class="plain"
          aria-pressed=${selected?.id === id ? "true" : "false"}
          @click=${() => actions.select(customer)}
        >
          ${nameCustomer(customer)}
        </button>
        <span class="muted">${name !== null && email !== null ? email : id}</span>
      </th>
      ${cells.map((text, index) => renderCell(text, index + 1))} ${renderCell(renderBadge(status, tone), 3)}
      ${more.map((text, index) => renderCell(text, index + 4))}
    </tr>
  `;
}
