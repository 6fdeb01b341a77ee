/**
 * @module The element itself: ties properties, controller, client and views together, and decides nothing.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Connection } from "../shared/schema/connections.ts";
import type { Appearance } from "../shared/schema/invitations.ts";
import { createActions } from "./actions.ts";
import { Client } from "./api/client.ts";
import { hasSource, type FetchSession, type SessionSources } from "./api/session.ts";
import { ConnectController, type OnChange } from "./controller/connect-controller.ts";
import { findFocusTarget, listDomEvents, type DomEvent, type FocusTarget } from "./controller/effects.ts";
import { connectionOf } from "./controller/state.ts";
import {
  ENGLISH,
  findLanguageCode,
  findPageLanguage,
  loadLanguage,
  type Language,
} from "./i18n/languages.ts";
import { overrideTexts, type TextOverrides } from "./i18n/override-texts.ts";
import { OauthFlow } from "./oauth/oauth-flow.ts";
import { connectionStyle } from "./views/connection.ts";
import { guideStyle } from "./views/guide.ts";
import { helpStyle } from "./views/help.ts";
import { stepView } from "./views/screen.ts";
import { syncStyle } from "./views/sync.ts";
import { controls } from "./theme/controls.ts";
import { layout } from "./theme/layout.ts";
import { tokens } from "./theme/tokens.ts";

/** How long a page may take to say where its session comes from. */
const SOURCE_TIMEOUT_MS = 5_000;

/** A framework may make a new function at every rendering: one session in this time shows whom it is for. */
const SUBJECT_CHECK_MS = 10_000;

/** The Worker serves this script, so it is where the API is. */
const SCRIPT_ORIGIN = new URL(import.meta.url).origin;

/** Properties that name another project by themselves; of a token or a function, the session says whom it is for. */
const ADDRESSES = ["api", "sessionUrl", "app"] as const;

/** Calls after which other elements of the same project show something out of date. */
const CHANGES_CONNECTION = /^(connect|demo|finish_oauth|disconnect|update|check)$/;

/** The elements on the page, so that those of one project agree. */
const elements = new Set<ParityRailConnect>();

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
 * @attr {string} lang - Language, such as `de` or `pt-BR` (docs/element.md); that of the nearest ancestor if left out.
 * @attr {"auto" | "light" | "dark"} theme - `auto` follows the colour scheme of the page around it.
 * @prop {() => Promise<string>} fetchSession - Returns a session token; asked again when one has expired.
 * @prop {TextOverrides} texts - Own texts in place of the element's, by the names in `i18n/en.ts`.
 * @fires parityrail-ready - The first state is shown, also after a change to another project: `{connected}`.
 * @fires parityrail-connected - A connection was made or replaced: `{connection}`.
 * @fires parityrail-permissions-changed - A check found another result than the last one: `{connection}`.
 * @fires parityrail-disconnected - The connection is gone: `{connection_id}`.
 * @fires parityrail-continue - The person pressed Continue: `{connection}`.
 * @fires parityrail-error - Something failed and is shown: `{code, message, request_id?, recoverable}`.
 * @slot mark - The product's mark, before the title of the form.
 * @slot title - The title of the form.
 * @slot intro - The sentences at the top of the form.
 * @slot help - What is told around the step, in place of the profile's.
 * @slot success - Behind the card of a connection.
 * @slot footer - At the end.
 * @csspart card - Every card; also form-card, demo-card, connection-card, problem-card, permissions-card, sync-card, webhook-card, invitation-card, receipt-card.
 * @csspart button - Every button; also primary-button, plain-button, text-button, danger-button.
 * @csspart link - Links to Stripe.
 * @csspart label - Labels of the fields.
 * @csspart field - The frame of a field; `input` is the input in it, `reading` what is said of the key.
 * @csspart badge - Every badge; also test-badge, live-badge, demo-badge.
 * @csspart mode-switch - The switch between Test and Live.
 * @csspart guide - The guide; `permission-list` its rows; `help` and `never` the disclosures below.
 * @csspart row - A row of the checklist.
 * @csspart alert - What went wrong; also `group`, a question, and `note`, a warning.
 * @csspart toast - The toast.
 * @cssprop --parityrail-color-accent - Primary button, links and focus; also -text, -muted, -surface, -sunken, -line, -on-accent.
 * @cssprop --parityrail-color-ok - Success; also -bad and -warn; grounds and frames follow their colour.
 * @cssprop --parityrail-radius - Corners of cards; controls take 0.8 of it.
 * @cssprop --parityrail-space - Inner space of cards.
 * @cssprop --parityrail-font - Font family; that of the page if left out. Also -font-size and -font-mono.
 * @cssprop --parityrail-shadow - Shadow of cards.
 * @cssprop --parityrail-min-height - Height that is reserved from the start, so that nothing below jumps.
 * @cssstate loading - Nothing is known yet; else load-failed, viewer (may not connect), form, or connected.
 * @cssstate testing - A key is tested. What else is under way or open is a state too (docs/element.md).
 * @cssstate healthy - The connection works; else degraded, needs-attention or revoked.
 */
