/**
 * @module What every view is given: the sentences, and the things the person may do.
 */

import type { StepEvent } from "../controller/events.ts";
import type { Moment } from "../controller/read-draft.ts";
import type { FieldName } from "../controller/state.ts";
import type { Language } from "../i18n/languages.ts";
import type { LateViews } from "./late-views.ts";

/** What a view can ask for. Nothing here takes or returns what a field holds. */
export interface Actions {
  /** Changes that concern the screen alone. */
  dispatch(event: StepEvent): void;
  load(): void;
  submit(): void;
  /** Yes or no to the question that is open in the form. */
  answerQuestion(yes: boolean): void;
  /** Takes the person to Stripe's own page; on a connection, to make it anew. */
  startOauth(): void;
  connectDemo(): void;
  check(): void;
  disconnect(): void;
  /** Sends the signing secret that is in its field. */
  saveSecret(): void;
  /** Tells the page that the person goes on. */
  goOn(): void;
  readField(field: FieldName, moment: Moment): void;
  /** Moves what was pasted into the wrong field to the right one. */
  moveField(from: FieldName, to: FieldName): void;
  toggleGuide(): void;
  setRevealed(revealed: boolean): void;
  copy(text: string): void;
  /** The person follows a link to Stripe, and may come back with something changed. */
  leaveForStripe(): void;
}

export interface Context extends Language, LateViews {
  readonly act: Actions;
}
