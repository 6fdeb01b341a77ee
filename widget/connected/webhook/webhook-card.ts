/**
 * @module Whether Stripe's events arrive, where they are sent, and the signing secret that may come later.
 */

import type { TemplateResult } from "lit/html.js";
import type { Webhook } from "../../../shared/schema/connections.ts";
import type { ConnectedAnswer, ConnectedPhase } from "../../controller/state.ts";
import type { ConnectedContext } from "../connected-view.ts";
import { sayExactly, sayWhen } from "../say-when.ts";

/** Renders the card; nothing where the profile takes no events. */
export function webhookCard(
  context: ConnectedContext,
  { connection, may }: ConnectedAnswer,
  phase: ConnectedPhase,
): TemplateResult | symbol {
  const { texts, code, kit } = context;
  const { html, nothing, disc } = kit;
  const { status, managed, url, last_event_at: last } = connection.webhook;
  if (url === null) return nothing;
  const [sign, tone] = SIGNS[status];
  const isOpen = status === "placeholder";
  const said = sayStatus(context, connection.webhook);
  const exact = last === null ? nothing : sayExactly(code, last * 1000);
  return html`<section class="card stack" part="card webhook-card" aria-labelledby="webhook">
    <div class="title">
      ${disc(sign, tone)}
      <div class="grow">
        <h2 id="webhook">${texts.webhook.title}</h2>
        <p class="muted" role="status"><span title=${exact}>${said}</span></p>
        ${managed && status !== "failed" ? html`<p class="small muted">${texts.webhook.managed}</p>` : nothing}
      </div>
    </div>
    ${managed || !may.connect ? nothing : secretDetails(context, url, isOpen, phase)}
  </section>`;
}

function sayStatus({ texts, code }: ConnectedContext, { status, last_event_at: last }: Webhook): string {
  const { webhook: words } = texts;
  switch (status) {
    case "failed":
    case "placeholder":
    case "none":
    case "waiting":
      return words[status];
    case "receiving":
      return last === null ? words.waiting : words.last(sayWhen(code, last * 1000));
  }
}

/** Where to send events, and the field for the secret that such an endpoint has. */
function secretDetails(
  context: ConnectedContext,
  url: string,
  isOpen: boolean,
  phase: ConnectedPhase,
): TemplateResult {
  const { texts, act, kit } = context;
  const { html, button } = kit;
  const { webhook: words } = texts;
  const saving = phase.is === "saving";
  return html`<details ?open=${isOpen}>
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
      <p class="copyable"><code>${url}</code> ${button(words.copy, () => act.copy(url), { kind: "text" })}</p>
      ${kit.field(context, "secret", {
        ...{ label: html`${texts.secretLabel}`, bad: false, placeholder: "whsec_…", readonly: saving },
        ...{ revealed: false, aside: kit.nothing, says: kit.nothing, move: null },
      })}
      <div class="row">
        ${button(saving ? words.saving : words.save, act.saveSecret, { submit: true, busy: saving })}
      </div>
    </form>
  </details>`;
}

const SIGNS = {
  none: ["dash", "off"],
  placeholder: ["bang", "warn"],
  waiting: ["question", "off"],
  receiving: ["check", "ok"],
  failed: ["bang", "warn"],
} as const;
