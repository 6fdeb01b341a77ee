/**
 * @module Small pieces that all of the product's side is made of: cards, badges, pagers, and what stands where nothing
 * is yet.
 */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Reading } from "./backend.ts";

export type Tone = "good" | "bad" | "warn" | "calm";

export function renderBadge(text: string, tone: Tone): TemplateResult {
  return html`<span class="tag" data-tone=${tone}>${text}</span>`;
}

/** Renders a box with a heading, which names it. */
export function renderCard(
  id: string,
  heading: string,
  content: unknown,
  beside: unknown = nothing,
): TemplateResult {
  return html`
    <section class="card" aria-labelledby="${id}-heading">
      <div class="card-head">
        <h3 id="${id}-heading">${heading}</h3>
        ${beside}
      </div>
      ${content}
    </section>
  `;
}

/** Renders what was read, or that it is on its way, or why it is not there. */
export function renderReading<Body>(
  reading: Reading<Body>,
  render: (body: Body) => TemplateResult,
): TemplateResult {
  switch (reading.is) {
    case "loading":
      return html`<p class="empty" aria-busy="true">Reading…</p>`;
    case "failed":
      return html`<p class="empty" data-tone="bad">${reading.message} <code>${reading.code}</code></p>`;
    case "ready":
      return render(reading.body);
  }
}

interface Pager {
  /** What is turned: `customers`. */
  readonly of: string;
  readonly page: number;
  readonly hasMore: boolean;
  readonly turn: (direction: "next" | "previous") => void;
}

/** Renders the buttons that turn a page; nothing where there is one page. */
export function renderPager({ of, page, hasMore, turn }: Pager): TemplateResult | typeof nothing {
  if (page === 1 && !hasMore) return nothing;
  return html`
    <nav class="pager" aria-label="Pages of ${of}">
      <button type="button" ?disabled=${page === 1} @click=${() => turn("previous")}>Previous</button>
      <span>Page ${page}</span>
      <button type="button" ?disabled=${!hasMore} @click=${() => turn("next")}>Next</button>
    </nav>
  `;
}

/** Renders a choice of one of a few. @param options value → label */
export function renderSelect(
  label: string,
  value: string,
  options: Readonly<Record<string, string>>,
  onChoose: (value: string) => void,
): TemplateResult {
  return html`
    <label class="pick">
      <span>${label}</span>
      <select
        @change=${(event: Event) => event.target instanceof HTMLSelectElement && onChoose(event.target.value)}
      >
        ${repeat(
          Object.entries(options),
          ([name]) => name,
          ([name, text]) => html`<option value=${name} .selected=${live(name === value)}>${text}</option>`,
        )}
      </select>
    </label>
  `;
}
