/**
 * @module The element as its page knows it: attributes, sessions, events, language, theme, and what it never gives away.
 */

import { CANNED_ANSWERS } from "../../demo/gallery/canned-answers.ts";
import { makeKey } from "./keys.ts";
import { errorAnswer, submitKey } from "./scenes.ts";
import {
  closeStages,
  expect,
  expectSame,
  field,
  focused,
  openStage,
  paste,
  read,
  see,
  textOf,
  until,
} from "./stage.ts";

const A = CANNED_ANSWERS;

describe("element", () => {
  afterEach(() => {
    closeStages();
    document.documentElement.lang = "en";
  });

  it("takes a page's own variables through its custom properties, whatever they are called", async () => {
    const style = document.createElement("style");
    style.textContent = `parityrail-connect {
      --accent: rgb(1, 2, 3); --surface: rgb(4, 5, 6); --radius: 3px;
      --parityrail-color-accent: var(--accent);
      --parityrail-color-surface: var(--surface);
      --parityrail-radius: var(--radius);
    }`;
    document.head.append(style);
    const stage = await openStage([A.connected]);
    const button = await see(stage, "button", "Continue");
    expectSame(getComputedStyle(button).backgroundColor, "rgb(1, 2, 3)");
    const card = stage.element.shadowRoot?.querySelector(".card:not(.ok)");
    expectSame(card && getComputedStyle(card).backgroundColor, "rgb(4, 5, 6)");
    expectSame(card && getComputedStyle(card).borderRadius, "3px");
    style.remove();
  });

  it("tells the page once what it found", async () => {
    const stage = await openStage([A.connected]);
    await until(() => stage.events.length || null);
    expectSame(
      stage.events.map(({ type, detail, bubbles, composed }) => [type, detail, bubbles, composed]),
      [["parityrail-ready", { connected: true }, true, true]],
    );
    expectSame(stage.element.connection?.label, "rk_test_…abcd");
  });

  it("tells of a connection once per attempt", async () => {
    const stage = await openStage([A.disconnected, A.connected]);
    await submitKey(stage);
    await see(stage, "heading", "Stripe connected");
    expectSame(
      stage.events.map(({ type }) => type),
      ["parityrail-ready", "parityrail-connected"],
    );
  });

  it("checks when the page asks it to", async () => {
    const stage = await openStage([A.missing, A.connected]);
    await stage.element.recheck();
    expectSame(stage.element.connection?.permissions, A.connected.connection?.permissions);
  });

  it("focuses the key field, or Continue", async () => {
    const form = await openStage([A.disconnected]);
    form.element.focus();
    expectSame(focused(form)?.id, "key");
    const connected = await openStage([A.connected]);
    connected.element.focus();
    const button = await see(connected, "button", "Continue");
    expect(focused(connected) === button, "Continue has no focus");
  });

  it("takes a session function set before or after it is on the page", async () => {
    const stage = await openStage(["wait", A.connected], {});
    stage.element.fetchSession = async () => "from-function";
    await until(() => stage.sent.length || null);
    expectSame(stage.sent[0]?.authorization, "Bearer from-function");
  });

  it("goes to the address it is given", async () => {
    const stage = await openStage([A.connected], { session: "t", api: `${location.origin}/` });
    expectSame(stage.sent[0]?.path, "/v1/projects/current/connection");
  });

  it("shows a failed load with the way to try again", async () => {
    const stage = await openStage(["offline", A.disconnected]);
    await read(stage, "The connection to the server failed.");
    (await see(stage, "button", "Try again")).click();
    const heading = await see(stage, "heading", "Restricted API key");
    expect(focused(stage) === heading, "the focus is not on the heading");
    expectSame(stage.events[0]?.detail.recoverable, true);
  });

  it("keeps the place of the form while it loads", async () => {
    const stage = await openStage(["wait"]);
    const skeleton = await see(stage, "img", "Loading…");
    const before = stage.element.getBoundingClientRect().height;
    await until(() => stage.sent.length || null);
    stage.release(A.disconnected);
    await see(stage, "heading", "Restricted API key");
    const after = stage.element.getBoundingClientRect().height;
    expect(before >= 0.75 * after && !skeleton.isConnected, `${before} became ${after}`);
  });

  it("speaks the language of the nearest ancestor, and its own before that", async () => {
    document.documentElement.lang = "de-CH";
    const stage = await openStage([A.disconnected, "offline"]);
    await see(stage, "heading", "Eingeschränkter API-Schlüssel");
    paste(await field(stage, "API-Schlüssel"), makeKey());
    (await see(stage, "button", "Testen & verbinden")).click();
    await read(stage, "Die Verbindung zum Server ist fehlgeschlagen.");
    stage.element.lang = "en";
    await see(stage, "heading", "Restricted API key");
  });

  it("follows the page's colour scheme, unless its theme says otherwise", async () => {
    const stage = await openStage([A.connected]);
    const card = await until(() => stage.element.shadowRoot?.querySelector(".card:not(.ok)"));
    const ground = () => getComputedStyle(card).backgroundColor;
    const light = ground();
    document.documentElement.style.colorScheme = "dark";
    expect(ground() !== light, "the card does not follow the page");
    stage.element.setAttribute("theme", "light");
    expectSame(ground(), light);
  });

  it("takes its accent from the page", async () => {
    document.body.style.setProperty("--parityrail-color-accent", "rgb(1, 2, 3)");
    const stage = await openStage([A.connected]);
    expectSame(getComputedStyle(await see(stage, "button", "Continue")).backgroundColor, "rgb(1, 2, 3)");
    document.body.style.removeProperty("--parityrail-color-accent");
  });
});

