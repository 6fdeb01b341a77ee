/**
 * @module The few icons, drawn in the colour of their text so that forced colours reach them.
 */

import { html, type TemplateResult } from "lit/html.js";

/** Name of each icon → its path. */
const SHAPES = {
  check: "m3.5 8.5 3 3 6-7",
  cross: "m4.5 4.5 7 7m0-7-7 7",
  dash: "M4.5 8h7",
  question: "M5.8 6.2a2.2 2.2 0 1 1 3 2c-.5.3-.8.7-.8 1.4M8 12v.1",
  bang: "M8 4v4.6M8 12v.1",
  out: "M6 4h6v6m0-6-8 8",
};

export type IconName = keyof typeof SHAPES;

/** Draws an icon. It is decoration: the words beside it say the same. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${SHAPES[name]} /></svg>`;
}

/** Draws an icon on a round ground. */
export function disc(name: IconName, tone: "ok" | "bad" | "off" | "warn"): TemplateResult {
  return html`<span class="disc ${tone}">${icon(name)}</span>`;
}
