/**
 * @module Writes the code a product needs to embed the element, with the choices made on this page.
 */

import { SESSION_PATH } from "./backend.ts";
import type { Choices } from "./choices.ts";

export interface Snippet {
  title: string;
  text: string;
}

/** Returns the page's part and the backend's part. */
export function writeSnippets(workerUrl: string, { theme, lang }: Choices): readonly Snippet[] {
  const attributes = [
    `session-url="${SESSION_PATH}"`,
    ...(lang === "en" ? [] : [`lang="${lang}"`]),
    ...(theme === "auto" ? [] : [`theme="${theme}"`]),
  ];
  const page = [
    `<script type="module"`,
    `  src="${workerUrl}/parityrail-connect.js">`,
    "</script>",
    `<parityrail-connect ${attributes.join(" ")}>`,
    `</parityrail-connect>`,
  ];
  const backend = [
    `app.post("${SESSION_PATH}", async (request, response) => {`,
    `  const answer = await fetch("${workerUrl}/v1/sessions", {`,
    `    method: "POST",`,
    `    headers: {`,
    `      authorization: \`Bearer \${process.env.PARITYRAIL_APP_SECRET}\`,`,
    `      "content-type": "application/json",`,
    `    },`,
    `    body: JSON.stringify({ project: request.user.project, role: request.user.role }),`,
    `  });`,
    `  const { token } = await answer.json();`,
    `  response.json({ token });`,
    `});`,
  ];
  return [
    { title: "In your page", text: page.join("\n") },
    { title: "In your backend", text: backend.join("\n") },
  ];
}
