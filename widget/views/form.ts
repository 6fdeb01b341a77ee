/**
 * @module The form: paste a key, or consent on Stripe's own page; test it, connect. Also the way to reconnect.
 */

import { html, nothing, type TemplateResult } from "lit";
import { joinSentences } from "../../shared/join-sentences.ts";
import type { ProfileView } from "../../shared/profile.ts";
import type { Connection } from "../../shared/schema/connections.ts";
import {
  findFirstInvalidField,
  isIdle,
  listMethods,
  type Form,
  type FormPhase,
} from "../controller/state.ts";
import { sayFailure } from "../i18n/languages.ts";
import { overrideTexts } from "../i18n/override-texts.ts";
import { describeConnection, isBroken } from "./health.ts";
import type { Context } from "./context.ts";
import {
  alertNote,
  button,
  icon,
  modeSwitch,
  questionNote,
  stripeLink,
  type ButtonOptions,
  type Part,
} from "./controls.ts";
import { keyField, publishableField, secretField } from "./fields.ts";
import { guideView } from "./guide.ts";
import { helpBefore } from "./help.ts";
import { invitationCard, inviteButton } from "./invitation.ts";

/** Codes that are mended in Stripe, at the key itself. */
const MENDED_AT_THE_KEY = /^(permissions|key_ip)_/;

/** Renders the form and, where the profile has one, the demo card. */
export function formView(context: Context, form: Form): TemplateResult {
  const { act } = context;
  const { answer, draft, phase } = form;
  const { profile, connection } = answer;
  const isByKey = draft.method === "key";
  const card = html`<section class="card" part="card form-card" aria-labelledby="title">
    <form class="stack" novalidate @submit=${act.submit}>
      <header class="row between">
        <h2 id="title" class="row" tabindex="-1" data-focus="heading">
          <slot name="mark"></slot><slot name="title">${sayTitle(context, form)}</slot>
        </h2>
        ${isByKey ? modeSwitch(context, draft.mode) : nothing}
      </header>
      ${
        connection
          ? html`<p class="muted">${sayReconnect(context, connection, profile)}</p>`
          : html`<slot name="intro"><p class="muted" lang=${profile.language}>${profile.intro}</p></slot>`
      }
      ${isByKey ? keyMethod(context, form) : oauthMethod(context, form)}
      <slot name="help">${helpBefore(context, profile)} ${neverView(context, profile)}</slot>
    </form>
  </section>`;
  return html`<div class="beside ${isByKey && draft.guideOpen ? "open" : ""}">
      ${card} ${isByKey && draft.guideOpen ? guideCard(context, form) : nothing}
    </div>
    ${invitationCard(context, form)}
    ${profile.demo && answer.may.demo && connection?.method !== "demo" ? demoCard(context, phase) : nothing}`;
}

/** The guide stands beside the fields where there is room, and else below them: they never move. */
function guideCard(context: Context, { answer, draft }: Form): TemplateResult {
  const { texts, act } = context;
  const wizard = overrideTexts(answer.profile.wizard, texts.wizard);
  return html`<div class="stack tight">
    ${guideView(context, { ...answer.profile, wizard }, draft.mode)}
    ${button(texts.toKey, () => act.focusField("key"), { kind: "text" })}
  </div>`;
}

function neverView({ texts }: Context, { language, never, product }: ProfileView): Part {
  if (!never.length) return nothing;
  return html`<details part="never">
    <summary>${texts.never(product.name)}</summary>
    <ul class="dots muted" lang=${language}>
      ${never.map(({ lead, text }) => html`<li><b>${lead}</b> ${text}</li>`)}
    </ul>
  </details>`;
}

function keyMethod(context: Context, form: Form): TemplateResult {
  const { texts, act } = context;
  const { answer, draft, phase } = form;
  const { profile } = answer;
  const isTesting = phase.is === "testing";
  return html`<div class="row">
      ${
        profile.guide?.key === "secret"
          ? stripeLink(context, texts.openKeys, profile.keys_url[draft.mode], true)
          : stripeLink(context, texts.createKey, profile.create_key_url[draft.mode], true)
      }
      ${button(
        draft.guideOpen ? texts.hideHow : texts.showHow(profile.guide?.minutes),
        () => act.dispatch({ type: "guide_toggled" }),
        { kind: "text", expanded: draft.guideOpen, focus: "guide" },
      )}
    </div>
    ${keyField(context, form)} ${publishableField(context, form)} ${secretField(context, form)}
    ${outcome(context, form)}
    ${connectRow(
      context,
      form,
      isTesting ? texts.connecting : (profile.words?.connect ?? texts.connect),
      null,
      {
        busy: isTesting,
        quiet: findFirstInvalidField(form) !== null || phase.is === "loading_demo",
      },
    )}
    <p class="row snug small muted kept">${icon("lock")}<span class="grow">${texts.howKept}</span></p>
    ${otherWays(context, form)}`;
}

