/**
 * @module The element itself: ties attributes, state machine, client and views together, and decides nothing.
 */

import { html, type TemplateResult } from "lit/html.js";
import type { Connection } from "../shared/schema/connections.ts";
import { createActions } from "./actions.ts";
import { createAsk, createSend } from "./api/client.ts";
import { createSession, hasSource, type FetchSession, type SessionSources } from "./api/session.ts";
import { connectionOf, domEvents, type DomEvent } from "./controller/dom-events.ts";
import { focusTarget, type FocusTarget } from "./controller/focus-target.ts";
import { isInUse } from "./controller/screens.ts";
import { StepController, type OnChange } from "./controller/step-controller.ts";
import { Fields } from "./fields.ts";
import { ENGLISH, findPageLanguage, loadLanguage } from "./i18n/languages.ts";
import { ReturnWatch } from "./return-watch.ts";
import { LazyViews, listNeeded, type LateName } from "./lazy-views.ts";
import { controls } from "./theme/controls.ts";
import { layout } from "./theme/layout.ts";
import { tokens } from "./theme/tokens.ts";
import { TemplateElement, createSheets } from "./template-element.ts";
import { ToastTimer } from "./toast-timer.ts";
import { toastView } from "./ui/toast.ts";
import { screenView } from "./views/index.ts";

/** How long a page may take to say where its session comes from. */
const SESSION_PATIENCE_MS = 5_000;

/** The Worker serves this script, so it is where the API is. */
const SCRIPT_ORIGIN = new URL(import.meta.url).origin;

/** The page comes back from Stripe's own page: `oauth/` reads with what. */
const CAME_BACK = /[?&]parityrail_oauth/;

/** Events after which there may soon be a connection, or a question about it. */
const MAY_CONNECT = /^(connect|demo|finish)_started$/;

const SHEETS = createSheets([tokens, layout, controls]);

/**
 * The "Connect Stripe" step: paste a restricted key, see what it may read, go on.
 *
 * Under `require-trusted-types-for 'script'` the page's policy list has to allow `lit-html`.
 *
 * @element parityrail-connect
 * @attr {string} api - Base address of the Worker; the origin of this script if left out.
 * @attr {string} session - Session token, made by the page's backend.
 * @attr {string} session-url - Same-origin address that answers POST with `{"token": "…"}`.
 * @attr {string} app - Public id of an app whose pages have no backend: the Worker opens the session.
 * @attr {boolean} oauth-popup - Opens Stripe's own page in a pop-up instead of this page's place.
 * @attr {string} lang - Language, `en` or `de`; that of the nearest ancestor if left out.
 * @attr {"auto" | "light" | "dark"} theme - `auto` follows the colour scheme of the page around it.
 * @prop {() => Promise<string>} fetchSession - Returns a session token; asked again when one has expired.
 * @fires parityrail-ready - The first real state is shown: `{connected}`.
 * @fires parityrail-connected - A connection was made or replaced: `{connection}`.
 * @fires parityrail-permissions-changed - A check found another result than the last one: `{connection}`.
 * @fires parityrail-disconnected - The connection is gone: `{connection_id}`.
 * @fires parityrail-continue - The person pressed Continue: `{connection}`.
 * @fires parityrail-error - Something failed and is shown: `{code, message, request_id?, recoverable}`.
 * @csspart card - Every card; also form-card, demo-card, connection-card, problem-card, permissions-card, webhook-card.
 * @csspart button - Every button; also primary-button, plain-button, text-button, danger-button.
 * @csspart link - Links to Stripe.
 * @csspart label - Labels of the fields.
 * @csspart field - The frame of a field; `input` is the input in it, `reading` what is said of the key.
 * @csspart badge - Every badge; also test-badge, live-badge, demo-badge.
 * @csspart mode-switch - The switch between Test and Live.
 * @csspart guide - The guide; `permission-table` its tables; `help` and `never` the disclosures below.
 * @csspart row - A row of the checklist.
 * @csspart alert - What went wrong; also `group`, a question, and `note`, a warning.
 * @csspart toast - The toast.
 * @cssprop --parityrail-color-accent - Primary button, links and focus; also -text, -muted, -surface, -sunken, -line, -on-accent.
 * @cssprop --parityrail-color-ok - Success; also -bad and -warn; grounds and frames follow their colour.
 * @cssprop --parityrail-radius - Corners of cards; controls take 0.8 of it.
 * @cssprop --parityrail-space - Inner space of cards.
 * @cssprop --parityrail-font - Font family; that of the page if left out. Also -font-size and -font-mono.
 * @cssprop --parityrail-shadow - Shadow of cards.
 */
