/**
 * @module The receipt: what the key can do, what it cannot, and which answer of Stripe's says so. Also as plain text.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { Receipt } from "../../shared/schema/receipt.ts";
import type { Context } from "./context.ts";
import { button, copyButton, icon } from "./controls.ts";
import { formatExactly } from "./format-when.ts";
import { ACCESS } from "./permissions.ts";

type Entry = Receipt["entries"][number];

/** Renders the card; a line while the receipt is on its way. */
export function receiptCard(context: Context, receipt: Receipt | null): TemplateResult {
  const { texts, act } = context;
  const words = texts.receipt;
  const text = receipt ? writeText(context, receipt) : "";
  return html`<section class="card stack" part="card receipt-card" aria-labelledby="receipt">
    <div class="row between">
      <h2 id="receipt" tabindex="-1" data-focus="receipt">${words.title}</h2>
      ${
        receipt
          ? html`<div class="row">
              ${copyButton(context, text, words.title)}
              ${button(words.print, () => printText(words.title, text), { kind: "text" })}
              ${button(words.close, act.close, { kind: "text" })}
            </div>`
          : nothing
      }
    </div>
    ${receipt ? contents(context, receipt) : html`<p role="status">${texts.loading}</p>`}
  </section>`;
}

function contents(context: Context, receipt: Receipt): TemplateResult {
  return html`<p class="small muted">${sayAsked(context, receipt)}</p>
    ${groupByTitle(receipt).map(
      ([title, entries]) =>
        html`<div>
          <h3>${title}</h3>
          <dl>
            ${entries.map(
              (entry) =>
                html`<div class="row between small">
                  <dt><span lang="en">${entry.label}</span> · ${ACCESS[entry.access]}</dt>
                  <dd><code>${sayRequest(context, entry)}</code></dd>
                </div>`,
            )}
          </dl>
        </div>`,
    )}
    <p class="row snug small muted kept">${icon("lock")}<span class="grow">${receipt.note}</span></p>`;
}

function sayAsked({ texts, code }: Context, { checked_at: at, refusal, label }: Receipt): string {
  const when = refusal?.since ?? at;
  const words = texts.receipt;
  return [label, when === null ? "" : (refusal ? words.refused : words.asked)(formatExactly(code, when))]
    .filter(Boolean)
    .join(" · ");
}

const groupByTitle = ({ entries }: Receipt) => [...Map.groupBy(entries, ({ title }) => title)];

/** Says how it is known: by which request, and how that was answered. */
const sayRequest = ({ texts }: Context, { request }: Entry): string =>
  request ? [request.request_id, request.status ?? "–"].filter(Boolean).join(" ") : texts.receipt.notAsked;

function writeText(context: Context, receipt: Receipt): string {
  const groups = groupByTitle(receipt).flatMap(([title, entries]) => [
    "",
    title,
    ...entries.map((entry) => `  ${entry.label} · ${ACCESS[entry.access]}  ${sayRequest(context, entry)}`),
  ]);
  return [context.texts.receipt.title, sayAsked(context, receipt), ...groups, "", receipt.note].join("\n");
}

/** Prints a page of its own, so that nothing of the page around comes along. */
function printText(title: string, text: string): void {
  const page = window.open("", "_blank");
  if (!page) return;
  page.document.title = title;
  const body = page.document.createElement("pre");
  body.textContent = text;
  page.document.body.append(body);
  page.print();
}
