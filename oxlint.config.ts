/**
 * @module The linter's rules, and among them the arrows: who may import whom.
 */

import { defineConfig, type OxlintOverride } from "oxlint";

/** The top of the house. `test` imports everything, and nothing imports `test`. */
const ARROWS = {
  shared: ["shared"],
  worker: ["worker", "shared"],
  widget: ["widget", "shared"],
  demo: ["demo", "widget", "shared"],
} as const;

/** The Worker's layers from the bottom. A folder imports only folders of lower layers. */
export const LAYERS = [
  ["crypto"],
  ["http"],
  ["stripe", "vault", "apps", "invitations"],
  ["auth"],
  ["billing"],
  ["ledger", "identities"],
  ["audit"],
  ["outbox"],
  ["connections"],
  ["sessions", "operator", "openapi"],
] as const;

interface Pattern {
  regex?: string;
  group?: string[];
  message: string;
  allowTypeImports?: true;
}

/** Only the last override that matches a file counts, so each lists all patterns of its files. */
function forbid(files: string[], patterns: Pattern[]): OxlintOverride {
  return { files, rules: { "no-restricted-imports": ["error", { patterns }] } };
}

function otherPlaces(place: keyof typeof ARROWS): Pattern {
  const allowed: readonly string[] = ARROWS[place];
  const others = [...Object.keys(ARROWS), "test"].filter((name) => !allowed.includes(name));
  return { regex: `/(${others.join("|")})/`, message: "Arrows: demo → widget → shared ← worker." };
}

/** Comes last in a list: what one of its exceptions matches is not held to patterns behind it. */
function otherPackages(...allowed: string[]): Pattern {
  const group = ["*", "!./**", "!../**", ...allowed.flatMap((name) => [`!${name}`, `!${name}/**`])];
  return { group, message: "This folder uses no such package or platform module." };
}

const ENVELOPE: Pattern = {
  regex: "/vault/envelope\\.ts$",
  message: "Secrets are sealed and opened in worker/vault alone.",
};

/** What would make the element heavy. Its types may be used. */
const NOT_IN_THE_ELEMENT: Pattern = {
  regex: "/shared/(?:(?:schema|profiles|dataset)/|(?:profile|permissions|errors)\\.ts$)",
  message: "The element carries none of this: import type.",
  allowTypeImports: true,
};

const WORKER_PACKAGES = ["hono", "zod", "cloudflare:workers"];
/** Packages that one folder alone imports. */
const OWN_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  stripe: ["stripe"],
  identities: ["csv-parse"],
  outbox: ["standardwebhooks"],
};

const workerFolders = LAYERS.flatMap((layer, height) =>
  layer.map((folder) => {
    const foreign = LAYERS.slice(height).flatMap((names) => names.filter((name) => name !== folder));
    const isBottom = folder === "crypto" || folder === "http";
    return forbid(
      [`worker/${folder}/**`],
      [
        otherPlaces("worker"),
        {
          regex: `^(?:\\.\\./)+(?:${foreign.join("|")})/`,
          message: `worker/${folder} imports only folders beneath it: see LAYERS.`,
        },
        ...(isBottom
          ? [{ regex: "^\\.\\./[^/]+$", message: `worker/${folder} imports no file above it.` }]
          : []),
        ...(folder === "vault" ? [] : [ENVELOPE]),
        otherPackages(...WORKER_PACKAGES, ...(OWN_PACKAGES[folder] ?? [])),
      ],
    );
  }),
);

const CROSS_PLATFORM = ["process", "Buffer"];

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import"],
  categories: { correctness: "error", suspicious: "error" },
  env: { builtin: true, es2024: true },
  ignorePatterns: ["dist", ".wrangler", "coverage", "worker-configuration.d.ts"],
  rules: {
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "import/no-self-import": "error",
    "import/no-named-as-default": "off",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/no-import-type-side-effects": "error",
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "unicorn/no-useless-spread": "off",
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/no-array-reverse": "off",
    eqeqeq: ["error", "always", { null: "ignore" }],
    "no-console": "error",
    "no-eval": "error",
    "no-var": "error",
    "no-warning-comments": ["error", { location: "anywhere" }],
    "prefer-const": "error",
    "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
  },
  overrides: [
    {
      files: [
        "worker/index.ts",
        "test/worker/entry/index.ts",
        "test/bench/bare-object/index.ts",
        "**/*.config.ts",
      ],
      rules: { "import/no-default-export": "off" },
    },
    {
      files: ["shared/**", "widget/**", "worker/**"],
      rules: { "no-restricted-globals": ["error", ...CROSS_PLATFORM] },
    },
    {
      files: ["shared/**", "worker/**"],
      rules: { "import/no-dynamic-require": ["error", { esmodule: true }] },
    },
    forbid(["shared/**"], [otherPlaces("shared"), otherPackages()]),
    forbid(["shared/schema/**", "shared/profile.ts"], [otherPlaces("shared"), otherPackages("zod")]),
    forbid(["widget/**"], [otherPlaces("widget"), NOT_IN_THE_ELEMENT, otherPackages("lit")]),
    { files: ["widget/*.config.ts"], rules: { "no-restricted-imports": "off" } },
    forbid(
      ["demo/**"],
      [
        otherPlaces("demo"),
        { group: ["stripe", "zod"], message: "The local Stripe is written from the documents alone." },
      ],
    ),
    forbid(["worker/**"], [otherPlaces("worker"), ENVELOPE, otherPackages(...WORKER_PACKAGES)]),
    ...workerFolders,
    {
      files: ["test/**"],
      rules: {
        "no-unsafe-optional-chaining": "off",
        "no-shadow": "off",
        "max-lines-per-function": "off",
        "no-restricted-properties": [
          "error",
          ...["only", "skip", "todo"].map((property) => ({ object: "test", property })),
        ],
      },
    },
  ],
});
