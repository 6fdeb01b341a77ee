/**
 * @module One view a screen.
 */

import type { TemplateResult } from "lit/html.js";
import type { Screen } from "../controller/state.ts";
import type { Context } from "./context.ts";
import { formView } from "./form.ts";
import { loadFailedView, loadingView, viewerView } from "./waiting.ts";

/** Renders a screen. */
export function screenView(context: Context, screen: Screen): TemplateResult {
  switch (screen.is) {
    case "loading":
      return loadingView(context);
    case "load_failed":
      return loadFailedView(context, screen.failure);
    case "viewer":
      return viewerView(context);
    case "form":
      return formView(context, screen);
    case "connected":
      return context.connected?.(context, screen) ?? loadingView(context);
  }
}
