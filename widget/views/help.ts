/**
 * @module What the product tells around the step: what one gets, questions and answers, how to take the access back.
 */

import { css, html, nothing, type TemplateResult } from "lit";
import type { ProfileView } from "../../shared/profile.ts";
import type { Texts } from "../i18n/en.ts";
import type { Context } from "./context.ts";
import type { Part } from "./controls.ts";

type Help = NonNullable<ProfileView["help"]>;

/** Renders what the product tells before there is a connection. */
export function helpBefore({ texts }: Context, { help }: ProfileView): Part {
  if (!help) return nothing;
  return html`<div class="help stack tight" part="help">
    ${benefits(texts, help)} ${questions(texts, help)} ${steps(texts.help.revoke, help.revoke)}
    ${contact(texts, help)}
  </div>`;
}

/** Renders what it tells once there is one. */
export function helpAfter({ texts }: Context, { help }: ProfileView): Part {
  if (!help) return nothing;
  return html`<section class="card help stack tight" part="card help">
    ${steps(texts.help.next, help.next, true)} ${questions(texts, help)}
    ${steps(texts.help.revoke, help.revoke)} ${contact(texts, help)}
  </section>`;
}

function benefits({ help }: Texts, { benefits: rows }: Help): Part {
  if (!rows?.length) return nothing;
  return html`<details open>
    <summary>${help.benefits}</summary>
    <table lang="en">
      <thead>
        <tr>
          <th scope="col">${help.without}</th>
          <th scope="col">${help.with}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <td>${row.without}</td>
              <td>${row.with}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

function questions({ help }: Texts, { questions: asked }: Help): Part {
  if (!asked?.length) return nothing;
  return html`<details>
    <summary>${help.questions}</summary>
    <div class="stack tight" lang="en">
      ${asked.map(
        ({ question, answer }) =>
          html`<details>
            <summary>${question}</summary>
            <p class="muted">${answer}</p>
          </details>`,
      )}
    </div>
  </details>`;
}

function steps(title: string, lines: readonly string[] | undefined, open = false): Part {
  if (!lines?.length) return nothing;
  return html`<details ?open=${open}>
    <summary>${title}</summary>
    <ol class="muted" lang="en">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ol>
  </details>`;
}

function contact({ help }: Texts, { email }: Help): TemplateResult | typeof nothing {
  if (!email) return nothing;
  return html`<p class="small muted">
    ${help.contact} <a class="link" part="link" href="mailto:${encodeURIComponent(email)}">${email}</a>
  </p>`;
}

export const helpStyle = css`
  .help details {
    align-self: stretch;
  }
  .help details details {
    padding-block: 6px;
    border-block-end: 1px solid var(--line);
  }
  .help th,
  .help td {
    width: 50%;
  }
  .help td:first-child {
    color: var(--muted);
  }
  .help .link {
    text-decoration: underline;
  }
  .help ol {
    padding-inline-start: 20px;
    list-style: decimal;
  }
`;
