/**
 * @module One view a screen, and what stands above all of them: the toast, and what was left behind in Stripe.
 */

import { html, nothing, type TemplateResult } from "lit";
import { joinSentences } from "../../shared/join-sentences.ts";
import type { LeftBehind } from "../../shared/schema/connections.ts";
import type { Failure, Screen, State, Toast } from "../controller/state.ts";
import { sayFailure } from "../i18n/languages.ts";
import type { Context } from "./context.ts";
import { connectionView } from "./connection.ts";
import { button, disc, icon, stripeLink, warningNote, type Part } from "./controls.ts";
import { formView } from "./form.ts";

/** Renders the element. */
export function stepView(context: Context, { screen, toast, leftBehind }: State): TemplateResult {
  const { act, code } = context;
  return html`<div
    class="step"
    lang=${code}
    dir=${code === "ar" ? "rtl" : "ltr"}
    aria-busy=${screen.is === "loading"}
    @keydown=${(event: KeyboardEvent) => event.key === "Escape" && act.close()}
  >
    ${toastView(context, toast)} ${leftBehindNote(context, leftBehind)} ${screenView(context, screen)}
    <slot name="footer"></slot>
  </div>`;
}

function screenView(context: Context, screen: Screen): TemplateResult {
  switch (screen.is) {
    case "loading":
      return loadingView(context);
    case "load_failed":
      return loadFailedView(context, screen.failure);
    case "viewer":
      return viewerView(context);
    case "form":
      return formView(context, screen);
    case "connected":
      return connectionView(context, screen);
  }
}

/** The skeleton of the form. */
function loadingView({ texts }: Context): TemplateResult {
  return html`<div class="card stack skeleton" part="card" role="img" aria-label=${texts.loading}>
    <i></i><i></i><i></i><i></i>
  </div>`;
}

function loadFailedView({ texts, act }: Context, failure: Failure): TemplateResult {
  return html`<section class="card stack" part="card alert" role="alert" tabindex="-1" data-focus="alert">
    <div class="title">
      ${disc("bang", "bad")}
      <div>
        <h2>${texts.loadFailed}</h2>
        <p class="muted">${sayFailure(texts, failure)}</p>
      </div>
    </div>
    <div class="row">${button(texts.retry, act.load)}</div>
  </section>`;
}

/** What a viewer sees while nothing is connected. */
function viewerView({ texts }: Context): TemplateResult {
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

/** Says what a connection that ended could not clean up in its account. */
function leftBehindNote(context: Context, left: readonly LeftBehind[]): Part {
  if (!left.length) return nothing;
  const { texts, act } = context;
  const words = texts.connection;
  return warningNote(
    left.map(({ what }) => html`<p>${words.leftBehind[what]}</p>`),
    html`${left.map(({ what, manage_url }) => stripeLink(context, words.leftBehindLink[what], manage_url, true))}
    ${button(words.close, () => act.dispatch({ type: "left_behind_closed" }))}`,
  );
}

/** What came of the last step. The place is always there, because screen readers only watch what they knew before. */
function toastView(context: Context, toast: Toast | null): TemplateResult {
  return html`<div role="status">
    ${
      toast
        ? html`<p class="toast small" part="toast">
            ${icon("check")}<span>${sayToast(context, toast)}</span>
          </p>`
        : nothing
    }
  </div>`;
}

function sayToast({ texts: { toasts, connection }, code }: Context, toast: Toast): string {
  switch (toast.is) {
    case "connected":
      return toasts.connected[toast.mode];
    case "demo":
      return toasts.demo(toast.customers.toLocaleString(code));
    case "changed":
      return joinSentences(
        toast.connected && `${toasts.connected[toast.connected]}.`,
        toast.granted && connection.nowGranted(toast.granted),
        toast.lost && connection.nowLost(toast.lost),
      );
    case "disconnected":
      return toasts.disconnected;
  }
}
