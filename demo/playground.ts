/**
 * @module The demo page: wires the element, the controls beside it, and what can be seen of both.
 */

import { render } from "lit";
import { CONNECT_EVENT_NAMES, type ConnectEventName } from "../shared/events.ts";
import { PRODUCT_NAMES, sessionPath } from "./products.ts";
import { createActions } from "./playground/actions.ts";
import { changeRole, changeStripeMood, loadKeys, loadSettings } from "./playground/backend.ts";
import { readChoices } from "./playground/choices.ts";
import { observeRequests } from "./playground/observe-requests.ts";
import { viewBroken, viewPage } from "./playground/views/page.ts";
import { withEntry, type PlaygroundState } from "./playground/state.ts";

const NOTICE_MS = 5_000;
const SESSION_PATHS: ReadonlySet<string> = new Set(PRODUCT_NAMES.map(sessionPath));

const page = document.querySelector<HTMLElement>("#page") ?? document.body;

startPlayground().catch(() => render(viewBroken(), page));

async function startPlayground(): Promise<void> {
  const choices = readChoices(location.search);
  await Promise.all([changeRole(choices.role), changeStripeMood(choices.stripe)]);
  const [settings, keys] = await Promise.all([loadSettings(), loadKeys(choices.product)]);
  let state: PlaygroundState = {
    ...{ settings, keys, choices, run: 0, scriptFailed: false, continued: false },
    ...{ events: [], requests: [], notice: "" },
  };
  const update = (change: Partial<PlaygroundState>): void => {
    state = { ...state, ...change };
    document.documentElement.dataset["theme"] = state.choices.theme;
    document.documentElement.dataset["product"] = state.choices.product;
    render(viewPage(state, actions), page);
    if (change.notice) clearNotice.start();
  };
  const clearNotice = createTimer(NOTICE_MS, () => update({ notice: "" }));
  const actions = createActions(page, () => state, update);

  const { workerUrl } = settings;
  observeRequests({ workerUrl, isSessionPath: (path) => SESSION_PATHS.has(path) }, (request) =>
    update({ requests: withEntry(state.requests, request) }),
  );
  observeEvents((name, detail) => {
    const entry = { id: performance.now(), name, at: Date.now(), detail };
    update({
      events: withEntry(state.events, entry),
      continued: name === "parityrail-continue" || (state.continued && name !== "parityrail-disconnected"),
    });
  });
  update({});
  const script = `${workerUrl}/parityrail-connect.js`; // after `fetch` is observed, so that nothing is missed
  await import(/* @vite-ignore */ script).catch(() => update({ scriptFailed: true }));
}

function observeEvents(onEvent: (name: ConnectEventName, detail: string) => void): void {
  for (const name of CONNECT_EVENT_NAMES) {
    page.addEventListener(name, (event) => {
      if (event instanceof CustomEvent) onEvent(name, JSON.stringify(event.detail, null, 2));
    });
  }
}

function createTimer(milliseconds: number, run: () => void): { start(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    start() {
      clearTimeout(timer);
      timer = setTimeout(run, milliseconds);
    },
  };
}
