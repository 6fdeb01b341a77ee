/**
 * @module The API-key field, with what it says about the key while it is typed.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Draft, FormPhase } from "../controller/state.ts";
import { button } from "../ui/button.ts";
import { said } from "../ui/notes.ts";
import { badge } from "../ui/mode-switch.ts";
import { secretInput } from "../ui/secret-input.ts";
import type { Context } from "./context.ts";

/** Renders the field. `offerMove`: there is a field for signing secrets, and it is empty. */
export function keyField(
  context: Context,
  draft: Draft,
  phase: FormPhase,
  offerMove: boolean,
): TemplateResult {
  const { texts, act } = context;
  const { key, revealed } = draft;
  const testing = phase.is === "testing";
  return html`<div class="stack tight">
    <label for="key" part="label">${texts.apiKey}</label>
    <div class="box ${key.is === "bad" ? "bad" : ""}" part="field">
      ${secretInput(context, "key", {
        placeholder: testing ? phase.label : `rk_${draft.mode}_…`,
        invalid: key.is === "bad",
        readonly: testing,
        revealed,
        describedBy: "key-says",
      })}
      ${key.is === "good" ? badge(texts.modes[key.mode].toUpperCase(), key.mode) : nothing}
      ${
        key.is === "blank"
          ? nothing
          : button(revealed ? texts.hide : texts.show, () => act.setRevealed(!revealed), { kind: "text" })
      }
    </div>
    <div id="key-says" part="reading" aria-live="polite">${says(context, draft)}</div>
    ${
      key.is === "bad" && key.problem === "webhook_secret" && offerMove
        ? button(texts.moveToSecret, () => act.moveToOtherField("key"))
        : nothing
    }
  </div>`;
}

function says({ texts }: Context, { key }: Draft): TemplateResult | typeof nothing {
  if (key.is === "bad") return said("bad", "bang", texts.problems[key.problem]);
  if (key.is !== "good") return nothing;
  const restricted = key.kind === "restricted";
  const sentences = [
    restricted ? texts.restrictedKey[key.mode] : texts.secretKey,
    texts.reads[key.mode],
    ...(key.cleaned ? [texts.cleaned] : []),
  ];
  return said(restricted ? "ok" : "warn", restricted ? "check" : "bang", sentences.join(" "));
}
