/**
 * @module The form: paste a key, test it, connect. Also the way to reconnect.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { heldKeyOf } from "../controller/screens.ts";
import type { Screen } from "../controller/state.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { button, stripeLink } from "../ui/button.ts";
import { modeSwitch } from "../ui/mode-switch.ts";
import { alertNote } from "../ui/notes.ts";
import type { Context } from "./context.ts";
import { demoCard } from "./demo-card.ts";
import { neverDisclosure } from "./never-disclosure.ts";
import { keyField, secretField } from "./secret-fields.ts";

type Form = Extract<Screen, { is: "form" }>;

/** Codes that are mended in Stripe, at the key itself. */
const MENDED_AT_THE_KEY = /^(permissions|key_ip)_/;

/** Renders the form and, where there is one, the demo card. */
export function formView(context: Context, form: Form): TemplateResult {
  const { texts, act } = context;
  const { answer, draft, phase } = form;
  const { profile } = answer;
  const again = answer.connection && context.sayReconnect?.(context, answer.connection);
  const takesSecret = profile.webhook.kind === "pasted";
  return html`<section class="card" part="card form-card" aria-labelledby="title">
      <form
        class="stack"
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          act.submit();
        }}
      >
        <header class="row between">
          <h2 id="title" tabindex="-1" data-focus="heading">${again?.title ?? texts.keyCard}</h2>
          ${modeSwitch(context, draft.mode)}
        </header>
        <p class="muted" lang=${again ? nothing : "en"}>${again?.about ?? profile.intro}</p>
        <div class="row">
          ${stripeLink(context, texts.createKey, profile.create_key_url[draft.mode], true)}
          ${button(texts.showHow, act.toggleGuide, { kind: "text", expanded: draft.guideOpen })}
        </div>
        ${draft.guideOpen ? context.guide?.(context, profile, draft.mode) : nothing}
        ${keyField(context, form, takesSecret && draft.secret === "blank")}
        ${takesSecret ? secretField(context, draft, phase) : nothing} ${outcome(context, form)}
        ${phase.is === "account_differs" ? nothing : submitRow(context, form, again?.cancel)}
        ${neverDisclosure(context, profile)}
      </form>
    </section>
    ${profile.demo && answer.may.demo ? demoCard(context, phase) : nothing}`;
}

function outcome(context: Context, { answer, draft, phase }: Form): TemplateResult | typeof nothing {
  const { texts, act } = context;
  if (phase.is === "account_differs") {
    const said = sayFailure(texts, phase.failure);
    return (
      context.replaceQuestion?.(context, answer.connection, phase.failure) ??
      alertNote(said, button(texts.retry, act.load))
    );
  }
  if (phase.is !== "refused") return nothing;
  const { profile } = answer;
  const asked = profile.permissions.filter((row) => row.required).map((row) => row.label);
  const mend = MENDED_AT_THE_KEY.test(phase.failure.code);
  const way = html`${phase.again ? button(texts.tryAgain, act.submit) : nothing}
  ${mend ? stripeLink(context, texts.editKey, profile.keys_url[draft.mode]) : nothing}`;
  return alertNote(sayFailure(texts, phase.failure, asked), phase.again || mend ? way : nothing);
}

function submitRow({ texts, act }: Context, form: Form, cancel?: string): TemplateResult {
  const { phase } = form;
  const testing = phase.is === "testing";
  return html`<div class="row">
    ${button(testing ? texts.connecting : texts.connect, act.submit, {
      kind: "primary",
      wide: true,
      submit: true,
      busy: testing,
      quiet: !canSubmit(form) || phase.is === "loading_demo",
    })}
    ${cancel && !testing ? button(cancel, () => act.dispatch({ type: "reconnect_cancelled" })) : nothing}
  </div>`;
}

function canSubmit(form: Form): boolean {
  const { key, secret } = form.draft;
  return (key.is === "good" || heldKeyOf(form) !== "") && (secret === "blank" || secret === "good");
}
