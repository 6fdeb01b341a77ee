/**
 * @module The secrets a Worker is set up with, made anew for every world.
 */

import { randomBytes } from "node:crypto";

export interface Secrets {
  VAULT_KEYS: string;
  SESSION_KEY: string;
  OPERATOR_TOKEN: string;
}

export function createSecrets(): Secrets {
  return {
    VAULT_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    SESSION_KEY: randomBytes(32).toString("base64"),
    OPERATOR_TOKEN: `pro_${randomBytes(24).toString("hex")}`,
  };
}
