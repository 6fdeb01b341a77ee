/**
 * @module The playground's frame: top bar, three columns, and the line that says what was just done.
 */

import { html, type TemplateResult } from "lit";
import { viewControls } from "./controls.ts";
import { viewInspector } from "./inspector.ts";
import { viewStage } from "./stage.ts";
import type { PlaygroundActions, PlaygroundState } from "../state.ts";

/** Renders the whole page. */
export function viewPage(state: PlaygroundState, actions: PlaygroundActions): TemplateResult {
  return html`
    <header class="top">
      <h1>
        <img src=${new URL("../mark.svg", import.meta.url).href} alt="" width="28" height="28" />ParityRail
        Connect
      </h1>
      <p class="muted">Playground. Everything runs on this machine.</p>
      <nav aria-label="Playground">
        <a href=${state.settings.dashboardUrl} target="_blank" rel="noopener">Stripe Dashboard (local) ↗</a>
        <a href=${state.settings.siteUrl} target="_blank" rel="noopener">A script-tag site ↗</a>
        <button type="button" @click=${() => actions.startOver()}>Start over</button>
      </nav>
    </header>
    <main class="columns">
      <div class="column">${viewStage(state)}</div>
      <div class="column">${viewControls(state, actions)}</div>
      <div class="column">${viewInspector(state, actions)}</div>
    </main>
    <p class="notice" role="status">${state.notice}</p>
  `;
}

/** Renders the page when not even its own backend answers. */
export function viewBroken(): TemplateResult {
  return html`
    <main class="broken" role="alert">
      <h1>The demo is not running</h1>
      <p>
        Its backend did not answer. Run <code>npm start</code> again, then <a href="">reload this page</a>.
      </p>
    </main>
  `;
}
