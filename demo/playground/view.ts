/**
 * @module The playground page: a pretend onboarding with the element, the controls beside it, and the inspector.
 */

import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { ConnectEventName } from "../../shared/events.ts";
import type { DemoKey, DemoSettings } from "../host/host.ts";
import { PRODUCTS, sessionPath } from "../products.ts";
import { CHOICE_NAMES, CHOICES, type ChoiceName, type Choices } from "./choices.ts";
import { renderInspector, renderPanel, renderSmallButton } from "./inspector.ts";
import { renderOwnApp } from "./own-app.ts";
import type { WireRequest } from "./requests.ts";

/** One DOM event the page received. */
export interface HostEvent {
  readonly id: number;
  readonly name: ConnectEventName;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The event's detail as indented JSON. */
  readonly detail: string;
}

export interface PlaygroundState {
  readonly settings: DemoSettings;
  readonly keys: readonly DemoKey[];
  readonly choices: Choices;
  /** Counts up whenever the element must start again. */
  readonly run: number;
  /** The element's script could not be loaded. */
  readonly scriptFailed: boolean;
  /** The person pressed Continue. */
  readonly continued: boolean;
  /** Newest first. */
  readonly events: readonly HostEvent[];
  readonly requests: readonly WireRequest[];
  /** The outcome of the last action, for everybody and for screen readers. */
  readonly notice: string;
  /** Whether the person looks at the product's side, and how that is rendered once it is loaded. */
  readonly isSide: boolean;
  readonly renderSide: (() => TemplateResult) | null;
}

export interface PlaygroundActions {
  choose(name: ChoiceName, value: string): void;
  paste(key: DemoKey): void;
  copy(text: string, what: string): void;
  startOver(): void;
}

/** Renders the whole page. */
export function renderPage(state: PlaygroundState, actions: PlaygroundActions): TemplateResult {
  const { settings } = state;
  return html`
    <header class="top">
      <h1>
        <img src=${new URL("./mark.svg", import.meta.url).href} alt="" width="28" height="28" />ParityRail
        Connect
      </h1>
      <nav class="views" aria-label="Views">
        <a href="#connect" aria-current=${state.isSide ? nothing : "page"}>Connect Stripe</a>
        <a href="#customers" aria-current=${state.isSide ? "page" : nothing}>What your product sees</a>
        <a href="/gallery?product=${state.choices.product}">All states</a>
      </nav>
      <nav aria-label="Playground">
        <a href=${settings.dashboardUrl} target="_blank" rel="noopener">Stripe Dashboard (local) ↗</a>
        <a href=${settings.siteUrl} target="_blank" rel="noopener">A script-tag site ↗</a>
        <button type="button" @click=${() => actions.startOver()}>Start over</button>
      </nav>
    </header>
    <main class="columns" ?hidden=${state.isSide}>
      ${renderControls(state, actions)} ${renderStage(state)}
      <div class="inspector">${renderInspector(state)}</div>
      ${renderKeys(state.keys, actions)} ${renderOwnApp(settings, state.choices.product, actions.copy)}
    </main>
    ${
      state.isSide
        ? html`<main class="side">
            ${state.renderSide?.() ?? html`<p class="empty" aria-busy="true">Reading…</p>`}
          </main>`
        : nothing
    }
    <p class="notice" role="status">${state.notice}</p>
  `;
}

/** Renders the page when not even its own backend answers. */
export function renderBroken(): TemplateResult {
  return html`
    <main class="broken" role="alert">
      <h1>The demo is not running</h1>
      <p>
        Its backend did not answer. Run <code>npm start</code> again, then <a href="">reload this page</a>.
      </p>
    </main>
  `;
}

function renderStage(state: PlaygroundState): TemplateResult {
  const { choices, continued, run } = state;
  const { label, steps } = PRODUCTS[choices.product];
  const current = continued ? 2 : 1;
  const renderStep = (step: string, index: number) =>
    html`<li aria-current=${index === current ? "step" : nothing} data-done=${index < current || nothing}>
      ${step}
    </li>`;
  const element = html`<parityrail-connect
    session-url=${sessionPath(choices.product)}
    lang=${choices.lang}
    theme=${choices.theme}
  ></parityrail-connect>`;
  const wentOn = html`<p class="went-on">
    Your page received <code>parityrail-continue</code> and would go on to step 3.
    <a href="#customers">See what your product sees</a>
  </p>`;
  return html`
    <section class="stage" data-width=${choices.width} aria-labelledby="stage-brand stage-heading">
      <header class="stage-head">
        <div>
          <p class="brand" id="stage-brand">${label}</p>
          <h2 id="stage-heading">Connect Stripe</h2>
        </div>
        <ol class="steps" aria-label="Onboarding">
          ${steps.map(renderStep)}
        </ol>
      </header>
      ${state.scriptFailed ? renderFailure(state) : keyed(run, element)} ${continued ? wentOn : nothing}
    </section>
  `;
}

function renderFailure({ settings }: PlaygroundState): TemplateResult {
  return html`
    <div class="failure" role="alert">
      <p>The element’s script could not be loaded from ${settings.workerUrl}. Is the Worker running?</p>
      <button type="button" @click=${() => location.reload()}>Retry</button>
    </div>
  `;
}

function renderControls({ choices }: PlaygroundState, actions: PlaygroundActions): TemplateResult {
  const renderOption = (name: ChoiceName, value: string, label: string) => html`
    <label class="segment">
      <input
        type="radio"
        name=${name}
        value=${value}
        .checked=${choices[name] === value}
        @change=${() => actions.choose(name, value)}
      />
      <span lang=${name === "lang" ? value : "en"}>${label}</span>
    </label>
  `;
  const renderChoice = (name: ChoiceName) => html`
    <fieldset class="choice">
      <legend>${CHOICES[name].legend}</legend>
      <div class="segments">
        ${Object.entries(CHOICES[name].options).map(([value, label]) => renderOption(name, value, label))}
      </div>
    </fieldset>
  `;
  return html`<section class="choices" aria-label="Look at it as">
    ${CHOICE_NAMES.map(renderChoice)}
  </section>`;
}

function renderKeys(keys: readonly DemoKey[], actions: PlaygroundActions): TemplateResult {
  const renderKey = (key: DemoKey) => html`
    <li class="key">
      <span class="key-label">${key.label}</span>
      <span class="key-about">${key.outcome}</span>
      <span class="key-buttons">
        ${renderSmallButton("Copy", key.label, () => actions.copy(key.key, key.label))}
        ${renderSmallButton("Paste", key.label, () => actions.paste(key))}
      </span>
    </li>
  `;
  const list = html`
    <p class="muted">Made up by the local Stripe. Paste one, or create your own in its Dashboard.</p>
    <ul class="keys">
      ${keys.map(renderKey)}
    </ul>
  `;
  return renderPanel("keys", "Keys to try", list);
}
