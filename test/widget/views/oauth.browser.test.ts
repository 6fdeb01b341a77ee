/**
 * @module Stripe's own page by role and name: both ways to connect, going there, coming back, and what may go wrong.
 */

import { CANNED_ANSWERS, PROFILE_VIEW } from "../../../demo/gallery/canned-answers.ts";
import { makeKey } from "../keys.ts";
import { comeBack, errorAnswer, submitKey } from "../scenes.ts";
import {
  closeStages,
  expect,
  expectSame,
  field,
  focused,
  lookFor,
  openStage,
  read,
  see,
  textOf,
  until,
} from "../stage.ts";

const A = CANNED_ANSWERS;
const VERIFIER = "v".repeat(43);
const HOME = location.href;

describe("oauth", () => {
  afterEach(() => {
    closeStages();
    history.replaceState(null, "", HOME);
  });

  it("offers the first way of the profile as the primary one, and the other beside it", async () => {
    const stage = await openStage([A.oauth]);
    const connect = await see(stage, "button", "Connect with Stripe");
    expect(connect.classList.contains("primary"), "it is not the primary button");
    expectSame(lookFor(stage, "radio", "Live"), null);
    (await see(stage, "button", "Paste an API key instead")).click();
    expectSame((await field(stage, "API key")) === focused(stage), true);
    (await see(stage, "button", "Connect with Stripe instead")).click();
    await see(stage, "button", "Connect with Stripe");
    expect(focused(stage) === (await see(stage, "heading", "Connect Stripe")), "the heading has no focus");
  });

  it("begins with the key where that comes first", async () => {
    const stage = await openStage([A.oauthSecond]);
    await field(stage, "API key");
    await see(stage, "button", "Connect with Stripe instead");
  });

  it("shows the key alone where Stripe's page is not set up", async () => {
    const stage = await openStage([A.oauthNotSetUp]);
    await field(stage, "API key");
    expect(!textOf(stage).includes("Connect with Stripe"), "it offers what would be refused");
  });

  it("sends a challenge and a clean address, and goes where the Worker says", async () => {
    history.replaceState(null, "", `${location.pathname}?a=b%20c&parityrail_oauth_error=x#end`);
    const url = `${location.origin}${location.pathname}?a=b%20c#stripe`;
    const stage = await openStage([A.oauth, { object: "oauth_start", url, expires_at: 1 }]);
    await read(stage, "Stripe did not complete the connection. Nothing was saved: start again.");
    (await see(stage, "button", "Connect with Stripe")).click();
    await until(() => location.hash === "#stripe");
    const body = JSON.parse(stage.sent.at(-1)?.body ?? "");
    expectSame(stage.sent.at(-1)?.path, "/v1/projects/current/connection/oauth");
    expectSame(body.return_url, `${location.origin}${location.pathname}?a=b%20c#end`);
    const verifier = sessionStorage.getItem("parityrail-connect:oauth:0") ?? "";
    expectSame(body.challenge, await digest(verifier));
    expect(verifier.length === 43 && !JSON.stringify(body).includes(verifier), "the verifier was sent");
  });

  for (const url of ["javascript:alert(1)", "http://example.com/", "//example.com", "data:text/html,x"]) {
    it(`goes nowhere for ${url}`, async () => {
      const stage = await openStage([A.oauth, { object: "oauth_start", url, expires_at: 1 }]);
      (await see(stage, "button", "Connect with Stripe")).click();
      await read(stage, "is not set up here");
      expectSame(location.href, HOME);
    });
  }

  it("says what the Worker refuses, and lets one start again", async () => {
    const stage = await openStage([A.oauth, errorAnswer("rate_limited")]);
    (await see(stage, "button", "Connect with Stripe")).click();
    await read(stage, "Too many tries.");
    expectSame(focused(stage)?.getAttribute("role"), "alert");
    expectSame(stage.events.at(-1)?.detail.code, "rate_limited");
    await see(stage, "button", "Connect with Stripe");
  });

  it("finishes with the ticket and the verifier, and takes both away at once", async () => {
    comeBack("parityrail_oauth=ticket-1");
    const stage = await openStage([A.oauth, A.oauthConnected]);
    await see(stage, "heading", "Stripe connected");
    expectSame(stage.sent.at(-1)?.path, "/v1/projects/current/connection/oauth/finish");
    expectSame(JSON.parse(stage.sent.at(-1)?.body ?? ""), { ticket: "ticket-1", verifier: VERIFIER });
    expectSame([location.search, location.hash, sessionStorage.length], ["?a=b%20c", "#end", 0]);
    expectSame(
      stage.events.map(({ type }) => type),
      ["parityrail-ready", "parityrail-connected"],
    );
  });

  it("says what went wrong on the way back, and tells the page", async () => {
    comeBack("parityrail_oauth_error=oauth_denied");
    const stage = await openStage([A.oauth]);
    await read(stage, "Access was not granted in Stripe, so nothing was connected.");
    await until(() => stage.events.at(-1)?.detail.code === "oauth_denied");
    expectSame(stage.sent.length, 1);
  });

  it("shows nothing that an address makes up", async () => {
    comeBack("parityrail_oauth_error=<b>constructor</b>");
    const stage = await openStage([A.oauth]);
    await read(stage, "Stripe did not complete the connection. Nothing was saved: start again.");
    expect(!textOf(stage).includes("constructor"), "it repeats the address");
  });

  it("sends no ticket of a browser that did not leave", async () => {
    comeBack("parityrail_oauth=ticket", null);
    const stage = await openStage([A.oauth]);
    await read(stage, "Stripe did not complete the connection. Nothing was saved: start again.");
    expectSame(stage.sent.length, 1);
  });

  it("says a refused finish in the form, with the way to start again", async () => {
    comeBack("parityrail_oauth=ticket");
    const stage = await openStage([A.oauth, errorAnswer("oauth_refused")]);
    await read(stage, "Stripe did not complete the connection.");
    await see(stage, "button", "Connect with Stripe");
  });

  it("asks about another account, and says yes with the same ticket", async () => {
    comeBack("parityrail_oauth=ticket");
    const stage = await openStage([A.oauthConnected, errorAnswer("account_differs"), A.oauthConnected]);
    (await see(stage, "button", "Replace")).click();
    await see(stage, "heading", "Stripe connected");
    const body = { ticket: "ticket", verifier: VERIFIER, replace_account: true };
    expectSame(JSON.parse(stage.sent.at(-1)?.body ?? ""), body);
  });

  for (const code of ["account_differs", "mode_differs"] as const) {
    it(`gives the new access back when the person goes back from ${code}`, async () => {
      comeBack("parityrail_oauth=ticket");
      const stage = await openStage([A.oauthConnected, errorAnswer(code), A.oauthConnected]);
      (await see(stage, "button", "Go back")).click();
      await see(stage, "heading", "Stripe connected");
      expectSame(JSON.parse(stage.sent.at(-1)?.body ?? "").replace_account, false);
      expect(
        stage.events.every(({ type }) => type !== "parityrail-connected"),
        "the page was told of a connection",
      );
    });
  }

  it("lets only the element that left take what comes back", async () => {
    history.replaceState(null, "", `${location.pathname}?parityrail_oauth=ticket`);
    sessionStorage.setItem("parityrail-connect:oauth:second", VERIFIER);
    const first = await openStage([A.oauth], { session: "one", id: "first" });
    await see(first, "button", "Connect with Stripe");
    const second = await openStage([A.oauth, A.oauthConnected], { session: "two", id: "second" });
    await see(second, "heading", "Stripe connected");
    expectSame(first.sent.length, 1);
    expectSame(second.sent.at(-1)?.authorization, "Bearer two");
  });

  it("goes on from an OAuth connection by Stripe's page, and from a key by the key", async () => {
    const stage = await openStage([A.oauthConnected, A.oauthConnected]);
    (await see(stage, "button", "Reconnect")).click();
    await until(
      () => lookFor(stage, "button", "Connect with Stripe") ?? lookFor(stage, "button", "Opening Stripe…"),
    );
    const byKey = await openStage([{ ...A.connected, profile: A.oauth.profile, may: A.oauth.may }]);
    (await see(byKey, "button", "Reconnect")).click();
    await field(byKey, "API key");
  });

  it("never asks for a key on the way of Stripe's page", async () => {
    const stage = await openStage([A.oauth]);
    await see(stage, "button", "Connect with Stripe");
    expectSame(stage.element.shadowRoot?.querySelectorAll("input").length, 0);
    await read(stage, A.oauth.profile.intro);
  });

  it("sends what is pasted in the other way as ever", async () => {
    const stage = await openStage([A.oauth, A.connected]);
    (await see(stage, "button", "Paste an API key instead")).click();
    await submitKey(stage);
    await see(stage, "heading", "Stripe connected");
    expectSame(stage.sent.at(-1)?.body, JSON.stringify({ api_key: makeKey() }));
  });

  it("loads nothing of it where the profile has the key alone", async () => {
    const stage = await openStage([A.disconnected]);
    await read(stage, PROFILE_VIEW.intro);
    expect(!textOf(stage).includes("Connect with Stripe"), "it offers another way");
  });
});