function oauthMethod(context: Context, form: Form): TemplateResult {
  const { texts, act } = context;
  const { phase } = form;
  const { oauth } = texts;
  const isFinishing = phase.is === "finishing";
  const busy = isFinishing || phase.is === "redirecting";
  const words = isFinishing ? oauth.finishing : busy ? oauth.leaving : oauth.connect;
  return html`<p role="status">${isFinishing ? oauth.back : oauth.about}</p>
    ${outcome(context, form)} ${connectRow(context, form, words, act.startOauth, { busy })}
    ${otherWays(context, form)}`;
}

/** The other method, and somebody else; not where a question is open, or Stripe's own page is. */
function otherWays(context: Context, form: Form): Part {
  if (/^(question|redirecting|finishing)$/.test(form.phase.is)) return nothing;
  return html`${otherMethod(context, form)} ${inviteButton(context, form)}`;
}

function otherMethod({ texts, act }: Context, { answer, draft }: Form): Part {
  if (listMethods(answer).length < 2) return nothing;
  const method = draft.method === "key" ? "oauth" : "key";
  const words = method === "key" ? texts.oauth.toKey : texts.oauth.toOauth;
  const choose = () => act.dispatch({ type: "method_chosen", method });
  return html`<div class="row">${button(words, choose, { kind: "text" })}</div>`;
}

/** What connects, and beside it the way back to the connection that would be replaced. A question has buttons of its own. */
function connectRow(
  { texts, act }: Context,
  form: Form,
  words: string,
  connect: (() => void) | null,
  options: ButtonOptions,
): Part {
  if (form.phase.is === "question") return nothing;
  const cancel = () => act.dispatch({ type: "reconnect_cancelled" });
  return html`<div class="row">
    ${button(words, connect, { kind: "primary", wide: true, ...options })}
    ${form.answer.connection && isIdle(form) ? button(texts.connection.cancel, cancel) : nothing}
  </div>`;
}

/** What became of the last attempt: nothing yet, a failure, or a question. */
function outcome(context: Context, { answer, draft, phase }: Form): Part {
  const { texts } = context;
  const { profile, connection } = answer;
  if (phase.is === "question") return replaceQuestion(context, connection, phase);
  if (phase.is !== "refused") return nothing;
  const isAtKey = MENDED_AT_THE_KEY.test(phase.failure.code);
  return alertNote(
    sayFailure(texts, phase.failure),
    isAtKey ? stripeLink(context, texts.editKey, profile.keys_url[draft.mode]) : nothing,
  );
}

/** Asks whether another account, or other data, than is there or was asked for is meant. */
function replaceQuestion(
  context: Context,
  connection: Connection | null,
  { failure, keyMode }: Extract<FormPhase, { is: "question" }>,
): TemplateResult {
  const { texts, act } = context;
  const words = texts.connection;
  const isMode = failure.code === "mode_differs";
  const yes = isMode ? (keyMode ? words.connectMode[keyMode] : words.connectAnyway) : words.replace;
  // After Stripe's own page the question is about the access it gave, not about a key.
  const title = keyMode ? sayFailure(texts, failure) : isMode ? words.otherData : words.otherAccount;
  return questionNote(
    title,
    connection ? html`${words.connectedNow} ${describeConnection(context, connection)}` : "",
    html`${button(words.goBack, () => act.answerQuestion(false))}
    ${button(yes, () => act.answerQuestion(true), { kind: "primary" })}`,
  );
}

function sayTitle({ texts }: Context, { answer, draft }: Form): string {
  if (answer.connection)
    return answer.connection.method === "demo" ? texts.connection.useOwn : texts.connection.reconnectCard;
  if (draft.method === "oauth") return texts.oauth.title;
  const { credentials, guide, words } = answer.profile;
  if (words?.title) return words.title;
  if (credentials.publishable !== "none") return texts.credentials.title;
  return guide?.key === "secret" ? texts.oauth.title : texts.keyCard;
}

/** Says what is there, and what becomes of it. */
function sayReconnect(context: Context, connection: Connection, { mode }: ProfileView): TemplateResult {
  const words = context.texts.connection;
  if (connection.method === "demo") return html`${words.demoStaysUntil}`;
  const mayBeOther = connection.method === "key" && mode === "either" && !isBroken(connection);
  return html`${words.connectedNow} ${describeConnection(context, connection)}<br />${joinSentences(
      mayBeOther && words.wrongData,
      words.staysUntil,
    )}`;
}

function demoCard({ texts, act }: Context, phase: FormPhase): TemplateResult {
  const busy = phase.is === "loading_demo";
  return html`<section class="card dashed row" part="card demo-card" aria-labelledby="demo">
    <div class="grow">
      <h2 id="demo">${texts.demoCard}</h2>
      <p class="muted">${texts.demoHint}</p>
    </div>
    ${button(busy ? texts.loadingDemo : texts.connectDemo, act.connectDemo, {
      busy,
      quiet: phase.is === "testing",
    })}
  </section>`;
}
