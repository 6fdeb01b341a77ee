/**
 * @module The Worker's development secrets: made at random on the first start, kept in a file git ignores.
 */

import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const SECRET_BYTES = 32;

/** Name of each secret the Worker needs → how a development value is made. */
const MAKERS = {
  VAULT_KEYS: () => `dev1:${randomBytes(SECRET_BYTES).toString("base64")}`,
  SESSION_KEY: () => randomBytes(SECRET_BYTES).toString("base64"),
  OPERATOR_TOKEN: () => `pro_${randomBytes(SECRET_BYTES).toString("hex")}`,
} as const;

type SecretName = keyof typeof MAKERS;

const NAMES = Object.keys(MAKERS) as SecretName[]; // the table's own keys

export type Secrets = Readonly<Record<SecretName, string>>;

/** Reads the secrets of `file`, adding those that are missing. `made` tells whether anything was written. */
export function prepareSecrets(file: string): { secrets: Secrets; made: boolean } {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const present = readAssignments(text);
  const missing = NAMES.filter((name) => !present.has(name));
  for (const name of missing) present.set(name, MAKERS[name]());

  if (missing.length > 0) {
    const added = missing.map((name) => `${name}="${present.get(name)}"\n`).join("");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text === "" || text.endsWith("\n") ? text + added : `${text}\n${added}`, {
      mode: 0o600,
    });
    chmodSync(file, 0o600); // the mode above only counts for a new file
  }
  const secrets = Object.fromEntries(NAMES.map((name) => [name, present.get(name) ?? ""]));
  return { secrets: secrets as Secrets, made: missing.length > 0 }; // all names
}

function readAssignments(text: string): Map<string, string> {
  const assignments = text.matchAll(/^\s*([A-Z_]+)\s*=\s*"?([^"\n]+?)"?\s*$/gm);
  return new Map(Array.from(assignments, ([, name = "", value = ""]) => [name, value]));
}
