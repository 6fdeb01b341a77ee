/**
 * @module After a disconnect that could not clean up in the account: what is still there, and where to remove it.
 */

import type { TemplateResult } from "lit/html.js";
import type { LeftBehind } from "../../shared/schema/connections.ts";
import type { Kit } from "../lazy-views.ts";
import type { Context } from "../views/context.ts";
import { CONNECTED_EN } from "./connected-texts.ts";

/** Renders the note, which stays until it is closed. */
export function leftBehindNote(kit: Kit, context: Context, left: readonly LeftBehind[]): TemplateResult {
  const { html, note, button, stripeLink } = kit;
  const texts = context.texts.connection ?? CONNECTED_EN;
  const close = () => context.act.dispatch({ type: "left_behind_seen" });
  return note(
    "warn",
    "bang",
    "note",
    html`${left.map(({ what }) => html`<p>${texts.leftBehind[what]}</p>`)}`,
    html`${left.map(({ what, manage_url }) => stripeLink(context, texts.leftBehindLink[what], manage_url, true))}
    ${button(texts.close, close)}`,
  );
}
