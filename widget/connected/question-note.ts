/**
 * @module A question in a coloured frame, with its answers; it takes the focus, and is read out whole.
 */

import type { TemplateResult } from "lit/html.js";
import type { Kit } from "../lazy-views.ts";

/** Renders a question with its answers. */
export function questionNote(
  { html, note }: Kit,
  title: string,
  answers: TemplateResult,
  text: TemplateResult | string,
): TemplateResult {
  return note("warn", "question", "group", html`<p id="question"><b>${title}</b><br />${text}</p>`, answers);
}
