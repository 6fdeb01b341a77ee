/**
 * @module What every view is given: the sentences, and what the person may do.
 */

import type { Actions } from "../actions.ts";
import type { State } from "../controller/state.ts";
import type { Language } from "../i18n/languages.ts";

export interface Context extends Language, Pick<State, "copied"> {
  readonly act: Actions;
}
