/**
 * @module The demo page: its state, what its controls do, and what it observes of the element.
 */

import { render } from "lit";
import { CONNECT_EVENT_NAMES, type ConnectEventName } from "../shared/events.ts";
import type { DemoKey, DemoSettings } from "./host/host.ts";
import { readChoices, writeChoices } from "./playground/choices.ts";
import { observeRequests, type WireRequest } from "./playground/requests.ts";
import { renderBroken, renderPage, type PlaygroundActions, type PlaygroundState } from "./playground/view.ts";
import type { ProductSide } from "./product/side.ts";
import { isTab, type Tab } from "./product/tabs.ts";
import { PRODUCT_NAMES, sessionPath, type ProductName } from "./products.ts";

const NOTICE_MS = 5_000;
const ENTRIES_KEPT = 60;
const NO_FIELD = "There is no key field on screen. Press Reconnect or Start over.";
const NO_BACKEND = "The demo’s backend did not answer. Is npm start still running?";

const page = document.querySelector<HTMLElement>("#page") ?? document.body;

startPlayground().catch(() => render(renderBroken(), page));

async function startPlayground(): Promise<void> {
  const choices = readChoices(location.search);
  await Promise.all([changeSetting("role", choices.role), changeSetting("stripe", choices.stripe)]);
  const settings = (await (await call("/api/demo/settings")).json()) as DemoSettings; // as in loadKeys
  const keys = await loadKeys(choices.product);
  let state: PlaygroundState = {
    settings,
    keys,
    choices,
    run: 0,
    scriptFailed: false,
    continued: false,
    events: [],
    requests: [],
    notice: "",
    isSide: false,
    renderSide: null,
  };
  let noticeTimer: ReturnType<typeof setTimeout> | undefined;
  const update = (change: Partial<PlaygroundState>): void => {
    state = { ...state, ...change };
    const { theme, product } = state.choices;
    Object.assign(document.documentElement.dataset, { theme, product });
    render(renderPage(state, actions), page);
    if (!change.notice) return;
    clearTimeout(noticeTimer);
    noticeTimer = setTimeout(() => update({ notice: "" }), NOTICE_MS);
  };
  let side: ProductSide | null = null;
  const actions = createActions(
    () => state,
    update,
    () => side?.begin(state.choices.product),
  );
  const showSide = createSideView(settings, actions, {
    update,
    readProduct: () => state.choices.product,
    onLoad: (loaded) => (side = loaded),
  });

  const { workerUrl } = settings;
  const sessionPaths = new Set(PRODUCT_NAMES.map(sessionPath));
  observeRequests({ workerUrl, isSessionPath: (path) => sessionPaths.has(path) }, (request) =>
    update({ requests: withEntry(withoutOldPolls(state.requests, request), request) }),
  );
  observeEvents((name, detail) => {
    const entry = { id: performance.now(), name, at: Date.now(), detail };
    side?.look();
    update({
      events: withEntry(state.events, entry),
      continued: name === "parityrail-continue" || (state.continued && name !== "parityrail-disconnected"),
    });
  });
  void showSide();
  addEventListener("hashchange", () => void showSide());
  if (settings.watch) void call("/api/demo/next-build").then(() => location.reload());
  const version = settings.watch ? `?${Date.now()}` : ""; // browsers keep the script for five minutes
  const script = `${workerUrl}/parityrail-connect.js${version}`; // after `fetch` is observed, so that nothing is missed
  await import(/* @vite-ignore */ script).catch(() => update({ scriptFailed: true }));
}

interface SideHooks {
  readonly update: (change: Partial<PlaygroundState>) => void;
  readonly readProduct: () => ProductName;
  readonly onLoad: (side: ProductSide) => void;
}

/** Returns what shows the product's side where the address says so. It is loaded when it is first looked at. */
function createSideView({ workerUrl }: DemoSettings, { copy }: PlaygroundActions, hooks: SideHooks) {
  const { update, readProduct, onLoad } = hooks;
  const readTab = () => (isTab(location.hash.slice(1)) ? (location.hash.slice(1) as Tab) : null); // as was just checked
  let loading: Promise<ProductSide> | null = null;
  const load = async (): Promise<ProductSide> => {
    const { ProductSide: Side } = await import("./product/side.ts");
    const side = new Side({ workerUrl, copy, onChange: () => update({}) }, readProduct());
    update({ renderSide: () => side.render() });
    onLoad(side);
    return side;
  };
  return async (): Promise<void> => {
    update({ isSide: readTab() !== null });
    if (readTab() === null && !loading) return;
    const side = await (loading ??= load());
    side.show(readTab()); // which may have changed while this was loaded
  };
}

