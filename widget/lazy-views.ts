/**
 * @module Loads the views that not everybody sees, the guide and the connection, and gives them what they render with.
 */

import { html, nothing } from "lit/html.js";
import { sayFailure } from "./i18n/say-failure.ts";
import { button, stripeLink } from "./ui/button.ts";
import { disc } from "./ui/icons.ts";
import { badge } from "./ui/mode-switch.ts";
import { alertNote, note, questionNote, rich } from "./ui/notes.ts";
import type { RenderConnected, RenderGuide } from "./views/context.ts";

const KIT = {
  html,
  nothing,
  rich,
  button,
  stripeLink,
  disc,
  badge,
  alertNote,
  questionNote,
  note,
  sayFailure,
};

/** What these views take from the element instead of importing it. */
export type Kit = typeof KIT;

/** Loads the guide; null when it cannot be had just now. */
export async function loadGuide(): Promise<{ render: RenderGuide; style: string } | null> {
  try {
    const { guideView, guideStyle } = await import("./guide/guide-view.ts");
    return { render: (...what) => guideView(KIT, ...what), style: guideStyle };
  } catch {
    return null;
  }
}

/** Loads the views of a connection; null when they cannot be had just now. */
export async function loadConnected(): Promise<RenderConnected | null> {
  try {
    const { connectedView } = await import("./connected/connected-view.ts");
    return (...what) => connectedView(KIT, ...what);
  } catch {
    return null;
  }
}
