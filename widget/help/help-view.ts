/**
 * @module What the product tells around the step: what one gets, questions and answers, how to take it back. A
 * script of its own, loaded where the profile has any of it; the step works without.
 */

import type { TemplateResult } from "lit/html.js";
import type { ProfileView } from "../../shared/profile.ts";
import type { Kit } from "../lazy-views.ts";
import type { Context } from "../views/context.ts";
import type { LateViews } from "../views/late-views.ts";
import { HELP_EN, type HelpTexts } from "./help-texts.ts";

export { helpStyle as style } from "./help-style.ts";

type Help = NonNullable<ProfileView["help"]>;
type Part = TemplateResult | symbol;

/** Creates what this script gives to the element. */
export function createViews(kit: Kit): Pick<LateViews, "help"> {
  return {
    help: {
      before: (context, profile) => before(kit, context, profile.help ?? {}),
      after: (context, profile) => after(kit, context, profile.help ?? {}),
    },
  };
}

function before(kit: Kit, context: Context, help: Help): TemplateResult {
  const texts = textsOf(context);
  return kit.html`<div class="help stack tight" part="help">
    ${benefits(kit, texts, help)} ${questions(kit, texts, help)} ${steps(kit, texts.revoke, help.revoke)}
    ${contact(kit, texts, help)}
  </div>`;
}

function after(kit: Kit, context: Context, help: Help): TemplateResult {
  const texts = textsOf(context);
  return kit.html`<section class="card help stack tight" part="card help">
    ${steps(kit, texts.next, help.next, true)} ${questions(kit, texts, help)}
    ${steps(kit, texts.revoke, help.revoke)} ${contact(kit, texts, help)}
  </section>`;
}

function textsOf({ texts }: Context): HelpTexts {
  return texts.help ?? HELP_EN;
}

function benefits({ html, nothing }: Kit, texts: HelpTexts, { benefits: rows }: Help): Part {
  if (!rows?.length) return nothing;
  return html`<details open>
    <summary>${texts.benefits}</summary>
    <table lang="en">
      <thead>
        <tr>
          <th scope="col">${texts.without}</th>
          <th scope="col">${texts.with}</th>
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

function questions({ html, nothing }: Kit, texts: HelpTexts, { questions: asked }: Help): Part {
  if (!asked?.length) return nothing;
  return html`<details>
    <summary>${texts.questions}</summary>
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

function steps(
  { html, nothing }: Kit,
  title: string,
  lines: readonly string[] | undefined,
  open = false,
): Part {
  if (!lines?.length) return nothing;
  return html`<details ?open=${open}>
    <summary>${title}</summary>
    <ol class="muted" lang="en">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ol>
  </details>`;
}

function contact({ html, nothing }: Kit, texts: HelpTexts, { email }: Help): Part {
  if (!email) return nothing;
  return html`<p class="small muted">
    ${texts.contact} <a class="link" part="link" href="mailto:${encodeURIComponent(email)}">${email}</a>
  </p>`;
}
