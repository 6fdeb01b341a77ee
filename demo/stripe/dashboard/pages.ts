/**
 * @module The Dashboard's pages: the list of keys, the create wizard, a key shown once, permissions, webhooks.
 *
 * The wizard's wording is Stripe's of 2026, as described by products that send their users through it.
 */

import { html } from "hono/html";
import { maskKey } from "../../../shared/keys.ts";
import { PERMISSIONS } from "../../../shared/permissions.ts";
import type { KeyRecord } from "../keys.ts";
import type { StripeObject } from "../objects.ts";
import type { Delivery } from "../webhooks.ts";
import {
  pathTo,
  renderCopyButton,
  renderCopyScript,
  renderPage,
  type Html,
  type PageContext,
} from "./layout.ts";

const NOTICES: Readonly<Record<string, string>> = {
  saved: "The key’s permissions were saved.",
  deleted: "The key was deleted. It no longer works.",
};

const USES = [
  ["own", "Powering an integration you built"],
  ["third_party", "Providing this key to a third-party application"],
  ["agent", "Authorizing an AI agent"],
] as const;

const LEVELS = { none: "None", read: "Read", write: "Write" } as const;

interface PermissionRow {
  readonly label: string;
  readonly section: string;
  readonly identifier: string;
  readonly readOnly?: boolean;
}

/** The catalogue, and rows of Stripe's form that no list endpoint can prove, which the catalogue leaves out. */
const PERMISSION_ROWS: readonly PermissionRow[] = [
  ...Object.values(PERMISSIONS),
  { label: "Mandates", section: "Core", identifier: "mandate" },
  { label: "Shipping Rates", section: "Core", identifier: "shipping_rate" },
  { label: "Sources", section: "Core", identifier: "source" },
  { label: "Test Clocks", section: "Core", identifier: "billing_clock" },
  {
    label: "Basic Business Contact Information",
    section: "Connect",
    identifier: "accounts_kyc_basic",
    readOnly: true,
  },
];

/** Lists an account's keys, masked but for publishable ones. */
export function renderListPage(page: PageContext, keys: readonly KeyRecord[], notice: string): Html {
  const said = NOTICES[notice];
  const restricted = keys.filter(({ kind }) => kind === "restricted");
  const standard = keys.filter(({ kind }) => kind !== "restricted");
  const render = (some: readonly KeyRecord[]) =>
    renderTable(
      ["Name", "Token", "Actions"],
      some.map((key) => renderKeyRow(page, key)),
    );
  return renderPage(
    "API keys",
    page,
    html`${said ? renderNotice(said) : ""}
      <h2>Restricted keys</h2>
      <p><a class="button main" href="${pathTo(page, "/apikeys/create")}">Create restricted key</a></p>
      ${render(restricted)}
      <h2>Standard keys</h2>
      ${render(standard)} ${renderCopyScript()}`,
  );
}

