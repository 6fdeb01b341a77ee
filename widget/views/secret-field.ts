/**
 * @module The optional field for the webhook signing secret.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Draft, FormPhase } from "../controller/state.ts";
import { button } from "../ui/button.ts";
import { icon } from "../ui/icons.ts";
import { secretInput } from "../ui/secret-input.ts";
import type { Context } from "./context.ts";

/** Renders the field. */
export function secretField(context: Context, draft: Draft, phase: FormPhase): TemplateResult {
  const { texts, act } = context;
  const { secret, key } = draft;
  const invalid = secret === "bad" || secret === "is_key";
  return html`<div class="field">
    <label for="secret" part="label"
      >${texts.secretLabel} <span class="muted">(${texts.optional})</span></label
    >
    <div class="box ${invalid ? "bad" : ""}" part="field">
      ${secretInput(context, "secret", {
        placeholder: "whsec_…",
        invalid,
        readonly: phase.is === "testing",
        describedBy: "secret-says secret-hint",
      })}
    </div>
    <div id="secret-says" class="says bad" aria-live="polite">
      ${
        invalid
          ? html`${icon("bang")}<span>${secret === "is_key" ? texts.secretIsKey : texts.secretBad}</span>`
          : nothing
      }
    </div>
    ${
      secret === "is_key" && key.is === "blank"
        ? button(texts.moveToKey, () => act.moveToOtherField("secret"))
        : nothing
    }
    <p id="secret-hint" class="hint">${texts.secretHint}</p>
  </div>`;
}
