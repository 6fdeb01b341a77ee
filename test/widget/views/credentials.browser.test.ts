/**
 * @module Test or live asked for, a second key, a signing secret that comes later, keys that a profile warns of.
 */

import { CANNED_ANSWERS, viewProfile } from "../../../demo/gallery/canned-answers.ts";
import { DROPFIX } from "../../../shared/profiles/dropfix.ts";
import { makeKey } from "../keys.ts";
import { errorAnswer, submitKey } from "../scenes.ts";
import {
  closeStages,
  expect,
  expectSame,
  field,
  focused,
  lookFor,
  openStage,
  paste,
  read,
  see,
  textOf,
  until,
  type Stage,
} from "../stage.ts";

const A = CANNED_ANSWERS;
const LATER = "Webhook signing secret (you can paste it later)";
const DIFFERS = errorAnswer("mode_differs", { given: "test", asked: "live" });

describe("mode", () => {
  afterEach(closeStages);

  it("opens in the mode the profile asks for, and in that of the connection to replace", async () => {
    const asked = await openStage([A.liveAsked]);
    expectSame((await field(asked, "API key")).placeholder, "rk_live_…");
    const live = await openStage([A.live]);
    (await see(live, "button", "Reconnect")).click();
    expectSame((await field(live, "API key")).placeholder, "rk_live_…");
  });

  it("says that the key is of the other mode, and asks before it connects that", async () => {
    const stage = await openStage([A.liveAsked, DIFFERS, A.connected]);
    paste(await field(stage, "API key"), makeKey());
    await read(stage, "This is a test key; live data was asked for.");
    (await see(stage, "button", "Test & connect")).click();
    await read(stage, "This key reads test data, and live data was asked for.");
    expectSame(focused(stage)?.getAttribute("role"), "group");
    (await see(stage, "button", "Connect test data")).click();
    await see(stage, "heading", "Stripe connected");
    expectSame(bodyOf(stage), { api_key: makeKey(), mode: "test" });
  });

  it("goes back from the question, and forgets the key", async () => {
    const stage = await openStage([A.liveAsked, DIFFERS]);
    await submitKey(stage);
    (await see(stage, "button", "Go back")).click();
    const key = await field(stage, "API key");
    expectSame([focused(stage) === key, key.value, stage.sent.length], [true, "", 2]);
  });

  it("sends the mode that was chosen by hand, and else none", async () => {
    const stage = await openStage([A.disconnected, errorAnswer("key_rejected"), A.connected]);
    await submitKey(stage);
    await read(stage, errorAnswer("key_rejected").message);
    expectSame(bodyOf(stage), { api_key: makeKey() });
    (await see(stage, "radio", "Test")).dispatchEvent(new Event("change"));
    await submitKey(stage);
    await see(stage, "heading", "Stripe connected");
    expectSame(bodyOf(stage), { api_key: makeKey(), mode: "test" });
  });
});

describe("two keys", () => {
  afterEach(closeStages);

  it("takes both, and sends both", async () => {
    const stage = await openStage([A.twoKeys, A.connected]);
    await see(stage, "heading", "Stripe API keys");
    const publishable = await field(stage, "Publishable key");
    expectSame(publishable.placeholder, "pk_test_…");
    paste(publishable, `  ${makeKey("pk_test")}`);
    await read(stage, "A publishable test key.");
    await submitKey(stage, makeKey("sk_test"));
    await see(stage, "heading", "Stripe connected");
    expectSame(bodyOf(stage), { api_key: makeKey("sk_test"), publishable_key: makeKey("pk_test") });
  });

  it("asks for the second key where it is required, and sends nothing before", async () => {
    const stage = await openStage([A.twoKeys]);
    await submitKey(stage, makeKey("sk_test"));
    await read(stage, "Enter the publishable key too: it starts with pk_.");
    expectSame([focused(stage)?.id, stage.sent.length], ["publishable", 1]);
  });

  it("says that the two are of different modes before it sends them", async () => {
    const stage = await openStage([A.twoKeys]);
    paste(await field(stage, "Publishable key"), makeKey("pk_live"));
    await submitKey(stage, makeKey("sk_test"));
    await read(stage, "The two keys are of different modes");
    expectSame([focused(stage)?.id, stage.sent.length], ["publishable", 1]);
  });

  it("needs the second key too for another account than the one it is kept for", async () => {
    const stage = await openStage([A.twoKeysConnected, errorAnswer("publishable_key_missing")]);
    (await see(stage, "button", "Reconnect")).click();
    await field(stage, "Publishable key (optional)");
    await submitKey(stage);
    await read(stage, "This key is kept for another try.");
    expectSame((await field(stage, "Publishable key")).placeholder, "pk_test_…");
    (await see(stage, "button", "Test & connect")).click();
    expectSame([focused(stage)?.id, stage.sent.length], ["publishable", 2]);
  });

  it("moves each key to the field it belongs in", async () => {
    const stage = await openStage([A.twoKeys]);
    const [key, publishable] = [await field(stage, "API key"), await field(stage, "Publishable key")];
    paste(key, makeKey("pk_test"));
    (await see(stage, "button", "Move it to the publishable key field")).click();
    expectSame([key.value, publishable.value], ["", makeKey("pk_test")]);
    paste(publishable, makeKey("sk_test"));
    await read(stage, "That is a secret or restricted key");
    (await see(stage, "button", "Move it to the API key field")).click();
    expectSame([key.value, publishable.value], [makeKey("sk_test"), ""]);
  });

  it("keeps the second key that is there when one reconnects", async () => {
    const kept = {
      ...A.connected.connection,
      publishable_key: "pk_test_…abcd",
    } as typeof A.connected.connection; // as canned
    const stage = await openStage([{ ...A.twoKeys, connection: kept }, A.connected]);
    (await see(stage, "button", "Reconnect")).click();
    expectSame((await field(stage, "Publishable key (optional)")).placeholder, "pk_test_…abcd");
    await submitKey(stage, makeKey("sk_test"));
    await see(stage, "heading", "Stripe connected");
    expectSame(bodyOf(stage), { api_key: makeKey("sk_test") });
  });

  it("hides what is pasted from tools that look, and empties it when it is removed", async () => {
    const stage = await openStage([A.twoKeys]);
    const input = await field(stage, "Publishable key");
    paste(input, makeKey("pk_test"));
    expectSame([input.type, input.hasAttribute("data-dd-privacy")], ["password", true]);
    stage.element.remove();
    await until(() => input.value === "");
  });
});

