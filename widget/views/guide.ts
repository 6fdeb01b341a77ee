/**
 * @module The guide through Stripe's create-key wizard, as that wizard is today, with every row the profile asks for.
 *
 * Stripe's prefilled link may fill in nothing, so the whole list always stands here.
 */

import { css, html, nothing, type TemplateResult } from "lit";
import type { Mode } from "../../shared/keys.ts";
import type { ProfileView, Wizard } from "../../shared/profile.ts";
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
  const words = profile.wizard;
  const { credentials, guide: own = {}, keys_url } = profile;
  const isSecret = own.key === "secret";
  const copy = alsoCopy(profile, own);
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
    ${own.lead ? html`<p lang=${profile.language}>${own.lead}</p>` : nothing} ${beforeView(profile)} ${steps}
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
  const { create_key_url, key_name, permissions, third_party, wizard } = profile;
  const required = permissions.filter((row) => row.required);
  const others = permissions.filter((row) => !row.required);
  return html`<ol class="steps stack">
    <li>
      <p>${wizard.stepOpen} ${stripeLink(context, wizard.createRestricted, create_key_url[mode])}</p>
      <p class="muted">${wizard.stepOpenHint}</p>
      ${ownLines(profile, open)}
    </li>
    <li>
      <p>${rich(wizard.stepUse)}</p>
      <p>${copyable(context, third_party.name)} ${copyable(context, third_party.url)}</p>
    </li>
    <li>
      <p>${wizard.stepName} ${copyable(context, key_name)} ${wizard.stepNameWhy}</p>
      <p>${rich(sayChoose(texts, wizard, permissions))}</p>
      ${permissionTable(texts, profile, required, { sections })}
      ${permissionTable(texts, profile, others, { caption: optional ?? wizard.alsoGrant })}
      <p class="small muted">${rich(wizard.connectColumn)}</p>
    </li>
    <li>
      <p>${rich(wizard.stepCopy)}</p>
      ${copy}
    </li>
  </ol>`;
}

/** What is needed first. The built-in list is for restricted keys. */
function beforeView({ guide: own, language, mode, wizard }: ProfileView): Part {
  const builtIn = own?.key === "secret" ? [] : [wizard.dashboard, wizard.modes[mode]];
  const lines = own?.before ?? builtIn;
  if (!lines.length) return nothing;
  return html`<div>
    <h4>${wizard.before}</h4>
    <ul class="dots small muted" lang=${language}>
      ${lines.map((line) => html`<li>${own?.before ? line : rich(line)}</li>`)}
    </ul>
  </div>`;
}

function sayChoose({ access }: Texts, { stepChoose, stepChooseMixed }: Wizard, rows: Rows): string {
  const [only, ...others] = new Set(rows.map((row) => row.access));
  return only && !others.length ? stepChoose.replace("{access}", access[only]) : stepChooseMixed;
}

/** What else is copied or comes later, and what the product says of it. */
function alsoCopy(profile: ProfileView, { copy }: Guide): TemplateResult {
  const { wizard } = profile;
  return html`${profile.credentials.publishable === "none" ? nothing : html`<p>${rich(wizard.stepPublishable)}</p>`}
  ${expectsSecret(profile) ? html`<p class="muted">${wizard.stepSecret}</p>` : nothing}
  ${ownLines(profile, copy)}`;
}

const ownLines = ({ language }: ProfileView, lines: readonly string[] = []) =>
  lines.map((line) => html`<p class="muted" lang=${language}>${line}</p>`);

function permissionTable(
  { access }: Texts,
  { language, wizard: { columns } }: ProfileView,
  rows: Rows,
  {
    caption,
    sections = [null],
  }: { readonly caption?: string; readonly sections?: readonly (Section | null)[] | undefined },
): Part {
  if (!rows.length) return nothing;
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
                ${section.name} <span class="muted" lang=${language}>${section.text}</span>
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
                  <td role="cell" class="muted" lang=${language}>${row.why}</td>
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
