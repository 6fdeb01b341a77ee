/**
 * @module The last column: what the page received, what was sent and answered, and how to embed the element.
 */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { sessionPath } from "../products.ts";
import type { Choices } from "./choices.ts";
import type { WireRequest } from "./requests.ts";
import type { HostEvent, PlaygroundActions, PlaygroundState } from "./view.ts";

/** Renders events, requests and snippets. */
export function renderInspector(state: PlaygroundState, actions: PlaygroundActions): TemplateResult {
  const { events, requests, settings, choices } = state;
  const renderSnippet = (title: string, text: string) => html`
    <div class="snippet">
      <div class="snippet-head">
        <h3>${title}</h3>
        ${renderSmallButton("Copy", title, () => actions.copy(text, title))}
      </div>
      <pre tabindex="0" aria-label=${title} role="region">${text}</pre>
    </div>
  `;
  const received = html`
    <p class="muted">DOM events, newest first. None ever holds a key.</p>
    ${renderLog("Events", events, renderEvent)}
  `;
  const sent = html`
    <p class="muted">Requests of the element, newest first. Keys and tokens are masked in this list.</p>
    ${renderLog("Requests", requests, renderRequest)}
  `;
  const snippets = html`
    ${renderSnippet("In your page", writePageSnippet(settings.workerUrl, choices))}
    ${renderSnippet("In your backend", writeBackendSnippet(settings.workerUrl, choices))}
  `;
  return html`
    ${renderPanel("events", "What your page receives", received)}
    ${renderPanel("requests", "What goes over the wire", sent)} ${renderPanel("embed", "Embed it", snippets)}
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

function writePageSnippet(workerUrl: string, { product, theme, lang }: Choices): string {
  const attributes = [
    `session-url="${sessionPath(product)}"`,
    ...(lang === "en" ? [] : [`lang="${lang}"`]),
    ...(theme === "auto" ? [] : [`theme="${theme}"`]),
  ];
  return `<script type="module"
  src="${workerUrl}/parityrail-connect.js">
</script>
<parityrail-connect
  ${attributes.join("\n  ")}
></parityrail-connect>`;
}

function writeBackendSnippet(workerUrl: string, { product }: Choices): string {
  return `app.post("${sessionPath(product)}",
  async ({ user }, response) => {
    const api = "${workerUrl}";
    const secret = process.env.APP_SECRET;
    const answer = await fetch(\`\${api}/v1/sessions\`, {
      method: "POST",
      headers: {
        authorization: \`Bearer \${secret}\`,
        "content-type": "application/json",
      },
      body: JSON.stringify({
        project: user.project,
        role: user.role,
      }),
    });
    const { token } = await answer.json();
    response.json({ token });
  });`;
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
