/**
 * @module What the key can do, with the requests that prove it; and a link for somebody who has Stripe access.
 */

import { sendKeys, sendMouse } from "@web/test-runner-commands";
import { CANNED_ANSWERS, cannedInvitation } from "../../../demo/gallery/canned-answers.ts";
import { CUSTOM_PROPERTIES } from "../../../shared/custom-properties.ts";
import type { Receipt } from "../../../shared/schema/receipt.ts";
import { closeStages, expect, expectSame, field, focused, openStage, read, see, textOf } from "../stage.ts";

const A = CANNED_ANSWERS;

const TITLES = { granted: "Can", missing: "Cannot", unknown: "No answer", unchecked: "Not checked" };

const RECEIPT: Receipt = {
  object: "receipt",
  connection: "con_a",
  method: "key",
  mode: "test",
  label: "rk_test_…abcd",
  key_kind: "restricted",
  account: null,
  checked_at: 1_790_000_000,
  refusal: null,
  entries: (["granted", "missing", "unknown", "unchecked"] as const).map((status, index) => ({
    permission: "customers",
    access: "read",
    required: true,
    label: `Row ${status}`,
    asked: true,
    status,
    title: TITLES[status],
    request:
      status === "unchecked"
        ? null
        : {
            method: "GET",
            path: "/v1/customers",
            status: [200, 403, null][index] ?? null,
            request_id: status === "unknown" ? null : `req_${index}`,
            at: 1_790_000_000,
          },
  })),
  account_request: null,
  beyond: "unknown",
  may_send: [],
  writes_refused: true,
  note: "What the Worker says of all else.",
};

const INVITATION = cannedInvitation(null);

describe("receipt", () => {
  afterEach(closeStages);

  it("says of each permission what Stripe answered, and closes with Escape", async () => {
    const stage = await openStage([A.connected, RECEIPT]);
    const open = await see(stage, "button", "What this key can do");
    open.click();
    await read(stage, "Can Row granted · Read req_0 200");
    await read(stage, "Cannot Row missing · Read req_1 403");
    await read(stage, "No answer Row unknown · Read –");
    await read(stage, "Not checked Row unchecked · Read not asked");
    await read(stage, "What the Worker says of all else.");
    expectSame(stage.sent.at(-1)?.path, "/v1/projects/current/connection/receipt");
    await see(stage, "button", "Print");
    await sendKeys({ press: "Escape" });
    await see(stage, "button", "What this key can do");
    expectSame(focused(stage)?.textContent?.trim(), "What this key can do");
  });
});

describe("invitation", () => {
  afterEach(closeStages);

  it("is made with this page's looks, shown with its link, and ended again", async () => {
    const stage = await openStage([A.disconnected, INVITATION, A.invited, A.disconnected]);
    for (const name of CUSTOM_PROPERTIES) stage.element.style.setProperty(name, "rgb(1, 2, 3)");
    (await see(stage, "button", "Somebody else has Stripe access?")).click();
    await see(stage, "heading", "Ask a teammate");
    await read(stage, INVITATION.url);
    const made = stage.sent.find(({ method }) => method === "POST");
    expectSame(made?.path, "/v1/projects/current/connection/invitation");
    const { variables, ...others } = JSON.parse(made?.body ?? "").appearance;
    expectSame(others, { theme: "auto", lang: "en" });
    expectSame(Object.keys(variables).sort(), [...CUSTOM_PROPERTIES].sort());
    expectSame(variables["--parityrail-color-accent"], "rgb(1, 2, 3)");
    (await see(stage, "button", "Cancel the link")).click();
    await see(stage, "button", "Somebody else has Stripe access?");
    expectSame(stage.sent.at(-1)?.method, "DELETE");
  });

  it("is offered to nobody who may not connect", async () => {
    const stage = await openStage([{ ...A.disconnected, may: { ...A.disconnected.may, invite: false } }]);
    await see(stage, "heading", "Restricted API key");
    expect(!textOf(stage).includes("Somebody else"), "it is offered");
  });
});

describe("under the pointer", () => {
  afterEach(closeStages);

  it("nothing moves while a button is held, and its click counts", async () => {
    const stage = await openStage([A.disconnected]);
    const key = await field(stage, "API key");
    key.focus();
    await sendKeys({ type: "rk_test_12" });
    const button = await see(stage, "button", "Test & connect");
    const { x, y, width, height } = button.getBoundingClientRect();
    const at: [number, number] = [Math.round(x + width / 2), Math.round(y + height / 2)];
    await sendMouse({ type: "move", position: at });
    await sendMouse({ type: "down" });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expectSame(button.getBoundingClientRect().y, y);
    await sendMouse({ type: "up" });
    await read(stage, "That key is cut off");
    expectSame(focused(stage)?.id, "key");
  });
});
