/**
 * @module Test or Live: two radio buttons that look like one switch, and the badges of the two modes.
 */

import { html, type TemplateResult } from "lit/html.js";
import type { Mode } from "../../shared/keys.ts";
import type { Context } from "../views/context.ts";

const MODES: readonly Mode[] = ["test", "live"];

/** Renders the switch. */
export function modeSwitch({ texts, act }: Context, mode: Mode): TemplateResult {
  return html`<div class="switch" part="mode-switch" role="radiogroup" aria-label=${texts.whichData}>
    ${MODES.map(
      (choice) =>
        html`<label>
          <input
            type="radio"
            name="mode"
            value=${choice}
            .checked=${choice === mode}
            @change=${() => act.dispatch({ type: "mode_chosen", mode: choice })}
          /><span>${texts.modes[choice]}</span>
        </label>`,
    )}
  </div>`;
}

const TONES = { test: "warn", live: "ok", demo: "off" };

/** Renders the badge of a mode. */
export function badge(text: string, mode: Mode | "demo"): TemplateResult {
  return html`<span class="badge ${TONES[mode]}" part="badge ${mode}-badge">${text}</span>`;
}
