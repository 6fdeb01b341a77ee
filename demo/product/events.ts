/**
 * @module Signed events: the last one as it was sent, and the log of all of them with their deliveries.
 */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Delivery, EventAnswer } from "../../shared/schema/events.ts";
import { formatDistance, formatMoment } from "./format.ts";
import { renderBadge, renderCard, renderPager, renderReading, type Tone } from "./parts.ts";
import type { SideActions, SideState } from "./state.ts";

const TONES: Readonly<Record<Delivery["status"], Tone>> = {
  pending: "warn",
  delivered: "good",
  failed: "bad",
};
const SHOWN_SIGNATURE = 24; // characters

/** Renders the newest event as its receiver got it, with what it answered. */
export function renderReceived({ received, events }: SideState): TemplateResult {
  if (!received)
    return renderCard(
      "received",
      "Signed event, as sent",
      html`<p class="empty">The next event to the product’s backend stands here as it was sent.</p>`,
    );
  const { headers, body, answered, id } = received;
  const logged = events.is === "ready" ? events.body.data.find((event) => event.id === id) : undefined;
  const duration = logged?.deliveries.find(({ duration_ms }) => duration_ms !== null)?.duration_ms;
  const signature = headers["webhook-signature"];
  const text = [
    `webhook-id: ${headers["webhook-id"]}`,
    `webhook-timestamp: ${headers["webhook-timestamp"]}`,
    `webhook-signature: ${signature.slice(0, SHOWN_SIGNATURE)}…`,
    "",
    JSON.stringify(JSON.parse(body), null, 2),
  ].join("\n");
  const content = html`
    <pre class="wire" tabindex="0" role="region" aria-label="Its headers and body">${text}</pre>
    <p class="outcome" data-tone="good">
      ✓ Signature verified, answered ${answered}${duration == null ? nothing : ` in ${duration} ms`}
    </p>
  `;
  return renderCard("received", "Signed event, as sent", content);
}

export function renderEventsTab(state: SideState, actions: SideActions): TemplateResult {
  const { events, eventCursors } = state;
  const content = renderReading(events, ({ data, has_more }) => {
    if (data.length === 0)
      return html`<p class="empty">Nothing was sent yet. Press a button on this page, and it comes.</p>`;
    return html`
      <ul class="feed" aria-label="Events">
        ${repeat(data, ({ id }) => id, renderEvent)}
      </ul>
      ${renderPager({ of: "events", page: eventCursors.length + 1, hasMore: has_more, turn: actions.turnEvents })}
    `;
  });
  return renderCard("events-sent", "What the product’s backend was told", content);
}

function renderEvent({ id, type, created, sequence, data, deliveries }: EventAnswer): TemplateResult {
  return html`
    <li>
      <details>
        <summary><code>${type}</code></summary>
        <pre class="wire" tabindex="0" role="region" aria-label="Data of ${id}">
${JSON.stringify(data, null, 2)}</pre>
      </details>
      <time title=${formatDistance(created)}>${formatMoment(created)}</time>
      <p class="muted">
        <code>${id}</code> · sequence ${sequence}
        ${deliveries.length === 0 ? "· before anybody listened" : deliveries.map(renderDelivery)}
      </p>
    </li>
  `;
}

function renderDelivery({
  status,
  attempts,
  last_status,
  last_error,
  duration_ms,
}: Delivery): TemplateResult {
  const told = [
    last_status,
    duration_ms === null ? null : `${duration_ms} ms`,
    attempts > 1 ? `${attempts} attempts` : null,
    last_error,
  ].filter((part) => part !== null);
  return html`${renderBadge(status, TONES[status])} ${told.join(" · ")}`;
}
