/**
 * @module What the product never accesses, folded away but always at hand.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { ProfileView } from "../../shared/profile.ts";
import type { Context } from "./context.ts";

/** Renders the disclosure; nothing where the profile promises nothing. */
export function neverDisclosure({ texts }: Context, profile: ProfileView): TemplateResult | typeof nothing {
  if (!profile.never.length) return nothing;
  return html`<details part="never">
    <summary>${texts.never(profile.product.name)}</summary>
    <ul class="dots muted" lang="en">
      ${profile.never.map(({ lead, text }) => html`<li><b>${lead}</b> ${text}</li>`)}
    </ul>
  </details>`;
}
