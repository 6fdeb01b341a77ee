/**
 * @module The receipt: what the key can do, what it cannot, and which answer of Stripe's says so. Also as plain text.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { ProfileView } from "../../shared/profile.ts";
import type { Receipt } from "../../shared/schema/receipt.ts";
import type { Context } from "./context.ts";
import { button, copyButton, icon } from "./controls.ts";
import { formatExactly } from "./format-when.ts";
import { ACCESS } from "./permissions.ts";

/** A heading and what stands under it: what it is about, and how that is known. */
type Group = readonly [heading: string, rows: readonly (readonly [what: string, how: string])[]];

/** What the receipt says, as a card and as text: when it was asked, what was found, and what is beyond that. */
type Said = readonly [asked: string, groups: readonly Group[], rest: string];

/** Renders the card; a line while the receipt is on its way. */
export function receiptCard(context: Context, receipt: Receipt | null, profile: ProfileView): TemplateResult {
  const { texts } = context;
  const said: Said | null = receipt && [
    sayAsked(context, receipt),
    listGroups(context, receipt),
    sayRest(context, receipt, profile),
  ];
  return html`<section class="card stack" part="card receipt-card" aria-labelledby="receipt">
    <div class="row between">
      <h2 id="receipt" tabindex="-1" data-focus="receipt">${texts.receipt.title}</h2>
      ${said ? buttons(context, said) : nothing}
    </div>
    ${said ? contents(said) : html`<p role="status">${texts.loading}</p>`}
  </section>`;
}

function buttons(context: Context, said: Said): TemplateResult {
  const { texts, act } = context;
  const { title, print, close } = texts.receipt;
  const text = writeText(title, said);
  return html`<div class="row">
    ${copyButton(context, text, title)} ${button(print, () => printText(title, text), { kind: "text" })}
    ${button(close, act.close, { kind: "text" })}
  </div>`;
}

function contents([asked, groups, rest]: Said): TemplateResult {
  return html`<p class="small muted">${asked}</p>
    ${groups.map(
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
    <p class="row snug small muted kept">${icon("lock")}<span class="grow">${rest}</span></p>`;
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
        return [`${label} · ${ACCESS[access]}`, how] as const;
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

function writeText(title: string, [asked, groups, rest]: Said): string {
  const lines = groups.flatMap(([heading, rows]) => [
    "",
    heading,
    ...rows.map((row) => `  ${row.join("  ")}`),
  ]);
  return [title, asked, ...lines, "", rest].join("\n");
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
