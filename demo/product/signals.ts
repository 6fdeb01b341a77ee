/**
 * @module Signals: the feed of the newest beside everything else, and the tab that pages through all of them.
 */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { SignalView } from "../../shared/schema/signals.ts";
import { formatAmount, formatDay, formatDistance, formatMoment, formatName } from "./format.ts";
import { renderBadge, renderCard, renderPager, renderReading, renderSelect, type Tone } from "./parts.ts";
import type { SideActions, SideState } from "./state.ts";

const TONES: Readonly<Record<SignalView["type"], Tone>> = {
  payment_failed: "bad",
  recovered: "good",
  subscription_lapsed: "bad",
  trial_ending: "warn",
  trial_ended_unpaid: "bad",
  cancellation_scheduled: "calm",
  cancellation_taken_back: "good",
  dispute_opened: "bad",
  dispute_closed: "calm",
};

const NONE_YET = "Nothing has happened yet. Press “Fail a payment” and watch it come.";
const TYPE_OPTIONS = {
  "": "All",
  ...Object.fromEntries(Object.keys(TONES).map((type) => [type, formatName(type)])),
};

/** Renders the newest signals. */
export function renderFeed(state: SideState): TemplateResult {
  const content = renderReading(state.feed, ({ data }) =>
    data.length === 0 ? html`<p class="empty">${NONE_YET}</p>` : renderSignals(data, state, "Newest signals"),
  );
  return renderCard("feed", "Signals", content);
}

export function renderSignalsTab(state: SideState, actions: SideActions): TemplateResult {
  const { signals, signalType, signalCursors } = state;
  const choice = renderSelect(
    "Type",
    signalType,
    TYPE_OPTIONS,
    (type) => actions.filterSignals(type as SignalView["type"] | ""), // an option of the table
  );
  const content = renderReading(signals, ({ data, has_more }) => {
    if (data.length === 0) return html`<p class="empty">${signalType ? "None of this type." : NONE_YET}</p>`;
    const page = signalCursors.length + 1;
    return html`${renderSignals(data, state, "Signals")}
    ${renderPager({ of: "signals", page, hasMore: has_more, turn: actions.turnSignals })}`;
  });
  return renderCard("signals", "What happened to customers", content, choice);
}

function renderSignals(signals: readonly SignalView[], state: SideState, label: string): TemplateResult {
  return html`
    <ul class="feed" aria-label=${label}>
      ${repeat(
        signals,
        ({ id }) => id,
        (signal) => renderSignal(signal, state),
      )}
    </ul>
  `;
}

function renderSignal(signal: SignalView, { pressedAt, names }: SideState): TemplateResult {
  const isNew = pressedAt !== null && signal.at >= pressedAt;
  const customer = signal.customer && (names.get(signal.customer) ?? signal.customer);
  return html`
    <li data-changed=${isNew || nothing}>
      ${renderBadge(signal.type, TONES[signal.type])}
      <time title=${formatDistance(signal.at)}>${formatMoment(signal.at)}</time>
      <p class="muted">
        ${[customer, ...describeSignal(signal)].filter((part) => part !== null).join(" · ")}
      </p>
    </li>
  `;
}

/** Returns what else there is to say of a signal. */
function describeSignal(signal: SignalView): (string | null)[] {
  const { amount, currency, attempts, next_attempt, ends_at, reason, outcome } = signal;
  return [
    amount !== null && currency !== null ? formatAmount(amount, currency) : null,
    reason === null ? null : formatName(reason).toLowerCase(),
    attempts !== null && attempts > 1 ? `${attempts} attempts` : null,
    next_attempt === null ? null : `retry ${formatDay(next_attempt)}`,
    next_attempt === null && outcome !== null ? formatName(outcome).toLowerCase() : null,
    ends_at === null ? null : `ends ${formatDay(ends_at)}`,
  ];
}
