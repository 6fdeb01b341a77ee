/**
 * @module What should be mended although it works: a secret key, and a key that can do more than is asked.
 */

import type { TemplateResult } from "lit/html.js";
import type { ConnectedAnswer } from "../controller/state.ts";
import type { ConnectedContext } from "./connected-view.ts";

/** Renders the warnings, each with the way to mend it. */
export function warningNotes(
  context: ConnectedContext,
  { connection, profile, may }: ConnectedAnswer,
): TemplateResult {
  const { texts, act, kit } = context;
  const { html, nothing, note, button, stripeLink } = kit;
  const { warnings, excess_permissions, edit_key_url } = connection;
  const product = profile.product.name;
  const replace = button(texts.replaceSecret, () => act.dispatch({ type: "reconnect_opened" }));
  const labels = excess_permissions.join(", ");
  return html`${
    warnings.includes("secret_key")
      ? note(
          "warn",
          "bang",
          "note",
          html`<p>${texts.secretWarning(product)}</p>`,
          ...(may.connect ? [replace] : []),
        )
      : nothing
  }
  ${
    warnings.includes("excess_permissions")
      ? note(
          "warn",
          "bang",
          "note",
          html`<p>${texts.excess(product, labels)}</p>`,
          ...(edit_key_url ? [stripeLink(context, texts.editKey, edit_key_url, true)] : []),
        )
      : nothing
  }`;
}
