/**
 * @module The Worker's development secrets: made at random on the first start, kept in a file git ignores.
 */

import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseEnv } from "node:util";

const SECRET_BYTES = 32;

/** Name of each secret the Worker needs → how a development value is made. */
const MAKERS = {
  VAULT_KEYS: () => `dev1:${randomBytes(SECRET_BYTES).toString("base64")}`,
  SESSION_KEY: () => randomBytes(SECRET_BYTES).toString("base64"),
  OPERATOR_TOKEN: () => `pro_${randomBytes(SECRET_BYTES).toString("hex")}`,
} as const;

export type Secrets = Readonly<Record<keyof typeof MAKERS, string>>;

/** Reads the secrets of `file`, adding those that are missing. `made` tells whether anything was written. */
export function prepareSecrets(file: string): { secrets: Secrets; made: boolean } {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const present = parseEnv(text);
  const missing = Object.entries(MAKERS).filter(([name]) => !present[name]);
  const added = Object.fromEntries(missing.map(([name, make]) => [name, make()]));
  const made = missing.length > 0;
  if (made) {
    const lines = Object.entries(added).map(([name, value]) => `${name}="${value}"\n`);
    const separator = text === "" || text.endsWith("\n") ? "" : "\n";
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text + separator + lines.join(""), { mode: 0o600 });
    chmodSync(file, 0o600); // the mode above only counts for a new file
  }
  return { secrets: { ...present, ...added } as Secrets, made }; // every name is in one of the two
}
