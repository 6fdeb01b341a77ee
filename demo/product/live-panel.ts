/**
 * @module "Make Stripe live": whom the buttons act on, the buttons, and how the product will hear of it.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { LiveAction } from "../host/live-actions.ts";
import type { Connection } from "../../shared/schema/connections.ts";
import type { SyncAnswer } from "../../shared/schema/sync.ts";
import { formatLength, formatMoment } from "./format.ts";
import { renderCard, renderSelect } from "./parts.ts";
import { nameCustomer } from "./plan-words.ts";
import type { SideActions, SideState } from "./state.ts";

const BUTTONS: Readonly<Record<LiveAction, string>> = {
  fail_payment: "Fail a payment",
  pay: "Pay it",
  end_trial: "End the trial",
  upgrade: "Upgrade",
  cancel: "Cancel",
  take_back: "Take it back",
  dispute: "Dispute",
  apply_coupon: "Apply a coupon",
};

export function renderLivePanel(state: SideState, actions: SideActions): TemplateResult {
  const { connection } = state;
  return renderCard(
    "live",
    "Make Stripe live",
    connection?.method === "demo"
      ? html`<p class="empty">The demo dataset stands still. Connect a key to make it move.</p>`
      : renderControls(state, actions),
  );
}

function renderControls(state: SideState, actions: SideActions): TemplateResult {
  const { selected, pressed, connection, sync } = state;
  const renderButton = ([action, label]: [string, string]) => html`
    <button type="button" @click=${() => actions.press(action as LiveAction)}>${label}</button>
  `; // a key of the table
  return html`
    <p class="muted">Pick a customer, press, and watch it arrive.</p>
    ${selected ? renderCustomerPick(state, actions) : nothing}
    <div class="buttons" role="group" aria-label="Happens at Stripe">
      ${selected ? Object.entries(BUTTONS).map(renderButton) : html`<p class="muted">Nobody is there yet.</p>`}
    </div>
    <div class="buttons" role="group" aria-label="What falls due happens now">
      <button type="button" @click=${() => actions.advance("day")}>+ 1 day</button>
      <button type="button" @click=${() => actions.advance("month")}>+ 1 month</button>
    </div>
    <p class="outcome" role="status" data-tone=${pressed ? (pressed.done ? "good" : "warn") : nothing}>
      ${pressed ? `${pressed.done ? "✓" : "○"} ${pressed.message}` : nothing}
    </p>
    ${sync.is === "ready" ? renderMeans(sync.body, connection, actions) : nothing}
  `;
}

/** Offers the customers of the page that is shown, and whoever is picked already. */
function renderCustomerPick({ customers, selected }: SideState, actions: SideActions): TemplateResult {
  const shown = customers.is === "ready" ? customers.body.data : [];
  const isShown = shown.some(({ id }) => id === selected?.id);
  const all = selected && !isShown ? [selected, ...shown] : shown;
  const options = Object.fromEntries(all.map((customer) => [customer.id, nameCustomer(customer)]));
  return renderSelect("Customer", selected?.id ?? "", options, (id) => {
    const customer = all.find((one) => one.id === id);
    if (customer) actions.select(customer);
  });
}

/** Says how, and how soon, the product hears of what is pressed. */
function renderMeans(sync: SyncAnswer, connection: Connection | null, actions: SideActions): TemplateResult {
  const webhook = connection?.webhook;
  if (sync.means === "webhooks" || webhook?.status === "receiving" || webhook?.status === "waiting")
    return html`<p class="muted">Stripe tells this product by webhooks, within seconds.</p>`;
  const looks = sync.resources.flatMap(({ next_at }) => (next_at === null ? [] : [next_at]));
  const next = looks.length > 0 ? `; it looks next at ${formatMoment(Math.min(...looks))}` : "";
  const isOffered = webhook?.status === "none" && webhook.url !== null;
  return html`
    <p class="muted">
      No webhooks: the Worker looks for payments every ${formatLength(sync.freshness.payments)}${next}.
    </p>
    ${
      isOffered
        ? html`<button type="button" @click=${() => actions.sendEvents()}>Have Stripe send webhooks</button>`
        : nothing
    }
  `;
}
