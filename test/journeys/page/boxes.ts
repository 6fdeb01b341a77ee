/**
 * @module Finds which texts and controls of an element are in each other's way, or stand out of the box around them.
 *
 * All but the first function run in the page.
 */

import type { Page } from "playwright";
import { callInPage } from "./in-page.ts";

/** Edges in CSS px, as the window sees them. */
type Box = Readonly<Record<"left" | "right" | "top" | "bottom", number>>;

/** A text, with a box for each of its lines, or a control, icon, badge or card. */
interface Ink {
  readonly node: Node;
  readonly boxes: readonly Box[];
}

/**
 * Returns what collides within the page's elements, one readable line each: what covers something else by more than a
 * pixel, and what stands out of its card, button or badge, or is cut off.
 */
export function listCollisions(page: Page): Promise<string[]> {
  return callInPage(page, [
    findCollisions,
    listOverlaps,
    listOverhangs,
    listInk,
    isSeen,
    readBoxes,
    findAround,
    hasEdge,
    cutsOff,
    measureOverlap,
    measureOverhang,
    hasRoomForPlaceholder,
    describe,
  ]);
}

function findCollisions(): string[] {
  return [...document.querySelectorAll("parityrail-connect")].flatMap((host) => {
    const all = host.shadowRoot ? listInk(host.shadowRoot) : [];
    return [...listOverlaps(all), ...listOverhangs(all, host)].map((line) => `${host.id}: ${line}`);
  });
}

function listOverlaps(all: readonly Ink[]): string[] {
  return all.flatMap((one, index) => {
    const others = all.slice(index + 1).filter((other) => {
      const isApart = !one.node.contains(other.node) && !other.node.contains(one.node);
      return isApart && one.boxes.some((box) => other.boxes.some((its) => measureOverlap(box, its) > 1));
    });
    return others.map((other) => `${describe(one)} and ${describe(other)} overlap`);
  });
}

function listOverhangs(all: readonly Ink[], host: Element): string[] {
  return all.flatMap(({ node, boxes }) => {
    const around = [findAround(node, hasEdge) ?? host, findAround(node, cutsOff)];
    const out = around.filter((box) => {
      const edges = box?.getBoundingClientRect();
      return edges && boxes.some((inner) => measureOverhang(inner, edges) > 1);
    });
    const lines = out.map((box) => `${describe({ node })} stands out of ${box?.className || box?.localName}`);
    return hasRoomForPlaceholder(node) ? lines : [...lines, `${describe({ node })} cuts off its placeholder`];
  });
}

/** Lists what can be seen. An `i` is decoration that may be cut off: a bar's filling, and the dots of a hidden key. */
function listInk(root: ShadowRoot): Ink[] {
  const things = "a, button, input, summary, code, svg, .badge, .disc, .spinner, .bar, .switch, .box, .toast";
  const nodes: Node[] = [...root.querySelectorAll(`${things}, .card, .note, .guide`)];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) nodes.push(texts.currentNode);
  return nodes
    .filter((node) => isSeen(node instanceof Element ? node : node.parentElement))
    .map((node) => ({ node, boxes: readBoxes(node) }));
}

function isSeen(element: Element | null): boolean {
  if (!element || element.closest("i, .unseen")) return false;
  if (getComputedStyle(element).display === "contents") return isSeen(element.parentElement);
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/** A text that ends in an ellipsis stands in the box that cuts it off, and can be copied whole. */
function readBoxes(node: Node): Box[] {
  const around = node.parentElement;
  if (around && getComputedStyle(around).textOverflow === "ellipsis") return readBoxes(around);
  const range = document.createRange();
  range.selectNodeContents(node);
  const rects = node instanceof Element ? node.getClientRects() : range.getClientRects();
  return [...rects].filter(({ width, height }) => width > 0 && height > 0);
}

function findAround(node: Node, matches: (element: Element) => boolean): Element | null {
  for (let at = node.parentElement; at; at = at.parentElement) if (matches(at)) return at;
  return null;
}

/** Whether an element has a border all round, or a ground. */
function hasEdge(element: Element): boolean {
  const { borderLeftWidth, borderTopWidth, backgroundColor } = getComputedStyle(element);
  const hasGround = !/^rgba\(.*, 0\)$/.test(backgroundColor);
  return hasGround || (borderLeftWidth !== "0px" && borderTopWidth !== "0px");
}

function cutsOff(element: Element): boolean {
  return getComputedStyle(element).overflow !== "visible";
}

/** How far two boxes reach into each other. */
function measureOverlap(one: Box, other: Box): number {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return Math.min(wide, high);
}

/** How far a box stands out of the one around it. */
function measureOverhang(inner: Box, { left, right, top, bottom }: Box): number {
  return Math.max(left - inner.left, inner.right - right, top - inner.top, inner.bottom - bottom);
}

function hasRoomForPlaceholder(node: Node): boolean {
  if (!(node instanceof HTMLInputElement) || !node.placeholder || node.value) return true;
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  if (!pen) return false;
  pen.font = getComputedStyle(node).font;
  return pen.measureText(node.placeholder).width <= node.clientWidth + 1;
}

function describe({ node }: Pick<Ink, "node">): string {
  const text = node.textContent?.replace(/\s+/g, " ").trim().slice(0, 40) ?? "";
  const name = node instanceof Element ? `${node.localName}.${node.getAttribute("class")}` : "text";
  return `${name} "${text}"`;
}
