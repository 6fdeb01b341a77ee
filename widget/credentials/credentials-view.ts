/**
 * @module The field for a publishable key, and what is said where a profile warns of secret keys or expects a
 * signing secret later. A script of its own, loaded for profiles that ask for any of these.
 */

import type { TemplateResult } from "lit/html.js";
import type { Draft, Form } from "../controller/state.ts";
import type { Kit } from "../lazy-views.ts";
import type { Context } from "../views/context.ts";
import type { LateViews } from "../views/late-views.ts";
import { CREDENTIALS_EN, type CredentialTexts } from "./credentials-texts.ts";

/** Creates what this script gives to the element. */
export function createViews(kit: Kit): Pick<LateViews, "credentials"> {
  return {
    credentials: { texts: textsOf, publishableField: (...what) => publishableField(kit, ...what) },
  };
}

function textsOf({ texts }: Context): CredentialTexts {
  return texts.credentials ?? CREDENTIALS_EN;
}

function publishableField(kit: Kit, context: Context, form: Form): TemplateResult {
  const { html, nothing, field, badge } = kit;
  const { answer, draft, phase } = form;
  const { publishable, mode } = draft;
  const texts = textsOf(context);
  const kept = answer.connection?.publishable_key;
  const required = answer.profile.credentials.publishable === "required" && !kept;
  const optional = html` <span class="muted">(${context.texts.optional})</span>`;
  const good = publishable === "test" || publishable === "live" ? publishable : null;
  return field(context, "publishable", {
    label: html`${texts.publishable}${required ? nothing : optional}`,
    bad: isBad(draft),
    placeholder: kept ?? `pk_${mode}_…`,
    readonly: phase.is === "testing",
    revealed: false,
    aside: html`${good ? badge(context.texts.modes[good].toUpperCase(), good) : nothing}`,
    says: html`${say(kit, texts, draft)}`,
    move:
      publishable === "is_key" && draft.key.is === "blank"
        ? { text: context.texts.moveToKey, to: "key" }
        : null,
  });
}

function isBad(draft: Draft): boolean {
  return /^(bad|is_key|missing)$/.test(draft.publishable) || differs(draft);
}

/** A publishable key of another mode than the key beside it. */
function differs({ key, publishable }: Draft): boolean {
  const good = publishable === "test" || publishable === "live";
  return good && key.is === "good" && key.mode !== publishable;
}

function say({ said, nothing }: Kit, texts: CredentialTexts, draft: Draft) {
  if (differs(draft)) return said("bad", "bang", texts.differs);
  switch (draft.publishable) {
    case "blank":
    case "typing":
      return nothing;
    case "missing":
      return said("bad", "bang", texts.missing);
    case "bad":
      return said("bad", "bang", texts.bad);
    case "is_key":
      return said("bad", "bang", texts.isKey);
    case "test":
    case "live":
      return said("ok", "check", texts.good[draft.publishable]);
  }
}
