/**
 * @module What the scripts that come later give to the views; each is null until its script is there.
 */

import type { TemplateResult } from "lit/html.js";
import type { Mode } from "../../shared/keys.ts";
import type { Connection } from "../../shared/schema/connections.ts";
import type { ProfileView } from "../../shared/schema/profile.ts";
import type { ReconnectParts } from "../connected/reconnect.ts";
import type { Failure, Screen } from "../controller/state.ts";
import type { Context } from "./context.ts";

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

export interface LateViews {
  /** Of `guide/`: from when somebody opens it. */
  readonly guide: RenderGuide | null;
  /** Of `connected/`: from when there is a connection, or about to be one. */
  readonly connected: RenderConnected | null;
  readonly replaceQuestion: RenderQuestion | null;
  readonly sayReconnect: SayReconnect | null;
}
