/**
 * @module How a connection is, as the element shows it: how bad, in which words, and with what it is mended.
 */

import type { TemplateResult } from "lit/html.js";
import type { Connection } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer } from "../controller/state.ts";
import type { ConnectedTexts } from "./connected-texts.ts";
import type { ConnectedContext } from "./connected-view.ts";

/** Tells whether it does not work until somebody mends it. */
export function isBroken({ health }: Connection): boolean {
  return health.status === "needs_attention" || health.status === "revoked";
}

/** Returns the words for what is the matter; a newer Worker may know more, and none of it is nothing. */
export function sayHealth(
  texts: ConnectedTexts,
  { health }: Connection,
): ConnectedTexts["health"]["key_rejected"] | null {
  if (health.detail === null) return null;
  return (
    texts.health[health.detail] ?? { title: texts.health.key_rejected.title, text: health.message ?? "" }
  );
}

/** Tells whether asking Stripe again is what mends it, so that the button stands there and not with the rows. */
export function isMendedByCheck({ health }: Connection): boolean {
  return health.detail === "refused_once" || health.detail === "webhook_endpoint_failed";
}

/** Renders what mends it, the best way first; a missing permission is mended at its own row. */
export function mendButtons(context: ConnectedContext, { connection, may }: ConnectedAnswer): TemplateResult {
  const { texts, act, kit } = context;
  const { html, nothing, button, stripeLink } = kit;
  const { detail } = connection.health;
  const paste = () => act.dispatch({ type: "reconnect_opened" });
  const again = (kind: "primary" | "plain") =>
    connection.method === "oauth"
      ? button(texts.connectAgain, act.startOauth, { kind })
      : button(texts.pasteNew, paste, { kind });
  const { edit_key_url } = connection;
  return html`${isBroken(connection) && may.connect ? again("primary") : nothing}
  ${detail === "key_ip_restricted" && edit_key_url ? stripeLink(context, texts.editKey, edit_key_url, true) : nothing}
  ${isMendedByCheck(connection) && may.check ? button(texts.recheck, act.check) : nothing}
  ${detail === "refused_once" && may.connect ? again("plain") : nothing}`;
}
