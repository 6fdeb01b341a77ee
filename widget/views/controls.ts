/**
 * @module The small pieces that every view is made of: buttons, links, icons, badges, notes, the mode switch.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { Mode } from "../../shared/keys.ts";
import type { Context } from "./context.ts";

/** What a view may leave out. */
export type Part = TemplateResult | typeof nothing;

/** Name of each icon → its path. Drawn in the colour of the text, so that forced colours reach them. */
const SHAPES = {
  check: "m3.5 8.5 3 3 6-7",
  cross: "m4.5 4.5 7 7m0-7-7 7",
  dash: "M4.5 8h7",
  question: "M5.8 6.2a2.2 2.2 0 1 1 3 2c-.5.3-.8.7-.8 1.4M8 12v.1",
  bang: "M8 4v4.6M8 12v.1",
  lock: "M4 7.5h8v6H4zm1.8 0V5a2.2 2.2 0 0 1 4.4 0v2.5",
};

type IconName = keyof typeof SHAPES;
type Tone = "ok" | "bad" | "warn" | "off";

export interface ButtonOptions {
  readonly kind?: "primary" | "plain" | "text" | "text faint" | "danger";
  readonly wide?: boolean;
  /** Shows that something is under way; a press does nothing. */
  readonly busy?: boolean;
  /** Looks as if it could not work yet; a press says why. */
  readonly quiet?: boolean;
  readonly label?: string;
  /** Whether what it unfolds is there. */
  readonly expanded?: boolean;
  /** Its name as a target of the focus. */
  readonly focus?: string;
}

/**
 * Renders a button. It is never `disabled`, so that a busy or quiet one keeps the focus.
 * @param press null for the button that submits its form
 */
export function button(
  text: string,
  press: (() => void) | null,
  options: ButtonOptions = {},
): TemplateResult {
  const { kind = "plain", wide, busy, quiet, label, expanded, focus } = options;
  return html`<button
    type=${press ? "button" : "submit"}
    part="button ${kind.split(" ")[0]}-button"
    class="button ${kind} ${wide ? "wide" : ""}"
    aria-disabled=${busy || quiet ? "true" : nothing}
    aria-busy=${busy ? "true" : nothing}
    aria-label=${label ?? nothing}
    aria-expanded=${expanded ?? nothing}
    data-focus=${focus ?? nothing}
    @click=${busy ? nothing : press}
  >
    ${busy ? html`<span class="spinner"></span>` : nothing}${text}
  </button>`;
}

/** Renders a link to Stripe's Dashboard, in a new tab. */
export function stripeLink({ texts, act }: Context, text: string, url: string, asButton = false) {
  return html`<a
    part=${asButton ? "button plain-button" : "link"}
    class=${asButton ? "button plain" : "link"}
    href=${/^https?:/.test(url) ? url : nothing}
    target="_blank"
    rel="noopener noreferrer"
    title=${texts.newTab}
    @click=${act.openStripe}
    ><span>${text}<span aria-hidden="true">&nbsp;↗&#xfe0e;</span></span></a
  >`;
}

/** Draws an icon. It is decoration: the words beside it say the same. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${SHAPES[name]} /></svg>`;
}

/** Draws an icon on a round ground. */
export function disc(name: IconName, tone: Tone): TemplateResult {
  return html`<span class="disc ${tone}">${icon(name)}</span>`;
}

/** Renders the badge of a mode. */
export function badge(text: string, mode: Mode | "demo"): TemplateResult {
  const tones = { test: "warn", live: "ok", demo: "off" };
  return html`<span class="badge ${tones[mode]}" part="badge ${mode}-badge">${text}</span>`;
}

/** Renders two radio buttons that look like one switch. */
export function modeSwitch({ texts, act }: Context, mode: Mode): TemplateResult {
  const modes: readonly Mode[] = ["test", "live"];
  return html`<div class="switch" part="mode-switch" role="radiogroup" aria-label=${texts.whichData}>
    ${modes.map(
      (choice) =>
        html`<label>
          <input
            type="radio"
            name="mode"
            value=${choice}
            .checked=${choice === mode}
            @change=${() => act.dispatch({ type: "mode_chosen", mode: choice })}
          /><span>${texts.modes[choice]}</span>
        </label>`,
    )}
  </div>`;
}

/** Renders what went wrong, with what the person can do. It takes the focus. */
export function alertNote(text: string, actions: Part = nothing): TemplateResult {
  return note("bad", "bang", "alert", html`<p>${text}</p>`, actions);
}

/** Renders a warning, with what the person can do. */
export function warningNote(text: Part | readonly Part[], actions: Part = nothing): TemplateResult {
  return note("warn", "bang", "note", text, actions);
}

/** Renders a question with its answers. It takes the focus, and is read out whole. */
export function questionNote(title: string, text: Part | string, answers: Part): TemplateResult {
  return note("warn", "question", "group", html`<p id="question"><b>${title}</b><br />${text}</p>`, answers);
}

function note(tone: Tone, sign: IconName, role: string, text: Part | readonly Part[], actions: Part) {
  return html`<div
    class="note ${tone}"
    part=${role}
    role=${role}
    aria-labelledby=${role === "group" ? "question" : nothing}
    tabindex="-1"
    data-focus=${role}
  >
    ${icon(sign)}
    <div class="stack tight grow">
      ${text} ${actions === nothing ? actions : html`<div class="row">${actions}</div>`}
    </div>
  </div>`;
}

/** Renders what is said of a field, below it. */
export function fieldNote(tone: Tone, text: string): TemplateResult {
  return html`<p class="says small ${tone}">
    ${icon(tone === "ok" ? "check" : "bang")}<span>${text}</span>
  </p>`;
}

/** Renders a sentence in which `**…**` is bold. */
export function rich(text: string): (TemplateResult | string)[] {
  return text.split("**").map((part, index) => (index % 2 ? html`<b>${part}</b>` : part));
}

/** Renders a text with a button that copies it, and says so. */
export function copyable(context: Context, text: string): TemplateResult {
  return html`<span class="copyable"><code>${text}</code> ${copyButton(context, text, text)}</span>`;
}

/** Renders a button that copies `text`, and says so. @param what names it to those who hear the button alone */
export function copyButton({ texts, act, copied }: Context, text: string, what: string, word = texts.copy) {
  const isLast = copied?.text === text;
  const shown = isLast ? (copied.ok ? texts.copied : texts.copyFailed) : word;
  return html`<span role="status"
    >${button(shown, () => act.copy(text), { kind: "text", label: `${shown}: ${what}` })}</span
  >`;
}
