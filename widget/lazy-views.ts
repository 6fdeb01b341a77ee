/**
 * @module Loads the views that not everybody sees, the guide and the connection, and gives them what they render with.
 */

import { html, nothing } from "lit/html.js";
import { inTime } from "./api/in-time.ts";
import { sayFailure } from "./i18n/say-failure.ts";
import { createSheets } from "./template-element.ts";
import { button, stripeLink } from "./ui/button.ts";
import { disc } from "./ui/icons.ts";
import { badge } from "./ui/mode-switch.ts";
import { alertNote, note, rich } from "./ui/notes.ts";
import type { RenderConnected, RenderGuide, RenderQuestion, SayReconnect } from "./views/context.ts";

const KIT = {
  html,
  nothing,
  rich,
  button,
  stripeLink,
  disc,
  badge,
  alertNote,
  note,
  sayFailure,
};

/** What these views take from the element instead of importing it. */
export type Kit = typeof KIT;

/** The views of one element that come later; null until then. */
export class LazyViews {
  guide: RenderGuide | null = null;
  connected: RenderConnected | null = null;
  replaceQuestion: RenderQuestion | null = null;
  sayReconnect: SayReconnect | null = null;

  /** Loads the guide and puts its style into `root`. Returns whether it is there. */
  async loadGuide(root: ShadowRoot): Promise<boolean> {
    try {
      const { guideView, guideStyle } = await inTime(import("./guide/guide-view.ts"));
      if (!this.guide) root.adoptedStyleSheets.push(...createSheets([guideStyle]));
      this.guide = (...what) => guideView(KIT, ...what);
    } catch {
      // The person is told, and may press again.
    }
    return this.guide !== null;
  }

  /** Loads the views of a connection and puts their style into `root`. Returns whether they are there. */
  async loadConnected(root: ShadowRoot): Promise<boolean> {
    try {
      const views = await inTime(import("./connected/connected-view.ts"));
      if (!this.connected) root.adoptedStyleSheets.push(...createSheets([views.connectedStyle]));
      this.connected = (...what) => views.connectedView(KIT, ...what);
      this.replaceQuestion = (...what) => views.replaceQuestion(KIT, ...what);
      this.sayReconnect = views.sayReconnect;
    } catch {
      // The person is told, and may retry.
    }
    return this.connected !== null;
  }
}
