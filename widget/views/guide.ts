/**
 * @module The guide through Stripe's create-key wizard, as that wizard is today, with every row the profile asks for.
 *
 * Stripe's prefilled link may fill in nothing, so the whole list always stands here.
 */

import { css, html, nothing, type TemplateResult } from "lit";
import type { Mode } from "../../shared/keys.ts";
import type { ProfileView, Wizard } from "../../shared/profile.ts";
import { expectsSecret } from "../controller/state.ts";
import type { Context } from "./context.ts";
import { copyable, rich, stripeLink, type Part } from "./controls.ts";
import { ACCESS } from "./permissions.ts";

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
          <p>${words.step_open} ${stripeLink(context, "API keys", keys_url[mode])}</p>
          ${ownLines(profile, own.open)}
        </li>
        <li>
          <p>${rich(words.step_copy_secret)}</p>
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
            <summary>${words.or_restricted}</summary>
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
  const { create_key_url, key_name, permissions, third_party, wizard } = profile;
  const required = permissions.filter((row) => row.required);
  const others = permissions.filter((row) => !row.required);
  return html`<ol class="steps stack">
    <li>
      <p>${wizard.step_open} ${stripeLink(context, wizard.create_restricted, create_key_url[mode])}</p>
      <p class="muted">${wizard.step_open_hint}</p>
      ${ownLines(profile, open)}
    </li>
    <li>
      <p>${rich(wizard.step_use)}</p>
      <p>${copyable(context, third_party.name)} ${copyable(context, third_party.url)}</p>
    </li>
    <li>
      <p>${wizard.step_name} ${copyable(context, key_name)} ${wizard.step_name_why}</p>
      <p>${rich(sayChoose(wizard, permissions))}</p>
      ${permissionList(profile, required, sections)}
      ${others.length ? html`<p>${optional ?? wizard.also_grant}</p>` : nothing}
      ${permissionList(profile, others)}
      <p class="small muted">${rich(wizard.connect_column)}</p>
    </li>
    <li>
      <p>${rich(wizard.step_copy)}</p>
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
    <ul class="dots small muted" lang=${own?.before ? language : nothing}>
      ${lines.map((line) => html`<li>${own?.before ? line : rich(line)}</li>`)}
    </ul>
  </div>`;
}

function sayChoose({ step_choose, step_choose_mixed }: Wizard, rows: Rows): string {
  const [only, ...others] = new Set(rows.map((row) => row.access));
  return only && !others.length ? step_choose.replace("{access}", ACCESS[only]) : step_choose_mixed;
}

/** What else is copied or comes later, and what the product says of it. */
function alsoCopy(profile: ProfileView, { copy }: Guide): TemplateResult {
  const { wizard } = profile;
  return html`${profile.credentials.publishable === "none" ? nothing : html`<p>${rich(wizard.step_publishable)}</p>`}
  ${expectsSecret(profile) ? html`<p class="muted">${wizard.step_secret}</p>` : nothing}
  ${ownLines(profile, copy)}`;
}

const ownLines = (profile: ProfileView, lines: readonly string[] = []) =>
  lines.map((line) => html`<p class="muted" lang=${profile.language}>${line}</p>`);

/** The rows of Stripe's form, under its own section headings where the profile has them. */
function permissionList(
  { language }: ProfileView,
  rows: Rows,
  sections: readonly (Section | null)[] = [null],
): Part {
  if (!rows.length) return nothing;
  return html`<ul class="rows" part="permission-list">
    ${sections.map(
      (section) =>
        html`${
          section &&
          html`<li class="section small" lang="en">
            <b>${section.name}</b> <span class="muted" lang=${language}>${section.text}</span>
          </li>`
        }
        ${rows
          .filter((row) => !section || row.section === section.name)
          .map(
            (row) =>
              html`<li class="row">
                <b class="grow" lang="en">${row.label}</b> <span class="muted">${ACCESS[row.access]}</span>
                <span class="small muted reason" lang=${language}>${row.why}</span>
              </li>`,
          )}`,
    )}
  </ul>`;
}

export const guideStyle = css`
  .guide {
    padding: var(--space);
    border: 1px solid var(--line);
    border-radius: var(--inner);
    background: var(--sunken);
  }
  .guide .rows {
    margin: 4px 0 8px;
  }
  .guide li.row,
  .section,
  .help details details {
    gap: 2px 12px;
    padding: 6px 0;
    border-block-end: 1px solid var(--line);
  }
  .reason {
    flex-basis: 100%;
  }
`;
