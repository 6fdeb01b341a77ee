/**
 * @module What a person does to an element to reach a state, as data, and what does it in a page.
 *
 * Nothing here takes the focus: elements that stand on one page must not fight for it.
 */

import type { Texts } from "../../widget/i18n/en.ts";

/** `press` names a button, or what folds and unfolds, in the element's own language. */
export type Step =
  | { readonly is: "paste"; readonly field: "key" | "publishable" | "secret"; readonly text: string }
  | { readonly is: "press"; readonly name: (texts: Texts) => string };

/** A control may appear after an answer, so it is waited for. */
const STEP_TIMEOUT_MS = 15_000;

/** Carries out `steps` one after the other; fails if what a step needs does not appear. */
export async function playSteps(element: HTMLElement, steps: readonly Step[], texts: Texts): Promise<void> {
  for (const step of steps) {
    const target = await waitFor(() => findTarget(element, step, texts), describeStep(step, texts));
    if (step.is === "paste") paste(target, step.text);
    else target.click();
    await nextFrame();
  }
}

/** Waits until `look` returns something. */
export async function waitFor<Seen>(
  look: () => Seen | null | undefined | false,
  what: string,
): Promise<Seen> {
  const deadline = performance.now() + STEP_TIMEOUT_MS;
  for (;;) {
    const seen = look();
    if (seen) return seen;
    if (performance.now() > deadline) throw new Error(`there is no ${what}`);
    await nextFrame();
  }
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

function findTarget({ shadowRoot }: HTMLElement, step: Step, texts: Texts): HTMLElement | null {
  if (!shadowRoot) return null;
  if (step.is === "paste") return shadowRoot.querySelector<HTMLInputElement>(`input#${step.field}`);
  const controls = [...shadowRoot.querySelectorAll<HTMLElement>("button, summary")];
  return controls.find((control) => readName(control) === step.name(texts)) ?? null;
}

function readName(control: HTMLElement): string {
  return (control.ariaLabel ?? control.textContent).replace(/\s+/g, " ").trim();
}

function describeStep(step: Step, texts: Texts): string {
  return step.is === "press" ? `button "${step.name(texts)}"` : `field "${step.field}"`;
}

/** Fires what a browser fires when a person pastes; an element that takes one of them stops the rest. */
function paste(field: HTMLElement, text: string): void {
  const bubbling = { bubbles: true, composed: true };
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const inserted = { ...bubbling, inputType: "insertFromPaste", data: text };
  const goesOn =
    field.dispatchEvent(new ClipboardEvent("paste", { ...bubbling, cancelable: true, clipboardData })) &&
    field.dispatchEvent(new InputEvent("beforeinput", { ...inserted, cancelable: true }));
  if (!goesOn) return;
  if (field instanceof HTMLInputElement) field.value = text;
  field.dispatchEvent(new InputEvent("input", inserted));
}
