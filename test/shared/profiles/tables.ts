/**
 * @module The tables of docs/profiles.md, written from the data they show.
 */

import { PERMISSIONS, PERMISSION_NAMES } from "../../../shared/permissions.ts";
import type { Profile, WebhookRule } from "../../../shared/profile.ts";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { RESOURCE_NAMES, RESOURCES, type Resource } from "../../../shared/resources.ts";

/** Name of a table's place in the document → its Markdown. */
export function writeTables(): Record<string, string> {
  return {
    profiles: writeProfiles(Object.values(PROFILES)),
    syncs: writeSyncs(Object.values(PROFILES)),
    ...Object.fromEntries(
      Object.values(PROFILES).map((profile) => [`profile ${profile.name}`, writeRequests(profile)]),
    ),
    resources: writeResources(),
    catalogue: writeCatalogue(),
  };
}

function writeProfiles(profiles: readonly Profile[]): string {
  return writeTable(
    [
      "name",
      "product",
      "the key's name in Stripe",
      "data",
      "ways",
      "restricted / secret / publishable",
      "webhook",
    ],
    profiles.map(({ name, product, key_name, mode, methods, credentials, webhook }) => [
      code(name),
      `[${product.name}](${product.url})`,
      key_name,
      mode,
      methods.join(", "),
      `${credentials.restricted} / ${credentials.secret} / ${credentials.publishable}`,
      describeWebhook(webhook),
    ]),
  );
}

function writeSyncs(profiles: readonly Profile[]): string {
  return writeTable(
    ["name", "resources", "history", "wanted within", "reads a month"],
    profiles.map(({ name, sync }) => [
      code(name),
      sync.resources.map(code).join(", "),
      sync.days === null ? "all" : `${sync.days} days`,
      `${sync.freshness_seconds} s`,
      String(sync.reads_per_month),
    ]),
  );
}

function writeResources(): string {
  return writeTable(
    ["resource", "permission", "list", "of which, with `days`"],
    RESOURCE_NAMES.map((name) => {
      const { permission, path, query, alive, perCustomer }: Resource = RESOURCES[name];
      return [
        code(name),
        code(permission),
        code(`GET ${path}${query === undefined ? "" : `?${query}`}`) + describeCustomers(perCustomer),
        alive === undefined ? "all" : ["those days", ...alive.map(code)].join(", "),
      ];
    }),
  );
}

function describeCustomers(perCustomer: Resource["perCustomer"]): string {
  switch (perCustomer) {
    case undefined:
      return "";
    case "all":
      return ", of each customer";
    case "subscribed":
      return ", of each customer with a subscription that has not ended";
  }
}

function describeWebhook(rule: WebhookRule): string {
  switch (rule.kind) {
    case "none":
      return "none";
    case "pasted":
      return rule.expected ? "pasted, a placeholder at first" : "pasted, if at all";
    case "managed":
      return `made by the Worker with ${rule.methods.join(" and ")}, ${rule.events.length} events`;
  }
}

function writeRequests({ permissions }: Profile): string {
  return writeTable(
    ["row in Stripe", "access", "", "why"],
    permissions.map(({ permission, access, required, why }) => [
      PERMISSIONS[permission].label,
      access,
      required ? "required" : "optional",
      why,
    ]),
  );
}

function writeCatalogue(): string {
  return writeTable(
    ["permission", "section", "row", "identifier", "read is proved by", "write is proved by", "certainty"],
    PERMISSION_NAMES.map((name) => {
      const { section, label, identifier, probe, writeProbe, readOnly, certainty } = PERMISSIONS[name];
      const read = probe === null ? "not checked" : code(`GET ${probe}`);
      const write = writeProbe === undefined ? "not checked" : code(`POST ${writeProbe}`);
      return [
        code(name),
        section,
        label,
        code(identifier),
        read,
        readOnly ? "no such level" : write,
        certainty,
      ];
    }),
  );
}

function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "-")), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}
