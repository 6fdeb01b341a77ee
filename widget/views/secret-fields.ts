/**
 * @module The fields for what is pasted, with what is said of it while it is typed.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import { heldKeyOf } from "../controller/screens.ts";
import type { KeyProblem } from "../../shared/keys.ts";
import type { FieldName, Form } from "../controller/state.ts";
import { button } from "../ui/button.ts";
import { badge } from "../ui/mode-switch.ts";
import { said } from "../ui/notes.ts";
import { secretInput } from "../ui/secret-input.ts";
import type { Context } from "./context.ts";

type Part = TemplateResult | typeof nothing;

/** Renders the API-key field. */
export function keyField(context: Context, form: Form): TemplateResult {
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
    says: sayKey(context, form),
    move: bad ? findPlace(context, form, key.problem) : null,
  });
}

/** Renders the field for the webhook signing secret. `expected`: it is no option, but may come later. */
export function secretField(context: Context, { draft, phase }: Form, expected: boolean): TemplateResult {
  const { texts } = context;
  const { secret, key } = draft;
  const more = expected ? context.credentials?.texts(context) : undefined;
  const isKey = secret === "is_key";
  const bad = isKey || secret === "bad";
  return field(context, "secret", {
    label: html`${texts.secretLabel} <span class="muted">(${more?.later ?? texts.optional})</span>`,
    bad,
    placeholder: "whsec_…",
    readonly: phase.is === "testing",
    revealed: false,
    aside: nothing,
    says: html`${bad ? said("bad", "bang", isKey ? texts.secretIsKey : texts.secretBad) : nothing}
    ${
      more && secret === "placeholder"
        ? said("warn", "bang", more.placeholder)
        : html`<p class="muted">${more?.laterHint ?? texts.secretHint}</p>`
    }`,
    move: isKey && key.is === "blank" ? { text: texts.moveToKey, to: "key" } : null,
  });
}

/** What is said and shown of one field. */
export interface FieldParts {
  readonly label: TemplateResult;
  readonly bad: boolean;
  readonly placeholder: string;
  readonly readonly: boolean;
  readonly revealed: boolean;
  readonly aside: Part;
  readonly says: Part;
  /** The button that moves what is there to the field where it belongs. */
  readonly move: { readonly text: string; readonly to: FieldName } | null;
}

/** Renders a field. */
export function field(context: Context, name: FieldName, parts: FieldParts): TemplateResult {
  const { move } = parts;
  return html`<div class="stack tight">
    <label for=${name} part="label">${parts.label}</label>
    <div class="box ${parts.bad ? "bad" : ""}" part="field">
      ${secretInput(context, name, parts)} ${parts.aside}
    </div>
    <div id="${name}-says" part="reading" aria-live="polite">${parts.says}</div>
    ${move ? button(move.text, () => context.act.moveField(name, move.to)) : nothing}
  </div>`;
}

/** Where a wrong thing in the key's field belongs, if there is an empty field for it. */
function findPlace(context: Context, { answer, draft }: Form, problem: KeyProblem): FieldParts["move"] {
  const { credentials, webhook } = answer.profile;
  if (problem === "webhook_secret" && webhook.kind === "pasted" && draft.secret === "blank")
    return { text: context.texts.moveToSecret, to: "secret" };
  const more = context.credentials?.texts(context);
  return more &&
    problem === "publishable" &&
    credentials.publishable !== "none" &&
    draft.publishable === "blank"
    ? { text: more.moveToPublishable, to: "publishable" }
    : null;
}

function sayKey(context: Context, { answer, draft }: Form): Part {
  const { texts } = context;
  const { key, asked } = draft;
  const problems = texts.problems ?? context.problems;
  if (key.is === "bad") return said("bad", "bang", problems?.[key.problem] ?? texts.enterKey);
  if (key.is !== "good") return nothing;
  const { credentials, product } = answer.profile;
  const restricted = key.kind === "restricted";
  const other = asked !== null && asked !== key.mode;
  const warning =
    credentials.secret === "warn" && context.credentials?.texts(context).warnSecret(product.name);
  const sentences = [
    restricted ? "" : warning || texts.secretKey,
    other ? texts.otherMode[key.mode] : restricted ? texts.restrictedKey[key.mode] : "",
    other ? "" : texts.reads[key.mode],
    key.cleaned ? texts.cleaned : "",
  ];
  const good = restricted && !other;
  return said(good ? "ok" : "warn", good ? "check" : "bang", sentences.filter(Boolean).join(" "));
}
