/**
 * @module Whether Stripe's events arrive, where they are sent, and the signing secret that may come later.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { Webhook } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer, ConnectedPhase } from "../controller/state.ts";
import type { Context } from "./context.ts";
import { button, copyable, disc, type Part } from "./controls.ts";
import { secretInputField } from "./fields.ts";
import { formatExactly, formatWhen } from "./format-when.ts";

const SIGNS = {
  none: ["dash", "off"],
  placeholder: ["bang", "warn"],
  waiting: ["question", "off"],
  receiving: ["check", "ok"],
  failed: ["bang", "warn"],
} as const;

/** Renders the card; nothing where the profile takes no events. */
export function webhookCard(
  context: Context,
  { connection, may }: ConnectedAnswer,
  phase: ConnectedPhase,
): Part {
  const { texts, code } = context;
  const words = texts.connection.webhook;
  const { status, managed, url, last_event_at: last } = connection.webhook;
  if (url === null) return nothing;
  const [sign, tone] = SIGNS[status];
  const exact = last === null ? nothing : formatExactly(code, last);
  return html`<section class="card stack" part="card webhook-card" aria-labelledby="webhook">
    <div class="title">
      ${disc(sign, tone)}
      <div class="grow">
        <h2 id="webhook">${words.title}</h2>
        <p class="muted" role="status">
          <span title=${exact}>${sayStatus(context, connection.webhook)}</span>
        </p>
        ${managed && status !== "failed" ? html`<p class="small muted">${words.managed}</p>` : nothing}
      </div>
    </div>
    ${managed || !may.connect ? nothing : secretForm(context, url, status === "placeholder", phase)}
  </section>`;
}

function sayStatus({ texts, code }: Context, { status, last_event_at: last }: Webhook): string {
  const words = texts.connection.webhook;
  if (status !== "receiving") return words[status];
  return last === null ? words.waiting : words.last(formatWhen(code, last));
}

/** Where to send events, and the field for the secret that such an endpoint has. */
function secretForm(context: Context, url: string, open: boolean, phase: ConnectedPhase): TemplateResult {
  const { texts, act } = context;
  const words = texts.connection.webhook;
  const busy = phase.is === "saving";
  return html`<details ?open=${open}>
    <summary>${words.change}</summary>
    <form
      class="stack"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        act.saveSecret();
      }}
    >
      <p class="muted">${words.how}</p>
      <p>${copyable(context, url)}</p>
      ${secretInputField(context, "secret", {
        label: html`${texts.secretLabel}`,
        placeholder: "whsec_…",
        readonly: busy,
      })}
      <div class="row">
        ${button(busy ? words.saving : words.save, act.saveSecret, { submit: true, busy })}
      </div>
    </form>
  </details>`;
}
