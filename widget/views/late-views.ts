/**
 * @module What the scripts that come later give to the views; each is null until its script is there.
 */

import type { nothing, TemplateResult } from "lit/html.js";
import type { Mode } from "../../shared/keys.ts";
import type { Connection, LeftBehind } from "../../shared/schema/connections.ts";
import type { ProfileView } from "../../shared/profile.ts";
import type { Ask } from "../api/client.ts";
import type { ReconnectParts } from "../connected/reconnect.ts";
import type { CredentialTexts } from "../credentials/credentials-texts.ts";
import type { StepEvent } from "../controller/events.ts";
import type { Form, FormPhase, Screen, State } from "../controller/state.ts";
import type { StepController } from "../controller/step-controller.ts";
import type { Texts } from "../i18n/en.ts";
import type { Context } from "./context.ts";

/** Renders the guide for keys of `mode`. */
export type RenderGuide = (context: Context, profile: ProfileView, mode: Mode) => TemplateResult;

/** Renders a connection. */
export type RenderConnected = (
  context: Context,
  screen: Extract<Screen, { is: "connected" }>,
) => TemplateResult;

export type Question = Extract<FormPhase, { is: "question" }>;

/** Renders the question whether to connect another account, or other data, than is there or was asked for. */
export type RenderQuestion = (
  context: Context,
  connection: Connection | null,
  question: Question,
) => TemplateResult;

/** Returns what the form says while there is a connection already. */
export type SayReconnect = (context: Context, connection: Connection) => ReconnectParts;

/** Says what a disconnect could not clean up in the account. */
export type RenderLeftBehind = (context: Context, left: readonly LeftBehind[]) => TemplateResult;

/** What the way to Stripe's own page works on. */
export interface OauthFlow {
  readonly step: StepController;
  readonly host: Element;
  readonly ask: Ask;
}

/** What stands below the fields of either way to connect. */
export interface FormRest {
  /** What went wrong, or the question that is open. */
  readonly outcome: TemplateResult | typeof nothing;
  /** The way back to the connection that is there. */
  readonly cancel: TemplateResult | typeof nothing;
  /** There is another way to connect. */
  readonly otherWay: boolean;
}

export interface OauthViews {
  title(context: Context): string;
  /** Renders the way by Stripe's own page. */
  panel(context: Context, form: Form, rest: FormRest): TemplateResult;
  /** Renders the button from the key to that way. */
  toOauth(context: Context): TemplateResult;
  /** Goes there. */
  start(flow: OauthFlow): void;
  /** Finishes what the page came back with, if it did. */
  comeBack(flow: OauthFlow): void;
}

export interface HelpViews {
  /** Renders what the product tells before there is a connection. */
  before(context: Context, profile: ProfileView): TemplateResult;
  /** Renders what it tells once there is one. */
  after(context: Context, profile: ProfileView): TemplateResult;
}

export interface CredentialViews {
  texts(context: Context): CredentialTexts;
  publishableField(context: Context, form: Form): TemplateResult;
}

export interface LateViews {
  /** Of `guide/`: from when somebody opens it. */
  readonly guide: RenderGuide | null;
  /** Of `connected/`: from when there is a connection, or about to be one. */
  readonly connected: RenderConnected | null;
  readonly replaceQuestion: RenderQuestion | null;
  readonly sayReconnect: SayReconnect | null;
  readonly leftBehind: RenderLeftBehind | null;
  /** Says which permissions are otherwise than before. */
  readonly tellChange:
    ((texts: Texts, before: State, event: StepEvent, after: State) => string | null) | null;
  /** Looks again from time to time while the first event is waited for. */
  readonly watchEvents: ((screen: Screen, step: StepController) => void) | null;
  /** Of `problems/`: from when something is wrong with a key. */
  readonly problems: Texts["problems"];
  /** Of `help/`: where the profile tells more around the step. */
  readonly help: HelpViews | null;
  /** Of `oauth/`: where a profile offers Stripe's own page. */
  readonly oauth: OauthViews | null;
  /** Of `credentials/`: where a profile asks for more than one key, or warns of some. */
  readonly credentials: CredentialViews | null;
}
