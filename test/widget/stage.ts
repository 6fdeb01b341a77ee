/**
 * @module A stage for the element in a real page: canned answers instead of a Worker, and eyes that see roles and names.
 */

import type * as AxeCore from "axe-core";
import { CONNECT_EVENT_NAMES } from "../../shared/events.ts";
import type { ParityRailConnect } from "../../widget/parityrail-connect.ts";
import { toResponse, type CannedReply } from "../../demo/gallery/canned-network.ts";
import type { OpenSessionAnswer } from "../../shared/schema/sessions.ts";

type Axe = typeof AxeCore & {
  commons: { aria: { getRole(element: Element): string | null } };
};

await import("../../widget/index.ts");
await import("axe-core");
// The script puts itself on the window; its types declare a module that browsers do not get, without this function.
const { axe } = window as unknown as { axe: Axe };

/** `wait`: no answer before `release` is called. `offline`: the network fails. Text: an answer that is not JSON. */
export type Reply = CannedReply | OpenSessionAnswer | { readonly text: string };

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | null;
  readonly language: string | null;
  readonly body: string | null;
}

export interface Stage {
  readonly element: ParityRailConnect;
  readonly sent: SentRequest[];
  readonly events: CustomEvent[];
  /** What the developer of the page was told. */
  readonly warned: string[];
  /** What the next requests get, in turn. */
  answer(...replies: Reply[]): void;
  /** Answers the request that waits. */
  release(reply: Reply): void;
}

const realFetch = window.fetch.bind(window);
const browserConsole = window.console;
const realWarn = browserConsole.warn;
const stages: { close(): void }[] = [];

/** Puts an element on the page and waits for its first real state. */
export async function openStage(
  replies: readonly Reply[],
  attributes: Readonly<Record<string, string>> = { session: "token" },
  fetchSession: (() => Promise<string>) | null = null,
): Promise<Stage> {
  const queue = [...replies];
  const sent: SentRequest[] = [];
  const events: CustomEvent[] = [];
  const warned: string[] = [];
  browserConsole.warn = (text: string) => void warned.push(text);
  let waiting: ((reply: Reply) => void) | null = null;
  window.fetch = async (input, init) => {
    const url = new URL(String(input), location.href);
    if (!url.pathname.includes("/v1/")) return realFetch(input, init);
    const headers = new Headers(init?.headers);
    const body = typeof init?.body === "string" ? init.body : null;
    sent.push({
      method: init?.method ?? "GET",
      path: url.pathname,
      authorization: headers.get("authorization"),
      language: headers.get("accept-language"),
      body,
    });
    let reply = queue.shift() ?? "offline";
    if (reply === "wait") reply = await new Promise<Reply>((resolve) => (waiting = resolve));
    return respond(reply);
  };
  const element = document.createElement("parityrail-connect");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.fetchSession = fetchSession;
  for (const name of CONNECT_EVENT_NAMES) {
    element.addEventListener(name, (event) => {
      if (event instanceof CustomEvent) events.push(event);
    });
  }
  document.body.append(element);
  stages.push({ close: () => element.remove() });
  if (replies[0] !== "wait") await until(() => element.shadowRoot?.querySelector("h2"));
  return {
    element,
    sent,
    events,
    warned,
    answer: (...more) => void queue.push(...more),
    release: (reply) => waiting?.(reply),
  };
}

/** Takes every element off the page and gives the page its own `fetch` back. */
export function closeStages(): void {
  for (const stage of stages.splice(0)) stage.close();
  window.fetch = realFetch;
  browserConsole.warn = realWarn;
  document.documentElement.style.colorScheme = "";
  sessionStorage.clear();
  localStorage.clear();
}

/** Waits until `look` sees something; the test's own time-out is the limit. */
export async function until<Seen>(look: () => Seen): Promise<NonNullable<Seen>> {
  for (;;) {
    const seen = look();
    if (seen) return seen;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Finds what a screen reader calls `role` with this `name`; null where there is none. */
export function lookFor(stage: Stage, role: string, name: string | RegExp): HTMLElement | null {
  const root = stage.element.shadowRoot;
  axe.setup(document.body);
  try {
    const all = [...(root?.querySelectorAll<HTMLElement>(":not(slot)") ?? [])];
    return all.find((one) => axe.commons.aria.getRole(one) === role && isNamed(one, name)) ?? null;
  } finally {
    axe.teardown();
  }
}

function isNamed(element: Element, name: string | RegExp): boolean {
  const actual: string = axe.commons.text.accessibleText(element).replace(/\s+/g, " ").trim();
  return typeof name === "string" ? actual === name : name.test(actual);
}

/** Waits for what a screen reader calls `role` with this `name`. */
export function see(stage: Stage, role: string, name: string | RegExp): Promise<HTMLElement> {
  return until(() => lookFor(stage, role, name));
}

/** Waits for a text anywhere in the element. */
export function read(stage: Stage, text: string): Promise<true> {
  return until(() => textOf(stage).includes(text) || null) as Promise<true>; // the literal of `|| null`
}

/** Returns all text of the element, spaces folded. */
export function textOf(stage: Stage): string {
  const step = stage.element.shadowRoot?.querySelector(".step");
  return (step?.textContent ?? "").replace(/\s+/g, " ");
}

/** Returns the input that a label names. */
export async function field(stage: Stage, label: string | RegExp): Promise<HTMLInputElement> {
  const found = await until(() =>
    [...(stage.element.shadowRoot?.querySelectorAll("input") ?? [])].find((input) =>
      [...(input.labels ?? [])].some(({ textContent }) => {
        const text = (textContent ?? "").replace(/\s+/g, " ").trim();
        return typeof label === "string" ? text === label : label.test(text);
      }),
    ),
  );
  return found;
}

/** Pastes into a field, as a browser does. */
export function paste(input: HTMLInputElement, text: string): void {
  input.focus();
  input.value = text;
  input.dispatchEvent(
    new InputEvent("input", { inputType: "insertFromPaste", bubbles: true, composed: true }),
  );
}

/** Fails with `message` unless `condition` holds. */
export function expect(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Fails unless both say the same as JSON. */
export function expectSame(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`got ${left}, wanted ${right}`);
}

/** The focused element inside the shadow root. */
export function focused(stage: Stage): HTMLElement | null {
  const active = stage.element.shadowRoot?.activeElement;
  return active instanceof HTMLElement ? active : null;
}

function respond(reply: Reply): Response {
  if (reply === "offline" || reply === "wait") throw new TypeError("Failed to fetch");
  return "text" in reply ? new Response(reply.text, { status: 200 }) : toResponse(reply);
}
