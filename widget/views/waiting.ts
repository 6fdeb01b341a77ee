/**
 * @module Before there is anything to show: the skeleton, a load that failed, and a viewer with nothing to view.
 */

import { html, type TemplateResult } from "lit/html.js";
import type { Failure } from "../controller/state.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { button } from "../ui/button.ts";
import { disc } from "../ui/icons.ts";
import type { Context } from "./context.ts";

/** Renders the skeleton: as high as the form, so that nothing jumps. */
export function loadingView({ texts }: Context): TemplateResult {
  return html`<div class="card stack skeleton" part="card" role="img" aria-label=${texts.loading}>
    <i></i><i></i><i></i><i></i>
  </div>`;
}

/** Renders a load that failed, with the way to try again. */
export function loadFailedView({ texts, act }: Context, failure: Failure): TemplateResult {
  return html`<section class="card stack" part="card alert" role="alert" tabindex="-1" data-focus="alert">
    <div class="title">
      ${disc("bang", "bad")}
      <div>
        <h2>${texts.toasts.load_failed}</h2>
        <p class="muted">${sayFailure(texts, failure)}</p>
      </div>
    </div>
    <div class="row">${button(texts.retry, act.load)}</div>
  </section>`;
}

/** Renders what a viewer sees while nothing is connected. */
export function viewerView({ texts }: Context): TemplateResult {
  return html`<section class="card" part="card" aria-labelledby="title">
    <div class="title">
      ${disc("dash", "off")}
      <div>
        <h2 id="title" tabindex="-1" data-focus="heading">${texts.notConnected}</h2>
        <p class="muted">${texts.askAdmin}</p>
      </div>
    </div>
  </section>`;
}
