/**
 * @module What both sides of the playground are made of: a box with a heading, and a small button.
 */

import { html, type TemplateResult } from "lit";

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