function renderTable(headings: readonly string[], rows: readonly Html[]): Html {
  if (rows.length === 0) return html`<p class="quiet">There are none yet.</p>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function renderKeyRow(page: PageContext, key: KeyRecord): Html {
  const { id, name, kind } = key;
  const edit = pathTo(page, `/apikeys/${id}/edit`);
  const act = (verb: string, label: string) =>
    renderAction(pathTo(page, `/apikeys/${id}/${verb}`), label, name);
  return html`<tr>
    <td>${name}</td>
    <td><code id="${id}">${kind === "publishable" ? key.key : maskKey(key.key)}</code></td>
    <td>
      <div class="actions">
        ${
          kind === "restricted"
            ? html`<a class="button" href="${edit}" aria-label="Edit ${name}">Edit</a>`
            : ""
        }
        ${kind === "publishable" ? renderCopyButton(id, false, name) : ""}
        ${kind === "secret" ? act("reveal", "Reveal") : ""} ${act("roll", "Roll")} ${act("delete", "Delete")}
      </div>
    </td>
  </tr>`;
}

function renderAction(path: string, label: string, what: string): Html {
  return html`<form method="post" action="${path}">
    <button type="submit" aria-label="${label} ${what}">${label}</button>
  </form>`;
}

/** Shows the create wizard with what a link fills in. */
export function renderCreatePage(page: PageContext, name: string, permissions: ReadonlySet<string>): Html {
  const renderUse = ([use, label]: (typeof USES)[number], index: number) =>
    html`<label class="choice"
      ><input type="radio" name="use" value="${use}" ${index === 0 ? "checked" : ""} /> ${label}</label
    >`;
  return renderPage(
    "Create restricted key",
    page,
    html`<form method="post" action="${pathTo(page, "/apikeys/create")}">
      <fieldset>
        <legend>How will you be using this key?</legend>
        ${USES.map(renderUse)}
        <div class="third-party">
          <label class="field"
            ><span>Name of the application</span><input type="text" name="thirdparty"
          /></label>
          <label class="field"
            ><span>Website of the application</span><input type="url" name="thirdparty_url"
          /></label>
          <p class="quiet">Only for your own records.</p>
        </div>
      </fieldset>
      <label class="field"
        ><span>Key name</span
        ><input type="text" name="name" value="${name}" required maxlength="100" autocomplete="off"
      /></label>
      <h2>Choose your own</h2>
      <p class="quiet">Customise permissions for this key.</p>
      ${renderPermissions(page, permissions, "Create key")}
    </form>`,
  );
}

export function renderEditPage(page: PageContext, { id, name, permissions }: KeyRecord): Html {
  return renderPage(
    `Edit ${name}`,
    page,
    html`<form method="post" action="${pathTo(page, `/apikeys/${id}/edit`)}">
      <p class="quiet">The key stays the same; what it may do changes at once.</p>
      <h2>Permissions</h2>
      ${renderPermissions(page, permissions, "Save")}
    </form>`,
  );
}

/** Renders all rows by section, each with None, Read and, where there is one, Write, and the form's buttons. */
function renderPermissions(page: PageContext, granted: ReadonlySet<string>, submit: string): Html {
  const renderSection = (section: string) =>
    html`<section>
      <h3>${section}</h3>
      ${PERMISSION_ROWS.filter((row) => row.section === section).map((row) => renderRow(row, granted))}
    </section>`;
  return html`${[...new Set(PERMISSION_ROWS.map(({ section }) => section))].map(renderSection)}
    <div class="end actions">
      <button class="main" type="submit">${submit}</button>
      <a class="button" href="${pathTo(page, "/apikeys")}">Cancel</a>
    </div>`;
}

function renderRow({ label, identifier, readOnly }: PermissionRow, granted: ReadonlySet<string>): Html {
  const read = granted.has(`${identifier}_read`) ? "read" : "none";
  const chosen = granted.has(`${identifier}_write`) ? "write" : read;
  const levels = (["none", "read", "write"] as const).filter((level) => level !== "write" || !readOnly);
  const renderLevel = (level: keyof typeof LEVELS) =>
    html`<label
      ><input type="radio" name="level:${identifier}" value="${level}" ${level === chosen ? "checked" : ""} />
      ${LEVELS[level]}</label
    >`;
  return html`<fieldset class="row">
    <legend>${label}</legend>
    <span class="levels">${levels.map(renderLevel)}</span>
  </fieldset>`;
}

/** Returns what a create-key link asks for; identifiers that Stripe does not know are ignored. */
export function readPrefill(query: URLSearchParams): Set<string> {
  const asked = [...query].filter(([name]) => /^permissions\[\d*\]$/.test(name));
  return new Set(asked.map(([, value]) => value.replace(/^rak_/, "")).filter(hasRow));
}

/** Returns what a sent form grants; `kept` are permissions of an edited key that have no row. */
export function readForm(form: URLSearchParams, kept: Iterable<string> = []): string[] {
  const granted = PERMISSION_ROWS.flatMap(({ identifier, readOnly }) => {
    const level = form.get(`level:${identifier}`);
    if (level === "write" && !readOnly) return [`${identifier}_write`];
    return level === "read" ? [`${identifier}_read`] : [];
  });
  return [...granted, ...[...kept].filter((permission) => !hasRow(permission))];
}

function hasRow(permission: string): boolean {
  const identifier = /^(.*)_(?:read|write)$/.exec(permission)?.[1];
  return PERMISSION_ROWS.some((row) => row.identifier === identifier);
}

export interface Secret {
  /** What it is: "API key". */
  readonly label: string;
  readonly value: string;
  /** Stands above it. */
  readonly about: Html;
  /** The page to go to afterwards. */
  readonly back: "/apikeys" | "/webhooks";
}

/** Shows a secret, which the pages after it show no more. */
export function renderSecret(page: PageContext, title: string, { label, value, about, back }: Secret): Html {
  return renderPage(
    title,
    page,
    html`<p>${about}</p>
      <label class="field"
        ><span>${label}</span><input id="secret" type="text" readonly autocomplete="off" value="${value}"
      /></label>
      <div class="actions">
        ${renderCopyButton("secret", true)} <a class="button" href="${pathTo(page, back)}">Done</a>
      </div>
      ${renderCopyScript()}`,
  );
}

/** Says how the last action ended. */
export function renderNotice(text: string | Html, role: "status" | "alert" = "status"): Html {
  return html`<div class="notice" role="${role}">${text}</div>`;
}

/** Says how a test event was received. */
export function renderDelivery({ url, event, status, text }: Delivery): Html {
  const outcome = status === null ? "nobody answered" : `the answer was ${status}`;
  return html`<p>Sent <code>${event}</code> to <code>${url}</code>: ${outcome}.</p>
    ${text ? html`<pre>${text}</pre>` : ""}`;
}

/** Lists webhook endpoints, with a form for one more. */
export function renderWebhooksPage(
  page: PageContext,
  endpoints: readonly StripeObject[],
  notice: Html | "" = "",
  form = { url: "", events: "*" },
): Html {
  const rows = endpoints.map((endpoint) => renderEndpoint(page, endpoint));
  return renderPage(
    "Webhooks",
    page,
    html`${notice} ${renderTable(["URL", "Events", "Status", "Actions"], rows)}
      <h2>Add endpoint</h2>
      <form method="post" action="${pathTo(page, "/webhooks")}">
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

function renderEndpoint(page: PageContext, { id, url, enabled_events, status }: StripeObject): Html {
  const events = Array.isArray(enabled_events) ? enabled_events.map(String) : [];
  const act = (verb: string, label: string) =>
    renderAction(pathTo(page, `/webhooks/${id}/${verb}`), label, String(url));
  return html`<tr>
    <td><code>${String(url)}</code></td>
    <td>${events.map((event) => html`<div><code>${event}</code></div>`)}</td>
    <td>${status === "enabled" ? "Enabled" : "Disabled"}</td>
    <td><div class="actions">${act("test", "Send test event")} ${act("delete", "Delete")}</div></td>
  </tr>`;
}
