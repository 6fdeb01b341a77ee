/**
 * @module Whether Stripe's events arrive, where they are sent, and the signing secret that may come later.
 */

import { html, nothing, type TemplateResult } from "lit";
import { joinSentences } from "../../shared/join-sentences.ts";
import type { Mode } from "../../shared/keys.ts";
import type { ProfileView } from "../../shared/profile.ts";
import type { Webhook } from "../../shared/schema/connections.ts";
import type { ConnectedAnswer, ConnectedPhase } from "../controller/state.ts";
import { sayFailure } from "../i18n/languages.ts";
import type { Context } from "./context.ts";
import { alertNote, button, copyable, copyButton, stripeLink, type Part } from "./controls.ts";
import { saySecret, secretInputField, signingSecret } from "./fields.ts";
import { formatExactly, formatWhen } from "./format-when.ts";

const TONES = { none: "off", placeholder: "warn", waiting: "off", receiving: "ok", failed: "warn" } as const;

/** Renders the card; nothing where the profile takes no events. */
export function webhookCard(
  context: Context,
  { connection, may, profile }: ConnectedAnswer,
  phase: ConnectedPhase,
): Part {
  const { texts, act, code } = context;
  const words = texts.connection.webhook;
  const { status, managed, url, last_event_at: last } = connection.webhook;
  if (url === null) return nothing;
  const exact = last === null ? nothing : formatExactly(code, last);
  const isOpen = phase.is === "secret";
  const said = joinSentences(phase.is === "saved" && words.saved, sayStatus(context, connection.webhook));
  const verb = status === "none" || status === "placeholder" ? words.setUp : words.change;
  return html`<section class="card stack" part="card webhook-card" aria-labelledby="webhook">
    <div class="row between">
      <div class="grow">
        <h2 id="webhook" tabindex="-1" data-focus="webhook">${words.title}</h2>
        <p class="says small ${TONES[status]}" role="status">
          <span title=${exact}>${said}</span>
        </p>
        ${managed && status !== "failed" ? html`<p class="small muted">${words.managed}</p>` : nothing}
      </div>
      ${
        managed || !may.update || isOpen
          ? nothing
          : button(verb, () => act.dispatch({ type: "secret_asked" }), {
              focus: "ask_secret",
              label: `${verb}: ${words.title}`,
            })
      }
    </div>
    ${isOpen ? secretForm(context, { url, profile, phase, mode: connection.mode }) : nothing}
  </section>`;
}

function sayStatus({ texts, code }: Context, { status, last_event_at: last }: Webhook): string {
  const words = texts.connection.webhook;
  if (status !== "receiving") return words[status];
  return last === null ? words.waiting : words.last(formatWhen(code, last));
}

interface SecretForm {
  readonly url: string;
  readonly profile: ProfileView;
  readonly phase: Extract<ConnectedPhase, { is: "secret" }>;
  readonly mode: Mode;
}

/** Everything that Stripe asks for when an endpoint is added, and the field for the secret that it then has. */
function secretForm(context: Context, { url, profile, phase, mode }: SecretForm): TemplateResult {
  const { texts, act } = context;
  const words = texts.connection.webhook;
  const { secret, isBusy, isRevealed, failure } = phase;
  const events = (profile.webhook.kind === "pasted" && profile.webhook.events) || [];
  return html`<form class="stack" novalidate @submit=${act.saveSecret}>
    <ol class="steps stack">
      <li>
        <p>${words.open} ${stripeLink(context, words.page, profile.webhooks_url[mode])} ${words.add}</p>
        <p>${copyable(context, url)}</p>
      </li>
      ${
        events.length
          ? html`<li>
              <p>${words.select} ${copyButton(context, events.join("\n"), words.select, words.copyAll)}</p>
              <p class="chips">${events.map((name) => html`<code>${name}</code> `)}</p>
            </li>`
          : nothing
      }
      <li>
        ${secretInputField(context, "secret", {
          ...signingSecret(context, profile, secret),
          name: words.paste,
          readonly: isBusy,
          isRevealed,
          says: saySecret(context, secret),
        })}
      </li>
    </ol>
    ${failure ? alertNote(joinSentences(sayFailure(texts, failure), words.notSaved)) : nothing}
    <div class="row">
      ${button(isBusy ? words.saving : words.save, null, {
        kind: "primary",
        busy: isBusy,
        quiet: secret.is !== "good",
      })}
      ${isBusy ? nothing : button(texts.connection.cancel, act.close)}
    </div>
  </form>`;
}
