/**
 * @module The middle column: how to look at the element, and which keys to try on it.
 */

import { html, type TemplateResult } from "lit";
import type { DemoKey } from "../../host/answers.ts";
import { CHOICES, type ChoiceName } from "../choices.ts";
import type { PlaygroundActions, PlaygroundState } from "../state.ts";

/** What a visitor will see, by the key's name. */
const EXPECTED: Readonly<Record<string, string>> = {
  good: "Connects, all green",
  missing_one: "Connects, one row is red",
  other_mode: "Asks, where other data was asked for",
  publishable_other: "Of the other mode",
  missing_invoices: "Connects, one row is red",
  no_permissions: "Refused: it may read nothing",
  revoked: "Refused by Stripe",
  expired: "Refused: rolled or timed out",
  ip_restricted: "Refused from this address",
  publishable: "Stopped before it is sent",
  secret: "Connects, though it can do everything",
  live: "Connects in live mode",
  webhook_secret: "Has a field of its own",
  other_account: "Asks before it replaces another account",
};

/** Renders the controls and the keys to try. */
export function viewControls(state: PlaygroundState, actions: PlaygroundActions): TemplateResult {
  return html`
    <section class="panel" aria-labelledby="controls-heading">
      <h2 id="controls-heading">Look at it as</h2>
      <div class="choices">
        ${(Object.keys(CHOICES) as ChoiceName[]).map((name) => viewChoice(name, state, actions))}
      </div>
    </section>
    <section class="panel" aria-labelledby="keys-heading">
      <h2 id="keys-heading">Keys to try</h2>
      <p class="muted">Made up by the local Stripe. Paste one, or create your own in its Dashboard.</p>
      <ul class="keys">
        ${state.keys.map((key) => viewKey(key, actions))}
      </ul>
    </section>
  `;
}

function viewKey(key: DemoKey, actions: PlaygroundActions): TemplateResult {
  return html`
    <li class="key">
      <span class="key-label">${key.label}</span>
      <span class="key-about">${EXPECTED[key.name] ?? ""}</span>
      <span class="key-buttons">
        <button
          type="button"
          class="small"
          aria-label="Copy: ${key.label}"
          @click=${() => actions.copy(key.key, key.label)}
        >
          Copy
        </button>
        <button
          type="button"
          class="small strong"
          aria-label="Paste: ${key.label}"
          @click=${() => actions.paste(key)}
        >
          Paste
        </button>
      </span>
    </li>
  `;
}

function viewChoice(name: ChoiceName, state: PlaygroundState, actions: PlaygroundActions): TemplateResult {
  const { legend, options } = CHOICES[name];
  return html`
    <fieldset class="choice">
      <legend>${legend}</legend>
      <div class="segments">
        ${Object.entries(options).map(
          ([value, label]) => html`
            <label class="segment">
              <input
                type="radio"
                name=${name}
                value=${value}
                .checked=${state.choices[name] === value}
                @change=${() => actions.choose(name, value)}
              />
              <span lang=${name === "lang" ? value : "en"}>${label}</span>
            </label>
          `,
        )}
      </div>
    </fieldset>
  `;
}
