/**
 * @module Builds the element into one script, and one each for the guide, the connection and every other language.
 */

import { minify } from "terser";
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

/** Takes out the last per cent: what Vite's own minifier leaves is 150 bytes of gzip. */
function minifyAgain(): Plugin {
  return {
    name: "minify-again",
    async generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        const compress = { passes: 3, pure_getters: true, unsafe_arrows: true, unsafe_methods: true };
        const { code } = await minify(chunk.code, {
          module: true,
          ecma: 2020,
          compress,
          format: { comments: false },
        });
        chunk.code = code ?? chunk.code;
      }
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [trimTemplates(), minifyAgain()],
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