describe("hygiene", () => {
  afterEach(closeStages);

  it("asks password managers and replay tools to look away", async () => {
    const stage = await openStage([A.disconnected]);
    for (const label of ["API key", /^Webhook signing secret/]) {
      const input = await field(stage, label);
      expectSame([input.type, input.autocomplete, input.spellcheck], ["password", "one-time-code", false]);
      for (const attribute of OPT_OUTS) expect(input.hasAttribute(attribute), `${attribute} is missing`);
    }
  });

  it("shows the key only while it is asked to", async () => {
    const stage = await openStage([A.disconnected, "wait"]);
    const key = await field(stage, "API key");
    paste(key, makeKey());
    (await see(stage, "button", "Show: API key")).click();
    await see(stage, "button", "Hide: API key");
    expectSame(key.type, "text");
    (await see(stage, "button", "Test & connect")).click();
    await see(stage, "button", "Testing connection…");
    expectSame([key.type, key.value], ["password", ""]);
  });

  it("leaves no trace of a key in the page, an event, an address or a store", async () => {
    const key = makeKey("rk_live", "mark");
    const stage = await openStage([
      A.disconnected,
      errorAnswer("stripe_unavailable"),
      errorAnswer("key_rejected"),
      A.live,
    ]);
    await submitKey(stage, key);
    await read(stage, "This key is kept for another try.");
    (await see(stage, "button", "Test & connect")).click();
    await read(stage, errorAnswer("key_rejected").message);
    await submitKey(stage, key);
    await see(stage, "heading", "Stripe connected");
    const traces = [
      stage.element.outerHTML,
      stage.element.shadowRoot?.innerHTML,
      textOf(stage),
      JSON.stringify(stage.events.map(({ detail }) => detail)),
      location.href,
      JSON.stringify(stage.sent.map(({ path }) => path)),
      JSON.stringify({ ...localStorage, ...sessionStorage }),
      JSON.stringify(history.state),
    ];
    for (const trace of traces) expect(!trace?.includes(key), "the key is there");
    expectSame(stage.sent.filter(({ body }) => body?.includes(key)).length, 3);
  });

  it("empties the fields when it is removed", async () => {
    const stage = await openStage([A.disconnected]);
    const key = await field(stage, "API key");
    paste(key, makeKey());
    stage.element.remove();
    await until(() => key.value === "");
  });

  it("makes no link of an address that is not http", async () => {
    const url = "javascript:alert(1)"; // what a Worker that was taken over might send
    const profile = { ...A.disconnected.profile, create_key_url: { test: url, live: url } };
    const stage = await openStage([{ ...A.disconnected, profile }]);
    await read(stage, "Create key in Stripe");
    expect(!stage.element.shadowRoot?.innerHTML.includes("javascript:"), "there is such a link");
  });
});

const OPT_OUTS = [
  "data-1p-ignore",
  "data-lpignore",
  "data-bwignore",
  "data-form-type",
  "data-ph-no-capture",
  "data-sentry-mask",
  "data-rr-is-password",
  "data-dd-privacy",
  "data-hj-suppress",
  "data-clarity-mask",
  "data-private",
];
