/**
 * @module The guide through Stripe's create-key wizard, as that wizard is today, with every row the profile asks for.
 *
 * The prefilled link may fill in nothing, so the whole list always stands here. The guide is a script of its
 * own, loaded when it is opened; it imports nothing, so that no page loads the element twice.
 */

import type { TemplateResult } from "lit/html.js";
import type { Mode } from "../../shared/keys.ts";
import type { ProfileView } from "../../shared/profile.ts";
import type { Kit } from "../lazy-views.ts";
import type { Context } from "../views/context.ts";
import type { LateViews } from "../views/late-views.ts";
import { GUIDE_EN, type GuideTexts } from "./guide-texts.ts";

export { guideStyle as style } from "./guide-style.ts";

type Rows = ProfileView["permissions"];

/** Creates what this script gives to the element. */
export function createViews(kit: Kit): Pick<LateViews, "guide"> {
  return { guide: (...what) => guideView(kit, ...what) };
}

/** Renders the guide for keys of `mode`, with the element's own `kit`. */
function guideView(kit: Kit, context: Context, profile: ProfileView, mode: Mode): TemplateResult {
  const { html, rich, stripeLink } = kit;
  const texts = context.texts.guide ?? GUIDE_EN;
  const required = profile.permissions.filter((row) => row.required);
  const optional = profile.permissions.filter((row) => !row.required);
  return html`<div id="guide" class="guide stack" part="guide">
    <h3>${texts.title}</h3>
    <div>
      <h4>${texts.before}</h4>
      <ul class="dots small muted">
        ${texts.beforeList(profile.product.name, texts.modes[profile.mode]).map((line) => html`<li>${rich(line)}</li>`)}
      </ul>
    </div>
    <ol class="stack">
      <li>
        <p>${texts.stepOpen} ${stripeLink(context, texts.createRestricted, profile.create_key_url[mode])}</p>
        <p class="muted">${texts.stepOpenHint}</p>
      </li>
      <li>
        <p>${rich(texts.stepUse)}</p>
        <p>
          ${copyable(kit, context, profile.third_party.name)}
          ${copyable(kit, context, profile.third_party.url)}
        </p>
      </li>
      <li>
        <p>${texts.stepName} ${copyable(kit, context, profile.key_name)} ${texts.stepNameWhy}</p>
        <p>${rich(sayChoose(context, profile))}</p>
        ${permissionTable(kit, context, required)}
        ${optional.length ? permissionTable(kit, context, optional, texts.alsoGrant) : ""}
        <p class="small muted">${rich(texts.connectColumn)}</p>
      </li>
      <li>${copyStep(kit, texts, profile)}</li>
    </ol>
  </div>`;
}

function sayChoose({ texts }: Context, { permissions }: ProfileView): string {
  const { stepChoose, stepChooseMixed } = texts.guide ?? GUIDE_EN;
  const [only, ...others] = new Set(permissions.map((row) => row.access));
  return only && !others.length ? stepChoose(texts.access[only]) : stepChooseMixed;
}

function copyStep(
  { html, rich }: Kit,
  texts: GuideTexts,
  { credentials, webhook }: ProfileView,
): TemplateResult {
  const expectsSecret = webhook.kind === "pasted" && webhook.expected;
  return html`<p>${rich(texts.stepCopy)}</p>
    ${credentials.publishable === "none" ? "" : html`<p>${rich(texts.stepPublishable)}</p>`}
    ${expectsSecret ? html`<p class="muted">${texts.stepSecret}</p>` : ""}`;
}

function copyable(kit: Kit, { texts, act }: Context, text: string): TemplateResult {
  const { copy } = texts.guide ?? GUIDE_EN;
  const options = { kind: "text", label: `${copy}: ${text}` } as const;
  return kit.html`<span class="copyable">
    <code>${text}</code> ${kit.button(copy, () => act.copy(text), options)}
  </span>`;
}

function permissionTable(
  { html, nothing }: Kit,
  { texts }: Context,
  rows: Rows,
  caption = "",
): TemplateResult {
  const { columns, wholeSection } = texts.guide ?? GUIDE_EN;
  // Named by role, because a narrow column shows the rows as blocks, which else takes the table away.
  return html`<table part="permission-table" role="table">
    ${
      caption
        ? html`<caption>
            ${caption}
          </caption>`
        : nothing
    }
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${columns.resource}</th>
        <th scope="col" role="columnheader">${columns.access}</th>
        <th scope="col" role="columnheader">${columns.why}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row) =>
          html`<tr role="row">
            <th scope="row" role="rowheader" lang="en">
              ${row.label}
              ${row.permission === "connect" ? html`<span class="muted">(${wholeSection})</span>` : nothing}
            </th>
            <td role="cell">${texts.access[row.access]}</td>
            <td role="cell" class="muted" lang="en">${row.why}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
