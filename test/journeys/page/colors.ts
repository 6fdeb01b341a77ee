/**
 * @module Measures in the page how a colour stands out from what is behind it. All of it runs in the page.
 */

import type { InPage } from "./in-page.ts";

/** 0 to 255 each, and how much of it covers what is behind, 0 to 1. */
type Color = readonly [red: number, green: number, blue: number, alpha: number];

/** Hand these over with what calls `measureContrast`. */
export const COLORS_IN_PAGE: readonly InPage[] = [
  measureContrast,
  readGround,
  readColor,
  blend,
  measureLuminance,
];

/** Measures the contrast of a CSS colour around an element with what stands behind it: 1 to 21 (WCAG 2.2). */
export function measureContrast(color: string, element: Element): number {
  const ground = readGround(element);
  const luminances = [ground, blend(readColor(color), ground)].map(measureLuminance);
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
}

/** Reads the colour behind an element: the grounds of all around it, up to the first that nothing shines through. */
function readGround(element: Element): Color {
  const root = element.getRootNode();
  const around = element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  if (!around) return [255, 255, 255, 1];
  const color = readColor(getComputedStyle(around).backgroundColor);
  return color[3] === 1 ? color : blend(color, readGround(around));
}

/** Reads a colour in whatever notation the browser gives it. */
function readColor(color: string): Color {
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  if (!pen) throw new Error("there is no canvas");
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

function blend([red, green, blue, alpha]: Color, behind: Color): Color {
  const mix = (above: number, below: number) => above * alpha + below * (1 - alpha);
  return [mix(red, behind[0]), mix(green, behind[1]), mix(blue, behind[2]), 1];
}

function measureLuminance(color: Color): number {
  const [red, green, blue] = color.slice(0, 3).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
