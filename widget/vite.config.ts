/**
 * @module Builds the element into one script, with one more per language beside English.
 */

import { defineConfig, type Plugin } from "vite";

/** Templates and styles are strings to a minifier: takes the indentation out of them beforehand. */
function trimTemplates(): Plugin {
  return {
    name: "trim-templates",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("/widget/")) return null;
      const trimmed = code
        .replace(/\n\s+/g, "\n")
        .replace(/>\n</g, "><")
        .replace(/\n(\/?>)/g, "$1")
        .replace(/}\n<\//g, "}</")
        .replace(/ ([a-z-]+)="([\w-]+)"(?!\/)/g, " $1=$2")
        .replace(/\n([a-z-]+)="([\w-]+)"(?!\/)/g, "\n$1=$2");
      return id.includes("/theme/")
        ? trimmed.replace(/`([^`]*)`;/g, (_, css: string) => `\`${trimCss(css)}\`;`)
        : trimmed;
    },
  };
}

function trimCss(css: string): string {
  return css
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,>]) ?/g, "$1")
    .replace(/: /g, ":")
    .replace(/([ :(,])0\./g, "$1.")
    .replaceAll(";}", "}");
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [trimTemplates()],
  build: {
    outDir: "../dist/widget",
    emptyOutDir: true,
    target: "esnext",
    minify: true,
    lib: { entry: "index.ts", formats: ["es"], fileName: "parityrail-connect" },
    rolldownOptions: {
      output: { comments: false, minify: true, chunkFileNames: "parityrail-connect-[name].js" },
    },
  },
});