export class ParityRailConnect extends TemplateElement {
  static readonly observedAttributes = ["api", "session", "session-url", "app", "lang"];

  readonly #fields = new Fields(this);
  readonly #ask = createAsk(
    () => this.#api(),
    createSession(() => this.#sources()),
  );
  readonly #step = new StepController(createSend(this.#ask), (...change) => this.#onChange(...change));
  readonly #returnWatch = new ReturnWatch(() => void this.#step.check(true));
  readonly #toastTimer = new ToastTimer(() => this.#step.dispatch({ type: "toast_left" }));
  readonly #actions = createActions({
    step: this.#step,
    fields: this.#fields,
    returnWatch: this.#returnWatch,
    openGuide: () => this.#late.load("guide"),
    startOauth: () => this.#late.views.oauth?.start(this.#flow),
    goOn: () => this.#goOn(),
  });
  readonly #flow = { step: this.#step, host: this, ask: this.#ask };
  #language = ENGLISH;
  #fetchSession: FetchSession | null = null;
  readonly #late = new LazyViews(this.root);
  #focusTarget: FocusTarget | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.root.adoptedStyleSheets = SHEETS;
  }

  get fetchSession(): FetchSession | null {
    return this.#fetchSession;
  }

  set fetchSession(fetchSession: FetchSession | null) {
    // A new function on every render is a habit of frameworks, and no reason to start over.
    const waited = !hasSource(this.#sources());
    this.#fetchSession = fetchSession;
    if (waited && !isInUse(this.#step.state.screen)) this.#startSoon();
  }

  /** The connection as shown; null while there is none or it is not known yet. */
  get connection(): Connection | null {
    return connectionOf(this.#step.state.screen);
  }

  /** Checks the permissions again. Resolves when the answer is shown; does nothing while not connected. */
  async recheck(): Promise<void> {
    await this.#step.check(false);
    await this.updateComplete;
  }

  /** Focuses the key field, or what there is to go on with. */
  override focus(options?: FocusOptions): void {
    const places = ["input#key", "button.primary", "button", "[tabindex]"];
    const found = places.map((selector) => this.root.querySelector<HTMLElement>(selector));
    found.find(Boolean)?.focus(options);
  }

  connectedCallback(): void {
    // A page may have set the property before this script defined the element.
    const early = Object.getOwnPropertyDescriptor(this, "fetchSession");
    if (early && Reflect.deleteProperty(this, "fetchSession")) this.fetchSession = early.value;
    this.#returnWatch.start();
    this.requestUpdate();
    this.#startSoon();
    if (CAME_BACK.test(location.search)) void this.#prepare("oauth");
    void this.#loadLanguage();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#patience);
    this.#returnWatch.stop();
    this.#fields.wipe();
    this.#step.stop();
  }

  attributeChangedCallback(name: string): void {
    if (!this.isConnected) return;
    if (name === "lang") void this.#loadLanguage();
    else if (!isInUse(this.#step.state.screen)) this.#startSoon();
  }

  protected override template(): TemplateResult {
    const { screen, toast } = this.#step.state;
    const context = { ...this.#language, act: this.#actions, ...this.#late.views };
    const busy = screen.is === "loading" ? "true" : "false";
    return html`<div class="step" lang=${context.code} dir="ltr" aria-busy=${busy}>
      ${toastView(context, toast, this.#toastTimer)} ${screenView(context, screen)}
    </div>`;
  }

  protected override failed(): void {
    if (this.#step.state.screen.is !== "load_failed") this.#step.dispatch({ type: "view_missing" });
  }

  protected override updated(lost: boolean): void {
    this.#toastTimer.watch(this.#step.state.toast);
    if (lost) this.#focusTarget ??= "heading";
    if (!this.#isHere()) this.#focusTarget = null; // the person went elsewhere while a script was on its way
    const place = this.root.querySelector<HTMLElement>(`[data-focus="${this.#focusTarget}"]`);
    const waiting = listNeeded(this.#step.state.screen).some((name) => !this.#late.has(name));
    if (place || !waiting) this.#focusTarget = null;
    place?.focus();
  }

  #api(): string {
    return this.getAttribute("api") || SCRIPT_ORIGIN;
  }

  #sources(): SessionSources {
    return {
      api: this.#api(),
      token: this.getAttribute("session"),
      url: this.getAttribute("session-url"),
      fetchSession: this.#fetchSession,
      app: this.getAttribute("app"),
    };
  }

  /** Frameworks set attributes and properties within one task: looks at them at the end of it. */
  #startSoon(): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#start());
  }

  #start(): void {
    clearTimeout(this.#patience);
    if (!this.isConnected) return;
    if (hasSource(this.#sources())) void this.#step.load();
    else this.#patience = setTimeout(() => void this.#step.load(), SESSION_PATIENCE_MS);
  }

  async #loadLanguage(): Promise<void> {
    const wanted = this.lang || findPageLanguage(this);
    const language = await loadLanguage(wanted);
    if (wanted !== (this.lang || findPageLanguage(this))) return;
    this.#language = language;
    this.requestUpdate();
  }

  readonly #onChange: OnChange = (before, event, after) => {
    // The focus is moved only where the person already is, never out of another part of the page.
    if (this.#isHere()) this.#focusTarget = focusTarget(before, after) ?? this.#focusTarget;
    this.requestUpdate();
    const needed = listNeeded(after.screen);
    if (MAY_CONNECT.test(event.type)) needed.push("connected");
    if (event.type === "key_read" && event.verdict.is === "bad") needed.push("problems");
    if ("answer" in after.screen && after.screen.answer.profile.help) needed.push("help");
    for (const name of needed) if (!this.#late.has(name)) void this.#prepare(name);
    if (event.type === "answered") this.#late.views.oauth?.comeBack(this.#flow);
    const { watchEvents, tellChange } = this.#late.views;
    watchEvents?.(after.screen, this.#step);
    const text = tellChange?.(this.#language.texts, before, event, after);
    if (text) this.#step.dispatch({ type: "toast_shown", toast: { is: "said", text } });
    const events = domEvents(before, event, after);
    if (events.length) void this.updateComplete.then(() => events.forEach((one) => this.#dispatch(one)));
  };

  /** Loads a late script: because the screen needs it, or is about to. */
  async #prepare(name: LateName): Promise<void> {
    if (await this.#late.load(name)) {
      this.requestUpdate();
      this.#late.views.oauth?.comeBack(this.#flow);
    } else if (listNeeded(this.#step.state.screen).includes(name))
      this.#step.dispatch({ type: "view_missing" });
  }

  #isHere(): boolean {
    return this.matches(":focus-within") || document.activeElement === document.body;
  }

  #goOn(): void {
    const { connection } = this;
    if (connection) this.#dispatch({ name: "parityrail-continue", detail: { connection } });
  }

  #dispatch({ name, detail }: DomEvent): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "parityrail-connect": ParityRailConnect;
  }
}
