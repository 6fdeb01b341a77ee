/**
 * @module The pages around one key: today's create wizard in short, the key shown once, and the edit form.
 *
 * The wizard's wording is Stripe's of 2026, as described by products that send their users through it.
 */

import { html } from "hono/html";
import type { KeyRecord } from "../keys.ts";
import { renderCopyButton, renderCopyScript } from "./copy.ts";
import { pathTo, renderPage, type Html, type PageContext } from "./page.ts";
import { renderPermissions } from "./permission-rows.ts";

const USES = [
  ["own", "Powering an integration you built"],
  ["third_party", "Providing this key to a third-party application"],
  ["agent", "Authorizing an AI agent"],
] as const;

export interface Prefill {
  readonly name: string;
  readonly permissions: ReadonlySet<string>;
}

export function renderCreatePage(context: PageContext, { name, permissions }: Prefill): Html {
  return renderPage(
    "Create restricted key",
    context,
    html`<form method="post" action="${pathTo(context, "/apikeys/create")}">
      <fieldset>
        <legend>How will you be using this key?</legend>
        ${USES.map(
          ([use, label], index) =>
            html`<label class="choice"
              ><input type="radio" name="use" value="${use}" ${index === 0 ? "checked" : ""} />
              ${label}</label
            >`,
        )}
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
      ${renderPermissions(permissions)}
      <div class="end actions">
        <button class="main" type="submit">Create key</button>
        <a class="button" href="${pathTo(context, "/apikeys")}">Cancel</a>
      </div>
    </form>`,
  );
}

/** Shows a new key, for the only time. */
export function renderKeyOnce(context: PageContext, title: string, record: KeyRecord): Html {
  return renderKey(
    context,
    title,
    record,
    html`<p>Copy <strong>${record.name}</strong> now: you will not be able to see it again.</p>`,
  );
}

/** Shows a standard key; in test mode as often as one likes. */
export function renderRevealedKey(context: PageContext, record: KeyRecord): Html {
  const again = record.mode === "test" ? "" : "Copy it now: you will not be able to see it again.";
  return renderKey(context, record.name, record, html`<p>Whoever has it can do everything. ${again}</p>`);
}

function renderKey(context: PageContext, title: string, { key }: KeyRecord, note: Html): Html {
  return renderPage(
    title,
    context,
    html`${note}
      <label class="field"
        ><span>API key</span><input id="key" type="text" readonly autocomplete="off" value="${key}"
      /></label>
      <div class="actions">
        ${renderCopyButton("key", true)}
        <a class="button" href="${pathTo(context, "/apikeys")}">Done</a>
      </div>
      ${renderCopyScript()}`,
  );
}

export function renderEditPage(context: PageContext, { id, name, permissions }: KeyRecord): Html {
  return renderPage(
    `Edit ${name}`,
    context,
    html`<form method="post" action="${pathTo(context, `/apikeys/${id}/edit`)}">
      <p class="quiet">The key stays the same; what it may do changes at once.</p>
      <h2>Permissions</h2>
      ${renderPermissions(permissions)}
      <div class="end actions">
        <button class="main" type="submit">Save</button>
        <a class="button" href="${pathTo(context, "/apikeys")}">Cancel</a>
      </div>
    </form>`,
  );
}