describe("a signing secret that comes later", () => {
  afterEach(closeStages);

  it("is said to be no option, and takes a placeholder for what it is", async () => {
    const stage = await openStage([A.twoKeys, A.connected]);
    await read(stage, "For initial setup, you can use a placeholder webhook secret and update it later.");
    paste(await field(stage, LATER), " whsec_placeholder ");
    await read(stage, "That is a placeholder. You can update it later.");
    paste(await field(stage, "Publishable key"), makeKey("pk_test"));
    await submitKey(stage, makeKey("sk_test"));
    await see(stage, "heading", "Stripe connected");
    expectSame((bodyOf(stage) as { webhook_secret: string }).webhook_secret, "whsec_placeholder");
  });

  it("is refused as a placeholder where the profile does not expect one", async () => {
    const stage = await openStage([A.disconnected]);
    paste(await field(stage, "Webhook signing secret (optional)"), "whsec_placeholder");
    await read(stage, "Webhook signing secrets start with whsec_");
  });
});

describe("secret keys", () => {
  afterEach(closeStages);

  it("are warned of before they are sent where the profile warns, and connect", async () => {
    const stage = await openStage([{ ...A.liveAsked }, A.secretKey]);
    paste(await field(stage, "API key"), makeKey("sk_live"));
    await read(
      stage,
      "This is a secret key, which can do everything in the account. A restricted key is safer.",
    );
    (await see(stage, "button", "Test & connect")).click();
    await see(stage, "heading", "Stripe connected");
  });

  it("are warned of in the other mode too", async () => {
    const stage = await openStage([A.liveAsked]);
    paste(await field(stage, "API key"), makeKey("sk_test"));
    await read(
      stage,
      "This is a test key; live data was asked for. This is a secret key, which can do everything in the account.",
    );
  });
});

describe("after a disconnect", () => {
  afterEach(closeStages);

  it("says what is left in the account until the note is closed", async () => {
    const stage = await openStage([A.connected, A.leftBehind]);
    (await see(stage, "button", "Disconnect")).click();
    await see(stage, "button", "Keep it");
    (await see(stage, "button", "Disconnect")).click();
    await read(stage, "The webhook endpoint of the previous connection is still in its Stripe account.");
    const link = await see(stage, "link", "Remove the endpoint in Stripe");
    expectSame(link.getAttribute("href"), A.leftBehind.left_behind[0]?.manage_url);
    paste(await field(stage, "API key"), makeKey());
    (await see(stage, "button", "Close")).click();
    await stage.element.updateComplete;
    expectSame(lookFor(stage, "link", "Remove the endpoint in Stripe"), null);
    expectSame((await field(stage, "API key")).value, makeKey());
  });
});

describe("profiles that come from outside", () => {
  afterEach(closeStages);

  it("are shown as text, whatever they hold", async () => {
    const hostile = `<img src=x onerror="window.hit=1"><script>window.hit=1</script>\u202e`;
    const profile = {
      ...viewProfile(DROPFIX),
      product: { name: hostile, url: "javascript:window.hit=1" },
      intro: hostile,
      never: [{ lead: hostile, text: hostile }],
    };
    const stage = await openStage([{ ...A.liveAsked, profile }]);
    paste(await field(stage, "API key"), makeKey("sk_live"));
    await read(stage, "<img src=x");
    (await see(stage, "button", /^Show me how/)).click();
    await see(stage, "heading", "Create the key in Stripe");
    expect(!("hit" in window), "a profile ran");
    expectSame(stage.element.shadowRoot?.querySelectorAll("img, script, a[href^='javascript']").length, 0);
    expect(textOf(stage).includes(hostile.slice(0, 20)), "the text is gone");
  });
});

function bodyOf(stage: Stage): unknown {
  return JSON.parse(stage.sent.at(-1)?.body ?? "null");
}
