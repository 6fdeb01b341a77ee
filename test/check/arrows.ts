/**
 * @module Who may import whom: `demo → widget → shared ← worker`, and the doors inside each house.
 */

import { listLoaded, type Import } from "./imports.ts";

interface Rule {
  readonly name: string;
  readonly forbids: (found: Import) => boolean;
}

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  shared: ["shared"],
  worker: ["worker", "shared"],
  widget: ["widget", "shared"],
  demo: ["demo", "widget", "shared"],
};

/** Packages by folder; what a folder needs beyond these takes a decision first. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  shared: ["zod"],
  worker: ["hono", "stripe", "zod", "cloudflare:workers", "@cloudflare/workers-types"],
  widget: ["lit"],
};

const ROTATE_COMMAND = "worker/vault/rotate-command.ts"; // a Node script that stands beside what it drives

/** What would make the element heavy, or is not meant for a browser. */
const NOT_IN_THE_ELEMENT = /^(zod|shared\/(schema|profiles|dataset)\/.*|shared\/(errors|permissions)\.ts)$/;

const RULES: readonly Rule[] = [
  {
    name: "arrows point one way: demo → widget → shared ← worker",
    forbids: ({ from, to }) => isFile(to) && FOLDERS[room(from)]?.includes(room(to)) === false,
  },
  {
    name: "nothing imports test, but the configuration of the test runner",
    forbids: ({ from, to }) =>
      isIn(to, "test/") && !isIn(from, "test/") && from !== "web-test-runner.config.ts",
  },
  {
    name: "a folder uses the packages it has decided for",
    forbids: ({ from, to }) =>
      !isFile(to) &&
      !isConfig(from) &&
      from !== ROTATE_COMMAND &&
      PACKAGES[room(from)]?.includes(packageOf(to)) === false,
  },
  {
    name: "zod stays in shared/schema and in the Worker",
    forbids: ({ from, to }) => packageOf(to) === "zod" && !/^(shared\/schema|worker|test)\//.test(from),
  },
  {
    name: "the Stripe SDK stays behind worker/stripe",
    forbids: ({ from, to }) => packageOf(to) === "stripe" && !/^(worker\/stripe|test)\//.test(from),
  },
  {
    name: "a key is opened and sealed in worker/vault alone",
    forbids: ({ from, to }) => to === "worker/vault/envelope.ts" && !/^(worker\/vault|test)\//.test(from),
  },
];

/** Lists every import that breaks a rule, as `from → to: rule`. */
export function findForbiddenImports(imports: readonly Import[]): string[] {
  const direct = RULES.flatMap((rule) =>
    imports.filter(rule.forbids).map(({ from, to }) => `${from} → ${to}: ${rule.name}`),
  );
  const carried = listLoaded("widget/index.ts", imports)
    .filter((loaded) => NOT_IN_THE_ELEMENT.test(loaded))
    .map((loaded) => `widget/index.ts → … → ${loaded}: the element carries none of this`);
  return [...direct, ...carried];
}

function room(path: string): string {
  return path.split("/")[0] ?? "";
}

function isFile(target: string): boolean {
  return /^[^:@]+\.(ts|svg|css|html|json)$/.test(target);
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(folder);
}

function isConfig(path: string): boolean {
  return path.endsWith(".config.ts");
}

function packageOf(target: string): string {
  return target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");
}