export class ParityRailConnect extends LitElement {
  static override readonly styles = [
    tokens,
    layout,
    controls,
    connectionStyle,
    syncStyle,
    guideStyle,
    helpStyle,
  ];

  static override readonly properties = {
    api: {},
    session: {},
    sessionUrl: { attribute: "session-url" },
    app: {},
    fetchSession: { attribute: false },
    oauthPopup: { attribute: "oauth-popup", type: Boolean },
    lang: { reflect: true, useDefault: true },
    theme: { reflect: true },
    texts: { attribute: false },
    language: { state: true },
  };

  // `useDefineForClassFields` is off (tsconfig.json), so these defaults reach Lit's accessors.
  api: string | null = null;
  session: string | null = null;
  sessionUrl: string | null = null;
  app: string | null = null;
  fetchSession: FetchSession | null = null;
  oauthPopup = false;
  override lang = "";
  theme: "auto" | "light" | "dark" | null = null;
  texts: TextOverrides | null = null;
  private language: Language = ENGLISH;

  readonly #client = new Client(
    () => this.#sources(),
    () => this.#restart(),
  );
  readonly #controller = new ConnectController(this.#client, (...change) => this.#onChange(...change));
  readonly #oauth = new OauthFlow(this, this.#controller, this.#client);
  readonly #actions = createActions(
    {
      findInput: (field) => this.renderRoot.querySelector<HTMLInputElement>(`input#${field}`),
      startOauth: () => void this.#oauth.start(this.oauthPopup),
      openStripe: () => (this.#isAtStripe = true),
      readAppearance: () => this.#readAppearance(),
      goOn: () => this.#goOn(),
    },
    this.#controller,
  );
  readonly #states = this.attachInternals().states;
  #isRunning = false;
  #isAtStripe = false;
  #hadFocus = false;
  /** Settles when no pointer is down. */
  #released: Promise<void> | undefined;
  #focusTarget: FocusTarget | null = null;
  #subjectCheckedAt = 0;
  #startTimer: ReturnType<typeof setTimeout> | undefined;
  #subjectTimer: ReturnType<typeof setTimeout> | undefined;

  /** The connection as shown; null while there is none or it is not known yet. */
  get connection(): Connection | null {
    return connectionOf(this.#controller.state.screen);
  }

  /** Checks the permissions again. Resolves when the answer is shown; does nothing while not connected. */
  async recheck(): Promise<void> {
    await this.#controller.check(false);
    if (this.hasUpdated) await this.updateComplete;
  }

  /** Focuses the key field, or what there is to go on with. */
  override focus(options?: FocusOptions): void {
    const selectors = ["input#key", "button.primary", "button", "[tabindex]"];
    const found = selectors.map((selector) => this.shadowRoot?.querySelector<HTMLElement>(selector));
    found.find(Boolean)?.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadLanguage();
    if (this.#isRunning) return; // the element was only moved
    this.#isRunning = true;
    elements.add(this);
    window.addEventListener("focus", this.#onWindowFocus);
    // A framework sets attributes and properties within one task: they are read at its end.
    this.#startTimer = setTimeout(() => this.#start());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move takes the element out and puts it in again within one task, and keeps what was typed.
    setTimeout(() => !this.isConnected && this.#isRunning && this.#stop());
  }

  constructor() {
    super();
    this.addEventListener("pointerdown", () => this.#hold());
  }

  /**
   * Nothing is drawn while a pointer is down, so that nothing moves beneath it and no click is lost: neither by what is
   * said of the field that was left, nor by an answer that comes.
   */
  protected override scheduleUpdate(): void | Promise<unknown> {
    return this.#released ? this.#released.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  #hold(): void {
    this.#released = new Promise((resolve) => {
      const until = new AbortController();
      const release = () => {
        until.abort();
        setTimeout(() => {
          this.#released = undefined;
          resolve();
        }); // after the click
      };
      for (const type of ["pointerup", "pointercancel", "contextmenu", "blur", "dragend"])
        window.addEventListener(type, release, { signal: until.signal, capture: true });
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("lang")) {
      void this.#loadLanguage();
      void this.#controller.refresh(); // what the product says, in that language too
    }
    this.#hadFocus = Boolean(this.shadowRoot?.activeElement);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state: shown } = this.#controller;
    try {
      const { code, texts } = this.language;
      const said = overrideTexts(texts, this.texts ?? undefined);
      return stepView({ code, texts: said, act: this.#actions, copied: shown.copied }, shown);
    } catch {
      // An answer that this version does not know: the person is told, instead of seeing nothing.
      if (shown.screen.is !== "load_failed")
        queueMicrotask(() => this.#controller.dispatch({ type: "render_failed" }));
      return nothing;
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.#focusTarget ??= "heading";
    const target = this.renderRoot.querySelector<HTMLElement>(`[data-focus="${this.#focusTarget}"]`);
    this.#focusTarget = null;
    target?.focus();
    this.#readSources(changed);
    this.#showStates();
  }

  #showStates(): void {
    const { screen } = this.#controller.state;
    const names = [screen.is, "phase" in screen && screen.phase.is, this.connection?.health.status];
    this.#states.clear();
    for (const name of names) if (name) this.#states.add(name.replaceAll("_", "-"));
  }

  #sources(): SessionSources {
    return {
      api: (this.api || SCRIPT_ORIGIN).replace(/\/+$/, ""),
      token: this.session || null,
      url: this.sessionUrl || null,
      fetchSession: this.fetchSession,
      app: this.app || null,
    };
  }

  #start(): void {
    clearTimeout(this.#startTimer);
    this.#startTimer = undefined;
    if (hasSource(this.#sources())) void this.#controller.load();
    else this.#startTimer = setTimeout(() => void this.#controller.load(), SOURCE_TIMEOUT_MS);
  }

  /** The element was removed: aborts, wipes what is secret, and starts over if it comes back. */
  #stop(): void {
    this.#isRunning = false;
    elements.delete(this);
    window.removeEventListener("focus", this.#onWindowFocus);
    this.#isAtStripe = false;
    this.#reset();
    this.#client.drop();
  }

  #reset(): void {
    clearTimeout(this.#startTimer);
    this.#startTimer = undefined;
    clearTimeout(this.#subjectTimer);
    this.#actions.emptyFields();
    this.#oauth.stop();
    this.#controller.reset();
  }

  /** The page means another project or person: nothing that was typed or asked for the old one stays. */
  #restart(): void {
    this.#reset();
    void this.#controller.load();
  }

  #readSources(changed: PropertyValues): void {
    if (!this.#isRunning) return;
    const isAddress = ADDRESSES.some((name) => changed.has(name));
    if (!isAddress && !changed.has("session") && !changed.has("fetchSession")) return;
    if (this.#startTimer !== undefined) {
      clearTimeout(this.#startTimer);
      this.#startTimer = setTimeout(() => this.#start());
    } else if (isAddress) this.#restart();
    else {
      clearTimeout(this.#subjectTimer);
      const wait = changed.has("session") ? 0 : this.#subjectCheckedAt + SUBJECT_CHECK_MS - Date.now();
      this.#subjectTimer = setTimeout(() => this.#checkSubject(), Math.max(0, wait));
    }
  }

  /** Starts anew unless the new token or function still means what is shown. */
  #checkSubject(): void {
    this.#subjectCheckedAt = Date.now();
    if (this.#controller.state.screen.is === "load_failed") this.#restart();
    else void this.#client.checkSubject();
  }

  async #loadLanguage(): Promise<void> {
    const wanted = this.lang || findPageLanguage(this);
    this.#client.language = findLanguageCode(wanted);
    const language = await loadLanguage(wanted);
    if (wanted !== (this.lang || findPageLanguage(this))) return;
    this.language = language;
    this.#client.language = language.code; // English where the language could not be loaded
  }

  readonly #onChange: OnChange = (before, event, after) => {
    // The focus is moved only where the person already is, never out of another part of the page, nor unasked.
    const isUnasked = event.type === "answered" && event.call === "refresh";
    if (this.matches(":focus-within") || (document.activeElement === document.body && !isUnasked))
      this.#focusTarget = findFocusTarget(before, after) ?? this.#focusTarget;
    this.requestUpdate();
    const events = listDomEvents(before, event, after);
    if (events.length) void this.updateComplete.then(() => events.forEach((one) => this.#dispatch(one)));
    if (event.type !== "answered") return;
    if (event.result.ok && CHANGES_CONNECTION.test(event.call)) this.#refreshOthers();
    void this.#oauth.comeBack();
  };

  #refreshOthers(): void {
    const { project } = this.#client;
    for (const other of elements)
      if (other !== this && other.#client.project === project) void other.#controller.refresh();
  }

  readonly #onWindowFocus = (): void => {
    if (!this.#isAtStripe) return;
    this.#isAtStripe = false;
    void this.#controller.check(true);
  };

  #readAppearance(): Appearance {
    const style = getComputedStyle(this);
    const names = new Set(String(ParityRailConnect.styles).match(/--parityrail-[a-z-]+/g)); // all that they ask for
    const set = [...names].map((name) => [name, style.getPropertyValue(name).trim()] as const);
    const { theme, language } = this;
    const variables = Object.fromEntries(set.filter(([, value]) => value));
    return { theme: theme ?? "auto", lang: language.code, variables };
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
