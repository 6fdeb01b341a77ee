/**
 * @module The masked input for what must never be seen, saved, filled in or replayed.
 *
 * `autocomplete="one-time-code"`: browsers ignore `off` on masked inputs and offer to save what was typed as
 * a password; a one-time code they neither save nor fill with one. Password managers and session-replay tools
 * read no common attribute, so each vendor's own opt-out is here (each from its public documentation).
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { FieldName } from "../controller/state.ts";
import type { Context } from "../views/context.ts";

/** Replay tools that mask by class: PostHog, Sentry, rrweb, FullStory. */
const MASKED_CLASSES = "ph-no-capture sentry-mask rr-mask fs-exclude";

export interface SecretInputOptions {
  readonly placeholder: string;
  readonly bad: boolean;
  readonly revealed: boolean;
  readonly readonly: boolean;
}

/** Renders the input of one field. Its value is never bound: it lives in the input alone. */
export function secretInput({ act }: Context, field: FieldName, options: SecretInputOptions): TemplateResult {
  return html`<input
    id=${field}
    part="input"
    class=${MASKED_CLASSES}
    type=${options.revealed ? "text" : "password"}
    data-focus=${field}
    placeholder=${options.placeholder}
    ?readonly=${options.readonly}
    aria-invalid=${options.bad ? "true" : nothing}
    aria-describedby="${field}-says"
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
      act.readField(field, event.inputType === "insertFromPaste" ? "left" : "typing")}
    @blur=${() => act.readField(field, "left")}
  />`;
}
