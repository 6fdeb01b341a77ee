/**
 * @module Loads the views that not everybody sees, and gives them what they render with.
 *
 * A late script imports nothing of the element, so that no page loads the element twice: it exports its style,
 * and `createViews`, which takes the kit and returns its part of `LateViews`.
 */

import { html, nothing } from "lit/html.js";
import { inTime } from "./api/in-time.ts";
import { sayFailure } from "./i18n/say-failure.ts";
import { createSheets } from "./template-element.ts";
import { button, stripeLink } from "./ui/button.ts";
import { disc } from "./ui/icons.ts";
import { badge } from "./ui/mode-switch.ts";
import { alertNote, note, rich, said } from "./ui/notes.ts";
import type { Screen } from "./controller/state.ts";
import { expectsSecret, waysOf } from "./controller/screens.ts";
import type { LateViews } from "./views/late-views.ts";
import { field } from "./views/secret-fields.ts";

const KIT = {
  html,
  nothing: nothing as typeof nothing, // else the symbol loses its name
  rich,
  button,
  stripeLink,
  disc,
  badge,
  alertNote,
  note,
  said,
  field,
  sayFailure,
};

/** What these views take from the element instead of importing it. */
export type Kit = typeof KIT;

interface LateScript {
  readonly style?: string;
  createViews(kit: Kit): Partial<LateViews>;
}

/** Every late script. To add one: its folder, a line here, its views in `views/late-views.ts`. */
const LOADERS = {
  guide: () => import("./guide/guide-view.ts"),
  connected: () => import("./connected/connected-view.ts"),
  oauth: () => import("./oauth/oauth-view.ts"),
  credentials: () => import("./credentials/credentials-view.ts"),
  problems: () => import("./problems/problem-sentences.ts"),
  help: () => import("./help/help-view.ts"),
} satisfies Record<string, () => Promise<LateScript>>;

export type LateName = keyof typeof LOADERS;

/** A browser may remember that a script failed, so it is asked for by another address, which only the browser tells. */
function importAnew(error: unknown): Promise<LateScript> {
  const [url] = /https?:\S+$/.exec(String(error)) ?? [];
  if (!url) throw error;
  return import(/* @vite-ignore */ `${url}?${Date.now()}`);
}

/** Returns the scripts that a screen cannot do without. */
export function listNeeded(screen: Screen): LateName[] {
  if (!("answer" in screen)) return [];
  const { answer } = screen;
  const { credentials } = answer.profile;
  const isForm = screen.is === "form";
  const more = credentials.publishable !== "none" || credentials.secret === "warn" || expectsSecret(answer);
  const names: LateName[] = [];
  const isAsked = isForm && screen.phase.is === "question";
  if (answer.connection || answer.left_behind || isAsked) names.push("connected");
  if (isForm ? waysOf(answer).includes("oauth") : answer.connection?.method === "oauth") names.push("oauth");
  if (isForm && more) names.push("credentials");
  return names;
}

/** The views of one element that come later. */
export class LazyViews {
  /** What is there by now. */
  views: LateViews = {
    guide: null,
    connected: null,
    replaceQuestion: null,
    sayReconnect: null,
    leftBehind: null,
    problems: null,
    help: null,
    watchEvents: null,
    tellChange: null,
    oauth: null,
    credentials: null,
  };
  readonly #root: ShadowRoot;
  readonly #loads = new Map<LateName, Promise<boolean>>();
  readonly #there = new Set<LateName>();

  constructor(root: ShadowRoot) {
    this.#root = root;
  }

  has(name: LateName): boolean {
    return this.#there.has(name);
  }

  /** Loads a script once, and puts its style into the element. Returns whether it is there; asked again, it tries again. */
  load(name: LateName): Promise<boolean> {
    const loading = this.#loads.get(name) ?? this.#load(name);
    this.#loads.set(name, loading);
    return loading;
  }

  async #load(name: LateName): Promise<boolean> {
    try {
      const load: () => Promise<LateScript> = LOADERS[name];
      const script = await inTime(load().catch(importAnew));
      if (script.style) this.#root.adoptedStyleSheets.push(...createSheets([script.style]));
      this.views = { ...this.views, ...script.createViews(KIT) };
      this.#there.add(name);
      return true;
    } catch {
      // The person is told, and may press again.
      this.#loads.delete(name);
      return false;
    }
  }
}
