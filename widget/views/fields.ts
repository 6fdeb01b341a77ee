/**
 * @module The masked fields for what is pasted, with what is said of it while it is typed.
 *
 * `autocomplete="one-time-code"`: browsers ignore `off` on masked inputs and offer to save what was typed as a
 * password; a one-time code they neither save nor fill in. Password managers and session-replay tools read no common
 * attribute, so each vendor's own opt-out is here (each from its public documentation).
 */

import { html, nothing, type TemplateResult } from "lit";
import type { KeyProblem } from "../../shared/keys.ts";
import {
  expectsSecret,
  modesDiffer,
  needsPublishable,
  publishableModeOf,
  retryLabelOf,
  type Draft,
  type FieldName,
  type Form,
} from "../controller/state.ts";
import type { Context } from "./context.ts";
import { badge, button, fieldNote, type Part } from "./controls.ts";

/** Replay tools that mask by class: PostHog, Sentry, rrweb, FullStory. */
const MASKED_CLASSES = "ph-no-capture sentry-mask rr-mask fs-exclude";

interface FieldOptions {
  readonly label: Part;
  readonly placeholder: string;
  readonly readonly: boolean;
  readonly bad?: boolean;
  readonly revealed?: boolean;
  readonly aside?: Part;
  readonly says?: Part;
  /** The button that moves what is there to the field where it belongs. */
  readonly move?: { readonly text: string; readonly to: FieldName } | null;
}

/** Renders a field. Its value is never bound: it lives in the input alone. */
export function secretInputField({ act }: Context, name: FieldName, options: FieldOptions): TemplateResult {
  const { bad, move } = options;
  return html`<div class="stack tight">
    <label for=${name} part="label">${options.label}</label>
    <div class="box ${bad ? "bad" : ""}" part="field">
      <input
        id=${name}
        part="input"
        class=${MASKED_CLASSES}
        type=${options.revealed ? "text" : "password"}
        data-focus=${name}
        placeholder=${options.placeholder}
        ?readonly=${options.readonly}
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
      />
      ${options.aside ?? nothing}
    </div>
    <div id="${name}-says" part="reading" aria-live="polite">${options.says ?? nothing}</div>
    ${move ? button(move.text, () => act.moveField(name, move.to)) : nothing}
  </div>`;
}

/** Renders the API-key field. */
export function keyField(context: Context, form: Form): TemplateResult {
  const { texts, act } = context;
  const { draft, phase } = form;
  const { key, mode, revealed } = draft;
  const isBad = key.is === "bad";
  const isEmpty = key.is === "blank" || (isBad && key.problem === "empty");
  const toggle = revealed ? texts.hide : texts.show;
  return secretInputField(context, "key", {
    label: html`${texts.apiKey}`,
    bad: isBad,
    placeholder: phase.is === "testing" ? phase.label : retryLabelOf(form) || `rk_${mode}_…`,
    readonly: phase.is === "testing",
    revealed,
    aside: html`${key.is === "good" ? badge(texts.modes[key.mode].toUpperCase(), key.mode) : nothing}
    ${
      isEmpty
        ? nothing
        : button(toggle, () => act.setRevealed(!revealed), {
            kind: "text",
            label: `${toggle}: ${texts.apiKey}`,
          })
    }`,
    says: sayKey(context, form),
    move: isBad ? findRightField(context, form, key.problem) : null,
  });
}

/** Renders the publishable-key field; nothing where the profile takes none. */
export function publishableField(context: Context, form: Form): Part {
  const { answer, draft, phase } = form;
  const { texts } = context;
  const { publishable, mode } = draft;
  if (answer.profile.credentials.publishable === "none") return nothing;
  const isNeeded = needsPublishable(form);
  const optional = html` <span class="muted">(${texts.optional})</span>`;
  const good = publishableModeOf(draft);
  return secretInputField(context, "publishable", {
    label: html`${texts.credentials.publishable}${isNeeded ? nothing : optional}`,
    bad: /^(bad|is_key|missing)$/.test(publishable) || modesDiffer(draft),
    placeholder: (!isNeeded && answer.connection?.publishable_key) || `pk_${mode}_…`,
    readonly: phase.is === "testing",
    aside: good ? badge(texts.modes[good].toUpperCase(), good) : nothing,
    says: sayPublishable(context, draft),
    move: publishable === "is_key" && draft.key.is === "blank" ? { text: texts.moveToKey, to: "key" } : null,
  });
}

/** Renders the signing-secret field; nothing where the profile takes none. */
export function secretField(context: Context, { answer, draft, phase }: Form): Part {
  const { texts } = context;
  const { secret, key } = draft;
  if (answer.profile.webhook.kind !== "pasted") return nothing;
  const comesLater = expectsSecret(answer.profile);
  const { later, laterHint, placeholder } = texts.credentials;
  const isKey = secret === "is_key";
  const isBad = isKey || secret === "bad";
  return secretInputField(context, "secret", {
    label: html`${texts.secretLabel} <span class="muted">(${comesLater ? later : texts.optional})</span>`,
    bad: isBad,
    placeholder: "whsec_…",
    readonly: phase.is === "testing",
    says: html`${isBad ? fieldNote("bad", isKey ? texts.secretIsKey : texts.secretBad) : nothing}
    ${
      secret === "placeholder"
        ? fieldNote("warn", placeholder)
        : html`<p class="muted">${comesLater ? laterHint : texts.secretHint}</p>`
    }`,
    move: isKey && key.is === "blank" ? { text: texts.moveToKey, to: "key" } : null,
  });
}

/** Finds the empty field where a wrong thing in the key's field belongs. */
function findRightField({ texts }: Context, { answer, draft }: Form, problem: KeyProblem) {
  const { credentials, webhook } = answer.profile;
  if (problem === "webhook_secret" && webhook.kind === "pasted" && draft.secret === "blank")
    return { text: texts.moveToSecret, to: "secret" } as const;
  if (problem === "publishable" && credentials.publishable !== "none" && draft.publishable === "blank")
    return { text: texts.credentials.moveToPublishable, to: "publishable" } as const;
  return null;
}

function sayKey({ texts }: Context, { answer, draft }: Form): Part {
  const { key, askedMode } = draft;
  if (key.is === "bad") return fieldNote("bad", texts.problems[key.problem]);
  if (key.is !== "good") return nothing;
  const { credentials, product } = answer.profile;
  const isRestricted = key.kind === "restricted";
  const isOther = askedMode !== null && askedMode !== key.mode;
  const warning =
    credentials.secret === "warn" ? texts.credentials.warnSecret(product.name) : texts.secretKey;
  const sentences = [
    isOther ? texts.otherMode[key.mode] : isRestricted ? texts.restrictedKey[key.mode] : "",
    isOther ? "" : texts.reads[key.mode],
    isRestricted ? "" : warning,
    key.cleaned ? texts.cleaned : "",
  ];
  return fieldNote(isRestricted && !isOther ? "ok" : "warn", sentences.filter(Boolean).join(" "));
}

function sayPublishable({ texts }: Context, draft: Draft): Part {
  const { credentials } = texts;
  if (modesDiffer(draft)) return fieldNote("bad", credentials.differs);
  switch (draft.publishable) {
    case "blank":
    case "typing":
      return nothing;
    case "missing":
      return fieldNote("bad", credentials.missing);
    case "bad":
      return fieldNote("bad", credentials.bad);
    case "is_key":
      return fieldNote("bad", credentials.isKey);
    case "test":
    case "live":
      return fieldNote("ok", credentials.good[draft.publishable]);
  }
}
