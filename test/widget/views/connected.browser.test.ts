/**
 * @module A connection by role and name: card, checklist, re-check, reconnect, disconnect, continue.
 */

import type { ConnectEventDetails } from "../../../shared/events.ts";
import { CANNED_ANSWERS, cannedAnswer, cannedConnection } from "../../../demo/gallery/canned-answers.ts";
import { errorAnswer, submitKey } from "../scenes.ts";
import {
  closeStages,
  expect,
  expectSame,
  focused,
  lookFor,
  openStage,
  read,
  see,
  textOf,
  until,
  type Stage,
} from "../stage.ts";

const A = CANNED_ANSWERS;
const FIX = "Grant read access to Invoices in your restricted key";

describe("connected", () => {
  afterEach(closeStages);

  it("shows the masked key, the account and the mode", async () => {
    const stage = await openStage([A.connected]);
    await see(stage, "heading", "Stripe connected");
    await read(stage, "rk_test_…abcd · Acme Inc.");
    await read(stage, "Test mode");
  });

  it("shows a row for every permission", async () => {
    const stage = await openStage([A.missing]);
    const rows = (await rowsOf(stage)).map((row) => row.textContent?.replace(/\s+/g, " ").trim());
    expectSame(rows, [
      "Customers Read",
      "Subscriptions Read",
      `Invoices Edit key in Stripe ↗\ufe0e ${FIX}`,
      "Checkout Sessions optional Read",
      "Entitlements optional Not granted",
    ]);
  });

  it("does not stop anyone for a missing permission, and says what will not work", async () => {
    const stage = await openStage([A.missing]);
    await read(stage, "You can go on. Without invoices, a paid trial looks like an unpaid one.");
    const button = await see(stage, "button", "Continue");
    expectSame(button.getAttribute("aria-disabled"), null);
    button.click();
    expectSame(stage.events.at(-1)?.type, "parityrail-continue");
  });

  it("calls nothing missing that Stripe did not answer for", async () => {
    const stage = await openStage([A.unknown]);
    await read(stage, "Subscriptions Stripe did not answer");
    expect(!textOf(stage).includes("Grant read access"), "something is called missing");
  });

  it("turns a red row green by Re-check, and tells the page", async () => {
    const stage = await openStage([A.missing, "wait"]);
    await read(stage, FIX);
    (await see(stage, "button", "Re-check")).click();
    expectSame((await see(stage, "button", "Checking…")).getAttribute("aria-busy"), "true");
    stage.release(A.connected);
    await see(stage, "button", "Re-check");
    expect(!textOf(stage).includes(FIX), "the row is still red");
    expectSame(stage.events.at(-1)?.type, "parityrail-permissions-changed");
  });

  it("tells nobody without a key to mend one, and says aloud what is not checked", async () => {
    const stage = await openStage([A.oauthMissing]);
    await read(stage, "Invoices Missing");
    const status = await until(() => stage.element.shadowRoot?.querySelector('.card [role="status"]'));
    expectSame(status.textContent, "Subscriptions: Not checked. Invoices: Missing");
    expect(!textOf(stage).includes("restricted key"), "there is no key");
  });

  it("says aloud that a check is under way and what it found", async () => {
    const stage = await openStage([A.connected, "wait"]);
    const status = await until(() => stage.element.shadowRoot?.querySelector('.card [role="status"]'));
    (await see(stage, "button", "Re-check")).click();
    await until(() => status.textContent === "Checking…" || null);
    stage.release(A.missing);
    await until(() => status.textContent === FIX || null);
    stage.answer(A.connected);
    (await see(stage, "button", "Re-check")).click();
    await until(() => status.textContent === "Every required permission is granted." || null);
  });

  it("moves the focus to the heading when what had it is gone", async () => {
    const stage = await openStage([A.missing, A.connected]);
    const link = await see(stage, "link", "Edit key in Stripe");
    link.addEventListener("click", (event) => event.preventDefault());
    link.focus();
    link.click();
    window.dispatchEvent(new Event("focus"));
    await until(() => (textOf(stage).includes(FIX) ? null : true));
    expectSame(focused(stage)?.textContent?.trim(), "Stripe connected");
  });

  it("shows a check that failed with the way on, and keeps the rows", async () => {
    const stage = await openStage([A.connected, errorAnswer("stripe_unavailable"), A.connected]);
    (await see(stage, "button", "Re-check")).click();
    await read(stage, errorAnswer("stripe_unavailable").message);
    expectSame(focused(stage)?.getAttribute("role"), "alert");
    expectSame((await rowsOf(stage)).length, 5);
    await read(stage, "Below is what the last check found.");
    expect(!lookFor(stage, "button", "Try again"), "there are two buttons for one thing");
    (await see(stage, "button", "Re-check")).click();
    await until(() => stage.sent.length === 3 || null);
    expectSame(stage.sent.at(-1)?.method, "POST");
  });

  it("checks by itself when the person comes back from Stripe, once a visit", async () => {
    const stage = await openStage([A.missing, A.connected]);
    window.dispatchEvent(new Event("focus"));
    const link = await see(stage, "link", "Edit key in Stripe");
    link.addEventListener("click", (event) => event.preventDefault());
    link.click();
    window.dispatchEvent(new Event("focus"));
    await until(() => (textOf(stage).includes(FIX) ? null : true));
    window.dispatchEvent(new Event("focus"));
    expectSame(
      stage.sent.map(({ method }) => method),
      ["GET", "POST"],
    );
  });

  it("reconnects in the mode it was in, and can be cancelled", async () => {
    const stage = await openStage([A.live]);
    (await see(stage, "button", "Reconnect")).click();
    await see(stage, "heading", "Reconnect Stripe");
    await read(stage, "Connected, but to the wrong data? Paste a key of the other environment.");
    expectSame([focused(stage)?.id, (focused(stage) as HTMLInputElement).placeholder], ["key", "rk_live_…"]);
    (await see(stage, "button", "Cancel")).click();
    const heading = await see(stage, "heading", "Stripe connected");
    expect(focused(stage) === heading, "the heading has no focus");
  });

  it("asks before it replaces the account, and says yes with the same key", async () => {
    const stage = await openStage([A.connected, errorAnswer("account_differs"), A.live]);
    (await see(stage, "button", "Reconnect")).click();
    await submitKey(stage);
    const replace = await see(stage, "button", "Replace");
    expectSame(focused(stage)?.getAttribute("role"), "group");
    await see(stage, "group", /Connected now: rk_test_…abcd · Acme Inc\.$/);
    replace.click();
    await read(stage, "Stripe connected (live mode)");
    expectSame(JSON.parse(stage.sent.at(-1)?.body ?? "").replace_account, true);
  });

  it("asks before it disconnects, and can be told to keep it", async () => {
    const stage = await openStage([A.connected, A.disconnected]);
    (await see(stage, "button", "Disconnect")).click();
    await see(stage, "group", /^Disconnect Stripe\? .*everything read from Stripe are deleted here/);
    expectSame(focused(stage)?.getAttribute("role"), "group");
    (await see(stage, "button", "Keep it")).click();
    await stage.element.updateComplete;
    const button = await see(stage, "button", "Disconnect");
    expect(focused(stage) === button, "the button has no focus");
    expectSame(stage.sent.length, 1);
    button.click();
    await see(stage, "button", "Keep it");
    (await see(stage, "button", "Disconnect")).click();
    await read(stage, "Stripe disconnected");
    expectSame(stage.sent.at(-1)?.method, "DELETE");
    expectSame(detail(stage, "parityrail-disconnected").connection_id, cannedConnection().id);
  });

  it("says when Stripe no longer takes the key, and how to go on", async () => {
    for (const [answer, title] of [
      [A.revoked, "Stripe no longer accepts this key"],
      [A.expired, "This key has expired"],
      [A.ipRestricted, "This key only works from certain IP addresses"],
    ] as const) {
      const stage = await openStage([answer]);
      await see(stage, "heading", title);
      (await see(stage, "button", "Paste a new key")).click();
      await see(stage, "heading", "Reconnect Stripe");
      expectSame(focused(stage)?.id, "key");
      closeStages();
    }
  });

  it("warns of a secret key", async () => {
    const stage = await openStage([A.secretKey]);
    await read(
      stage,
      "This is a secret key, which can do everything in the account. ParityRail does not need that: please replace it with a restricted key.",
    );
    (await see(stage, "button", "Replace with a restricted key")).click();
    await see(stage, "heading", "Reconnect Stripe");
  });

  it("shows the demo with everything granted", async () => {
    const stage = await openStage([A.demo]);
    await read(stage, "Demo dataset");
    expect(!textOf(stage).includes("Not granted"), "something is not granted");
  });

  it("names the account by its id where it has no name, and nothing where it is not known", async () => {
    const nameless = cannedConnection({ account: { id: "acct_123", name: null } });
    await read(await openStage([cannedAnswer(nameless)]), "rk_test_…abcd · acct_123");
    closeStages();
    const unknown = await openStage([cannedAnswer(cannedConnection({ account: null }))]);
    await read(unknown, "rk_test_…abcd");
    expect(!textOf(unknown).includes("abcd ·"), "something follows the key");
  });
});

describe("viewer", () => {
  afterEach(closeStages);

  it("is told who can connect, and offered nothing that would be refused", async () => {
    const stage = await openStage([A.disconnectedViewer]);
    await see(stage, "heading", "Stripe is not connected yet");
    await read(stage, "Connecting Stripe requires the admin role on this project. Ask an admin to do it.");
    expectSame(lookFor(stage, "button", /./), null);
  });

  it("sees connection and permissions, and may go on", async () => {
    const stage = await openStage([A.connectedViewer]);
    await see(stage, "heading", "Key permissions");
    const names = [...(stage.element.shadowRoot?.querySelectorAll("button") ?? [])].map((one) =>
      one.textContent?.trim(),
    );
    expectSame(names, ["Continue", "What this key can do"]);
  });
});

async function rowsOf(stage: Stage): Promise<Element[]> {
  await see(stage, "heading", "Key permissions");
  return [...(stage.element.shadowRoot?.querySelectorAll("li.row") ?? [])];
}

function detail<Name extends keyof ConnectEventDetails>(stage: Stage, name: Name): ConnectEventDetails[Name] {
  const event = stage.events.find(({ type }) => type === name);
  expect(event, `no ${name}`);
  return event.detail;
}
