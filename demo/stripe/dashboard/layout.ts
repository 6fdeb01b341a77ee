/**
 * @module The frame of every page of the local Stripe: title, account, mode, style, and buttons that copy.
 */

import { html, raw } from "hono/html";
import type { Mode } from "../../../shared/keys.ts";
import type { Account } from "../world.ts";

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

/** Renders a button that copies the value or text of the element `from`. */
export function renderCopyButton(from: string, main = false, what = ""): Html {
  const label = what ? html`aria-label="Copy ${what}"` : "";
  return html`<button type="button" class="${main ? "main" : ""}" data-copy-from="${from}" ${label}>
    Copy
  </button>`;
}

/** Renders, once a page, what all its copy buttons need. */
export function renderCopyScript(): Html {
  return html`<p role="status" id="copied"></p>
    <script>
      ${raw(SCRIPT)};
    </script>`;
}

const SCRIPT = `
for (const button of document.querySelectorAll("[data-copy-from]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copyFrom);
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    const text = source.value ?? source.textContent;
    const copied = await navigator.clipboard.writeText(text).then(() => true, () => document.execCommand("copy"));
    document.getElementById("copied").textContent = copied ? "Copied" : "Press Ctrl+C or ⌘C to copy";
  });
}`;

const STYLE = `
:root { --line: #d5dbe1; --soft: #f6f8fa; --text: #1a1f36; --quiet: #4f566b; --accent: #5547d6; --on-accent: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3c4257; --soft: #1f2333; --text: #f0f2f7; --quiet: #b4bacb; --accent: #a9a1ff; --on-accent: #14131f; }
  body { background: #151826; }
}
html { scroll-padding-bottom: 6rem; accent-color: var(--accent); }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header { border-bottom: 1px solid var(--line); background: var(--soft); padding: 0.5rem 1rem; }
header, main { display: block; }
.brand { margin: 0; color: var(--quiet); font-size: 0.875rem; }
.brand strong { color: var(--text); margin-right: 0.5rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; margin-top: 0.25rem; font-size: 0.875rem; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.125rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: 0.25rem; }
a { color: var(--accent); }
.quiet { color: var(--quiet); }
.badge { border-radius: 1rem; padding: 0 0.6rem; font-size: 0.8125rem; font-weight: 600; border: 1px solid currentColor; }
.badge.test { color: #8a4b00; } .badge.live { color: #0a6b3d; }
@media (prefers-color-scheme: dark) { .badge.test { color: #ffc178; } .badge.live { color: #7be0ac; } }
fieldset { border: 1px solid var(--line); border-radius: 0.5rem; margin: 1rem 0; padding: 0.75rem 1rem; min-width: 0; }
fieldset.row { position: relative; border: 0; border-bottom: 1px solid var(--line); border-radius: 0; margin: 0; padding: 0.5rem 0; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 1rem; }
fieldset.row legend { float: left; padding: 0; flex: 1 1 14rem; }
.levels { display: inline-flex; gap: 1.25rem; }
.choice { display: block; padding: 0.25rem 0; }
.field { display: block; margin: 0.75rem 0; }
.field span { display: block; font-weight: 600; }
input[type="text"], input[type="url"] { width: 100%; padding: 0.5rem 0.75rem; border: 1px solid #7a8199; border-radius: 0.375rem; font: inherit; color: inherit; background: transparent; }
input[readonly] { font-family: ui-monospace, monospace; font-size: 0.875rem; }
button, .button { display: inline-block; padding: 0.4rem 0.9rem; border: 1px solid #7a8199; border-radius: 0.375rem; font: inherit; color: inherit; background: transparent; text-decoration: none; cursor: pointer; }
button.main, .button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td form { display: inline; }
.actions { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.notice { border-left: 4px solid var(--accent); background: var(--soft); padding: 0.5rem 1rem; }
.scroll { overflow-x: auto; }
pre { overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.8125rem; }
select { padding: 0.4rem 0.5rem; border: 1px solid #7a8199; border-radius: 0.375rem; font: inherit; color: inherit; background: transparent; }
option { color: var(--text); background: var(--soft); }
code { font-size: 0.875rem; overflow-wrap: anywhere; }
.third-party { display: none; }
fieldset:has([value="third_party"]:checked) .third-party { display: block; }
.end { position: sticky; bottom: 0; background: var(--soft); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.75rem 1rem; margin-top: 1.5rem; }
`;
