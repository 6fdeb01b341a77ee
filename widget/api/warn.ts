/**
 * @module What the developer of the page has to mend is said once in the console, never to the person.
 */

/** Tells the developer what is wrong and what to do. The text holds no token, key or address with a query. */
export type Warn = (text: string) => void;

/** Creates what warns on behalf of one element; it says each thing once. */
export function createWarn(): Warn {
  const said = new Set<string>();
  return (text) => {
    if (said.has(text)) return;
    said.add(text);
    // oxlint-disable-next-line no-console -- the console is where a developer looks
    console.warn(`<parityrail-connect>: ${text} See docs/element.md.`);
  };
}
