/**
 * @module What the product tells around the step: what one gets, questions and answers, how to take the access back.
 */

import { css, html, nothing, type TemplateResult } from "lit";
import type { ProfileView } from "../../shared/profile.ts";
import type { Texts } from "../i18n/en.ts";
import type { Context } from "./context.ts";
import { stripeLink, type Part } from "./controls.ts";

type Help = NonNullable<ProfileView["help"]>;

/** Renders what the product tells before there is a connection. */
export function helpBefore(context: Context, { help, language }: ProfileView): Part {
  if (!help) return nothing;
  const { texts } = context;
  return html`<div class="help stack tight" part="help">
    ${benefits(texts, help, language)} ${why(texts, help, language)} ${answers(context, help, language)}
  </div>`;
}

/** Renders what it tells once there is one. */
export function helpAfter(context: Context, { help, language }: ProfileView): Part {
  if (!help) return nothing;
  return html`<section class="card help stack tight" part="card help">
    ${steps(context.texts.help.next, language, help.next, true)} ${answers(context, help, language)}
  </section>`;
}

/** What is told before and after: questions, troubles, the way back, and where more is written. */
function answers(
  context: Context,
  { email, links = [], questions, revoke, troubleshooting }: Help,
  language: string,
) {
  const words = context.texts.help;
  const troubles = troubleshooting?.map(({ problem, answer }) => ({ question: problem, answer }));
  return html`${answerList(words.questions, language, questions)}
  ${answerList(words.troubleshooting, language, troubles)} ${steps(words.revoke, language, revoke)}
  ${links.map(({ text, url }) => html`<p class="small">${stripeLink(context, text, url)}</p>`)}
  ${
    email
      ? html`<p class="small muted">
          ${words.contact}
          <a class="link" part="link" href="mailto:${encodeURIComponent(email)}">${email}</a>
        </p>`
      : nothing
  }`;
}

function benefits({ help }: Texts, { benefits: rows }: Help, language: string): Part {
  if (!rows?.length) return nothing;
  return fold(
    help.benefits,
    html`<table>
      <thead>
        <tr>
          <th scope="col">${help.without}</th>
          <th scope="col">${help.with}</th>
        </tr>
      </thead>
      <tbody lang=${language}>
        ${rows.map(
          (row) =>
            html`<tr>
              <td>${row.without}</td>
              <td>${row.with}</td>
            </tr>`,
        )}
      </tbody>
    </table>`,
    true,
  );
}

function why({ help }: Texts, { why: paragraphs, signals = [] }: Help, language: string): Part {
  if (!paragraphs) return nothing;
  return fold(
    help.why,
    html`<div class="stack tight muted" lang=${language}>
      ${paragraphs.map((line) => html`<p>${line}</p>`)}
      <ul class="dots">
        ${signals.map(({ name, text }) => html`<li><b>${name}</b> ${text}</li>`)}
      </ul>
    </div>`,
  );
}

function answerList(title: string, language: string, asked: Help["questions"]): Part {
  if (!asked?.length) return nothing;
  return fold(
    title,
    html`<div class="stack tight" lang=${language}>
      ${asked.map(({ question, answer }) => fold(question, html`<p class="muted">${answer}</p>`))}
    </div>`,
  );
}

function steps(title: string, language: string, lines: readonly string[] | undefined, open = false): Part {
  if (!lines?.length) return nothing;
  return fold(
    title,
    html`<ol class="muted" lang=${language}>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ol>`,
    open,
  );
}

function fold(title: string, content: TemplateResult, open = false): TemplateResult {
  return html`<details ?open=${open}>
    <summary>${title}</summary>
    ${content}
  </details>`;
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
