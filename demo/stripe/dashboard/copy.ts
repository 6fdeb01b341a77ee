/**
 * @module A button that copies what stands elsewhere on the page, and says so.
 */

import { html, raw } from "hono/html";
import type { Html } from "./page.ts";

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
