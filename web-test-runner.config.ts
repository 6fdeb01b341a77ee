/**
 * @module How the element's tests run in a real Chromium: offline, with the element's own TypeScript, two files at once.
 */

import { fileURLToPath } from "node:url";
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { defaultReporter, type TestRunnerConfig } from "@web/test-runner";
import { playwrightLauncher, type ProductType } from "@web/test-runner-playwright";
import { findChromium } from "./test/browser/chromium.ts";

const CHROMIUM: ProductType = "chromium";
const HOST = "127.0.0.1";
const TEST_TIMEOUT_MS = 10_000;

/** A page that complains has failed: what would stand red in a person's console fails the test that caused it. */
const FAIL_ON_CONSOLE_ERRORS = `
  const complain = console.error.bind(console);
  console.error = (...values) => {
    complain(...values);
    const text = values.map(String).join(" ");
    if (text.includes("console.error: ")) return; // what is thrown below is logged in its turn
    setTimeout(() => { throw new Error("console.error: " + text); });
  };
  document.addEventListener("securitypolicyviolation", (violation) => {
    throw new Error("the page's policy forbids " + violation.blockedURI);
  });
`;

const config: TestRunnerConfig = {
  files: ["test/widget/**/*.browser.test.ts"],
  hostname: HOST,
  concurrency: 2,
  nodeResolve: { exportConditions: ["production"] },
  browsers: [
    playwrightLauncher({
      product: CHROMIUM,
      launchOptions: await findChromium(),
      createBrowserContext: async ({ browser }) => {
        const context = await browser.newContext({ locale: "en-US", reducedMotion: "reduce" });
        await context.route(
          (url) => url.hostname !== HOST,
          (route) => route.abort(),
        );
        return context;
      },
    }),
  ],
  plugins: [
    esbuildPlugin({
      ts: true,
      target: "es2022",
      tsconfig: fileURLToPath(new URL("tsconfig.json", import.meta.url)),
    }),
  ],
  testFramework: { config: { timeout: TEST_TIMEOUT_MS } },
  testRunnerHtml: (framework) => `<!doctype html>
    <html lang="en">
      <head><title>Tests</title></head>
      <body>
        <script>${FAIL_ON_CONSOLE_ERRORS}</script>
        <script type="module" src="${framework}"></script>
      </body>
    </html>`,
  reporters: [defaultReporter()],
};

export default config;
