/**
 * @module The toast: said once, politely, and gone after a while.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Toast } from "../controller/state.ts";
import type { Texts } from "../i18n/en.ts";
import { icon } from "./icons.ts";
import type { ToastTimer } from "../toast-timer.ts";
import type { Context } from "../views/context.ts";

/** Renders the place for toasts, which screen readers watch from the start, with the toast that is there. */
export function toastView({ texts, code }: Context, toast: Toast | null, timer: ToastTimer): TemplateResult {
  return html`<div class="toasts" role="status">
    ${
      toast
        ? html`<div
            class="toast small"
            part="toast"
            @pointerenter=${() => timer.hold()}
            @pointerleave=${() => timer.resume()}
          >
            ${icon(toast.is.endsWith("failed") ? "bang" : "check")}<span>${say(texts, toast)}</span>
          </div>`
        : nothing
    }
  </div>`;

  function say({ toasts }: Texts, told: Toast): string {
    if (told.is === "connected") return toasts.connected[told.mode];
    if (told.is === "demo") return toasts.demo(new Intl.NumberFormat(code).format(told.customers));
    if (told.is === "said") return told.text;
    return toasts[told.is];
  }
}
