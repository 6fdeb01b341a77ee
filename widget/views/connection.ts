/**
 * @module A connection: what is connected, how it is and what mends it, and the way to end it.
 *
 * The card is green when all is well, amber when a part is not, red when the connection does not work.
 */

import { css, html, nothing, type TemplateResult } from "lit";
import { joinSentences } from "../../shared/join-sentences.ts";
import type { AccountPreview, Connection } from "../../shared/schema/connections.ts";
import { isRetryable } from "../controller/reduce.ts";
import type { ConnectedAnswer, ConnectedPhase, Screen } from "../controller/state.ts";
import { sayFailure } from "../i18n/languages.ts";
import type { Context } from "./context.ts";
import {
  alertNote,
  badge,
  button,
  disc,
  questionNote,
  stripeLink,
  warningNote,
  type Part,
} from "./controls.ts";
import { formatWhen } from "./format-when.ts";
import { describeConnection, isMendedByCheck, isRefused, sayHealth } from "./health.ts";
import { helpAfter } from "./help.ts";
import { permissionsCard } from "./permissions.ts";
import { receiptCard } from "./receipt.ts";
import { syncView } from "./sync.ts";
import { webhookCard } from "./webhook.ts";

/** Renders everything about a connection. */
export function connectionView(
  context: Context,
  { answer, phase, wasRead }: Extract<Screen, { is: "connected" }>,
): TemplateResult {
  const { texts, act } = context;
  const kind = isRefused(answer.connection) ? "plain" : "primary";
  return html`${connectionCard(context, answer)} ${failureNote(context, phase)} ${warnings(context, answer)}
    <slot name="success"></slot>
    ${syncView(context, answer.connection, wasRead)} ${permissionsCard(context, answer, phase)}
    ${consequences(context, answer)} ${webhookCard(context, answer, phase)}
    <slot name="help">${helpAfter(context, answer.profile)}</slot>
    ${phase.is === "receipt" ? receiptCard(context, phase.receipt) : nothing}
    ${button(texts.connection.continue, act.goOn, { kind, wide: true })}
    <div class="row end">
      ${
        phase.is === "receipt"
          ? nothing
          : button(texts.receipt.title, act.openReceipt, { kind: "text faint", focus: "ask_receipt" })
      }
      ${disconnect(context, answer, phase)}
    </div>`;
}

function connectionCard(context: Context, answer: ConnectedAnswer): TemplateResult {
  const { texts, act } = context;
  const { connection, may } = answer;
  const words = texts.connection;
  const matter = sayHealth(texts, connection);
  const isRed = isRefused(connection);
  const tone = isRed ? "bad" : matter ? "warn" : "ok";
  const shown = connection.method === "demo" ? "demo" : connection.mode;
  const open = () => act.dispatch({ type: "reconnect_opened" });
  return html`<section
    class="card stack ${tone}"
    part="card ${isRed ? "problem" : "connection"}-card"
    aria-labelledby="title"
  >
    <div class="row between">
      <div class="title grow">
        ${disc(matter ? "bang" : "check", tone)}
        <div class="grow">
          <div class="row snug">
            <h2 id="title" tabindex="-1" data-focus="heading">
              ${isRed && matter ? matter.title : words.connected}
            </h2>
            ${badge(words.badges[shown], shown)}
          </div>
          <p class="muted">${describeConnection(context, connection)}</p>
          <p class="small muted">
            ${connection.method === "demo" ? words.demoAbout : sayWho(context, connection)}
          </p>
          ${isRed ? nothing : accountPreview(context, connection.account_preview)}
        </div>
      </div>
      ${may.connect && !isRed ? button(shown === "demo" ? words.useOwn : words.reconnect, open) : nothing}
    </div>
    ${
      matter
        ? html`<p>${isRed ? nothing : html`<b>${joinSentences(`${matter.title}.`)}</b>`} ${matter.message}</p>
            ${mendButtons(context, answer)}`
        : nothing
    }
  </section>`;
}

/** Who connected it, and when. */
function sayWho(
  { texts, code }: Context,
  { connected_by: by, invited_by: inviter, connected_at: at }: Connection,
) {
  const words = texts.connection;
  const when = formatWhen(code, at);
  if (by !== null) return words.by(by, when);
  return inviter === null ? words.since(when) : words.byInvitation(inviter, when);
}

/** What mends it, the best way first; a missing permission is mended at its own row. */
function mendButtons(context: Context, { connection, may }: ConnectedAnswer): Part {
  const { texts, act } = context;
  const { edit_key_url, health, method } = connection;
  if (health.detail === "permission_missing") return nothing;
  const reconnect =
    method === "oauth"
      ? button(texts.connection.connectAgain, act.startOauth, { kind: "primary" })
      : button(texts.connection.pasteNew, () => act.dispatch({ type: "reconnect_opened" }), {
          kind: "primary",
        });
  const isIp = health.detail === "key_ip_restricted" && edit_key_url !== null;
  return html`<div class="row">
    ${isRefused(connection) && may.connect ? reconnect : nothing}
    ${isIp ? stripeLink(context, texts.editKey, edit_key_url, true) : nothing}
    ${
      isMendedByCheck(connection) && may.check
        ? button(
            health.detail === "refused_once" ? texts.connection.askAgain : texts.connection.recheck,
            act.check,
          )
        : nothing
    }
  </div>`;
}

