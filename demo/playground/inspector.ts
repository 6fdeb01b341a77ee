/**
 * @module The last column: what the page received, and what was sent and answered.
 */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { WireRequest } from "./requests.ts";
import type { HostEvent, PlaygroundState } from "./view.ts";

/** Renders events and requests. */
export function renderInspector({ events, requests }: PlaygroundState): TemplateResult {
  const received = html`
    <p class="muted">DOM events, newest first; none ever holds a key.</p>
    ${renderLog("Events", events, renderEvent)}
  `;
  const sent = html`
    <p class="muted">The element’s requests, newest first; keys and tokens are masked here.</p>
    ${renderLog("Requests", requests, renderRequest)}
  `;
  return html`
    ${renderPanel("events", "What your page receives", received)}
    ${renderPanel("requests", "What goes over the wire", sent)}
  `;
}

function renderLog<Entry extends { readonly id: number }>(
  label: string,
  entries: readonly Entry[],
  renderEntry: (entry: Entry) => TemplateResult,
): TemplateResult {
  return entries.length === 0
    ? html`<p class="empty">Nothing yet.</p>`
    : html`<ul class="log" aria-label=${label} tabindex="0">
        ${repeat(entries, ({ id }) => id, renderEntry)}
      </ul>`;
}

function renderEvent(event: HostEvent): TemplateResult {
  return html`
    <li>
      <details>
        <summary>
          <code class="grow">${event.name}</code>
          <time>${formatTime(event.at)}</time>
        </summary>
        <pre>${event.detail}</pre>
      </details>
    </li>
  `;
}

function renderRequest({ method, path, status, milliseconds, to, at, sent, received }: WireRequest) {
  const open = milliseconds === null;
  const failed = !open && (status === null || status >= 400);
  const breakable = path.split("/").map((part, index) => html`${index ? html`<wbr />/` : ""}${part}`);
  const renderBody = (title: string, body: string) =>
    body
      ? html`<h3>${title}</h3>
          <pre>${body}</pre>`
      : nothing;
  return html`
    <li>
      <details>
        <summary>
          <code class="grow"><b>${method}</b> ${breakable}</code>
          <span class="status" data-failed=${failed || nothing}>${open ? "…" : (status ?? "no answer")}</span>
          <time>${open ? "" : `${milliseconds} ms`}</time>
        </summary>
        <p class="muted">To ${to === "worker" ? "the Worker" : "your backend"}, ${formatTime(at)}</p>
        ${renderBody("Sent", sent)} ${renderBody("Received", received)}
      </details>
    </li>
  `;
}

function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString("en-GB");
}

/** Renders a box with a heading. */
export function renderPanel(id: string, heading: string, content: TemplateResult): TemplateResult {
  return html`
    <section class="panel" aria-labelledby="${id}-heading">
      <h2 id="${id}-heading">${heading}</h2>
      ${content}
    </section>
  `;
}

/** Renders a small button that says `verb`, and to a screen reader also what it is about. */
export function renderSmallButton(verb: "Copy" | "Paste", what: string, onClick: () => void): TemplateResult {
  return html`<button
    type="button"
    class="small ${verb === "Paste" ? "strong" : ""}"
    aria-label="${verb}: ${what}"
    @click=${onClick}
  >
    ${verb}
  </button>`;
}
