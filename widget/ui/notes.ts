/**
 * @module Notes in a coloured frame: an alert that takes the focus, a question, a warning; and bold text.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { icon, type IconName } from "./icons.ts";

/** Renders a sentence in which `**…**` is bold. */
export function rich(text: string): (TemplateResult | string)[] {
  return text.split("**").map((part, index) => (index % 2 ? html`<b>${part}</b>` : part));
}

/** Renders what went wrong, with its way on. */
export function alertNote(text: string, way: Way = nothing): TemplateResult {
  return note("bad", "bang", "alert", html`<p>${text}</p>`, way);
}

/** Renders what is said of a field, below it. */
export function said(tone: "ok" | "bad" | "warn", sign: IconName, text: string): TemplateResult {
  return html`<p class="says small ${tone}">${icon(sign)}<span>${text}</span></p>`;
}

type Way = TemplateResult | typeof nothing;

/** Renders a note: what it says, and the way on. */
export function note(
  tone: "bad" | "warn",
  sign: IconName,
  role: string,
  text: TemplateResult,
  way: Way = nothing,
) {
  return html`<div
    class="note ${tone}"
    part=${role}
    role=${role}
    aria-labelledby=${role === "group" ? "question" : nothing}
    tabindex="-1"
    data-focus=${role}
  >
    ${icon(sign)}
    <div class="stack tight grow">${text} ${way === nothing ? way : html`<div class="row">${way}</div>`}</div>
  </div>`;
}
