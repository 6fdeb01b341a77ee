/**
 * @module The dashed card for those who only want to look.
 */

import { html, type TemplateResult } from "lit/html.js";
import type { FormPhase } from "../controller/state.ts";
import { button } from "../ui/button.ts";
import type { Context } from "./context.ts";

/** Renders the card. */
export function demoCard({ texts, act }: Context, phase: FormPhase): TemplateResult {
  const loading = phase.is === "loading_demo";
  return html`<section class="card dashed row" part="card demo-card" aria-labelledby="demo">
    <div class="grow">
      <h2 id="demo">${texts.demoCard}</h2>
      <p class="muted">${texts.demoHint}</p>
    </div>
    ${button(loading ? texts.loadingDemo : texts.connectDemo, act.connectDemo, {
      busy: loading,
      quiet: phase.is === "testing",
    })}
  </section>`;
}
