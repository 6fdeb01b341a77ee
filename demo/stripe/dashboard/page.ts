/**
 * @module The frame of every Dashboard page: title, account, mode, and one plain style sheet.
 */

import { html, raw } from "hono/html";
import type { Mode } from "../../../shared/keys.ts";
import type { Account } from "../accounts.ts";
import { STYLE } from "./style.ts";

export type Html = ReturnType<typeof html>;

export interface PageContext {
  readonly account: Account;
  readonly accounts: readonly Account[];
  readonly mode: Mode;
}

/** Returns the address of a page of the same account and mode. */
export function pathTo({ account, mode }: PageContext, path: string): string {
  return `${mode === "test" ? "/test" : ""}${path}?account=${account.id}`;
}

/** Renders a page; without a context, one that belongs to no account. */
export function renderPage(title: string, context: PageContext | null, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Local Stripe</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <p class="brand"><strong>Local Stripe</strong> a stand-in on your machine, not stripe.com</p>
          ${context ? renderSwitches(context) : ""}
        </header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}

function renderSwitches(context: PageContext): Html {
  const { account, accounts, mode } = context;
  const others = accounts.filter(({ id }) => id !== account.id);
  const otherMode = mode === "test" ? "live" : "test";
  return html`<nav aria-label="Account and mode">
    <span>${account.name}</span>
    <span class="badge ${mode}">${mode === "test" ? "Test mode" : "Live mode"}</span>
    <a href="${pathTo(context, "/apikeys")}">API keys</a>
    <a href="${pathTo(context, "/webhooks")}">Webhooks</a>
    <a href="${pathTo({ ...context, mode: otherMode }, "/apikeys")}">Switch to ${otherMode} mode</a>
    ${others.map(
      (other) => html`<a href="${pathTo({ ...context, account: other }, "/apikeys")}">${other.name}</a>`,
    )}
  </nav>`;
}
