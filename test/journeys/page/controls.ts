/**
 * @module Looks at each control of the page's elements, and returns those that are hard to see or to meet, one readable
 * line each.
 *
 * All but the public functions that take a page run in it.
 */

import type { Page } from "playwright";
import { callInPage, type InPage } from "./in-page.ts";
import { COLORS_IN_PAGE, measureContrast } from "./colors.ts";

/** Hand these over with what calls `listControls` or `describeControl`. */
export const CONTROLS_IN_PAGE: readonly InPage[] = [listControls, describeControl];

/** Returns the controls among `selector` without a border that stands out by 3:1. */
export function listFaintBorders(page: Page, selector: string): Promise<string[]> {
  return callInPage(page, [findFaintBorders, ...CONTROLS_IN_PAGE, ...COLORS_IN_PAGE], selector);
}

/** Returns the buttons that do nothing just now, and look like those that do something. */
export function listFalseButtons(page: Page): Promise<string[]> {
  return callInPage(page, [findFalseButtons, readLook, ...CONTROLS_IN_PAGE]);
}

/** Returns the controls that reach into another one, or are smaller than `least` CSS px and too near another one. */
export function listCrowdedTargets(page: Page, least: number): Promise<string[]> {
  return callInPage(
    page,
    [findCrowdedTargets, isTooNear, measureDistance, reachesInto, ...CONTROLS_IN_PAGE],
    least,
  );
}

/** Returns the controls that are lower than `least` CSS px, but for links in running text. */
export function listLowTargets(page: Page, least: number): Promise<string[]> {
  return callInPage(page, [findLowTargets, ...CONTROLS_IN_PAGE], least);
}

/** Returns the `summary`s without the triangle that says that they unfold something. */
export function listBareSummaries(page: Page): Promise<string[]> {
  return callInPage(page, [findBareSummaries, ...CONTROLS_IN_PAGE]);
}

/** Lists those of `selector` in all elements of the page that can be used. */
export function listControls(selector: string): HTMLElement[] {
  const hosts = [...document.querySelectorAll("parityrail-connect")];
  const all = hosts.flatMap(({ shadowRoot }) => [
    ...(shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
  ]);
  return all.filter((control) => control.checkVisibility({ visibilityProperty: true }));
}

/** Names a control, and the element it stands in. */
export function describeControl(control: HTMLElement): string {
  const root = control.getRootNode();
  const host = root instanceof ShadowRoot ? root.host.id : "page";
  const name = control.ariaLabel ?? (control.textContent || control.id || control.parentElement?.textContent);
  return `${host}: ${control.localName} "${name?.replace(/\s+/g, " ").trim()}"`;
}

function findFaintBorders(selector: string): string[] {
  return listControls(selector).flatMap((control) => {
    const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(control);
    const hasBorder = borderTopStyle !== "none" && parseFloat(borderTopWidth) >= 1;
    const contrast = hasBorder ? measureContrast(borderTopColor, control) : 1;
    return contrast < 3 ? [`${describeControl(control)} has a border of ${contrast.toFixed(2)}:1`] : [];
  });
}

function findFalseButtons(): string[] {
  const buttons = listControls("button");
  const looks = new Set(buttons.filter((one) => one.ariaDisabled === null).map(readLook));
  return buttons.filter((one) => one.ariaDisabled !== null && looks.has(readLook(one))).map(describeControl);
}

/** What still differs where the browser takes grounds away. */
function readLook(button: HTMLElement): string {
  const hasSpinner = button.querySelector(".spinner")?.checkVisibility() === true;
  return `${getComputedStyle(button).color} ${hasSpinner}`;
}

function findCrowdedTargets(least: number): string[] {
  const byElement = Map.groupBy(listControls("a, button, input, summary"), (control) =>
    control.getRootNode(),
  );
  const crowded = [...byElement.values()].flatMap((controls) =>
    controls.filter((control) => controls.some((other) => isTooNear(control, other, least))),
  );
  return crowded.map(describeControl);
}

/** WCAG 2.5.8: a smaller target passes if a circle of that size around its middle meets no other target. */
function isTooNear(control: HTMLElement, other: HTMLElement, least: number): boolean {
  if (control === other) return false;
  const { width, height } = control.getBoundingClientRect();
  const isSmall = Math.min(width, height) < least;
  return reachesInto(control, other) || (isSmall && measureDistance(control, other) < least / 2);
}

function reachesInto(control: HTMLElement, other: HTMLElement): boolean {
  const boxes = [...control.getClientRects()]; // a link may go over two lines
  return boxes.some(({ left, right, top, bottom }) =>
    [...other.getClientRects()].some((its) => {
      const wide = Math.min(right, its.right) - Math.max(left, its.left);
      const high = Math.min(bottom, its.bottom) - Math.max(top, its.top);
      return Math.min(wide, high) > 1;
    }),
  );
}

/** How far another control is from the middle of one, in CSS px. */
function measureDistance(control: HTMLElement, other: HTMLElement): number {
  const { left, top, width, height } = control.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const box = other.getBoundingClientRect();
  return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
}

function findLowTargets(least: number): string[] {
  const low = listControls("a, button, input, summary").filter((control) => {
    const isInText = control.localName === "a" && getComputedStyle(control).display === "inline";
    return !isInText && control.getBoundingClientRect().height < least;
  });
  return low.map((control) => `${describeControl(control)}: ${control.getBoundingClientRect().height} px`);
}

function findBareSummaries(): string[] {
  const isBare = (summary: HTMLElement) => getComputedStyle(summary).display !== "list-item";
  return listControls("summary").filter(isBare).map(describeControl);
}
