/**
 * @module The card at the top of a connection: green when all is well, red when Stripe no longer takes the key.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Connection, ConnectionAnswer } from "../../shared/schema/connections.ts";
import { button } from "../ui/button.ts";
import { disc } from "../ui/icons.ts";
import { badge } from "../ui/mode-switch.ts";
import type { Context } from "./context.ts";

type May = ConnectionAnswer["may"];

/** Renders the green card. */
export function connectionCard(context: Context, connection: Connection, may: May): TemplateResult {
  const { texts } = context;
  return html`<section class="card ok" part="card connection-card" aria-labelledby="title">
    <div class="row between">
      ${titleBlock(context, connection, disc("check", "ok"), texts.connected)}
      ${buttons(context, may, texts.reconnect)}
    </div>
  </section>`;
}

/** Renders the red card: what Stripe said, and the way on. */
export function problemCard(
  context: Context,
  connection: Connection,
  problem: NonNullable<Connection["problem"]>,
  may: May,
): TemplateResult {
  const { texts } = context;
  const { title, text } = texts.problemCard[problem];
  return html`<section class="card bad stack tight" part="card problem-card" aria-labelledby="title">
    ${titleBlock(context, connection, disc("bang", "bad"), title)}
    <p>${text}</p>
    ${buttons(context, may, texts.pasteNew, true)}
  </section>`;
}

function titleBlock({ texts }: Context, connection: Connection, sign: TemplateResult, title: string) {
  const demo = connection.method === "demo";
  const account = connection.account?.name ?? connection.account?.id;
  return html`<div class="title-block grow">
    ${sign}
    <div class="grow">
      <div class="row baseline">
        <h2 id="title" tabindex="-1" data-focus="heading">${title}</h2>
        ${demo ? badge(texts.badges.demo, "demo") : badge(texts.badges[connection.mode], connection.mode)}
      </div>
      <p class="muted">
        ${demo ? texts.demoLabel : html`<code dir="ltr">${connection.label}</code>`}${
          account && !demo ? html` · ${account}` : nothing
        }
      </p>
    </div>
  </div>`;
}

function buttons({ texts, act }: Context, may: May, connect: string, urgent = false) {
  if (!may.connect && !may.disconnect) return nothing;
  return html`<div class="row">
    ${
      may.connect
        ? button(connect, () => act.dispatch({ type: "reconnect_opened" }), {
            kind: urgent ? "primary" : "plain",
          })
        : nothing
    }
    ${
      may.disconnect
        ? button(texts.disconnect, () => act.dispatch({ type: "disconnect_asked" }), {
            kind: "text",
            focus: "disconnect",
          })
        : nothing
    }
  </div>`;
}
