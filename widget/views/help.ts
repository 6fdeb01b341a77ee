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
export function helpBefore(context: Context, profile: ProfileView): Part {
  const { help } = profile;
  if (!help) return nothing;
  const { texts } = context;
  return html`<div class="help stack tight" part="help">
    ${benefits(texts, profile, help)} ${why(texts, profile, help)} ${answers(context, profile, help)}
  </div>`;
}

/** Renders what it tells once there is one. */
export function helpAfter(context: Context, profile: ProfileView): Part {
  const { help } = profile;
  if (!help) return nothing;
  return html`<section class="card help stack tight" part="card help">
    ${steps(context.texts.help.next, profile, help.next, true)} ${answers(context, profile, help)}
  </section>`;
}

/** What is told before and after: questions, troubles, the way back, and where more is written. */
function answers(
  context: Context,
  profile: ProfileView,
  { email, links = [], questions, revoke, troubleshooting }: Help,
) {
  const words = context.texts.help;
  const troubles = troubleshooting?.map(({ problem, answer }) => ({ question: problem, answer }));
  return html`${answerList(words.questions, profile, questions)}
  ${answerList(words.troubleshooting, profile, troubles)} ${steps(words.revoke, profile, revoke)}
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

function benefits({ help }: Texts, profile: ProfileView, { benefits: rows }: Help): Part {
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
      <tbody lang=${profile.language}>
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

function why({ help }: Texts, profile: ProfileView, { why: paragraphs, signals = [] }: Help): Part {
  if (!paragraphs) return nothing;
  return fold(
    help.why,
    html`<div class="stack tight muted" lang=${profile.language}>
      ${paragraphs.map((line) => html`<p>${line}</p>`)}
      <ul class="dots">
        ${signals.map(({ name, text }) => html`<li><b>${name}</b> ${text}</li>`)}
      </ul>
    </div>`,
  );
}

function answerList(title: string, profile: ProfileView, asked: Help["questions"]): Part {
  if (!asked?.length) return nothing;
  return fold(
    title,
    html`<div class="stack tight" lang=${profile.language}>
      ${asked.map(({ question, answer }) => fold(question, html`<p class="muted">${answer}</p>`))}
    </div>`,
  );
}

function steps(
  title: string,
  profile: ProfileView,
  lines: readonly string[] | undefined,
  open = false,
): Part {
  if (!lines?.length) return nothing;
  return fold(
    title,
    html`<ol class="muted" lang=${profile.language}>
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
  .help th,
  .help td {
    width: 50%;
  }
  .help td:first-child {
    color: var(--muted);
  }
  .help ol {
    padding-inline-start: 18px;
    list-style: decimal;
  }
`;
