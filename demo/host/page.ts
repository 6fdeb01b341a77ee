/**
 * @module Builds the demo's pages in memory and serves them under a strict content security policy.
 *
 * The policy is part of the demonstration: no inline script, no `eval`, Trusted Types on. What works here
 * works on a careful product's page.
 */

import { EventEmitter, once } from "node:events";
import { extname, join } from "node:path";
import { Hono, type Context } from "hono";
import { build } from "vite";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

interface PageOptions {
  readonly root: string;
  readonly workerUrl: string;
  /** Called with every request for a page itself. */
  readonly onOpen: (context: Context) => void;
}

/** Path of each page → its file. */
const PAGES: Readonly<Record<string, string>> = { "/": "index.html", "/gallery": "gallery/index.html" };

/** Builds the demo's pages with all they need. `nextBuild` resolves after the next `rebuild`. */
export async function createPage(options: PageOptions) {
  const folder = join(options.root, "demo");
  const policy = createPolicy(options.workerUrl);
  const builds = new EventEmitter().setMaxListeners(0); // one for every open page
  let files = await buildPage(folder);
  const routes = new Hono().get("*", (context) => {
    const page = PAGES[context.req.path];
    const path = page ?? context.req.path.slice(1);
    const body = files.get(path);
    if (body === undefined) return context.notFound();
    if (page) options.onOpen(context);
    return context.body(body, 200, {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      "content-security-policy": policy,
      "cache-control": page ? "no-store" : "no-cache",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
  });
  return {
    routes,
    async rebuild() {
      files = await buildPage(folder);
      builds.emit("built");
    },
    nextBuild: () => once(builds, "built"),
  };
}

async function buildPage(root: string): Promise<Map<string, string | Uint8Array<ArrayBuffer>>> {
  const built = await build({
    root,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    // the element comes from the Worker at run time, so there is nothing to preload; no inlined data: URLs either
    build: {
      write: false,
      assetsInlineLimit: 0,
      modulePreload: false,
      target: "es2022",
      cssTarget: "esnext", // leaves light-dark() to the browser, as the element does
      rolldownOptions: { input: Object.values(PAGES).map((file) => join(root, file)) },
    },
  });
  const outputs = Array.isArray(built) ? built : "output" in built ? [built] : [];
  const files = outputs.flatMap(({ output }) => output);
  return new Map(
    files.map((file) => {
      const body = file.type === "chunk" ? file.code : file.source;
      return [file.fileName, typeof body === "string" ? body : new Uint8Array(body)];
    }),
  );
}

function createPolicy(workerUrl: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${workerUrl}`,
    `connect-src 'self' ${workerUrl}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html 'allow-duplicates'", // the page and the element each bring their own Lit
  ].join("; ");
}
