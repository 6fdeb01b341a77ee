/**
 * @module A site without a backend: one static page with a script tag and the element, on an origin of its own.
 */

import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

export interface SiteOptions {
  port: number;
  workerUrl: string;
  /** `app_…`, public: it stands in the page. */
  app: string;
}

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the site on 127.0.0.1. */
export async function startSite({ port, workerUrl, app }: SiteOptions): Promise<Site> {
  const policy = [
    "default-src 'none'",
    `script-src ${workerUrl}`,
    `connect-src ${workerUrl}`,
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  const pages = new Hono()
    .get("/", (context) =>
      context.html(writePage(workerUrl, app), 200, { "content-security-policy": policy }),
    )
    .get("/site.css", (context) => context.body(STYLE, 200, { "content-type": "text/css; charset=utf-8" }));
  const server = serve({ fetch: pages.fetch, hostname: "127.0.0.1", port, overrideGlobalObjects: false });
  if (!server.listening) await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on TCP
    async close() {
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

function writePage(workerUrl: string, app: string): string {
  return `<!doctype html>
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
}

const STYLE = `
  :root { color-scheme: light dark; }
  body { margin: 0; font: 1rem/1.6 Georgia, "Times New Roman", serif; }
  main { max-width: 36rem; margin: 8vh auto; padding: 0 1rem; }
  h1 { font-size: 1.75rem; }
`;
