/**
 * @module The guide through Stripe's create-key wizard, as that wizard is today, with every row the profile asks for.
 *
 * The prefilled link may fill in nothing, so the whole list always stands here.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Mode } from "../../shared/keys.ts";
import type { ProfileView } from "../../shared/schema/profile.ts";
import { copyButton, stripeLink } from "../ui/button.ts";
import { rich } from "../ui/notes.ts";
import type { Context } from "./context.ts";

/** Renders the guide for keys of `mode`. */
export function guide(context: Context, profile: ProfileView, mode: Mode): TemplateResult {
  const { texts } = context;
  const required = profile.permissions.filter((row) => row.required);
  const optional = profile.permissions.filter((row) => !row.required);
  const accesses = new Set(required.map((row) => texts.access[row.access]));
  return html`<div id="guide" class="guide stack" part="guide">
    <h3>${texts.guide}</h3>
    <div>
      <h4>${texts.before}</h4>
      <ul class="dots small muted">
        ${texts.beforeList.map((line) => html`<li>${rich(line)}</li>`)}
      </ul>
    </div>
    <ol class="stack">
      <li>
        <p>${texts.stepOpen} ${stripeLink(context, texts.createRestricted, profile.create_key_url[mode])}</p>
        <p class="muted">${texts.stepOpenHint}</p>
      </li>
      <li>
        <p>${rich(texts.stepUse)}</p>
        <p>${copyable(context, profile.product.name)}${copyable(context, profile.product.url)}</p>
      </li>
      <li>
        <p>
          ${texts.stepName} ${copyable(context, profile.key_name)}
          ${rich(texts.stepChoose([...accesses].join(" / ")))}
        </p>
        ${permissionTable(context, required, nothing)}
        ${optional.length ? permissionTable(context, optional, texts.alsoGrant) : nothing}
      </li>
      <li><p>${texts.stepCopy}</p></li>
    </ol>
  </div>`;
}

function copyable(context: Context, text: string): TemplateResult {
  return html`<span class="copyable"><code>${text}</code> ${copyButton(context, text)}</span> `;
}

function permissionTable(
  { texts }: Context,
  rows: ProfileView["permissions"],
  caption: string | typeof nothing,
): TemplateResult {
  return html`<table part="permission-table">
    ${
      caption === nothing
        ? nothing
        : html`<caption>
            ${caption}
          </caption>`
    }
    <thead>
      <tr>
        <th scope="col">${texts.columns.resource}</th>
        <th scope="col">${texts.columns.access}</th>
        <th scope="col">${texts.columns.why}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row">${row.label}</th>
            <td>${texts.access[row.access]}</td>
            <td class="muted">${row.why}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
