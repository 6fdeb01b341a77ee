/**
 * @module Draws MRR with Chart.js: the line of what recurs and, under it, each day's movements as bars.
 *
 * Loaded late, since it is heavier than all of the page. Colours are the page's own custom properties, read anew at
 * every drawing.
 */

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
} from "chart.js";
import type { MrrSeries } from "../../shared/schema/metrics.ts";
import { formatAmount, formatDate, formatShortAmount } from "./format.ts";
import { sumMovements } from "./movements.ts";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const DRAW_MS = 250;
/** Heights, where the bars' is 1. */
const LINE_WEIGHT = 3;
const SPACE_WEIGHT = 0.25;

export interface DrawnChart {
  show(series: MrrSeries): void;
  destroy(): void;
}

/** Draws on `canvas`, and again with every `show`. */
export function drawChart(canvas: HTMLCanvasElement, first: MrrSeries): DrawnChart {
  const chart = new Chart(canvas, configure(canvas, first));
  return {
    show(series) {
      const { data, options } = configure(canvas, series);
      chart.data = data;
      if (options) chart.options = options;
      chart.update("none");
    },
    destroy: () => chart.destroy(),
  };
}

type Configuration = ChartConfiguration<"line" | "bar">;

function configure(canvas: HTMLCanvasElement, series: MrrSeries): Configuration {
  const currency = series.currency ?? "usd";
  const write = (amount: unknown): string => formatAmount(Number(amount), currency);
  return {
    type: "line",
    data: describeData(canvas, series),
    options: {
      animation: STILL.matches ? false : { duration: DRAW_MS },
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      font: { family: getComputedStyle(canvas).fontFamily },
      scales: describeScales(canvas, (amount) => formatShortAmount(Number(amount), currency)),
      plugins: {
        tooltip: {
          callbacks: { label: ({ dataset, parsed }) => `${dataset.label ?? ""}: ${write(parsed.y)}` },
        },
      },
    },
  };
}

function describeData(canvas: HTMLCanvasElement, { days }: MrrSeries): Configuration["data"] {
  const moves = days.map(sumMovements);
  const bars = (label: string, data: number[], property: string) =>
    ({ type: "bar", label, data, backgroundColor: readColour(canvas, property), yAxisID: "moves" }) as const;
  return {
    labels: days.map(({ date }) => formatDate(date)),
    datasets: [
      {
        type: "line",
        label: "MRR",
        data: days.map(({ amount }) => amount),
        borderColor: readColour(canvas, "--accent"),
        backgroundColor: readColour(canvas, "--chart-fill"),
        borderWidth: 2,
        fill: "start",
        pointRadius: 0,
        pointHitRadius: 12,
        yAxisID: "mrr",
      },
      bars(
        "Growth",
        moves.map(({ up }) => up),
        "--ok",
      ),
      bars(
        "Losses",
        moves.map(({ down }) => down),
        "--bad",
      ),
    ],
  };
}

/** The axis that is named last stands on top: the line's, some space, and the bars'. */
function describeScales(canvas: HTMLCanvasElement, write: (amount: unknown) => string) {
  const [color, line] = [readColour(canvas, "--muted"), readColour(canvas, "--line")];
  const axis = { type: "linear", position: "left", stack: "all", border: { display: false } } as const;
  const ticks = { color, callback: write };
  return {
    x: {
      stacked: true,
      grid: { display: false },
      border: { color: line },
      ticks: { color, maxRotation: 0, autoSkipPadding: 24 },
    },
    moves: { ...axis, stacked: true, grid: { color: line }, ticks: { ...ticks, maxTicksLimit: 3 } },
    space: { ...axis, stackWeight: SPACE_WEIGHT, grid: { display: false }, ticks: { display: false } },
    mrr: { ...axis, stackWeight: LINE_WEIGHT, grid: { color: line }, ticks: { ...ticks, maxTicksLimit: 5 } },
  } as const;
}

/** Returns a custom property's colour as the canvas understands it: `light-dark()` is not known there. */
function readColour(canvas: HTMLCanvasElement, property: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  canvas.parentElement?.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
