/**
 * @module The first column: a pretend onboarding wizard with the element in it, as a product would have it.
 */

import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { PRODUCTS, sessionPath } from "../../products.ts";
import type { PlaygroundState } from "../state.ts";

/** Renders the wizard's step that holds the element. */
export function viewStage(state: PlaygroundState): TemplateResult {
  const { choices, continued } = state;
  const { label, steps } = PRODUCTS[choices.product];
  return html`
    <section class="stage" data-width=${choices.width} aria-labelledby="stage-brand stage-heading">
      <header class="stage-head">
        <div>
          <p class="brand" id="stage-brand">${label}</p>
          <h2 id="stage-heading">Connect Stripe</h2>
        </div>
        <ol class="steps" aria-label="Onboarding">
          ${steps.map((step, index) => viewStep(step, index, continued ? 2 : 1))}
        </ol>
      </header>
      <div class="slot">${state.scriptFailed ? viewFailure(state) : viewElement(state)}</div>
      ${
        continued
          ? html`<p class="went-on">
              Your page received <code>parityrail-continue</code> and would go on to step 3.
            </p>`
          : nothing
      }
    </section>
  `;
}

function viewStep(step: string, index: number, current: number): TemplateResult {
  return html`<li
    aria-current=${index === current ? "step" : nothing}
    data-done=${index < current || nothing}
  >
    ${step}
  </li>`;
}

function viewElement({ choices, run }: PlaygroundState): TemplateResult {
  return html`${keyed(
    run,
    html`<parityrail-connect
      session-url=${sessionPath(choices.product)}
      lang=${choices.lang}
      theme=${choices.theme}
    ></parityrail-connect>`,
  )}`;
}

function viewFailure(state: PlaygroundState): TemplateResult {
  return html`
    <div class="failure" role="alert">
      <p>The element’s script could not be loaded from ${state.settings.workerUrl}. Is the Worker running?</p>
      <button type="button" @click=${() => location.reload()}>Retry</button>
    </div>
  `;
}
