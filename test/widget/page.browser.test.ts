/**
 * @module The element in the life of its page: another project, a late definition, a move, a second element, a page
 * that is not set up.
 */

import { setViewport } from "@web/test-runner-commands";
import { ParityRailConnect } from "../../widget/index.ts";
import { CANNED_ANSWERS } from "../../demo/gallery/canned-answers.ts";
import { makeKey, makeToken } from "./keys.ts";
import { errorAnswer } from "./scenes.ts";
import { closeStages, expect, expectSame, field, openStage, paste, read, see, until } from "./stage.ts";

const A = CANNED_ANSWERS;
const LABEL = "API key";

describe("another project", () => {
  afterEach(closeStages);

  const OF_A = makeToken({ sub: "a" });
  const OF_B = makeToken({ sub: "b" });
  const CHANGES: [
    what: string,
    from: Record<string, string>,
    change: (element: ParityRailConnect) => void,
  ][] = [
    ["session", { session: OF_A }, (element) => void (element.session = OF_B)],
    ["the attribute session", { session: OF_A }, (element) => element.setAttribute("session", OF_B)],
    ["fetchSession", {}, (element) => void (element.fetchSession = async () => OF_B)],
    ["session-url", { session: OF_A }, (element) => element.setAttribute("session-url", "/b")],
    ["api", { session: OF_A }, (element) => void (element.api = `${location.origin}/other`)],
  ];
  for (const [what, from, change] of CHANGES) {
    it(`makes the form start anew, and sends it nothing that was typed · ${what}`, async () => {
      const stage = await openStage([A.disconnected, A.live], from, from.session ? null : async () => OF_A);
      const key = await field(stage, LABEL);
      paste(key, makeKey());
      change(stage.element);
      await see(stage, "heading", "Stripe connected");
      expectSame([key.value, key.isConnected], ["", false]);
      expectSame(
        stage.sent.map(({ method }) => method),
        ["GET", "GET"],
      );
      expectSame(
        stage.events.map(({ type }) => type),
        ["parityrail-ready", "parityrail-ready"],
      );
    });
  }

  it("is never shown what the one before it was answered late", async () => {
    const stage = await openStage([A.disconnected, "wait", A.live], { session: makeToken({ sub: "a" }) });
    paste(await field(stage, LABEL), makeKey());
    (await see(stage, "button", "Test & connect")).click();
    await until(() => stage.sent.length === 2);
    stage.element.session = makeToken({ sub: "b" });
    await see(stage, "heading", "Stripe connected");
    stage.release(A.connected);
    await stage.element.updateComplete;
    expectSame(stage.element.connection?.mode, "live");
    expect(
      !stage.events.some(({ type }) => type === "parityrail-connected"),
      "the page hears of the old one",
    );
  });

  it("is not meant by a newer token, or function, of the same", async () => {
    const stage = await openStage([A.disconnected, A.connected], { session: makeToken({ jti: "1" }) });
    const key = await field(stage, LABEL);
    paste(key, makeKey());
    const newer = makeToken({ jti: "2" });
    stage.element.session = newer;
    await stage.element.updateComplete;
    expectSame(key.value, makeKey());
    (await see(stage, "button", "Test & connect")).click();
    await see(stage, "heading", "Stripe connected");
    expectSame(stage.sent.at(-1)?.authorization, `Bearer ${newer}`);
  });
});

