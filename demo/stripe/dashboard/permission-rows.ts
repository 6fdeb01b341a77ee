/**
 * @module The form's permission rows: what is offered, what a link fills in, and what a form says.
 */

import { html } from "hono/html";
import { PERMISSIONS, permissionEntry, type PermissionName } from "../../../shared/permissions.ts";
import type { Html } from "./page.ts";

export interface PermissionRow {
  readonly label: string;
  readonly section: string;
  readonly identifier: string;
  readonly readOnly: boolean;
}

export type Level = "none" | "read" | "write";

/** Rows of Stripe's form that no list endpoint can prove, and which the catalogue leaves out. */
const OTHER_ROWS: readonly PermissionRow[] = [
  { label: "Mandates", section: "Core", identifier: "mandate", readOnly: false },
  { label: "Shipping Rates", section: "Core", identifier: "shipping_rate", readOnly: false },
  { label: "Sources", section: "Core", identifier: "source", readOnly: false },
  { label: "Test Clocks", section: "Core", identifier: "billing_clock", readOnly: false },
  {
    label: "Basic Business Contact Information",
    section: "Connect",
    identifier: "accounts_kyc_basic",
    readOnly: true,
  },
];

export const PERMISSION_ROWS: readonly PermissionRow[] = [
  ...(Object.keys(PERMISSIONS) as PermissionName[]).map((name) => {
    const { label, section, identifier, readOnly = false } = permissionEntry(name);
    return { label, section, identifier, readOnly };
  }),
  ...OTHER_ROWS,
];

const IDENTIFIERS = new Set(PERMISSION_ROWS.map(({ identifier }) => identifier));

/** Returns what a create-key link asks for; identifiers Stripe does not know are ignored in silence. */
export function readPrefill(query: URLSearchParams): Set<string> {
  const asked = [...query].filter(([name]) => /^permissions\[\d*\]$/.test(name));
  return new Set(asked.map(([, value]) => value.replace(/^rak_/, "")).filter(isOffered));
}

function isOffered(permission: string): boolean {
  const identifier = /^(.*)_(?:read|write)$/.exec(permission)?.[1];
  return identifier !== undefined && IDENTIFIERS.has(identifier);
}

/** Returns what a sent form grants; `kept` are permissions of an edited key that have no row. */
export function readForm(form: URLSearchParams, kept: Iterable<string> = []): string[] {
  const granted = PERMISSION_ROWS.flatMap(({ identifier, readOnly }) => {
    const level = form.get(`level:${identifier}`);
    if (level === "write" && !readOnly) return [`${identifier}_write`];
    return level === "read" ? [`${identifier}_read`] : [];
  });
  return [...granted, ...[...kept].filter((permission) => !isOffered(permission))];
}

/** Renders all rows by section, each with None, Read and, where there is one, Write. */
export function renderPermissions(granted: ReadonlySet<string>): Html {
  const sections = [...new Set(PERMISSION_ROWS.map(({ section }) => section))];
  return html`${sections.map(
    (section) =>
      html`<section>
        <h3>${section}</h3>
        ${PERMISSION_ROWS.filter((row) => row.section === section).map((row) => renderRow(row, granted))}
      </section>`,
  )}`;
}

function renderRow(row: PermissionRow, granted: ReadonlySet<string>): Html {
  const chosen = levelOf(row.identifier, granted);
  const levels: readonly Level[] = row.readOnly ? ["none", "read"] : ["none", "read", "write"];
  return html`<fieldset class="row">
    <legend>${row.label}</legend>
    <span class="levels">${levels.map((level) => renderLevel(row, level, level === chosen))}</span>
  </fieldset>`;
}

const LEVEL_NAMES = { none: "None", read: "Read", write: "Write" } as const;

function renderLevel({ identifier }: PermissionRow, level: Level, checked: boolean): Html {
  return html`<label
    ><input type="radio" name="level:${identifier}" value="${level}" ${checked ? "checked" : ""} />
    ${LEVEL_NAMES[level]}</label
  >`;
}

function levelOf(identifier: string, granted: ReadonlySet<string>): Level {
  if (granted.has(`${identifier}_write`)) return "write";
  return granted.has(`${identifier}_read`) ? "read" : "none";
}