function createActions(
  read: () => PlaygroundState,
  update: (change: Partial<PlaygroundState>) => void,
  restartSide: () => void,
): PlaygroundActions {
  const restart = (): void => {
    update({ run: read().run + 1, continued: false });
    restartSide();
  };
  const attempt = (work: Promise<unknown>, then?: () => void): void =>
    void work.then(then, () => update({ notice: NO_BACKEND }));
  return {
    choose(name, value) {
      const choices = readChoices(new URLSearchParams({ ...read().choices, [name]: value }).toString());
      history.replaceState(null, "", location.pathname + writeChoices(choices) + location.hash);
      update({ choices });
      if (name === "stripe") attempt(changeSetting("stripe", choices.stripe));
      if (name === "role") attempt(changeSetting("role", choices.role), restart);
      if (name === "product") {
        restart();
        attempt(loadKeys(choices.product).then((keys) => update({ keys })));
      }
    },
    paste({ key, label }) {
      update({ notice: pasteKey(key) ? `Pasted: ${label}` : NO_FIELD });
    },
    copy(text, what) {
      navigator.clipboard.writeText(text).then(
        () => update({ notice: `Copied: ${what}` }),
        () => update({ notice: "The browser did not allow copying." }),
      );
    },
    startOver() {
      attempt(call("/api/demo/start-over", "POST"), () => {
        update({ events: [], requests: [], notice: "A new, empty project." });
        restart();
      });
    },
  };
}

/**
 * Pastes `key` into the element's field. Returns false if there is no field on screen.
 *
 * Browsers let no page paste by itself. So this fires the same `paste` event and then has the browser insert
 * the text, which fires `beforeinput` and `input` and can be undone. `execCommand` is deprecated and without
 * a successor for this.
 */
function pasteKey(key: string): boolean {
  const element = page.querySelector<HTMLElement>("parityrail-connect");
  element?.focus();
  const field = element?.shadowRoot?.activeElement;
  if (!(field instanceof HTMLInputElement) || field.type === "radio") return false;

  field.select();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", key);
  const options = { clipboardData, bubbles: true, cancelable: true, composed: true };
  if (field.dispatchEvent(new ClipboardEvent("paste", options))) {
    document.execCommand("insertText", false, key);
  }
  return true;
}

function observeEvents(onEvent: (name: ConnectEventName, detail: string) => void): void {
  for (const name of CONNECT_EVENT_NAMES) {
    page.addEventListener(name, (event) => {
      if (event instanceof CustomEvent) onEvent(name, JSON.stringify(event.detail, null, 2));
    });
  }
}

/** What the element asks again and again stands in the list once, at its newest time, until something else was sent. */
function withoutOldPolls(list: readonly WireRequest[], newest: WireRequest): readonly WireRequest[] {
  const sent = list.findIndex(({ method }) => method !== "GET");
  const isOld = ({ id, path }: WireRequest, index: number): boolean =>
    id !== newest.id && path === newest.path && (sent === -1 || index < sent);
  return newest.method === "GET" ? list.filter((request, index) => !isOld(request, index)) : list;
}

/** Returns `list` with `entry` in front, or in the place of the one with its id. */
function withEntry<Entry extends { readonly id: number }>(list: readonly Entry[], entry: Entry) {
  return list.some(({ id }) => id === entry.id)
    ? list.map((old) => (old.id === entry.id ? entry : old))
    : [entry, ...list].slice(0, ENTRIES_KEPT);
}

async function loadKeys(product: ProductName): Promise<DemoKey[]> {
  return (await (await call(`/api/demo/keys/${product}`)).json()) as DemoKey[]; // our own server, same types
}

/** Changes the signed-in person's role from their next session on, or how the local Stripe answers. */
async function changeSetting(name: "role" | "stripe", value: string): Promise<void> {
  await call(`/api/demo/${name}/${value}`, "PUT");
}

async function call(path: string, method = "GET"): Promise<Response> {
  const answer = await fetch(path, { method });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
  return answer;
}