describe("oauth in a pop-up", () => {
  const realOpen = window.open;
  afterEach(() => {
    window.open = realOpen;
    closeStages();
    history.replaceState(null, "", HOME);
  });

  it("opens a window by the click, and finishes here when that comes back", async () => {
    const popup = {
      closed: false,
      opener: window,
      went: "",
      location: { replace: (to: string) => (popup.went = to) },
    };
    let opened = 0;
    window.open = () => ((opened += 1), popup as unknown as Window); // as much of a window as is used
    const url = "https://connect.stripe.com/oauth/authorize";
    const stage = await openStage(
      [A.oauth, { object: "oauth_start", url, expires_at: 1 }, A.oauthConnected],
      {
        session: "token",
        "oauth-popup": "",
      },
    );
    (await see(stage, "button", "Connect with Stripe")).click();
    expectSame(opened, 1);
    await until(() => popup.went);
    expectSame([popup.went, popup.opener, location.href], [url, null, HOME]);
    const back = new URL(JSON.parse(stage.sent.at(-1)?.body ?? "").return_url);
    const name = back.searchParams.get("parityrail_oauth_popup");
    tell(new BroadcastChannel(`parityrail-connect:oauth:${name}`), { ticket: "ticket-2", error: null });
    await see(stage, "heading", "Stripe connected");
    expectSame(JSON.parse(stage.sent.at(-1)?.body ?? "").ticket, "ticket-2");
    expectSame(sessionStorage.length, 0);
  });

  it("takes the whole page where pop-ups are blocked", async () => {
    window.open = () => null;
    const url = `${HOME}#stripe`;
    const stage = await openStage([A.oauth, { object: "oauth_start", url, expires_at: 1 }], {
      session: "token",
      "oauth-popup": "",
    });
    (await see(stage, "button", "Connect with Stripe")).click();
    await until(() => location.hash === "#stripe");
  });

  it("is ready again when the window is closed", async () => {
    const popup = { closed: true, opener: null, location: { replace: () => undefined } };
    window.open = () => popup as unknown as Window; // likewise
    const url = "https://connect.stripe.com/oauth/authorize";
    const stage = await openStage([A.oauth, { object: "oauth_start", url, expires_at: 1 }], {
      session: "token",
      "oauth-popup": "",
    });
    (await see(stage, "button", "Connect with Stripe")).click();
    await see(stage, "button", "Opening Stripe…");
    await see(stage, "button", "Connect with Stripe");
  });

  it("hands over what it came back with, and sends nothing itself", async () => {
    const heard: unknown[] = [];
    const opener = new BroadcastChannel("parityrail-connect:oauth:n1");
    opener.addEventListener("message", ({ data }) => {
      heard.push(data);
      tell(opener, "taken");
    });
    const realClose = window.close;
    let closed = 0;
    window.close = () => void (closed += 1);
    comeBack("parityrail_oauth_popup=n1&parityrail_oauth=ticket-3");
    const stage = await openStage([A.oauth]);
    await until(() => closed);
    window.close = realClose;
    opener.close();
    expectSame(heard, [{ ticket: "ticket-3", error: null }]);
    expectSame(stage.sent.length, 1);
  });

  it("finishes itself when nobody waits for it any more", async () => {
    comeBack("parityrail_oauth_popup=n2&parityrail_oauth=ticket-4");
    const stage = await openStage([A.oauth, A.oauthConnected]);
    await see(stage, "heading", "Stripe connected");
    expectSame(JSON.parse(stage.sent.at(-1)?.body ?? "").ticket, "ticket-4");
  });
});

function tell(channel: BroadcastChannel, message: unknown): void {
  const post = channel.postMessage.bind(channel); // a broadcast names no origin
  post(message);
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
