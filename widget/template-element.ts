/**
 * @module A custom element that renders one Lit template into its shadow root, at most once a microtask.
 *
 * Lit's templates without its `LitElement`: this element has one piece of state, and the reactive properties
 * would cost a seventh of its whole size.
 */

import { render, type TemplateResult } from "lit/html.js";

export abstract class TemplateElement extends HTMLElement {
  readonly root: ShadowRoot = this.attachShadow({ mode: "open" });
  #update: Promise<void> | null = null;

  /** Resolves when everything asked for so far is on the screen. */
  get updateComplete(): Promise<void> {
    return this.#update ?? Promise.resolve();
  }

  /** What to show. */
  protected abstract template(): TemplateResult;

  /** Called instead of `updated` after a rendering that threw. */
  protected abstract failed(): void;

  /** Called after every rendering. `lost`: what had the focus is gone. */
  protected abstract updated(lost: boolean): void;

  protected requestUpdate(): void {
    this.#update ??= Promise.resolve().then(() => {
      this.#update = null;
      const focused = this.root.activeElement;
      try {
        render(this.template(), this.root);
      } catch {
        // An answer or a late view that this version does not know: the person is told, not left with nothing.
        return this.failed();
      }
      this.updated(focused !== null && !this.root.activeElement);
    });
  }
}

/** Creates style sheets that every instance shares; constructed, so that a strict content security policy takes them. */
export function createSheets(styles: readonly string[]): CSSStyleSheet[] {
  return styles.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}
