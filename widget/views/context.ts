/**
 * @module What every view is given: the sentences, and the things the person may do.
 */

import type { TemplateResult } from "lit/html.js";
import type { Mode } from "../../shared/keys.ts";
import type { ProfileView } from "../../shared/schema/profile.ts";
import type { StepEvent } from "../controller/events.ts";
import type { Moment } from "../controller/read-draft.ts";
import type { Connection } from "../../shared/schema/connections.ts";
import type { ReconnectParts } from "../connected/reconnect.ts";
import type { Failure, Screen } from "../controller/state.ts";
import type { Language } from "../i18n/languages.ts";

/** The two fields that hold a secret. */
export type FieldName = "key" | "secret";

/** What a view can ask for. Nothing here takes or returns what a field holds. */
export interface Actions {
  /** Changes that concern the screen alone. */
  dispatch(event: StepEvent): void;
  load(): void;
  submit(): void;
  replaceAccount(): void;
  connectDemo(): void;
  check(): void;
  disconnect(): void;
  /** Tells the page that the person goes on. */
  goOn(): void;
  readField(field: FieldName, moment: Moment): void;
  /** Moves what was pasted into the wrong field to the other one. */
  moveToOtherField(from: FieldName): void;
  toggleGuide(): void;
  setRevealed(revealed: boolean): void;
  copy(text: string): void;
  /** The person follows a link to Stripe, and may come back with something changed. */
  leaveForStripe(): void;
}

/** Renders the guide for keys of `mode`. */
export type RenderGuide = (context: Context, profile: ProfileView, mode: Mode) => TemplateResult;

/** Renders a connection. */
export type RenderConnected = (
  context: Context,
  screen: Extract<Screen, { is: "connected" }>,
) => TemplateResult;

/** Renders the question whether a key of another account may replace the connection. */
export type RenderQuestion = (
  context: Context,
  connection: Connection | null,
  failure: Failure,
) => TemplateResult;

/** Returns what the form says while there is a connection already. */
export type SayReconnect = (context: Context, connection: Connection) => ReconnectParts;

export interface Context extends Language {
  /** Null until somebody opens it. */
  readonly guide: RenderGuide | null;
  /** Null until there is a connection. */
  readonly connected: RenderConnected | null;
  readonly replaceQuestion: RenderQuestion | null;
  readonly sayReconnect: SayReconnect | null;
  readonly act: Actions;
}
