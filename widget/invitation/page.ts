/**
 * @module The page of whoever opens an invitation: reads the link, has the Worker open it, and shows the element with
 * what came back. It imports no code of the element, which is a script of its own.
 *
 * The token stands in the link's fragment, which no server sees; it is taken out of the address at once, and the tab
 * keeps it so that a reload and the way back from Stripe's own page find it again.
 */

import type { ErrorBody } from "../../shared/errors.ts";
import type { InvitationSessionAnswer, OpenInvitationBody } from "../../shared/schema/invitations.ts";
import type { ParityRailConnect } from "../parityrail-connect.ts";
import type { Ending } from "./i18n/en.ts";
import { chooseLanguage } from "./i18n/languages.ts";

const OPEN_TIMEOUT_MS = 15_000;
const OPENER_BYTES = 32;
const TOKEN_NAME = "parityrail-connect:invitation";
const OPENER_NAME = "parityrail-connect:opener";

/** What the Worker did not open, by the code of its error; null where it was not to be understood. */
class Refused extends Error {
  readonly code: string | null;

  constructor(code: string | null) {
    super(code ?? "no answer");
    this.code = code;
  }
}

let { texts } = useLanguage(navigator.languages);
const main = document.querySelector("main") ?? document.body;
const token = takeToken();
const opener = findOpener();
let isDone = false;
// Another link that is pasted into this tab is the same page to the browser, which loads nothing.
addEventListener("hashchange", () => location.reload());
void start();

async function start(): Promise<void> {
  main.replaceChildren();
  try {
    show(await open());
  } catch (error) {
    refuse(error instanceof Refused ? error.code : null);
  }
}

function show(opened: InvitationSessionAnswer): void {
  const { product, invited_by, appearance } = opened;
  ({ texts } = useLanguage([...navigator.languages, appearance.lang ?? ""]));
  const { theme } = appearance;
  if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;
  const heading = texts.heading(product.name, invited_by);
  document.title = heading;
  main.replaceChildren(
    write("h1", heading),
    write("p", texts.intro(product.name)),
    createElement(opened, () => finish(texts.done(product.name))),
  );
}

/** Has the page, and with it the element, speak the first of these languages that it knows: the reader's own, if it can. */
function useLanguage(tags: readonly string[]): ReturnType<typeof chooseLanguage> {
  const chosen = chooseLanguage(tags);
  document.documentElement.lang = chosen.tag;
  document.documentElement.dir = chosen.tag.startsWith("ar") ? "rtl" : "ltr";
  return chosen;
}

/**
 * The element asks for a session when it begins, and again when that one has expired. The looks are its alone, so that
 * whoever invites cannot make the page's own words invisible.
 */
function createElement(opened: InvitationSessionAnswer, onDone: () => void): ParityRailConnect {
  const element = document.createElement("parityrail-connect");
  let next: Promise<string> | null = Promise.resolve(opened.token);
  element.fetchSession = () => {
    const session = next ?? open().then((answer) => answer.token);
    next = null;
    session.catch((error: unknown) => error instanceof Refused && error.code !== null && refuse(error.code));
    return session;
  };
  element.theme = opened.appearance.theme ?? "auto";
  element.lang = document.documentElement.lang;
  for (const [name, value] of Object.entries(opened.appearance.variables ?? {}))
    element.style.setProperty(name, value ?? "");
  element.addEventListener("parityrail-connected", onDone);
  element.addEventListener("parityrail-continue", () => {
    onDone();
    element.remove();
  });
  element.addEventListener("parityrail-error", (event) => {
    const { code } = (event as CustomEvent<{ code: string }>).detail; // the element's own event
    if (Object.hasOwn(texts.refused, code)) refuse(code);
  });
  return element;
}

/** Says that it is done, above the connection. */
function finish(ending: Ending): void {
  if (isDone) return;
  isDone = true;
  const [heading, intro] = main.children;
  heading?.replaceWith(write("h1", ending.heading));
  const text = write("p", ending.text);
  text.setAttribute("role", "status");
  intro?.replaceWith(text);
  document.title = ending.heading;
}

/** What the link has become ends the page; anything else may pass. Once it is done, nothing that comes later matters. */
function refuse(code: string | null): void {
  if (isDone) {
    document.querySelector("parityrail-connect")?.remove();
    return;
  }
  const known = Object.entries(texts.refused).find(([name]) => name === code)?.[1];
  const { heading, text } = known ?? texts.unreachable;
  const alert = document.createElement("div");
  alert.setAttribute("role", "alert");
  const title = write("h1", heading);
  title.tabIndex = -1;
  alert.append(title, write("p", text));
  document.title = heading;
  main.replaceChildren(alert);
  title.focus();
  if (known) return;
  const retry = write("button", texts.retry);
  retry.addEventListener("click", () => void start());
  main.append(retry);
}

/** Has the Worker open the invitation, for the first time or again. Rejects with `Refused`. */
async function open(): Promise<InvitationSessionAnswer> {
  const body: OpenInvitationBody = { token, opener };
  const response = await fetch("/v1/invitations/open", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(OPEN_TIMEOUT_MS),
  }).catch(() => null);
  const answer = (await response?.json().catch(() => null)) as InvitationSessionAnswer | ErrorBody | null;
  if (!answer) throw new Refused(null);
  if ("error" in answer) throw new Refused(answer.error.code);
  return answer;
}

/** Takes the token out of the address; a reload finds it in the tab's storage. */
function takeToken(): string {
  const given = location.hash.slice(1);
  if (given === "") return tryStorage(() => sessionStorage.getItem(TOKEN_NAME)) ?? "";
  history.replaceState(history.state, "", location.pathname + location.search);
  tryStorage(() => sessionStorage.setItem(TOKEN_NAME, given));
  return given;
}

/** Finds what this browser opens invitations with, or makes it. It is of no use without a link. */
function findOpener(): string {
  const kept = tryStorage(() => localStorage.getItem(OPENER_NAME));
  if (kept) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(OPENER_BYTES));
  const made = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  tryStorage(() => localStorage.setItem(OPENER_NAME, made));
  return made;
}

/** Returns what `action` returns; null where the browser has no storage. Not the element's own: they share no code. */
function tryStorage<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

function write<Name extends "h1" | "p" | "button">(name: Name, text: string): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
