/**
 * @module Focuses each control as the keyboard does, and returns those that do not show it, one readable line each.
 *
 * All but the exported functions run in the page.
 */

import type { Page } from "playwright";
import { callInPage } from "./in-page.ts";
import { COLORS_IN_PAGE, measureContrast } from "./colors.ts";
import { CONTROLS_IN_PAGE, describeControl, listControls } from "./controls.ts";

/** Returns the elements' controls whose focus is not shown by an outline of 2 px that stands out by 3:1. */
export function listFaintFocus(page: Page): Promise<string[]> {
  return callInPage(page, [findFaintFocus, readFlaw, readMark, ...CONTROLS_IN_PAGE, ...COLORS_IN_PAGE]);
}

/** Returns the controls of the page and its elements that stand outside the window, or under something, when focused. */
export function listCoveredFocus(page: Page): Promise<string[]> {
  return callInPage(page, [findCoveredFocus, listFocusable, isOutside, isUnder, findAt, ...CONTROLS_IN_PAGE]);
}

function findFaintFocus(): string[] {
  return listControls("a, button, input, summary").flatMap((control) => {
    const flaw = readFlaw(control);
    return flaw === null ? [] : [`${describeControl(control)} ${flaw}`];
  });
}

/** The mark stands around the control, its field, or the words of a radio button. */
function readFlaw(control: HTMLElement): string | null {
  const places = [control, control.closest(".box"), control.nextElementSibling].filter((one) => one !== null);
  const seen = places.filter((one) => one.checkVisibility({ opacityProperty: true }));
  control.blur();
  const before = seen.map(readMark);
  const options = { focusVisible: true, preventScroll: true };
  control.focus(options);
  if (!control.matches(":focus-visible")) return "takes no focus";
  const mark = seen.find((one, index) => readMark(one) !== before[index]);
  if (!mark) return "does not show the focus";
  const { outlineColor, outlineWidth } = getComputedStyle(mark);
  if (parseFloat(outlineWidth) < 2) return `has an outline of ${outlineWidth}`;
  const contrast = measureContrast(outlineColor, mark);
  return contrast < 3 ? `has an outline of ${contrast.toFixed(2)}:1` : null;
}

function readMark(element: Element): string {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  return outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
}

function findCoveredFocus(): string[] {
  return listFocusable(document).flatMap((control) => {
    const options = { focusVisible: true };
    control.focus(options);
    const line = control.getClientRects()[0]; // a link may go over two
    if (!line || isOutside(line)) return [`${describeControl(control)} is outside the window`];
    return isUnder(control, line) ? [`${describeControl(control)} is under something else`] : [];
  });
}

function listFocusable(root: ParentNode): HTMLElement[] {
  const focusable = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  return [...root.querySelectorAll<HTMLElement>("*")].flatMap((element) => [
    ...(element.matches(focusable) && element.checkVisibility({ visibilityProperty: true }) ? [element] : []),
    ...(element.shadowRoot ? listFocusable(element.shadowRoot) : []),
  ]);
}

/** What is higher than the window fills it. */
function isOutside({ left, right, top, bottom }: DOMRect): boolean {
  const isHigher = bottom - top > innerHeight;
  const isWithin = isHigher ? top < 1 && bottom > innerHeight - 1 : top > -1 && bottom < innerHeight + 1;
  return left < -1 || right > innerWidth + 1 || !isWithin;
}

function isUnder(control: HTMLElement, { left, right, top, bottom }: DOMRect): boolean {
  const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const found = findAt(document, (left + right) / 2, middle);
  const label = control instanceof HTMLInputElement ? control.labels?.[0] : null;
  return !control.contains(found) && !label?.contains(found);
}

/** Finds what a pointer meets, in whatever shadow tree it stands. */
function findAt(root: DocumentOrShadowRoot, x: number, y: number): Element | null {
  const found = root.elementFromPoint(x, y);
  const inner = found?.shadowRoot;
  return inner && inner !== root ? findAt(inner, x, y) : found;
}
