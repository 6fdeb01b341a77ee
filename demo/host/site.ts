/**
 * @module A site without a backend: one static page with a script tag and the element, on an origin of its own.
 */

import { Hono } from "hono";
import { serveLocally } from "../listen.ts";

/** Starts the site on 127.0.0.1. `app` (`app_…`) is public: it stands in the page. */
export function startSite({ port, workerUrl, app }: { port: number; workerUrl: string; app: string }) {
  const policy = [
    "default-src 'none'",
    `script-src ${workerUrl}`,
    `connect-src ${workerUrl}`,
    "style-src 'self'",
    "img-src data:", // the empty icon
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  const pages = new Hono()
    .get("/", (context) => context.html(PAGE(workerUrl, app), 200, { "content-security-policy": policy }))
    .get("/site.css", (context) => context.body(STYLE, 200, { "content-type": "text/css; charset=utf-8" }));
  return serveLocally(pages, port);
}

const PAGE = (workerUrl: string, app: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>A site with one script tag</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/site.css" />
    <script type="module" src="${workerUrl}/parityrail-connect.js"></script>
  </head>
  <body>
    <main>
      <h1>My little shop</h1>
      <p>This page is static: no backend, no account, one script tag and one element with a public app id.</p>
      <parityrail-connect app="${app}"></parityrail-connect>
    </main>
  </body>
</html>
`;

const STYLE = `
  :root { color-scheme: light dark; }
  body { margin: 0; font: 1rem/1.6 Georgia, "Times New Roman", serif; }
  main { max-width: 36rem; margin: 8vh auto; padding: 0 1rem; }
  h1 { font-size: 1.75rem; }
  parityrail-connect:not(:defined) { display: block; min-height: 640px; }
`;
