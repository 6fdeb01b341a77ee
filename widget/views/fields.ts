/**
 * @module The masked fields for what is pasted, with what is said of it while it is typed.
 *
 * `autocomplete="one-time-code"`: browsers ignore `off` on masked inputs and offer to save what was typed as a
 * password; a one-time code they neither save nor fill in. Password managers and session-replay tools read no common
 * attribute, so each vendor's own opt-out is here (each from its public documentation).
 */

import { html, nothing, type TemplateResult } from "lit";
import { joinSentences } from "../../shared/join-sentences.ts";
import type { ProfileView } from "../../shared/profile.ts";
import {
  expectsSecret,
  modesDiffer,
  needsPublishable,
  retryLabelOf,
  type Draft,
  type FieldName,
  type Form,
  type SecretVerdict,
} from "../controller/state.ts";
import { sayKeyProblem } from "../i18n/languages.ts";
import type { Context } from "./context.ts";
import { badge, button, fieldNote, type Part } from "./controls.ts";

/** Replay tools that mask by class: PostHog, Sentry, rrweb, FullStory. */
const MASKED_CLASSES = "ph-no-capture sentry-mask rr-mask fs-exclude";

interface FieldOptions {
  /** What the field is called, and what stands behind that. */
  readonly name: string;
  readonly aside?: TemplateResult;
  readonly placeholder: string;
  readonly readonly: boolean;
  readonly bad?: boolean;
  /** What may be shown of what is there, `rk_test_…abcd`; else it is dots. */
  readonly shown: string | null;
  readonly isRevealed: boolean;
  /** Whether there is something that can be revealed. */
  readonly isEmpty: boolean;
  readonly badge?: Part;
  readonly says: Part;
  readonly move?: Move | null;
}

/** The button that moves what is there to the field where it belongs. */
interface Move {
  readonly text: string;
  readonly to: FieldName;
}

/** What may be wrong with what is in a field. */
type Problem = Extract<Draft[FieldName], { is: "bad" }>["problem"];

/** Renders a field. Its value is never bound: it lives in the input alone. */
export function secretInputField(context: Context, name: FieldName, options: FieldOptions): TemplateResult {
  const { act } = context;
  const { aside, bad, move, shown, isRevealed, readonly } = options;
  const isCovered = shown !== null && !isRevealed;
  return html`<div class="stack tight">
    <label for=${name} part="label">${aside ? html`${options.name} ${aside}` : options.name}</label>
    <div class="box ${bad ? "bad" : ""} ${readonly ? "still" : ""}" part="field">
      <span class="entry">${entry(context, name, options)} ${isCovered ? cover(shown) : nothing}</span>
      ${options.badge ?? nothing} ${options.isEmpty ? nothing : showButton(context, name, options)}
    </div>
    <div id="${name}-says" part="reading" aria-live="polite">${options.says}</div>
    ${move ? button(move.text, () => act.moveField(name, move.to)) : nothing}
  </div>`;
}

function entry({ act }: Context, name: FieldName, options: FieldOptions): TemplateResult {
  const { bad, shown, isRevealed, readonly } = options;
  return html`<input
    id=${name}
    part="input"
    class="${MASKED_CLASSES} ${shown !== null && !isRevealed ? "covered" : ""}"
    type=${isRevealed ? "text" : "password"}
    data-focus=${name}
    placeholder=${options.placeholder}
    ?readonly=${readonly}
    aria-invalid=${bad ? "true" : nothing}
    aria-describedby="${name}-says"
    autocomplete="one-time-code"
    autocapitalize="off"
    spellcheck="false"
    data-1p-ignore
    data-lpignore="true"
    data-bwignore
    data-form-type="other"
    data-ph-no-capture
    data-sentry-mask
    data-rr-is-password
    data-dd-privacy="mask"
    data-hj-suppress
    data-clarity-mask="true"
    data-private
    @input=${(event: InputEvent) =>
      act.readField(name, event.inputType === "insertFromPaste" ? "blur" : "typing")}
    @blur=${() => act.readField(name, "blur")}
  />`;
}

/** What may be shown, with dots for the rest: they fill whatever room there is. */
function cover(shown: string): TemplateResult {
  const [start, end] = shown.split("…");
  return html`<span class="cover" aria-hidden="true"
    ><span>${start}</span><i>${"•".repeat(64)}</i><span>${end}</span></span
  >`;
}

function showButton({ texts, act }: Context, field: FieldName, { name, isRevealed }: FieldOptions): Part {
  const toggle = isRevealed ? texts.hide : texts.show;
  const press = () => act.reveal(isRevealed ? null : field);
  return button(toggle, press, { kind: "text", label: `${toggle}: ${name}` });
}

/** Renders the API-key field. A key that is held for another try stands in it like one that was pasted. */
export function keyField(context: Context, form: Form): TemplateResult {
  const { texts } = context;
  const { answer, draft, phase } = form;
  const { words } = answer.profile;
  const { key, mode, revealed } = draft;
  const isBad = key.is === "bad";
  const held = phase.is === "testing" ? phase.label : retryLabelOf(form);
  return secretInputField(context, "key", {
    name: words?.key ?? texts.apiKey,
    bad: isBad,
    placeholder: held ? "" : (words?.key_placeholder ?? `rk_${mode}_…`),
    readonly: phase.is === "testing",
    shown: held || (key.is === "good" ? key.label : null),
    isRevealed: revealed === "key",
    isEmpty: key.is === "blank" || (isBad && key.problem === "empty"),
    badge: key.is === "good" ? badge(texts.modes[key.mode].toUpperCase(), key.mode) : nothing,
    says: held && phase.is !== "testing" ? fieldNote("off", texts.held) : sayKey(context, form),
    move: isBad ? findRightField(context, form, key.problem) : null,
  });
}

