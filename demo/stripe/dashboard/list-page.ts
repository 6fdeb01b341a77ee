/**
 * @module The list of an account's keys, masked but for publishable ones, with Edit, Reveal, Roll and Delete.
 */

import { html } from "hono/html";
import { maskKey } from "../../../shared/keys.ts";
import { canReveal, type KeyRecord } from "../keys.ts";
import { renderCopyButton, renderCopyScript } from "./copy.ts";
import { pathTo, renderPage, type Html, type PageContext } from "./page.ts";

/** What has just been done → what to say. */
export const NOTICES: Readonly<Record<string, string>> = {
  saved: "The key’s permissions were saved.",
  deleted: "The key was deleted. It no longer works.",
};

export function renderListPage(
  context: PageContext,
  keys: readonly KeyRecord[],
  notice: string | null,
): Html {
  const restricted = keys.filter(({ kind }) => kind === "restricted");
  const standard = keys.filter(({ kind }) => kind !== "restricted");
  const said = NOTICES[notice ?? ""];
  return renderPage(
    "API keys",
    context,
    html`${said ? html`<p class="notice" role="status">${said}</p>` : ""}
      <h2>Restricted keys</h2>
      <p><a class="button main" href="${pathTo(context, "/apikeys/create")}">Create restricted key</a></p>
      ${renderKeys(context, restricted)}
      <h2>Standard keys</h2>
      ${renderKeys(context, standard)} ${renderCopyScript()}`,
  );
}

function renderKeys(context: PageContext, keys: readonly KeyRecord[]): Html {
  if (keys.length === 0) return html`<p class="quiet">There are none yet.</p>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Token</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        ${keys.map((key) => renderKey(context, key))}
      </tbody>
    </table>
  </div>`;
}

function renderKey(context: PageContext, key: KeyRecord): Html {
  const { id, name, kind } = key;
  const edit = html`<a
    class="button"
    href="${pathTo(context, `/apikeys/${id}/edit`)}"
    aria-label="Edit ${name}"
    >Edit</a
  >`;
  return html`<tr>
    <td>${name}</td>
    <td><code id="${id}">${kind === "publishable" ? key.key : maskKey(key.key)}</code></td>
    <td>
      <div class="actions">
        ${kind === "restricted" ? edit : ""}
        ${kind === "publishable" ? renderCopyButton(id, false, name) : ""}
        ${canReveal(key) ? renderAction(context, key, "reveal", "Reveal") : ""}
        ${renderAction(context, key, "roll", "Roll")} ${renderAction(context, key, "delete", "Delete")}
      </div>
    </td>
  </tr>`;
}

function renderAction(context: PageContext, { id, name }: KeyRecord, action: string, label: string): Html {
  return html`<form method="post" action="${pathTo(context, `/apikeys/${id}/${action}`)}">
    <button type="submit" aria-label="${label} ${name}">${label}</button>
  </form>`;
}
