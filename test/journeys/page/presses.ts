/**
 * @module Presses an element's controls with the mouse, one after the other, and tells whether a click was lost.
 *
 * The click itself goes no further than the element, so that its state stays what it is for the next control.
 */

import type { ElementHandle, JSHandle, Page } from "playwright";

/** Brings an element to where something is about to change, and returns it. */
export type Prepare = () => Promise<JSHandle<HTMLElement>>;

const CONTROLS = "a, button, input, summary";

export interface PressOptions {
  /** Comes before each press. */
  readonly prepare: Prepare;
  /** What happens while the mouse is down, beside that the focus goes to the control. */
  readonly meanwhile?: () => Promise<void>;
  /** Fails unless what happened is shown once the mouse is up. */
  readonly afterwards?: () => Promise<void>;
}

/** Presses every control that is there after `prepare`, and returns what went wrong, and how many were pressed. */
export async function pressAll(page: Page, { prepare, meanwhile, afterwards }: PressOptions) {
  const lost: string[] = [];
  for (let index = 0; ; index += 1) {
    const element = await prepare();
    const control = await findControl(element, index);
    if (!control) return { lost, pressed: index };
    const flaw = await press(page, control, meanwhile);
    if (flaw !== null) lost.push(flaw);
    await afterwards?.();
  }
}

/** Finds a control that does not have the focus. */
async function findControl(element: JSHandle<HTMLElement>, index: number) {
  const found = await element.evaluateHandle(
    ({ shadowRoot }, [selector, wanted]) => {
      const all = [...(shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
      const shown = all.filter((one) => one !== shadowRoot?.activeElement && one.checkVisibility());
      return shown[wanted] ?? null;
    },
    [CONTROLS, index] as const,
  );
  return found.asElement();
}

async function press(
  page: Page,
  control: ElementHandle<HTMLElement>,
  meanwhile?: () => Promise<void>,
): Promise<string | null> {
  const { x, y, name, before } = await control.evaluate(aim);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await meanwhile?.();
  const after = await control.evaluate(hold);
  await page.mouse.up();
  const isClicked = await control.evaluate(wasClicked);
  if (after !== before) return `"${name}" went from ${before} to ${after}`;
  return isClicked ? null : `"${name}" was not clicked`;
}

/** Scrolls to a control, catches the next click in its element, and returns where to press: links may go over two lines. */
function aim(control: HTMLElement) {
  control.scrollIntoView({ block: "center" });
  const { host } = control.getRootNode() as ShadowRoot; // where `findControl` found it
  const catchClick = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.composedPath().includes(control)) control.dataset["clicked"] = "";
  };
  host.addEventListener("click", catchClick, { capture: true, once: true });
  const { left, top, width, height } = control.getClientRects()[0] ?? control.getBoundingClientRect();
  const before = JSON.stringify(control.getBoundingClientRect());
  const name = control.ariaLabel ?? (control.textContent.trim() || control.id);
  return { x: left + width / 2, y: top + height / 2, name, before };
}

/** Waits for what is drawn next, and returns where the control is then. */
async function hold(control: HTMLElement): Promise<string> {
  await new Promise(requestAnimationFrame);
  return JSON.stringify(control.getBoundingClientRect());
}

function wasClicked(control: HTMLElement): boolean {
  const isClicked = "clicked" in control.dataset;
  delete control.dataset["clicked"];
  return isClicked;
}
