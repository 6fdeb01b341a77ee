/**
 * @module One customer: the traits that Engage's prompts are shown by, and what their MRR consists of.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { CustomerView, TraitsAnswer } from "../../shared/schema/customers.ts";
import type { CustomerMrrAnswer } from "../../shared/schema/metrics.ts";
import { formatAmount, formatMoment, formatName } from "./format.ts";
import { renderCard, renderReading } from "./parts.ts";
import { nameCustomer } from "./plan-words.ts";
import type { SideState } from "./state.ts";

const MOVEMENTS_SHOWN = 6;

export function renderCustomerCard(state: SideState, customer: CustomerView): TemplateResult {
  const content = html`
    <p class="muted"><code>${customer.id}</code></p>
    <div class="pair">
      <div>
        <h4>Traits</h4>
        ${renderReading(state.traits, renderTraits)}
      </div>
      <div>
        <h4>Its part of MRR</h4>
        ${renderReading(state.parts, renderParts)}
        ${
          customer.entitlements.length > 0
            ? html`<h4>Entitlements</h4>
                <p>${customer.entitlements.join(", ")}</p>`
            : nothing
        }
      </div>
    </div>
  `;
  return renderCard("customer", nameCustomer(customer), content);
}

function renderTraits({ data }: TraitsAnswer): TemplateResult {
  const [found] = data;
  if (!found) return html`<p class="empty">No traits: the ledger does not know this customer.</p>`;
  return html`
    <dl class="pairs">
      ${Object.entries(found.traits).map(
        ([name, value]) =>
          html`<dt><code>${name}</code></dt>
            <dd>${value === null ? "—" : String(value)}</dd>`,
      )}
    </dl>
  `;
}

function renderParts({ totals, movements }: CustomerMrrAnswer): TemplateResult {
  const sum = totals.map(({ currency, monthly }) => formatAmount(monthly, currency)).join(" and ");
  const unknown = totals.reduce((count, { unknown_parts }) => count + unknown_parts, 0);
  const newest = movements.toReversed().slice(0, MOVEMENTS_SHOWN);
  return html`
    <p>
      ${sum ? html`<b>${sum}</b> a month` : "Nothing recurs."}
      ${
        unknown > 0
          ? html`<span data-tone="warn"
              >and ${unknown} not known: the key may not read a price or discount.</span
            >`
          : nothing
      }
    </p>
    <ul class="moves">
      ${newest.map(
        ({ at, kind, amount, currency }) =>
          html`<li>
            <span>${formatName(kind)}</span
            ><b data-tone=${amount < 0 ? "bad" : "good"}> ${formatAmount(amount, currency, true)}</b
            ><time class="muted">${formatMoment(at)}</time>
          </li>`,
      )}
    </ul>
  `;
}
