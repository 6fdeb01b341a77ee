/**
 * @module Ways through the element that several tests go, and the Worker's refusals.
 */

import { makeKey } from "./keys.ts";
import { field, paste, see, type Stage } from "./stage.ts";

export { errorAnswer } from "../../demo/gallery/canned-network.ts";

/** Pastes a good key and presses the button. */
export async function submitKey(stage: Stage, key = makeKey()): Promise<void> {
  paste(await field(stage, "API key"), key);
  (await see(stage, "button", "Test & connect")).click();
}

/** Lets the page come back from Stripe's own page, as the Worker sends it, to the element that left. */
export function comeBack(query: string, verifier: string | null = "v".repeat(43)): void {
  history.replaceState(null, "", `${location.pathname}?a=b%20c&${query}#end`);
  if (verifier) sessionStorage.setItem("parityrail-connect:oauth:0", verifier);
}