/** What the probes saw of the account, so that a person knows whether it is the right one. */
function accountPreview({ texts, code }: Context, preview: AccountPreview | null): Part {
  if (!preview) return nothing;
  const words = texts.connection;
  const { customers, subscriptions, newest_customer_at: newest, currency, plans } = preview;
  const seen = [
    customers === "none" ? words.noCustomers : "",
    newest === null ? "" : words.newest(new Date(newest * 1000).toLocaleString(code, { dateStyle: "long" })),
    currency?.toUpperCase() ?? "",
    plans.join(", "),
  ].filter(Boolean);
  return html`${seen.length ? html`<p class="small muted">${seen.join(" · ")}</p>` : nothing}
  ${subscriptions === "none" ? html`<p class="says small warn"><b>${words.noSubscriptions}</b></p>` : nothing}`;
}

function failureNote({ texts, act }: Context, phase: ConnectedPhase): Part {
  if (phase.is !== "failed") return nothing;
  const { call, failure } = phase;
  const { stillConnected, asBefore } = texts.connection;
  const mayBeRetried = isRetryable(failure); // with the button that was pressed
  const still = mayBeRetried ? (call === "disconnect" ? stillConnected : asBefore) : "";
  return alertNote(
    joinSentences(sayFailure(texts, failure), still),
    mayBeRetried ? nothing : button(texts.retry, act.load),
  );
}

/** What should be mended although it works: a secret key, and a key that can do more than is asked. */
function warnings(context: Context, { connection, profile, may }: ConnectedAnswer): Part {
  const { texts, act } = context;
  const words = texts.connection;
  const { warnings: found, excess_permissions, edit_key_url } = connection;
  const product = profile.product.name;
  const replace = button(words.replaceSecret, () => act.dispatch({ type: "reconnect_opened" }));
  const edit = edit_key_url ? stripeLink(context, texts.editKey, edit_key_url, true) : nothing;
  const excess = words.excess(product, excess_permissions.join(", "));
  return html`${
    found.includes("secret_key")
      ? warningNote(html`<p>${words.secretWarning(product)}</p>`, may.connect ? replace : nothing)
      : nothing
  }
  ${found.includes("excess_permissions") ? warningNote(html`<p>${excess}</p>`, edit) : nothing}`;
}

/** Nobody is stopped by a missing permission, but everybody is told what does not work without it. */
function consequences({ texts }: Context, { connection, profile }: ConnectedAnswer): Part {
  const missing = connection.permissions.filter(({ required, status }) => required && status === "missing");
  if (!missing.length) return nothing;
  const names = missing.map(({ permission }) => permission);
  const without = profile.permissions
    .filter((row) => names.includes(row.permission))
    .flatMap((row) => row.without ?? []);
  return html`<p class="muted">
    ${texts.connection.goOn} <span lang=${profile.language}>${joinSentences(...without)}</span>
  </p>`;
}

function disconnect(
  { texts, act }: Context,
  { connection, may }: ConnectedAnswer,
  phase: ConnectedPhase,
): Part {
  if (!may.disconnect) return nothing;
  const words = texts.connection;
  const busy = phase.is === "disconnecting";
  if (!busy && phase.is !== "confirming") {
    const ask = () => act.dispatch({ type: "disconnect_asked" });
    return button(words.disconnect, ask, { kind: "text faint", focus: "disconnect" });
  }
  const { method, webhook } = connection;
  const isInStripe = webhook.managed || method === "oauth";
  const effect = isInStripe ? words.disconnectManaged : words.disconnectWhat;
  return questionNote(
    words.disconnectQuestion,
    method === "demo" ? words.disconnectWhatDemo : effect,
    html`${busy ? nothing : button(words.keep, () => act.dispatch({ type: "closed" }))}
    ${button(busy ? words.disconnecting : words.disconnect, act.disconnect, { kind: "danger", busy })}`,
  );
}

export const connectionStyle = css`
  .card:is(.ok, .bad, .warn) {
    background: var(--ground);
  }
  .why {
    margin: calc(var(--space) * 0.9) calc(var(--space) * -1) 0;
    padding: 12px var(--space) 0;
    border-block-start: 1px solid var(--line);
  }
  .card.ok .title > .disc {
    background: var(--tone);
    color: var(--surface);
  }
  .snug {
    gap: 0 10px;
  }
  .rows {
    margin: 14px calc(var(--space) * -1) calc(var(--space) * -0.9);
  }
  li > .grow.grow {
    min-width: min-content;
  }
  li.row {
    padding: 10px var(--space);
    border-block-start: 1px solid var(--line);
  }
  .past b,
  .past span {
    color: var(--muted);
    font-weight: 400;
  }
  .past .disc {
    border-color: var(--line);
    background: none;
  }
  .row .fix {
    flex-basis: 100%;
    padding-inline-start: 32px;
    color: var(--bad);
  }
  .step > .wide {
    flex: none;
  }
  .end {
    justify-content: center;
  }
  dl {
    margin-block-start: 4px;
  }
  .button.danger {
    color: var(--bad);
  }
  .button.faint {
    align-self: center;
    color: var(--muted);
    font-weight: 400;
  }
  @container (max-width: 400px) {
    li.row > .link {
      flex-basis: 100%;
      padding-inline-start: 32px;
    }
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
