/**
 * @module The demo page: wires the element, the controls beside it, and what can be seen of both.
 */

import { render } from "lit";
import type { Role } from "../shared/api.ts";
import type { ConnectEventName } from "../shared/events.ts";
import { changeRole, loadKeys, loadSettings, SESSION_PATH, startOver } from "./playground/backend.ts";
import { readChoices, writeChoices, type ChoiceName } from "./playground/choices.ts";
import { observeRequests } from "./playground/observe-requests.ts";
import { viewBroken, viewPage } from "./playground/page-view.ts";
import { pasteKey } from "./playground/paste-key.ts";
import { withEntry, type PlaygroundActions, type PlaygroundState } from "./playground/state.ts";

/** A table and not a list, so that a new event cannot be forgotten. */
const EVENTS = {
  "parityrail-ready": true,
  "parityrail-connected": true,
  "parityrail-permissions-changed": true,
  "parityrail-disconnected": true,
  "parityrail-continue": true,
  "parityrail-error": true,
} as const satisfies Record<ConnectEventName, true>;

const NOTICE_MS = 5_000;

const page = document.querySelector<HTMLElement>("#page") ?? document.body;

startPlayground().catch(() => render(viewBroken(), page));

async function startPlayground(): Promise<void> {
  const choices = readChoices(location.search);
  await changeRole(choices.role);
  const [settings, keys] = await Promise.all([loadSettings(), loadKeys()]);
  let state: PlaygroundState = {
    ...{ settings, keys, choices, run: 0, scriptFailed: false, continued: false },
    ...{ events: [], requests: [], notice: "" },
  };
  const update = (change: Partial<PlaygroundState>): void => {
    state = { ...state, ...change };
    document.documentElement.dataset["theme"] = state.choices.theme;
    render(viewPage(state, actions), page);
    if (change.notice) clearNotice.start();
  };
  const clearNotice = createTimer(NOTICE_MS, () => update({ notice: "" }));
  const actions = createActions(() => state, update);

  observeRequests({ workerUrl: settings.workerUrl, sessionPath: SESSION_PATH }, (request) =>
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
  const script = `${settings.workerUrl}/parityrail-connect.js`; // after `fetch` is observed, so that nothing is missed
  await import(/* @vite-ignore */ script).catch(() => update({ scriptFailed: true }));
}

function createActions(
  read: () => PlaygroundState,
  update: (change: Partial<PlaygroundState>) => void,
): PlaygroundActions {
  const beginAnew = (): void => update({ run: read().run + 1, continued: false });
  return {
    choose(name: ChoiceName, value: string) {
      const choices = readChoices(new URLSearchParams({ ...read().choices, [name]: value }).toString());
      history.replaceState(null, "", location.pathname + writeChoices(choices));
      update({ choices });
      if (name === "role") void changeRole(value as Role).then(beginAnew); // the control offers nothing else
    },
    paste({ key, label }) {
      const element = page.querySelector<HTMLElement>("parityrail-connect");
      const pasted = element !== null && pasteKey(element, key);
      update({
        notice: pasted
          ? `Pasted: ${label}`
          : "There is no key field on screen. Press Reconnect or Start over.",
      });
    },
    copy(text, what) {
      navigator.clipboard.writeText(text).then(
        () => update({ notice: `Copied: ${what}` }),
        () => update({ notice: "The browser did not allow copying." }),
      );
    },
    startOver() {
      void startOver().then(() => {
        update({ events: [], requests: [], notice: "A new, empty project." });
        beginAnew();
      });
    },
  };
}

function observeEvents(onEvent: (name: ConnectEventName, detail: string) => void): void {
  for (const name of Object.keys(EVENTS) as ConnectEventName[]) {
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
