/**
 * @module Runs functions in a page that call each other. A page knows nothing of a test's modules, so they are handed
 * over as source, together.
 */

import type { Page } from "playwright";

/** A function that uses nothing but its parameters, the page, and other functions handed over with it. */
export type InPage = (...parameters: never[]) => unknown;

/**
 * Calls the first of `functions` in the page, and returns what it returns.
 * @param values what it is called with, as JSON
 */
export function callInPage<Result>(
  page: Page,
  functions: readonly [(...parameters: never[]) => Result, ...InPage[]],
  ...values: readonly unknown[]
): Promise<Awaited<Result>> {
  const source = `${functions.join("\n")}\nreturn ${functions[0].name}(...${JSON.stringify(values)});`;
  return page.evaluate(`(() => { ${source} })()`) as Promise<Awaited<Result>>; // what that function returns
}