describe("a page that is slow or alive", () => {
  afterEach(closeStages);

  it("may set every property before the element is defined", async () => {
    const stage = await openStage([A.disconnected]); // takes the requests
    const late = document.createElement("parityrail-late");
    const fetchSession = async () => "early";
    Object.assign(late, {
      fetchSession,
      api: `${location.origin}/x/`,
      sessionUrl: "/s",
      theme: "dark",
      lang: "de",
    });
    document.body.append(late);
    stage.answer(A.connected);
    customElements.define("parityrail-late", class extends ParityRailConnect {});
    await until(() => stage.sent.length === 2);
    expectSame(
      [stage.sent[1]?.path, stage.sent[1]?.authorization],
      [`/x/v1/projects/current/connection`, "Bearer early"],
    );
    await until(() => late.shadowRoot?.textContent?.includes("Stripe verbunden"));
    expectSame([late.getAttribute("theme"), Object.hasOwn(late, "fetchSession")], ["dark", false]);
    late.remove();
  });

  it("may focus or re-check the element before it stands anywhere", async () => {
    const early = document.createElement("parityrail-connect");
    early.focus();
    await early.recheck();
    expectSame([early.connection, early.shadowRoot], [null, null]);
  });

  it("may move the element, which keeps what was typed and is ready once", async () => {
    const stage = await openStage([A.disconnected]);
    const key = await field(stage, LABEL);
    paste(key, makeKey());
    const elsewhere = document.body.appendChild(document.createElement("div"));
    elsewhere.append(stage.element);
    stage.element.remove();
    await Promise.resolve();
    elsewhere.append(stage.element);
    await new Promise((resolve) => setTimeout(resolve));
    await stage.element.updateComplete;
    expectSame([key.isConnected, key.value, stage.sent.length, stage.events.length], [true, makeKey(), 1, 1]);
    elsewhere.remove();
  });

  it("may take the element away and put it back later, where it starts over without what was typed", async () => {
    const stage = await openStage([A.disconnected, A.disconnected]);
    const key = await field(stage, LABEL);
    paste(key, makeKey());
    stage.element.remove();
    await until(() => key.value === "");
    document.body.append(stage.element);
    await until(() => stage.sent.length === 2);
    await until(() => stage.events.length === 2);
    expectSame((await field(stage, LABEL)).value, "");
  });

  it("may show two elements of one project, which agree after one connects or disconnects", async () => {
    const stage = await openStage([A.disconnected, A.disconnected], { session: makeToken({}) });
    const twin = addTwin(makeToken({ jti: "2" }));
    await until(() => twin.shadowRoot?.querySelector("#key"));
    stage.answer(A.connected, A.connected);
    paste(await field(stage, LABEL), makeKey());
    (await see(stage, "button", "Test & connect")).click();
    await until(() => twin.connection);
    expectSame(twin.connection?.label, "rk_test_…abcd");
    twin.remove();
  });

  it("may show elements of two projects, which do not concern each other", async () => {
    const stage = await openStage([A.disconnected, A.disconnected], { session: makeToken({}) });
    const other = addTwin(makeToken({ sub: "b" }));
    await until(() => other.shadowRoot?.querySelector("#key"));
    stage.answer(A.connected);
    paste(await field(stage, LABEL), makeKey());
    (await see(stage, "button", "Test & connect")).click();
    await see(stage, "heading", "Stripe connected");
    expectSame([stage.sent.length, other.connection], [3, null]);
    other.remove();
  });
});

describe("content below the element", () => {
  beforeEach(() => setViewport({ width: 800, height: 1200 }));
  afterEach(closeStages);

  it("stays where it is from the undefined element to the connection", async () => {
    const stage = await openStage([A.disconnected]); // takes the requests
    stage.element.remove();
    const tag = "parityrail-shift";
    const style = document.createElement("style");
    style.textContent = `${tag}:not(:defined) { display: block; min-height: 640px; }`;
    document.head.append(style);
    const late = document.createElement(tag) as ParityRailConnect; // once it is defined
    late.setAttribute("session", makeToken({}));
    const below = document.createElement("p");
    below.textContent = "Content below";
    below.style.height = "1000px"; // what moves counts by its area
    document.body.append(late, below);
    const shifts: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value); // no type yet
    });
    await paint();
    observer.observe({ type: "layout-shift" });
    stage.answer("wait", "wait");
    customElements.define(tag, class extends ParityRailConnect {});
    await until(() => stage.sent.length === 2);
    await paint();
    stage.release(A.disconnected);
    const key = await until(() => late.shadowRoot?.querySelector<HTMLInputElement>("#key"));
    await paint();
    paste(key, makeKey());
    late.shadowRoot?.querySelector<HTMLElement>("button.primary")?.click();
    await until(() => stage.sent.length === 3);
    await paint();
    stage.release(A.accountPreview);
    await until(() => late.connection);
    await paint();
    const sum = shifts.reduce((total, value) => total + value, 0);
    expect(sum <= 0.02, `the content moved: ${sum}`);
    observer.disconnect();
    late.remove();
    below.remove();
    style.remove();
  });
});

describe("a page that is not set up", () => {
  afterEach(closeStages);

  it("is told once that it gives no session, and the person is told what is true", async () => {
    const stage = await openStage([], { "session-url": "data:,no-session" });
    await read(
      stage,
      "This page could not sign you in. What is connected stays connected: try again, or reload the page.",
    );
    (await see(stage, "button", "Try again")).click();
    await until(() => stage.events.length === 2);
    expectSame([stage.warned.length, stage.sent.length], [1, 0]);
    expect(stage.warned[0]?.includes("session-url must answer"), String(stage.warned));
    expectSame(stage.events[0]?.detail.recoverable, false);
  });

  it("is told of a session that its Worker refuses, and the person is not told to check the network", async () => {
    const replies = [errorAnswer("unauthenticated"), errorAnswer("unauthenticated")];
    const stage = await openStage(replies, {}, async () => makeToken({}));
    await read(stage, "This page could not sign you in.");
    expect(
      stage.warned.join().includes(`list ${location.origin} among the app's origins`),
      String(stage.warned),
    );
  });
});

/** Waits until what was rendered is painted and its shifts are known. */
async function paint(): Promise<void> {
  for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

function addTwin(session: string): ParityRailConnect {
  const twin = document.createElement("parityrail-connect");
  twin.session = session;
  document.body.append(twin);
  return twin;
}
