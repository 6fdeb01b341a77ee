/**
 * @module The last column: what the page received, what went over the wire, and how to embed the element.
 */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { writeSnippets, type Snippet } from "../embed-snippets.ts";
import type { WireRequest } from "../observe-requests.ts";
import type { HostEvent, PlaygroundActions, PlaygroundState } from "../state.ts";

/** Renders events, requests and snippets. */
export function viewInspector(state: PlaygroundState, actions: PlaygroundActions): TemplateResult {
  return html`
    <section class="panel" aria-labelledby="events-heading">
      <h2 id="events-heading">What your page receives</h2>
      <p class="muted">DOM events, newest first. None ever holds a key.</p>
      ${viewLog(
        "Events",
        "Nothing yet.",
        repeat(state.events, ({ id }) => id, viewEvent),
        state.events.length,
      )}
    </section>
    <section class="panel" aria-labelledby="requests-heading">
      <h2 id="requests-heading">What goes over the wire</h2>
      <p class="muted">Requests of the element, newest first. Keys and tokens are masked in this list.</p>
      ${viewLog(
        "Requests",
        "Nothing yet.",
        repeat(state.requests, ({ id }) => id, viewRequest),
        state.requests.length,
      )}
    </section>
    <section class="panel" aria-labelledby="embed-heading">
      <h2 id="embed-heading">Embed it</h2>
      ${writeSnippets(state.settings.workerUrl, state.choices).map((snippet) => viewSnippet(snippet, actions))}
    </section>
  `;
}

function viewLog(label: string, empty: string, entries: unknown, count: number): TemplateResult {
  return count === 0
    ? html`<p class="empty">${empty}</p>`
    : html`<ul class="log" aria-label=${label} tabindex="0">
        ${entries}
      </ul>`;
}

function viewEvent(event: HostEvent): TemplateResult {
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

function viewRequest(request: WireRequest): TemplateResult {
  const { status, milliseconds } = request;
  const outcome = milliseconds === null ? "…" : (status ?? "no answer");
  return html`
    <li>
      <details>
        <summary>
          <code class="grow"><b>${request.method}</b> ${viewPath(request.path)}</code>
          <span
            class="status"
            data-failed=${status === null || status >= 400 ? milliseconds !== null || nothing : nothing}
            >${outcome}</span
          >
          <time>${milliseconds === null ? "" : `${milliseconds} ms`}</time>
        </summary>
        <p class="muted">
          To ${request.to === "worker" ? "the Worker" : "your backend"}, ${formatTime(request.at)}
        </p>
        ${
          request.sent
            ? html`<h3>Sent</h3>
                <pre>${request.sent}</pre>`
            : nothing
        }
        ${
          request.received
            ? html`<h3>Received</h3>
                <pre>${request.received}</pre>`
            : nothing
        }
      </details>
    </li>
  `;
}

/** Lets a long path break where a person would break it. */
function viewPath(path: string): TemplateResult[] {
  return path
    .split("/")
    .slice(1)
    .map((part) => html`<wbr />/${part}`);
}

function viewSnippet({ title, text }: Snippet, actions: PlaygroundActions): TemplateResult {
  return html`
    <div class="snippet">
      <div class="snippet-head">
        <h3>${title}</h3>
        <button
          type="button"
          class="small"
          aria-label="Copy: ${title}"
          @click=${() => actions.copy(text, title)}
        >
          Copy
        </button>
      </div>
      <pre tabindex="0" aria-label=${title} role="region">${text}</pre>
    </div>
  `;
}

function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString("en-GB");
}
