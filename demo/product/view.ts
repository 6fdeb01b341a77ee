/**
 * @module The frame of the product's side: what it sees in a sentence, the tabs, and the column that makes Stripe live.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { SyncAnswer } from "../../shared/schema/sync.ts";
import { PRODUCTS } from "../products.ts";
import type { Reading } from "./backend.ts";
import { renderCustomersTab } from "./customers.ts";
import { renderEventsTab, renderReceived } from "./events.ts";
import { formatDistance, formatLength, formatNumber } from "./format.ts";
import { renderLivePanel } from "./live-panel.ts";
import { renderRevenueTab } from "./revenue.ts";
import { renderFeed, renderSignalsTab } from "./signals.ts";
import type { SideActions, SideState } from "./state.ts";
import { renderSyncTab } from "./sync.ts";
import { TABS, type Tab } from "./tabs.ts";

/** Renders the whole side. */
export function renderSide(state: SideState, actions: SideActions): TemplateResult {
  const { connection, tab } = state;
  return html`
    <header class="side-head">
      <div>
        <h2>What ${PRODUCTS[state.product].label} sees</h2>
        <p class="muted">${describeSide(state)}</p>
      </div>
      ${renderRequest(state, actions)}
    </header>
    ${
      connection
        ? html`
            <nav class="tabs" aria-label="What the product sees">${renderTabs(tab)}</nav>
            <div class="side-columns">
              <div class="side-live">${renderLivePanel(state, actions)} ${renderFeed(state)}</div>
              <div class="side-main">${renderTab(state, actions)}</div>
              <div class="side-wire">${renderReceived(state)}</div>
            </div>
          `
        : renderNothingYet(state)
    }
  `;
}

function renderTabs(current: Tab): TemplateResult[] {
  return Object.entries(TABS).map(
    ([tab, label]) => html`<a href="#${tab}" aria-current=${tab === current ? "page" : nothing}>${label}</a>`,
  );
}

function renderTab(state: SideState, actions: SideActions): TemplateResult {
  switch (state.tab) {
    case "customers":
      return renderCustomersTab(state, actions);
    case "revenue":
      return renderRevenueTab(state, actions);
    case "signals":
      return renderSignalsTab(state, actions);
    case "events":
      return renderEventsTab(state, actions);
    case "sync":
      return renderSyncTab(state);
  }
}

function renderNothingYet({ sync, product }: SideState): TemplateResult {
  if (sync.is === "loading") return html`<p class="empty" aria-busy="true">Reading…</p>`;
  if (sync.is === "failed" && sync.code !== "not_connected")
    return html`<p class="empty" data-tone="bad" role="alert">${sync.message}</p>`;
  return html`
    <section class="card nothing-yet" aria-labelledby="nothing-heading">
      <h3 id="nothing-heading">Stripe is not connected yet</h3>
      <p>
        Once it is, ${PRODUCTS[product].label}’s backend sees customers with their plans, revenue and signals
        here.
      </p>
      <p><a href="#connect">Connect Stripe</a></p>
    </section>
  `;
}

function describeSide({ connection, metrics, sync }: SideState): string {
  if (!connection) return "What a product’s own backend reads from the Worker, over REST.";
  const customers = metrics.is === "ready" ? `${formatNumber(metrics.body.customers.total)} customers` : null;
  return [
    connection.account?.name ?? connection.label,
    customers,
    ...(sync.is === "ready" ? describeSync(sync.body, connection.webhook.status === "receiving") : []),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

const MEANS = {
  webhooks: "told by webhooks",
  events: "told by Stripe’s events",
  lists: "looking",
  demo: "a fixed dataset",
};

function describeSync(sync: SyncAnswer, isReceiving: boolean): (string | null)[] {
  const { status, means, last_success_at, freshness, reads, progress } = sync;
  const used = `${formatNumber(reads.used)} of ${formatNumber(reads.limit)} reads used this month`;
  if (status === "pending" || status === "filling") {
    const done = progress && `${formatNumber(progress.done)} ${progress.resource}`;
    return [`being read for the first time${done ? `, ${done} so far` : ""}`, used];
  }
  if (means === "demo") return [MEANS.demo];
  const how = isReceiving ? "webhooks" : (means ?? "lists");
  const often = how === "lists" ? ` every ${formatLength(freshness.payments)}` : "";
  const read = last_success_at === null ? "" : `last read ${formatDistance(last_success_at)}, `;
  return [`${read}${MEANS[how]}${often}`, used];
}

/** Shows the request that the tab is made of, to be copied. */
function renderRequest(state: SideState, actions: SideActions): TemplateResult | typeof nothing {
  const { tab, customers, mrr, signals, events, sync } = state;
  const readings: Readonly<Record<Tab, Reading<unknown>>> = {
    customers,
    revenue: mrr,
    signals,
    events,
    sync,
  };
  const reading = readings[tab];
  if (reading.is !== "ready" || !state.connection) return nothing;
  const { path } = reading;
  return html`
    <div class="request">
      <code>GET ${path.split("?")[0]}</code>
      <button type="button" @click=${() => actions.copyCurl(path)}>Copy as curl</button>
    </div>
  `;
}
