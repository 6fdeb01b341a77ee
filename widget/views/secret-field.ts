/**
 * @module The optional field for the webhook signing secret.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Draft, FormPhase } from "../controller/state.ts";
import { button } from "../ui/button.ts";
import { said } from "../ui/notes.ts";
import { secretInput } from "../ui/secret-input.ts";
import type { Context } from "./context.ts";

/** Renders the field. */
export function secretField(context: Context, { secret, key }: Draft, phase: FormPhase): TemplateResult {
  const { texts, act } = context;
  const isKey = secret === "is_key";
  const invalid = isKey || secret === "bad";
  return html`<div class="stack tight">
    <label for="secret" part="label"
      >${texts.secretLabel} <span class="muted">(${texts.optional})</span></label
    >
    <div class="box ${invalid ? "bad" : ""}" part="field">
      ${secretInput(context, "secret", {
        placeholder: "whsec_…",
        invalid,
        readonly: phase.is === "testing",
        describedBy: "secret-says hint",
      })}
    </div>
    <div id="secret-says" aria-live="polite">
      ${invalid ? said("bad", "bang", isKey ? texts.secretIsKey : texts.secretBad) : nothing}
    </div>
    ${isKey && key.is === "blank" ? button(texts.moveToKey, () => act.moveToOtherField("secret")) : nothing}
    <p id="hint" class="muted">${texts.secretHint}</p>
  </div>`;
}
