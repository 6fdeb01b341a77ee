/**
 * @module Writes the code a product needs to embed the element, with the choices made on this page.
 */

import { sessionPath } from "../products.ts";
import type { Choices } from "./choices.ts";

export interface Snippet {
  title: string;
  text: string;
}

/** Returns the page's part and the backend's part. */
export function writeSnippets(workerUrl: string, { product, theme, lang }: Choices): readonly Snippet[] {
  const path = sessionPath(product);
  const attributes = [
    `session-url="${path}"`,
    ...(lang === "en" ? [] : [`lang="${lang}"`]),
    ...(theme === "auto" ? [] : [`theme="${theme}"`]),
  ];
  const page = [
    `<script type="module"`,
    `  src="${workerUrl}/parityrail-connect.js">`,
    "</script>",
    "<parityrail-connect",
    ...attributes.map((attribute) => `  ${attribute}`),
    "></parityrail-connect>",
  ];
  const backend = [
    `app.post("${path}",`,
    "  async ({ user }, response) => {",
    `    const api = "${workerUrl}";`,
    "    const secret = process.env.APP_SECRET;",
    "    const answer = await fetch(`${api}/v1/sessions`, {",
    `      method: "POST",`,
    "      headers: {",
    "        authorization: `Bearer ${secret}`,",
    `        "content-type": "application/json",`,
    "      },",
    "      body: JSON.stringify({",
    "        project: user.project,",
    "        role: user.role,",
    "      }),",
    "    });",
    "    const { token } = await answer.json();",
    "    response.json({ token });",
    "  });",
  ];
  return [
    { title: "In your page", text: page.join("\n") },
    { title: "In your backend", text: backend.join("\n") },
  ];
}
