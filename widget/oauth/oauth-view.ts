/**
 * @module The way to connect on Stripe's own page: what the form shows of it. A script of its own, loaded where
 * the profile offers that way, or when a page comes back from there.
 */

import type { TemplateResult } from "lit/html.js";
import type { Form } from "../controller/state.ts";
import type { Kit } from "../lazy-views.ts";
import type { Context } from "../views/context.ts";
import type { FormRest, LateViews } from "../views/late-views.ts";
import { comeBack } from "./come-back.ts";
import { OAUTH_EN, type OauthTexts } from "./oauth-texts.ts";
import { startOauth } from "./start-oauth.ts";

/** Creates what this script gives to the element. */
export function createViews(kit: Kit): Pick<LateViews, "oauth"> {
  return {
    oauth: {
      title: (context) => textsOf(context).title,
      panel: (...what) => panel(kit, ...what),
      toOauth: (context) => toOauth(kit, context),
      start: (flow) => void startOauth(flow),
      comeBack: (flow) => void comeBack(flow),
    },
  };
}

function textsOf({ texts }: Context): OauthTexts {
  return texts.oauth ?? OAUTH_EN;
}

function panel(kit: Kit, context: Context, { phase }: Form, rest: FormRest): TemplateResult {
  const { html, nothing, button } = kit;
  const { act } = context;
  const texts = textsOf(context);
  const finishing = phase.is === "finishing";
  const busy = finishing || phase.is === "leaving";
  const words = finishing ? texts.finishing : phase.is === "leaving" ? texts.leaving : texts.connect;
  const toKey = button(texts.toKey, () => act.dispatch({ type: "way_chosen", way: "key" }), { kind: "text" });
  return html`<p role="status">${finishing ? texts.back : texts.about}</p>
    ${rest.outcome}
    ${
      phase.is === "question"
        ? nothing
        : html`<div class="row">
            ${button(words, act.startOauth, { kind: "primary", wide: true, busy })} ${rest.cancel}
          </div>`
    }
    ${rest.otherWay && !busy && phase.is !== "question" ? html`<div class="row">${toKey}</div>` : nothing}`;
}

function toOauth({ html, button }: Kit, context: Context): TemplateResult {
  const choose = () => context.act.dispatch({ type: "way_chosen", way: "oauth" });
  return html`<div class="row">${button(textsOf(context).toOauth, choose, { kind: "text" })}</div>`;
}
