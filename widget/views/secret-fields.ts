/**
 * @module The two fields for what is pasted, with what is said of it while it is typed.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { heldKeyOf } from "../controller/screens.ts";
import type { Draft, FormPhase, Screen } from "../controller/state.ts";
import { button } from "../ui/button.ts";
import { badge } from "../ui/mode-switch.ts";
import { said } from "../ui/notes.ts";
import { secretInput } from "../ui/secret-input.ts";
import type { Context, FieldName } from "./context.ts";

type Part = TemplateResult | typeof nothing;

/** Renders the API-key field. `offerMove`: there is a field for signing secrets, and it is empty. */
export function keyField(
  context: Context,
  form: Extract<Screen, { is: "form" }>,
  offerMove: boolean,
): TemplateResult {
  const { texts, act } = context;
  const { draft, phase } = form;
  const { key, mode, revealed } = draft;
  const bad = key.is === "bad";
  const testing = phase.is === "testing";
  return field(context, "key", {
    label: html`${texts.apiKey}`,
    bad,
    placeholder: testing ? phase.label : heldKeyOf(form) || `rk_${mode}_…`,
    readonly: testing,
    revealed,
    aside: html`${key.is === "good" ? badge(texts.modes[key.mode].toUpperCase(), key.mode) : nothing}
    ${
      key.is === "blank" || (bad && key.problem === "empty")
        ? nothing
        : button(revealed ? texts.hide : texts.show, () => act.setRevealed(!revealed), {
            kind: "text",
            label: `${revealed ? texts.hide : texts.show}: ${texts.apiKey}`,
          })
    }`,
    says: sayKey(context, draft),
    move: bad && key.problem === "webhook_secret" && offerMove ? texts.moveToSecret : "",
  });
}

/** Renders the optional field for the webhook signing secret. */
export function secretField(context: Context, { secret, key }: Draft, phase: FormPhase): TemplateResult {
  const { texts } = context;
  const isKey = secret === "is_key";
  const bad = isKey || secret === "bad";
  return field(context, "secret", {
    label: html`${texts.secretLabel} <span class="muted">(${texts.optional})</span>`,
    bad,
    placeholder: "whsec_…",
    readonly: phase.is === "testing",
    revealed: false,
    aside: nothing,
    says: html`${bad ? said("bad", "bang", isKey ? texts.secretIsKey : texts.secretBad) : nothing}
      <p class="muted">${texts.secretHint}</p>`,
    move: isKey && key.is === "blank" ? texts.moveToKey : "",
  });
}

interface FieldParts {
  readonly label: TemplateResult;
  readonly bad: boolean;
  readonly placeholder: string;
  readonly readonly: boolean;
  readonly revealed: boolean;
  readonly aside: Part;
  readonly says: Part;
  /** Words of the button that moves what is there to the other field; empty for none. */
  readonly move: string;
}

function field(context: Context, name: FieldName, parts: FieldParts): TemplateResult {
  return html`<div class="stack tight">
    <label for=${name} part="label">${parts.label}</label>
    <div class="box ${parts.bad ? "bad" : ""}" part="field">
      ${secretInput(context, name, parts)} ${parts.aside}
    </div>
    <div id="${name}-says" part="reading" aria-live="polite">${parts.says}</div>
    ${parts.move ? button(parts.move, () => context.act.moveToOtherField(name)) : nothing}
  </div>`;
}

function sayKey({ texts }: Context, { key }: Draft): Part {
  if (key.is === "bad") return said("bad", "bang", texts.problems[key.problem]);
  if (key.is !== "good") return nothing;
  const restricted = key.kind === "restricted";
  const sentences = [
    restricted ? texts.restrictedKey[key.mode] : texts.secretKey,
    texts.reads[key.mode],
    key.cleaned ? texts.cleaned : "",
  ];
  return said(restricted ? "ok" : "warn", restricted ? "check" : "bang", sentences.join(" "));
}
