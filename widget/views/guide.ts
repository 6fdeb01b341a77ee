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
import { copyable, rich, stripeLink, type Part } from "./controls.ts";

type Guide = NonNullable<ProfileView["guide"]>;
type Section = NonNullable<Guide["sections"]>[number];
type Rows = ProfileView["permissions"];

/** Renders the guide for keys of `mode`: what comes before, and the steps to the kind of key that is wanted. */
export function guideView(context: Context, profile: ProfileView, mode: Mode): TemplateResult {
  const { texts } = context;
  const words = texts.guide;
  const { credentials, guide: own = {}, keys_url } = profile;
  const isSecret = own.key === "secret";
  const copy = alsoCopy(texts, profile, own);
  const steps = isSecret
    ? html`<ol class="steps stack">
        <li>
          <p>${words.stepOpen} ${stripeLink(context, "API keys", keys_url[mode])}</p>
          ${ownLines(profile, own.open)}
        </li>
        <li>
          <p>${rich(words.stepCopySecret)}</p>
          ${copy}
        </li>
      </ol>`
    : restrictedSteps(context, profile, mode, own, copy);
  return html`<div class="guide stack" part="guide">
    <h3>${isSecret ? texts.credentials.title : words.title}</h3>
    ${own.lead ? html`<p lang=${profile.language}>${own.lead}</p>` : nothing} ${beforeView(texts, profile)}
    ${steps}
    ${
      isSecret && credentials.restricted !== "refuse"
        ? html`<details>
            <summary>${words.orRestricted}</summary>
            ${restrictedSteps(context, profile, mode, {}, nothing)}
          </details>`
        : nothing
    }
  </div>`;
}

/** Stripe's wizard for a restricted key, with what the product says beside it, and `copy` as its last step. */
function restrictedSteps(
  context: Context,
  profile: ProfileView,
  mode: Mode,
  { open, optional, sections }: Guide,
  copy: Part,
): TemplateResult {
  const { texts } = context;
  const { guide } = texts;
  const { create_key_url, key_name, permissions, third_party } = profile;
  const required = permissions.filter((row) => row.required);
  const others = permissions.filter((row) => !row.required);
  return html`<ol class="steps stack">
    <li>
      <p>${guide.stepOpen} ${stripeLink(context, guide.createRestricted, create_key_url[mode])}</p>
      <p class="muted">${guide.stepOpenHint}</p>
      ${ownLines(profile, open)}
    </li>
    <li>
      <p>${rich(guide.stepUse)}</p>
      <p>${copyable(context, third_party.name)} ${copyable(context, third_party.url)}</p>
    </li>
    <li>
      <p>${guide.stepName} ${copyable(context, key_name)} ${guide.stepNameWhy}</p>
      <p>${rich(sayChoose(texts, permissions))}</p>
      ${permissionTable(texts, profile, required, undefined, sections)}
      ${permissionTable(texts, profile, others, optional ?? guide.alsoGrant)}
      <p class="small muted">${rich(guide.connectColumn)}</p>
    </li>
    <li>
      <p>${rich(guide.stepCopy)}</p>
      ${copy}
    </li>
  </ol>`;
}

/** What is needed first. The built-in list is for restricted keys. */
function beforeView({ guide }: Texts, { guide: own, language, mode }: ProfileView): Part {
  const builtIn = own?.key === "secret" ? [] : [guide.dashboard, guide.modes[mode]];
  const lines = own?.before ?? builtIn;
  if (!lines.length) return nothing;
  return html`<div>
    <h4>${guide.before}</h4>
    <ul class="dots small muted" lang=${own?.before ? language : nothing}>
      ${lines.map((line) => html`<li>${own?.before ? line : rich(line)}</li>`)}
    </ul>
  </div>`;
}

function sayChoose({ guide, access }: Texts, rows: Rows): string {
  const [only, ...others] = new Set(rows.map((row) => row.access));
  return guide.stepChoose(only && !others.length ? access[only] : null);
}

/** What else is copied or comes later, and what the product says of it. */
function alsoCopy({ guide }: Texts, profile: ProfileView, { copy }: Guide): TemplateResult {
  return html`${profile.credentials.publishable === "none" ? nothing : html`<p>${rich(guide.stepPublishable)}</p>`}
  ${expectsSecret(profile) ? html`<p class="muted">${guide.stepSecret}</p>` : nothing}
  ${ownLines(profile, copy)}`;
}

const ownLines = (profile: ProfileView, lines: readonly string[] = []) =>
  lines.map((line) => html`<p class="muted" lang=${profile.language}>${line}</p>`);

function permissionTable(
  { guide, access }: Texts,
  profile: ProfileView,
  rows: Rows,
  caption: string | undefined,
  sections: readonly (Section | null)[] = [null],
): Part {
  if (!rows.length) return nothing;
  const { columns } = guide;
  // With explicit roles, because a narrow column shows the rows as blocks, which takes the table's own away.
  return html`<table part="permission-table" role="table">
    ${
      caption &&
      html`<caption>
        ${caption}
      </caption>`
    }
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${columns.resource}</th>
        <th scope="col" role="columnheader">${columns.access}</th>
        <th scope="col" role="columnheader">${columns.why}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${sections.map(
        (section) =>
          html`${
            section &&
            html`<tr role="row">
              <th colspan="3" role="rowheader" lang="en">
                ${section.name} <span class="muted" lang=${profile.language}>${section.text}</span>
              </th>
            </tr>`
          }
          ${rows
            .filter((row) => !section || row.section === section.name)
            .map(
              (row) =>
                html`<tr role="row">
                  <th scope="row" role="rowheader" lang="en">${row.label}</th>
                  <td role="cell">${access[row.access]}</td>
                  <td role="cell" class="muted" lang=${profile.language}>${row.why}</td>
                </tr>`,
            )}`,
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
  th .muted {
    font-weight: 400;
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
