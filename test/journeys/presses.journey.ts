/**
 * @module No click is lost (docs/adr/0031): while the mouse is down nothing moves under it, whatever is said or comes.
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { JSHandle, Page } from "playwright";
import { errorAnswer, type CannedError } from "../../demo/gallery/canned-network.ts";
import { makeKey } from "../../demo/gallery/canned-keys.ts";
import type { ParityRailConnect } from "../../widget/parityrail-connect.ts";
import { isolateElement, openGallery } from "./page/gallery.ts";
import { pressAll } from "./page/presses.ts";

/** Name of each field → a text of which nothing is said while it is typed, and something when it is left. */
const HALVES: Readonly<Record<string, string>> = {
  key: "rk_test_4eC3",
  publishable: "pk_test_4eC3",
  secret: "whsec_a1B2",
};

/** One field of one element. */
interface Field {
  readonly id: string;
  readonly name: string;
}

/** ParityRail in every state, and the product that asks for three fields in those that look otherwise with it. */
const GALLERIES = ["product=parityrail&scenes=all", "product=billstack&scenes=differing"];

/** So high that nothing has to be scrolled to. */
const HIGH = { viewport: { width: 640, height: 2000 } };

/** Name of each state in which something is asked → how an element comes to it, and the answer. */
const ASKING = {
  "connected-connected-0": [recheck, "stripe_unavailable"],
  "first-sight-form-0": [submitKey, "key_rejected"],
} as const;

suite("No click is lost", { concurrency: true }, () => {
  for (const gallery of GALLERIES) {
    test(`${gallery} · what is said of a field that is left moves no control that is held, in any state`, async () => {
      const { page, close } = await openGallery(`${gallery}&show=light`, HIGH);
      for (const field of await listFields(page)) {
        await isolateElement(page, field.id);
        const { lost, pressed } = await pressAll(page, { prepare: () => typeHalf(page, field) });
        assert.deepEqual(lost, [], `${field.name} of ${field.id}`);
        assert.ok(pressed > 3, `${field.id}: ${pressed} controls`);
      }
      await close();
    });
  }

  for (const [id, [ask, refusal]] of Object.entries(ASKING)) {
    test(`${id} · an answer that comes moves no control that is held, and is shown afterwards`, async () => {
      const { page, close } = await openGallery("product=parityrail&show=light", HIGH);
      const element = page.locator(`#${id}`);
      await isolateElement(page, id);
      const meanwhile = await takeNetwork(page, errorAnswer(refusal));
      const prepare = () => element.evaluateHandle(ask, makeKey());
      const afterwards = () => element.getByRole("alert").waitFor();
      const { lost, pressed } = await pressAll(page, { prepare, meanwhile, afterwards });
      assert.deepEqual(lost, []);
      assert.ok(pressed > 5, `${pressed} controls`);
      await close();
    });
  }
});

/**
 * Lists the first field of every state that has one, and all fields of the first state. States that look the same once
 * somebody types in their field count once.
 */
async function listFields(page: Page): Promise<Field[]> {
  const states = await page.evaluate(() =>
    [...document.querySelectorAll("parityrail-connect")].map(({ id, shadowRoot }) => {
      const inputs = [...(shadowRoot?.querySelectorAll<HTMLInputElement>("input:not([type=radio])") ?? [])];
      return inputs.filter((input) => !input.readOnly).map((input) => ({ id, name: input.id }));
    }),
  );
  const [first = [], ...others] = states.filter((fields) => fields.length > 0);
  const found = new Map<string, Field>();
  for (const field of [...first, ...others.flatMap((fields) => fields.slice(0, 1))]) {
    const element = await typeHalf(page, field);
    const look = await element.evaluate(({ shadowRoot }) => shadowRoot?.innerHTML.replace(/<!--.*?-->/g, ""));
    if (look && !found.has(look)) found.set(look, field);
  }
  return [...found.values()];
}

/** Types half of what belongs into a field, from the beginning. */
function typeHalf(page: Page, { id, name }: Field): Promise<JSHandle<HTMLElement>> {
  return page.locator(`#${id}`).evaluateHandle(
    async (element: ParityRailConnect, [field, text]) => {
      const input = element.shadowRoot?.querySelector<HTMLInputElement>(`input#${field}`);
      if (!input) throw new Error(`there is no field ${field}`);
      input.focus({ preventScroll: true });
      input.value = text;
      input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
      await element.updateComplete;
      return element;
    },
    [name, HALVES[name] ?? ""] as const,
  );
}

/** Has every later request to change something wait, and returns what answers the last one with `error`. */
async function takeNetwork(page: Page, { status, ...error }: CannedError): Promise<() => Promise<void>> {
  const network = await page.evaluateHandle(() => {
    const waiting: ((response: Response) => void)[] = [];
    globalThis.fetch = (_, init) =>
      new Promise((resolve) => void (init?.method && init.method !== "GET" && waiting.push(resolve)));
    return waiting;
  });
  return () =>
    network.evaluate(
      (waiting, [body, code]) => {
        const respond = waiting.pop();
        if (!respond) throw new Error("there is no request");
        respond(Response.json({ error: body }, { status: code }));
      },
      [{ ...error, request_id: "req_1" }, status] as const,
    );
}

/** Asks whether the key still works. */
async function recheck(element: ParityRailConnect): Promise<ParityRailConnect> {
  void element.recheck();
  await element.updateComplete;
  return element;
}

/** Pastes a key into an empty form and sends it. */
async function submitKey(element: ParityRailConnect, key: string): Promise<ParityRailConnect> {
  const { shadowRoot } = element;
  const input = shadowRoot?.querySelector<HTMLInputElement>("input#key");
  if (!input) throw new Error("there is no field for a key");
  input.value = key;
  input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  shadowRoot?.querySelector("form")?.requestSubmit();
  await element.updateComplete;
  return element;
}
