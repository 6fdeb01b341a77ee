/**
 * @module What a connection tells of itself: how it is, what is there, whether events come, and how it is mended.
 */

import type { ConnectEventDetails } from "../../../shared/events.ts";
import {
  CANNED_ANSWERS,
  cannedAnswer,
  cannedConnection,
  cannedChecks,
} from "../../../demo/gallery/canned-answers.ts";
import {
  closeStages,
  expect,
  expectSame,
  field,
  lookFor,
  openStage,
  paste,
  read,
  see,
  textOf,
  until,
} from "../stage.ts";

const A = CANNED_ANSWERS;

describe("health", () => {
  afterEach(closeStages);

  it("a lost permission degrades: what to do, and one click to mend it", async () => {
    const stage = await openStage([A.degraded, A.connected]);
    await see(stage, "heading", "Stripe connected");
    await read(stage, "A required permission is missing. Grant it in Stripe, then re-check.");
    await see(stage, "link", "Edit key in Stripe");
    (await see(stage, "button", "Re-check")).click();
    await read(stage, "Now granted: Invoices.");
    const changed = stage.events.find(({ type }) => type === "parityrail-permissions-changed");
    expect(changed, "no event");
  });

  it("a 401 that may pass is told calmly, with both ways on", async () => {
    const stage = await openStage([A.refusedOnce]);
    await see(stage, "heading", "Stripe refused this key");
    await read(
      stage,
      "We ask again in a few minutes before we call it revoked. What was read so far is kept.",
    );
    await read(stage, "before the refusal");
    await see(stage, "button", "Ask again now");
    await see(stage, "button", "Paste a new key");
    expect(!textOf(stage).includes("Stripe connected"), "it is called connected");
    expect(!lookFor(stage, "button", "Re-check"), "there are two buttons for one thing");
  });

  for (const [state, title, way] of [
    ["revoked", "Stripe no longer accepts this key", "Paste a new key"],
    ["expired", "This key has expired", "Paste a new key"],
    ["ipRestricted", "This key only works from certain IP addresses", "Re-check"],
    ["accessRevoked", "Stripe took the access back", "Connect with Stripe again"],
  ] as const) {
    it(`${state} needs somebody: ${title}`, async () => {
      const stage = await openStage([A[state]]);
      await see(stage, "heading", title);
      await see(stage, "button", way);
    });
  }

  it("an endpoint that could not be made is told, and tried again by a re-check", async () => {
    const stage = await openStage([A.endpointFailed, A.receiving]);
    await read(stage, "The webhook endpoint could not be made in Stripe. Re-check to try again.");
    (await see(stage, "button", "Re-check")).click();
    await read(stage, "Last event");
  });

  it("the last event is told by the day, and to the second to whoever points at it", async () => {
    const stage = await openStage([A.receiving]);
    await read(stage, "Last event Sep 21, 2026");
    const titled = stage.element.shadowRoot?.querySelector('[part~="webhook-card"] [title]');
    expect(/^Monday, September 21, 2026 at \d+:\d\d:20/.test(titled?.getAttribute("title") ?? ""), "no time");
  });

  it("what no probe can prove is not checked: neither granted nor missing, and said why", async () => {
    const stage = await openStage([A.unchecked]);
    await read(stage, "Entitlements optional Not checked");
    await read(stage, "“Not checked”: nothing proves this permission beforehand. It shows when it is used.");
    expect(!textOf(stage).includes("Grant read access to Entitlements"), "it is called missing");
  });

  it("the account preview tells the newest customer, currency and plans", async () => {
    const stage = await openStage([A.accountPreview]);
    await read(stage, "Newest customer March 3, 2026 · USD · Pro, Team");
  });

  it("an empty account is a question", async () => {
    const stage = await openStage([A.emptyAccount]);
    await read(stage, "No customers yet");
    await read(stage, "0 subscriptions: is this the right account?");
    await see(stage, "button", "Reconnect");
  });

  it("a key that can do more than asked is told, with the way to its form", async () => {
    const stage = await openStage([A.excess]);
    await read(
      stage,
      "This key can do more than ParityRail needs: Payouts, Payment Methods. A key with less is safer.",
    );
    await see(stage, "link", "Edit key in Stripe");
  });

  it("a placeholder is replaced without the key", async () => {
    const stage = await openStage([A.placeholder, { ...A.placeholder, connection: A.waiting.connection }]);
    await read(stage, "The signing secret is still a placeholder.");
    const secret = `whsec_${"a1B2".repeat(8)}`;
    (await see(stage, "button", "Set up: Events")).click();
    paste(await field(stage, "Paste its signing secret:"), secret);
    (await see(stage, "button", "Save")).click();
    await read(stage, "Signing secret saved. Waiting for the first event…");
    const sent = stage.sent.at(-1);
    expectSame([sent?.method, sent?.body], ["PATCH", JSON.stringify({ webhook_secret: secret })]);
    expect(!stage.element.shadowRoot?.innerHTML.includes(secret), "the secret is still there");
  });

  it("a viewer sees whether events come, and no field", async () => {
    const stage = await openStage([{ ...A.waiting, may: A.connectedViewer.may }]);
    await read(stage, "Waiting for the first event…");
    expect(!(await lookFor(stage, "button", "Save")), "a viewer may save");
  });

  it("another key that can do less says what is no longer granted", async () => {
    const less = cannedAnswer(cannedConnection({ permissions: cannedChecks({ customers: "missing" }) }));
    const stage = await openStage([A.connected, less]);
    (await see(stage, "button", "Re-check")).click();
    await read(stage, "No longer granted: Customers.");
    await until(() => stage.events.some(({ type }) => type === "parityrail-permissions-changed"));
    const { detail } = stage.events.find(({ type }) => type === "parityrail-permissions-changed") ?? {};
    const { connection } = detail as ConnectEventDetails["parityrail-permissions-changed"];
    expectSame(connection.permissions[0]?.status, "missing");
  });

  it("tells what the product tells: before connecting what one gets, and after what happens next", async () => {
    const before = await openStage([A.liveAsked]);
    await read(before, "Payment failures are found manually");
    await read(before, "Is this safe?");
    await read(before, "How to revoke access");
    const after = await openStage([A.dropfixConnected]);
    await read(after, "What happens next");
    await read(after, "polls your Stripe account every 5 minutes");
  });
});