/** Renders the publishable-key field; nothing where the profile takes none. */
export function publishableField(context: Context, form: Form): Part {
  const { answer, draft, phase } = form;
  const { texts } = context;
  const { publishable, mode } = draft;
  const { words, credentials } = answer.profile;
  if (credentials.publishable === "none") return nothing;
  const isNeeded = needsPublishable(form);
  const isGood = publishable.is === "good";
  return secretInputField(context, "publishable", {
    name: words?.publishable_key ?? texts.credentials.publishable,
    ...(!isNeeded && { aside: html`<span class="muted">(${texts.optional})</span>` }),
    bad: publishable.is === "bad" || modesDiffer(draft),
    placeholder: (!isNeeded && answer.connection?.publishable_key) || `pk_${mode}_…`,
    readonly: phase.is === "testing",
    shown: isGood ? publishable.label : null,
    isRevealed: draft.revealed === "publishable",
    isEmpty: publishable.is === "blank",
    badge: isGood ? badge(texts.modes[publishable.mode].toUpperCase(), publishable.mode) : nothing,
    says: sayPublishable(context, draft),
    move: publishable.is === "bad" ? findRightField(context, form, publishable.problem) : null,
  });
}

/** Renders the form's signing-secret field; nothing where the profile takes none. */
export function secretField(context: Context, form: Form): Part {
  const { answer, draft, phase } = form;
  const { texts } = context;
  const { secret, revealed } = draft;
  const { profile } = answer;
  if (profile.webhook.kind !== "pasted") return nothing;
  const comesLater = expectsSecret(profile);
  const { later, laterHint, placeholder } = texts.credentials;
  return secretInputField(context, "secret", {
    ...signingSecret(context, profile, secret),
    aside: html`<span class="muted">(${comesLater ? later : texts.optional})</span>`,
    readonly: phase.is === "testing",
    isRevealed: revealed === "secret",
    says: html`${saySecret(context, secret)}
    ${
      secret.is === "placeholder"
        ? fieldNote("warn", placeholder)
        : html`<p class="small muted">${comesLater ? laterHint : texts.secretHint}</p>`
    }`,
    move: secret.is === "bad" ? findRightField(context, form, secret.problem) : null,
  });
}

/** Returns what a field for a signing secret is everywhere: before connecting, and after. */
export function signingSecret({ texts }: Context, { words }: ProfileView, secret: SecretVerdict) {
  return {
    name: words?.webhook_secret ?? texts.secretLabel,
    bad: secret.is === "bad",
    placeholder: "whsec_…",
    shown: secret.is === "good" ? secret.label : null,
    isEmpty: secret.is === "blank",
  };
}

/** Renders what is wrong with a signing secret. */
export function saySecret({ texts }: Context, secret: SecretVerdict): Part {
  return secret.is === "bad" ? fieldNote("bad", texts.secretProblems[secret.problem]) : nothing;
}

/** Finds the empty field where a wrong thing belongs. */
function findRightField({ texts }: Context, { answer, draft }: Form, problem: Problem): Move | null {
  const { credentials, webhook } = answer.profile;
  if (problem === "webhook_secret" && webhook.kind === "pasted" && draft.secret.is === "blank")
    return { text: texts.moveToSecret, to: "secret" };
  if (problem === "publishable" && credentials.publishable !== "none" && draft.publishable.is === "blank")
    return { text: texts.credentials.moveToPublishable, to: "publishable" };
  if (problem === "is_key" && draft.key.is === "blank") return { text: texts.moveToKey, to: "key" };
  return null;
}

function sayKey({ texts }: Context, { answer, draft }: Form): Part {
  const { key, askedMode } = draft;
  const { credentials, guide } = answer.profile;
  if (key.is === "bad") return fieldNote("bad", sayKeyProblem(texts, key.problem, credentials));
  if (key.is !== "good") return nothing;
  const isWanted = key.kind === "restricted" || guide?.key === "secret";
  const isOther = askedMode !== null && askedMode !== key.mode;
  const said = joinSentences(
    isOther ? texts.otherMode[key.mode] : isWanted ? texts.goodKey[key.kind][key.mode] : "",
    !isOther && texts.reads[key.mode],
    !isWanted && texts.secretKey,
    key.cleaned && texts.cleaned,
  );
  return fieldNote(isWanted && !isOther ? "ok" : "warn", said);
}

function sayPublishable({ texts }: Context, draft: Draft): Part {
  const { credentials } = texts;
  const { publishable } = draft;
  if (modesDiffer(draft)) return fieldNote("bad", credentials.differs);
  if (publishable.is === "bad") return fieldNote("bad", credentials.problems[publishable.problem]);
  return publishable.is === "good" ? fieldNote("ok", credentials.good[publishable.mode]) : nothing;
}
