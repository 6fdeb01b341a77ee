/**
 * @module The form: paste a key, test it, connect. Also the way to reconnect.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { findLack, waysOf } from "../controller/screens.ts";
import type { Form } from "../controller/state.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { button, stripeLink } from "../ui/button.ts";
import { modeSwitch } from "../ui/mode-switch.ts";
import { alertNote } from "../ui/notes.ts";
import type { Context } from "./context.ts";
import { demoCard } from "./demo-card.ts";
import { neverDisclosure } from "./never-disclosure.ts";
import type { FormRest } from "./late-views.ts";
import { keyField, secretField } from "./secret-fields.ts";

/** Codes that are mended in Stripe, at the key itself. */
const MENDED_AT_THE_KEY = /^(permissions|key_ip)_/;

/** Renders the form and, where there is one, the demo card. */
export function formView(context: Context, form: Form): TemplateResult {
  const { texts, act, oauth } = context;
  const { answer, draft, phase } = form;
  const { profile, left_behind } = answer;
  const again = answer.connection && context.sayReconnect?.(context, answer.connection);
  const still = phase.is === "editing" || phase.is === "refused";
  const rest: FormRest = {
    outcome: renderOutcome(context, form),
    cancel:
      again && still ? button(again.cancel, () => act.dispatch({ type: "reconnect_cancelled" })) : nothing,
    otherWay: waysOf(answer).length > 1,
  };
  const byKey = draft.way === "key";
  const keys = profile.credentials.publishable === "none" ? null : context.credentials;
  return html`${left_behind ? context.leftBehind?.(context, left_behind) : nothing}
    <section class="card" part="card form-card" aria-labelledby="title">
      <form
        class="stack"
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          act.submit();
        }}
      >
        <header class="row between">
          <h2 id="title" tabindex="-1" data-focus="heading">
            ${again?.title ?? (byKey ? (keys?.texts(context).title ?? texts.keyCard) : oauth?.title(context))}
          </h2>
          ${byKey ? modeSwitch(context, draft.mode) : nothing}
        </header>
        <p class="muted" lang=${again ? nothing : "en"}>${again?.about ?? profile.intro}</p>
        ${byKey ? keyWay(context, form, rest) : oauth?.panel(context, form, rest)}
        ${context.help?.before(context, profile) ?? nothing} ${neverDisclosure(context, profile)}
      </form>
    </section>
    ${profile.demo && answer.may.demo ? demoCard(context, phase) : nothing}`;
}

function keyWay(context: Context, form: Form, { outcome, cancel, otherWay }: FormRest): TemplateResult {
  const { texts, act } = context;
  const { draft, phase } = form;
  const { profile } = form.answer;
  const { credentials, webhook, create_key_url } = profile;
  return html`<div class="row">
      ${stripeLink(context, texts.createKey, create_key_url[draft.mode], true)}
      ${button(texts.showHow, act.toggleGuide, { kind: "text", expanded: draft.guideOpen })}
    </div>
    ${draft.guideOpen ? context.guide?.(context, profile, draft.mode) : nothing} ${keyField(context, form)}
    ${credentials.publishable === "none" ? nothing : context.credentials?.publishableField(context, form)}
    ${webhook.kind === "pasted" ? secretField(context, form, webhook.expected) : nothing} ${outcome}
    ${phase.is === "question" ? nothing : submitRow(context, form, cancel)}
    ${otherWay ? context.oauth?.toOauth(context) : nothing}`;
}

function renderOutcome(context: Context, { answer, draft, phase }: Form): TemplateResult | typeof nothing {
  const { texts, act } = context;
  if (phase.is === "question") return context.replaceQuestion?.(context, answer.connection, phase) ?? nothing;
  if (phase.is !== "refused") return nothing;
  const { profile } = answer;
  const asked = profile.permissions
    .filter((row) => row.required)
    .map((row) => `${row.label} ${texts.access[row.access]}`);
  const mend = MENDED_AT_THE_KEY.test(phase.failure.code);
  const way = html`${phase.again ? button(texts.tryAgain, act.submit) : nothing}
  ${mend ? stripeLink(context, texts.editKey, profile.keys_url[draft.mode]) : nothing}`;
  return alertNote(sayFailure(texts, phase.failure, asked), phase.again || mend ? way : nothing);
}

function submitRow({ texts, act }: Context, form: Form, cancel: FormRest["cancel"]): TemplateResult {
  const { phase } = form;
  const testing = phase.is === "testing";
  return html`<div class="row">
    ${button(testing ? texts.connecting : texts.connect, act.submit, {
      kind: "primary",
      wide: true,
      submit: true,
      busy: testing,
      quiet: findLack(form) !== null || phase.is === "loading_demo",
    })}
    ${cancel}
  </div>`;
}
