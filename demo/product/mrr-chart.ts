/**
 * @module `<mrr-chart>`: holds the canvas of the MRR picture, and loads the chart library when it is first drawn.
 */

import type { MrrSeries } from "../../shared/schema/metrics.ts";
import type { DrawnChart } from "./chart-drawing.ts";

const DARK = matchMedia("(prefers-color-scheme: dark)");

class MrrChart extends HTMLElement {
  readonly #canvas = document.createElement("canvas");
  readonly #redraw = (): void => this.#draw();
  /** The theme and the product are attributes of the page. */
  readonly #themes = new MutationObserver(this.#redraw);
  #series: MrrSeries | null = null;
  #chart: DrawnChart | null = null;
  #isLoading = false;

  set series(series: MrrSeries) {
    if (this.#series && JSON.stringify(series) === JSON.stringify(this.#series)) return;
    this.#series = series;
    this.#draw();
  }

  /** What the picture shows, in words. */
  set label(text: string) {
    this.#canvas.setAttribute("aria-label", text);
  }

  connectedCallback(): void {
    this.#canvas.setAttribute("role", "img");
    this.append(this.#canvas);
    this.#themes.observe(document.documentElement, { attributes: true });
    DARK.addEventListener("change", this.#redraw);
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#themes.disconnect();
    DARK.removeEventListener("change", this.#redraw);
    this.#chart?.destroy();
    this.#chart = null;
  }

  #draw(): void {
    if (this.#series && this.#chart) this.#chart.show(this.#series);
    else if (this.#series && !this.#isLoading) void this.#load();
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    const { drawChart } = await import("./chart-drawing.ts");
    this.#isLoading = false;
    if (this.isConnected && this.#series && !this.#chart) this.#chart = drawChart(this.#canvas, this.#series);
  }
}

/** Makes the element known to the page, once. */
export function defineMrrChart(): void {
  if (!customElements.get("mrr-chart")) customElements.define("mrr-chart", MrrChart);
}
