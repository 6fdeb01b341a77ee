/**
 * @module The guide through Stripe's create-key wizard, as that wizard is today, with every row the profile asks for.
 *
 * Stripe's prefilled link may fill in nothing, so the whole list always stands here.
 */

import { css, html, nothing, type TemplateResult } from "lit";
import type { Mode } from "../../shared/keys.ts";
import type { ProfileView } from "../../shared/profile.ts";
import { expectsSecret } from "../controller/state.ts";
import type { Texts } from "../i18n/en.ts";
import type { Context } from "./context.ts";
import { copyable, rich, stripeLink } from "./controls.ts";

/** Renders the guide for keys of `mode`. */
export function guideView(context: Context, profile: ProfileView, mode: Mode): TemplateResult {
  const { texts } = context;
  const { guide } = texts;
  const required = profile.permissions.filter((row) => row.required);
  const optional = profile.permissions.filter((row) => !row.required);
  const before = guide.beforeList(profile.product.name, guide.modes[profile.mode]);
  return html`<div class="guide stack" part="guide">
    <h3>${guide.title}</h3>
    <div>
      <h4>${guide.before}</h4>
      <ul class="dots small muted">
        ${before.map((line) => html`<li>${rich(line)}</li>`)}
      </ul>
    </div>
    <ol class="stack">
      <li>
        <p>${guide.stepOpen} ${stripeLink(context, guide.createRestricted, profile.create_key_url[mode])}</p>
        <p class="muted">${guide.stepOpenHint}</p>
      </li>
      <li>
        <p>${rich(guide.stepUse)}</p>
        <p>${copyable(context, profile.third_party.name)} ${copyable(context, profile.third_party.url)}</p>
      </li>
      <li>
        <p>${guide.stepName} ${copyable(context, profile.key_name)} ${guide.stepNameWhy}</p>
        <p>${rich(sayChoose(texts, profile))}</p>
        ${permissionTable(texts, required, nothing)}
        ${
          optional.length
            ? permissionTable(
                texts,
                optional,
                html`<caption>
                  ${guide.alsoGrant}
                </caption>`,
              )
            : nothing
        }
        <p class="small muted">${rich(guide.connectColumn)}</p>
      </li>
      <li>${copyStep(texts, profile)}</li>
    </ol>
  </div>`;
}

function sayChoose({ guide, access }: Texts, { permissions }: ProfileView): string {
  const [only, ...others] = new Set(permissions.map((row) => row.access));
  return only && !others.length ? guide.stepChoose(access[only]) : guide.stepChooseMixed;
}

function copyStep({ guide }: Texts, profile: ProfileView): TemplateResult {
  return html`<p>${rich(guide.stepCopy)}</p>
    ${profile.credentials.publishable === "none" ? nothing : html`<p>${rich(guide.stepPublishable)}</p>`}
    ${expectsSecret(profile) ? html`<p class="muted">${guide.stepSecret}</p>` : nothing}`;
}

function permissionTable(
  { guide, access }: Texts,
  rows: ProfileView["permissions"],
  caption: TemplateResult | typeof nothing,
): TemplateResult {
  // With explicit roles, because a narrow column shows the rows as blocks, which takes the table's own away.
  return html`<table part="permission-table" role="table">
    ${caption}
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${guide.columns.resource}</th>
        <th scope="col" role="columnheader">${guide.columns.access}</th>
        <th scope="col" role="columnheader">${guide.columns.why}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row) =>
          html`<tr role="row">
            <th scope="row" role="rowheader" lang="en">
              ${row.label}
              ${row.permission === "connect" ? html`<span class="muted">(${guide.wholeSection})</span>` : nothing}
            </th>
            <td role="cell">${access[row.access]}</td>
            <td role="cell" class="muted" lang="en">${row.why}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export const guideStyle = css`
  .guide {
    padding: 16px;
    border: 1px solid var(--line);
    border-radius: var(--inner);
    background: var(--sunken);
  }
  .guide ol {
    counter-reset: step;
  }
  .guide ol > li {
    position: relative;
    padding-inline-start: 32px;
  }
  .guide ol > li::before {
    counter-increment: step;
    content: counter(step);
    position: absolute;
    inset-inline-start: 0;
    width: 22px;
    line-height: 20px;
    border: 1px solid var(--line);
    border-radius: 50%;
    background: var(--surface);
    color: var(--muted);
    font-size: 0.86em;
    text-align: center;
  }
  .guide ol p + p {
    margin-block-start: 4px;
  }
  .guide table + p {
    margin-block-start: 8px;
  }
  .guide td:nth-child(2) {
    color: var(--muted);
  }
  .guide th:first-child {
    width: 7.5em;
  }
  caption,
  tbody th {
    font-weight: 600;
  }
  @container (max-width: 400px) {
    .guide {
      padding: 12px;
    }
    .guide tr {
      display: grid;
      grid-template-columns: 1fr auto;
      padding-block: 6px;
      border-block-end: 1px solid var(--line);
    }
    .guide thead {
      display: none;
    }
    .guide table,
    .guide tbody,
    .guide caption {
      display: block;
    }
    .guide th:first-child,
    .guide td {
      width: auto;
      padding: 0;
      border: 0;
    }
    .guide td:last-child {
      grid-column: 1 / -1;
    }
  }
`;
