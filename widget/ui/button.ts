/**
 * @module Buttons and links. A busy or quiet button keeps the focus: it is never `disabled`.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../views/context.ts";
import { icon } from "./icons.ts";

export interface ButtonOptions {
  readonly kind?: "primary" | "plain" | "text" | "text faint" | "danger";
  readonly wide?: boolean;
  readonly submit?: boolean;
  /** Shows that something is under way; a press does nothing. */
  readonly busy?: boolean;
  /** Looks as if it could not work yet; a press says why. */
  readonly quiet?: boolean;
  readonly label?: string;
  /** Whether what it unfolds is there. */
  readonly expanded?: boolean;
  /** Marks it as a place for the focus, see `focus-target.ts`. */
  readonly focus?: string;
}

/** Renders a button. */
export function button(text: string, press: () => void, options: ButtonOptions = {}): TemplateResult {
  const { kind = "plain", wide, submit, busy, quiet, label, expanded, focus } = options;
  return html`<button
    type=${submit ? "submit" : "button"}
    part="button ${kind}-button"
    class="button ${kind} ${wide ? "wide" : ""}"
    aria-disabled=${busy || quiet ? "true" : nothing}
    aria-busy=${busy ? "true" : nothing}
    aria-label=${label ?? nothing}
    aria-expanded=${expanded ?? nothing}
    data-focus=${focus ?? nothing}
    @click=${busy || submit ? nothing : press}
  >
    ${busy ? html`<span class="spinner"></span>` : nothing}${text}
  </button>`;
}

/** Renders a link to Stripe's Dashboard, in a new tab. */
export function stripeLink(context: Context, text: string, url: string, asButton = false): TemplateResult {
  return html`<a
    part=${asButton ? "button plain-button" : "link"}
    class=${asButton ? "button plain" : "link"}
    href=${/^https?:/.test(url) ? url : nothing}
    target="_blank"
    rel="noopener noreferrer"
    title=${context.texts.newTab}
    @click=${context.act.leaveForStripe}
    >${text} ${icon("out")}</a
  >`;
}
