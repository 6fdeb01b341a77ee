/**
 * @module Where the focus is, as the browser's accessible tree has it, and whether somebody who sees the page can tell.
 */

import type { Page } from "playwright";

/** What has the focus. */
export interface FocusStop {
  readonly role: string;
  readonly name: string;
  readonly hasRing: boolean;
}

/** Reads where the focus is; null where it is outside the step. */
export type FocusProbe = () => Promise<FocusStop | null>;

/** An outline of two pixels or more, on what has the focus or on the field or label that stands for it. */
const HAS_RING = `function () {
  const parent = this.parentElement;
  return [this, this.nextElementSibling, parent, parent?.parentElement].some((one) => {
    const { outlineStyle, outlineWidth, opacity } = one ? getComputedStyle(one) : {};
    return one && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && opacity !== "0";
  });
}`;

const FOCUSED = `document.querySelector("parityrail-connect").shadowRoot?.activeElement`;

/** Returns what reads the focus in `page`, also after it has gone to another address. */
export async function createFocusProbe(page: Page): Promise<FocusProbe> {
  const session = await page.context().newCDPSession(page);
  return async () => {
    const { result } = await session.send("Runtime.evaluate", { expression: FOCUSED });
    const { objectId } = result;
    if (objectId === undefined) return null;
    const [{ nodes }, ring] = await Promise.all([
      session.send("Accessibility.getPartialAXTree", { objectId, fetchRelatives: false }),
      session.send("Runtime.callFunctionOn", {
        objectId,
        functionDeclaration: HAS_RING,
        returnByValue: true,
      }),
    ]);
    const [node] = nodes;
    const hasRing = Boolean(ring.result.value);
    return { role: String(node?.role?.value), name: String(node?.name?.value ?? ""), hasRing };
  };
}
