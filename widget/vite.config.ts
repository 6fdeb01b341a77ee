/**
 * @module Builds the element into one script under two names, and every language beside English into a file of its own;
 * beside them the page of invitations, which shares no code with it.
 */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minifyHTMLLiterals } from "minify-literals";
import { defineConfig, type Plugin } from "vite";

const NAME = "parityrail-connect";
const HASH_CHARS = 12;

/** Writes the script again under a name that never changes its content, with the hash for `integrity`. */
function writePinnedCopy(): Plugin {
  return {
    name: "write-pinned-copy",
    writeBundle({ dir = "." }) {
      const script = readFileSync(join(dir, `${NAME}.js`));
      const digest = createHash("sha384").update(script);
      const integrity = `sha384-${digest.copy().digest("base64")}`;
      const file = `${NAME}.${digest.digest("hex").slice(0, HASH_CHARS)}.js`;
      writeFileSync(join(dir, file), script);
      writeFileSync(join(dir, "integrity.json"), `${JSON.stringify({ file, integrity }, null, 2)}\n`);
      this.info(`${file} ${integrity}`);
    },
  };
}

/** Takes line breaks and indents out of the element's own templates and styles, which minifiers of scripts leave alone. */
function minifyTemplates(): Plugin {
  return {
    name: "minify-templates",
    enforce: "pre",
    async transform(code, id) {
      if (id.includes("node_modules") || !/\b(?:html|css)`/.test(code)) return null;
      return await minifyHTMLLiterals(code, { fileName: id });
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [minifyTemplates(), writePinnedCopy()],
  build: {
    outDir: "../dist/widget",
    emptyOutDir: true,
    target: "esnext",
    minify: "terser",
    terserOptions: { module: true, compress: { passes: 3, pure_getters: true } },
    lib: { entry: { [NAME]: "index.ts", invitation: "invitation/page.ts" }, formats: ["es"] },
    rolldownOptions: {
      // A language carries the hash of its content, so that no version of the script meets another's sentences.
      output: {
        comments: false,
        minify: true,
        entryFileNames: "[name].js",
        chunkFileNames: `${NAME}.[name].[hash].js`,
      },
    },
  },
});
