/**
 * @module What can be wrong with a pasted key, in English. A script of its own, loaded when something is: until it
 * is there, and if it cannot be had, the form says what to enter.
 */

import { KEY_PROBLEMS } from "../../shared/keys.ts";
import type { LateViews } from "../views/late-views.ts";

/** Creates what this script gives to the element. */
export function createViews(): Pick<LateViews, "problems"> {
  return { problems: KEY_PROBLEMS };
}
