/**
 * @module The account's webhook endpoints, with Send test event and Delete, and a form for one more.
 */

import { html } from "hono/html";
import type { StripeObject } from "../store.ts";
import type { Delivery } from "../webhooks/send.ts";
import { renderCopyButton, renderCopyScript } from "./copy.ts";
import { pathTo, renderPage, type Html, type PageContext } from "./page.ts";

export interface EndpointForm {
  readonly url: string;
  readonly events: string;
}

/** What has just been done. */
export type WebhookNotice =
  | { readonly is: "nothing" }
  | { readonly is: "deleted" }
  | { readonly is: "sent"; readonly deliveries: readonly Delivery[] }
  | { readonly is: "refused"; readonly message: string; readonly form: EndpointForm };

const EMPTY_FORM: EndpointForm = { url: "", events: "*" };

export function renderWebhooksPage(
  context: PageContext,
  endpoints: readonly StripeObject[],
  notice: WebhookNotice,
): Html {
  const form = notice.is === "refused" ? notice.form : EMPTY_FORM;
  return renderPage(
    "Webhooks",
    context,
    html`${renderNotice(notice)} ${renderEndpoints(context, endpoints)}
      <h2>Add endpoint</h2>
      <form method="post" action="${pathTo(context, "/webhooks")}">
        <label class="field"
          ><span>Endpoint URL</span
          ><input type="url" name="url" value="${form.url}" required autocomplete="off"
        /></label>
        <label class="field"
          ><span>Events</span
          ><input type="text" name="events" value="${form.events}" required autocomplete="off"
        /></label>
        <p class="quiet">
          Types such as <code>invoice.paid</code>, with commas between; <code>*</code> for all.
        </p>
        <button class="main" type="submit">Add endpoint</button>
      </form>`,
  );
}

function renderNotice(notice: WebhookNotice): Html | "" {
  switch (notice.is) {
    case "nothing":
      return "";
    case "deleted":
      return html`<p class="notice" role="status">The endpoint was deleted.</p>`;
    case "refused":
      return html`<p class="notice" role="alert">${notice.message}</p>`;
    case "sent":
      return html`<div class="notice" role="status">${notice.deliveries.map(renderDelivery)}</div>`;
  }
}

function renderDelivery({ url, event, status, text }: Delivery): Html {
  const outcome = status === null ? "nobody answered" : `the answer was ${status}`;
  return html`<p>Sent <code>${event}</code> to <code>${url}</code>: ${outcome}.</p>
    ${text ? html`<pre>${text}</pre>` : ""}`;
}

function renderEndpoints(context: PageContext, endpoints: readonly StripeObject[]): Html {
  if (endpoints.length === 0) return html`<p class="quiet">There are none yet.</p>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">URL</th>
          <th scope="col">Events</th>
          <th scope="col">Status</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        ${endpoints.map((endpoint) => renderEndpoint(context, endpoint))}
      </tbody>
    </table>
  </div>`;
}

function renderEndpoint(context: PageContext, { id, url, enabled_events, status }: StripeObject): Html {
  const events = Array.isArray(enabled_events) ? enabled_events.map(String) : [];
  const action = (verb: string, label: string) =>
    html`<form method="post" action="${pathTo(context, `/webhooks/${id}/${verb}`)}">
      <button type="submit" aria-label="${label} ${String(url)}">${label}</button>
    </form>`;
  return html`<tr>
    <td><code>${String(url)}</code></td>
    <td>${events.map((event) => html`<div><code>${event}</code></div>`)}</td>
    <td>${status === "enabled" ? "Enabled" : "Disabled"}</td>
    <td><div class="actions">${action("test", "Send test event")} ${action("delete", "Delete")}</div></td>
  </tr>`;
}

/** Shows the signing secret of a new endpoint, for the only time. */
export function renderSecretOnce(context: PageContext, url: string, secret: string): Html {
  return renderPage(
    "Endpoint added",
    context,
    html`<p>
        Events for <code>${url}</code> are signed with this secret. You will not be able to see it again.
      </p>
      <label class="field"
        ><span>Signing secret</span
        ><input id="secret" type="text" readonly autocomplete="off" value="${secret}"
      /></label>
      <div class="actions">
        ${renderCopyButton("secret", true)}
        <a class="button" href="${pathTo(context, "/webhooks")}">Done</a>
      </div>
      ${renderCopyScript()}`,
  );
}
