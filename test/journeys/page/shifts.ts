/**
 * @module How far things move in a page without anybody moving them: Chromium's layout shifts (web.dev/articles/cls).
 *
 * A browser excuses whatever moves within half a second of a press. The local Stripe answers sooner than that, and the
 * real one does not: so what moves after an answer counts here, however soon it comes.
 */

import type { Page } from "playwright";

/** A layout shift that nobody expects. */
export interface LayoutShift {
  /** The part of the window that moves × how far, as a part of the window's larger side. */
  readonly value: number;
  /** What moved the most: "li.row from 320 to 280"; no name where it stands in a shadow tree. */
  readonly moved: string;
}

/** As the browser has it; TypeScript does not yet. */
interface LayoutShiftEntry extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
}

const REPORT = "reportLayoutShift";

/** Adds to `shifts` what moves in `page` from now on, wherever it goes. Call it before the page goes anywhere. */
export async function recordShifts(page: Page, shifts: LayoutShift[]): Promise<void> {
  await page.exposeFunction(REPORT, (shift: LayoutShift) => void shifts.push(shift));
  await page.addInitScript(observeShifts, REPORT);
}

/** Waits until what was drawn last is recorded. */
export async function settleShifts(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** The sum of all shifts. The page's CLS is at most that: it is the largest sum within five seconds. */
export function sumShifts(shifts: readonly LayoutShift[]): number {
  return shifts.reduce((sum, { value }) => sum + value, 0);
}

/** Runs in the page, before its own scripts. @param report name of the function that takes a shift */
function observeShifts(report: string): void {
  const presses: number[] = [];
  const answers: number[] = [];
  for (const type of ["pointerdown", "keydown"])
    addEventListener(type, () => presses.push(performance.now()), { capture: true });
  const { fetch: send } = window;
  window.fetch = async (...request) => {
    const answer = await send(...request);
    const [, { method = "GET" } = {}] = request;
    if (method !== "GET") answers.push(performance.now());
    return answer;
  };
  const findLast = (times: number[], before: number): number =>
    Math.max(0, ...times.filter((time) => time <= before));
  const read = ({ value, hadRecentInput, startTime, sources: [first] }: LayoutShiftEntry): void => {
    const isAnswer = findLast(presses, startTime) < findLast(answers, startTime);
    if (hadRecentInput && !isAnswer) return;
    const node = first?.node instanceof Element ? first.node : first?.node?.parentElement;
    const name = node ? `${node.localName}.${node.className}` : "";
    const moved = `${name} from ${first?.previousRect.y} to ${first?.currentRect.y}`;
    Reflect.get(window, report)({ value, moved });
  };
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) read(entry as LayoutShiftEntry); // all that it is asked for
  });
  observer.observe({ type: "layout-shift", buffered: true });
}
