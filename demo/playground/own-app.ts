/**
 * @module The three lines that bring the element into an app of one's own, against the Worker that runs here.
 */

import { html, type TemplateResult } from "lit";
import type { DemoSettings } from "../host/host.ts";
import { PRODUCTS, type ProductName } from "../products.ts";
import { renderPanel, renderSmallButton } from "./inspector.ts";

/** Renders the panel for the app of `product`. */
export function renderOwnApp(
  settings: DemoSettings,
  product: ProductName,
  copy: (text: string, what: string) => void,
): TemplateResult {
  const { workerUrl, apps, ownOrigins } = settings;
  const ports = [...new Set(ownOrigins.map((origin) => new URL(origin).port))].join(", ");
  const renderLine = (title: string, about: string, text: string) => html`
    <li class="line">
      <div>
        <h3>${title}</h3>
        <p class="muted">${about}</p>
      </div>
      <pre tabindex="0" role="region" aria-label=${title}>${text}</pre>
      ${renderSmallButton("Copy", title, () => copy(text, title))}
    </li>
  `;
  const { id, headerFile } = apps[product];
  const lines = html`
    <p class="muted">
      They work on any page that localhost or 127.0.0.1 serves on port ${ports}, as
      ${PRODUCTS[product].label}.
    </p>
    <ol class="lines">
      ${renderLine(
        "Load the element",
        "From the Worker that runs here.",
        `<script type="module" src="${workerUrl}/parityrail-connect.js"></script>`,
      )}
      ${renderLine(
        "Put it on your page",
        "Without a backend, the app’s public id is enough.",
        `<parityrail-connect app="${id}"></parityrail-connect>`,
      )}
      ${renderLine(
        "Make a session in your backend",
        'Answer {"token"} at your own address, and name that: session-url="/api/session".',
        `curl -sS ${workerUrl}/v1/sessions -H "@${headerFile}" -d '{"project": "mine", "role": "admin"}'`,
      )}
    </ol>
  `;
  return renderPanel("own-app", "Your own app against this Worker", lines);
}
