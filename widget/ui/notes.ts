/**
 * @module Notes in a coloured frame: an alert that takes the focus, a question, a warning; and bold text.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { icon, type IconName } from "./icons.ts";

/** Renders a sentence in which `**…**` is bold. */
export function rich(text: string): TemplateResult[] {
  return text.split("**").map((part, index) => (index % 2 ? html`<b>${part}</b>` : html`${part}`));
}

/** Renders what went wrong, with its way on. */
export function alertNote(text: string, way: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`<div class="note bad" part="alert" role="alert" tabindex="-1" data-focus="alert">
    ${icon("bang")}
    <div class="stack tight grow">
      <p>${text}</p>
      ${way}
    </div>
  </div>`;
}

/** Renders a question with its answers. */
export function questionNote(title: string, answers: TemplateResult, text = ""): TemplateResult {
  return html`<div
    class="note warn"
    part="question"
    role="group"
    aria-labelledby="question"
    tabindex="-1"
    data-focus="question"
  >
    ${icon("question")}
    <div class="stack tight grow">
      <b id="question">${title}</b>
      ${text}
      <div class="row">${answers}</div>
    </div>
  </div>`;
}

/** Renders what is said of a field, below it. */
export function said(tone: "ok" | "bad" | "warn", sign: IconName, text: string): TemplateResult {
  return html`<p class="says small ${tone}">${icon(sign)}<span>${text}</span></p>`;
}

/** Renders something to know that stops nothing. */
export function warningNote(text: string): TemplateResult {
  return html`<div class="note warn" part="warning" role="note">
    ${icon("bang")}
    <p>${text}</p>
  </div>`;
}
