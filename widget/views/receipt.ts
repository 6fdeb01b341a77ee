/**
 * @module The receipt: what the key can do, what it cannot, and which answer of Stripe's says so. Also as plain text.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { ProfileView } from "../../shared/profile.ts";
import type { Receipt } from "../../shared/schema/receipt.ts";
import type { Context } from "./context.ts";
import { button, copyButton, icon } from "./controls.ts";
import { formatExactly } from "./format-when.ts";

/** A heading and what stands under it: what it is about, and how that is known. */
type Group = readonly [heading: string, rows: readonly (readonly [what: string, how: string])[]];

/** Renders the card; a line while the receipt is on its way. */
export function receiptCard(context: Context, receipt: Receipt | null, profile: ProfileView): TemplateResult {
  const { texts, act } = context;
  const words = texts.receipt;
  const text = receipt ? writeText(context, receipt, profile) : "";
  return html`<section class="card stack receipt" part="card receipt-card" aria-labelledby="receipt">
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
    ${receipt ? contents(context, receipt, profile) : html`<p role="status">${texts.loading}</p>`}
  </section>`;
}

function contents(context: Context, receipt: Receipt, profile: ProfileView): TemplateResult {
  return html`<p class="small muted">${sayAsked(context, receipt)}</p>
    ${listGroups(context, receipt).map(
      ([heading, rows]) =>
        html`<div>
          <h3>${heading}</h3>
          <dl>
            ${rows.map(
              ([what, how]) =>
                html`<div class="row between small">
                  <dt lang="en">${what}</dt>
                  <dd><code>${how}</code></dd>
                </div>`,
            )}
          </dl>
        </div>`,
    )}
    <p class="row snug small muted kept">
      ${icon("lock")}<span class="grow">${sayRest(context, receipt, profile)}</span>
    </p>`;
}

function sayAsked({ texts, code }: Context, { checked_at: at, refusal, label }: Receipt): string {
  const when = refusal?.since ?? at;
  const words = texts.receipt;
  return [label, when === null ? "" : (refusal ? words.refused : words.asked)(formatExactly(code, when))]
    .filter(Boolean)
    .join(" · ");
}

function listGroups({ texts }: Context, { entries }: Receipt): Group[] {
  const words = texts.receipt;
  const find = (status: string, asked?: boolean) =>
    entries
      .filter((entry) => entry.status === status && (asked === undefined || entry.asked === asked))
      .map(({ label, access, request }) => {
        const how = request
          ? [request.request_id, request.status ?? "–"].filter(Boolean).join(" ")
          : words.notAsked;
        return [`${label} · ${texts.access[access]}`, how] as const;
      });
  const groups: Group[] = [
    [words.can, find("granted", true)],
    [words.canMore, find("granted", false)],
    [words.cannot, find("missing")],
    [words.unknown, find("unknown")],
    [words.unchecked, find("unchecked")],
  ];
  return groups.filter(([, rows]) => rows.length);
}

function sayRest({ texts }: Context, receipt: Receipt, { product }: ProfileView): string {
  const words = texts.receipt;
  const sends = receipt.writes_refused ? words.onlyReads(product.name) : words.onlyThese(product.name);
  return `${words.beyond[receipt.beyond]} ${receipt.beyond === "nothing" ? "" : sends}`;
}

function writeText(context: Context, receipt: Receipt, profile: ProfileView): string {
  const groups = listGroups(context, receipt).flatMap(([heading, rows]) => [
    "",
    heading,
    ...rows.map((row) => `  ${row.join("  ")}`),
  ]);
  const { title } = context.texts.receipt;
  return [title, sayAsked(context, receipt), ...groups, "", sayRest(context, receipt, profile)].join("\n");
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
