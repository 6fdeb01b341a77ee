/**
 * @module `npm run rotate -- --url https://…`: moves every sealed secret to the first key of VAULT_KEYS.
 *
 * Takes OPERATOR_TOKEN from the environment, never from the command line, where other users would see it.
 * Ends with 1 if records remain under old ring keys. May be stopped at any time and started again.
 */

import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { rotateSecrets } from "./rotate.ts";

const USAGE = "OPERATOR_TOKEN=pro_… npm run rotate -- --url https://connect.example.com";

const { values } = parseArgs({ options: { url: { type: "string" } } });
const url = URL.parse(values.url ?? "");
const operatorToken = process.env["OPERATOR_TOKEN"];
if (!url || !operatorToken) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
if (url.protocol !== "https:" && url.hostname !== "127.0.0.1" && url.hostname !== "localhost") {
  process.stderr.write("The operator token goes over https only.\n");
  process.exit(2);
}

try {
  const tell = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
  const remaining = await rotateSecrets({ url, operatorToken, fetch, wait, tell, random: Math.random });
  process.exitCode = remaining === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : "It failed."} Start it again to go on.\n`);
  process.exitCode = 1;
}
