/**
 * @module The form by role, name and keyboard: what it says of a paste, what it sends, where an error leaves one.
 */

import { sendKeys } from "@web/test-runner-commands";
import { KEY_PROBLEMS } from "../../../shared/errors.ts";
import { WEBHOOK_SECRET_PROBLEM } from "../../../shared/keys.ts";
import { DROPFIX } from "../../../shared/profiles/dropfix.ts";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { CANNED_ANSWERS, PROFILE_VIEW, viewProfile } from "../../../demo/gallery/canned-answers.ts";
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
const SECRET = `whsec_${"a1B2".repeat(8)}`;
const SECRET_LABEL = "Webhook signing secret (optional)";

/** Lists every text in `value`. */
function listTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(listTexts) : [];
}

/** Returns the language that the last element with `text` in it is marked with. */
function findLanguageOf({ element }: Stage, selector: string, text: string): string | null {
  const found = [...(element.shadowRoot?.querySelectorAll(selector) ?? [])];
  const last = found.findLast(({ textContent }) => textContent.includes(text));
  return last?.closest("[lang]")?.getAttribute("lang") ?? null;
}

describe("form", () => {
  afterEach(closeStages);

  it("shows the card, its fields, its links and the demo card", async () => {
    const stage = await openStage([A.disconnected]);
    await see(stage, "heading", "Restricted API key");
    await read(stage, PROFILE_VIEW.intro);
    await field(stage, "API key");
    await field(stage, SECRET_LABEL);
    await see(stage, "heading", "Use demo mode");
    await see(stage, "button", "Connect demo dataset");
  });

  it("opens Stripe in a new tab that knows nothing of this page", async () => {
    const stage = await openStage([A.disconnected]);
    const link = await see(stage, "link", "Create key in Stripe");
    expectSame(
      [link.getAttribute("href"), link.getAttribute("target"), link.getAttribute("rel")],
      [PROFILE_VIEW.create_key_url.test, "_blank", "noopener noreferrer"],
    );
  });

  it("takes link and placeholder from the mode, and the mode from the pasted key", async () => {
    const stage = await openStage([A.disconnected]);
    const key = await field(stage, "API key");
    expectSame(key.placeholder, "rk_test_…");
    paste(key, makeKey("rk_live"));
    await stage.element.updateComplete;
    expectSame((lookFor(stage, "radio", "Live") as HTMLInputElement | null)?.checked, true);
    expectSame(key.placeholder, "rk_live_…");
    expectSame(
      (await see(stage, "link", "Create key in Stripe")).getAttribute("href"),
      PROFILE_VIEW.create_key_url.live,
    );
  });

  it("leaves a mode that was chosen by hand, and says that the key is of the other one", async () => {
    const stage = await openStage([A.disconnected]);
    const key = await field(stage, "API key");
    (await see(stage, "radio", "Live")).click();
    paste(key, makeKey("rk_test"));
    await read(stage, "This is a test key; live data was asked for.");
    expectSame((lookFor(stage, "radio", "Live") as HTMLInputElement | null)?.checked, true);
  });

  it("says what a good key reads", async () => {
    const stage = await openStage([A.disconnected]);
    const key = await field(stage, "API key");
    paste(key, makeKey("rk_test"));
    await read(stage, "A restricted test key. It reads test data.");
    paste(key, makeKey("rk_live"));
    await read(stage, "A restricted live key. It reads your real, paying customers.");
    paste(key, makeKey("sk_live"));
    await read(
      stage,
      "This is a secret key, which can do everything in the account. A restricted key is safer.",
    );
  });

  it("says that it cleaned the edges, and sends the clean key", async () => {
    const stage = await openStage([A.disconnected, A.connected]);
    paste(await field(stage, "API key"), `  ${makeKey()} \n`);
    await read(stage, "What stood around it was left out.");
    (await see(stage, "button", "Test & connect")).click();
    await see(stage, "heading", "Stripe connected");
    expectSame(stage.sent.at(-1)?.body, JSON.stringify({ api_key: makeKey() }));
  });

  it("stays calm while a key is typed, and names what was left unfinished", async () => {
    const stage = await openStage([A.disconnected]);
    const key = await field(stage, "API key");
    key.focus();
    await sendKeys({ type: "rk_test_12" });
    await stage.element.updateComplete;
    expectSame(key.getAttribute("aria-invalid"), null);
    await sendKeys({ press: "Tab" });
    await stage.element.updateComplete;
    expectSame(key.getAttribute("aria-invalid"), "true");
    expect(
      textOf(stage).includes("Enter a Stripe restricted key (rk_…) or secret key (sk_…)"),
      "no sentence",
    );
  });

  it("says why when the quiet button is pressed, and moves to the field", async () => {
    const stage = await openStage([A.disconnected]);
    const button = await see(stage, "button", "Test & connect");
    expectSame(button.getAttribute("aria-disabled"), "true");
    button.focus();
    await sendKeys({ press: "Enter" });
    await read(stage, KEY_PROBLEMS.empty);
    expectSame(focused(stage)?.id, "key");
    expectSame(stage.sent.length, 1);
  });

  it("moves to the signing secret when that is wrong", async () => {
    const stage = await openStage([A.disconnected]);
    paste(await field(stage, SECRET_LABEL), "nonsense");
    await read(stage, WEBHOOK_SECRET_PROBLEM);
    await submitKey(stage);
    expectSame(focused(stage)?.id, "secret");
    expectSame(stage.sent.length, 1);
  });

  it("moves an API key out of the field for the secret, and loses nothing", async () => {
    const stage = await openStage([A.disconnected]);
    const secret = await field(stage, SECRET_LABEL);
    paste(secret, makeKey());
    (await see(stage, "button", "Move it to the API key field")).click();
    expectSame([(await field(stage, "API key")).value, secret.value], [makeKey(), ""]);
  });

  it("connects with Enter, and says so", async () => {
    const stage = await openStage([A.disconnected, A.connected]);
    paste(await field(stage, SECRET_LABEL), SECRET);
    paste(await field(stage, "API key"), makeKey());
    await sendKeys({ press: "Enter" });
    const heading = await see(stage, "heading", "Stripe connected");
    await read(stage, "Stripe connected (test mode)");
    expect(focused(stage) === heading, "the heading has no focus");
    expectSame(stage.sent.at(-1)?.body, JSON.stringify({ api_key: makeKey(), webhook_secret: SECRET }));
  });

  it("is busy while it tests, keeps the focus, and sends once", async () => {
    const stage = await openStage([A.disconnected, "wait"]);
    await submitKey(stage);
    const button = await see(stage, "button", "Testing connection…");
    expectSame(button.getAttribute("aria-busy"), "true");
    button.click();
    stage.release(A.connected);
    await see(stage, "heading", "Stripe connected");
    expectSame(stage.sent.length, 2);
  });

  it("shows an error where the focus is, empties the key, keeps mode and secret", async () => {
    const stage = await openStage([A.disconnected, errorAnswer("key_rejected")]);
    paste(await field(stage, SECRET_LABEL), SECRET);
    await submitKey(stage, makeKey("rk_live"));
    await read(stage, errorAnswer("key_rejected").message);
    expectSame(focused(stage)?.getAttribute("role"), "alert");
    expectSame(
      [(await field(stage, "API key")).value, (await field(stage, SECRET_LABEL)).value],
      ["", SECRET],
    );
    expectSame((await field(stage, "API key")).placeholder, "rk_live_…");
  });

  it("tries again with the same key when Stripe did not answer", async () => {
    const stage = await openStage([A.disconnected, errorAnswer("stripe_unavailable"), A.connected]);
    await submitKey(stage);
    await read(stage, "This key is kept for another try.");
    (await see(stage, "button", "Test & connect")).click();
    await see(stage, "heading", "Stripe connected");
    expectSame(stage.sent.at(-1)?.body, stage.sent.at(-2)?.body);
  });

  it("keeps the key it may try again, shows which one, and lets the main button try it too", async () => {
    const stage = await openStage([A.disconnected, errorAnswer("stripe_busy"), A.connected]);
    await submitKey(stage);
    await read(stage, "This key is kept for another try.");
    expectSame((await field(stage, "API key")).placeholder, "");
    const shown = stage.element.shadowRoot?.querySelector(".cover")?.textContent ?? "";
    expect(new RegExp(`^rk_test_•+${makeKey().slice(-4)}$`).test(shown.trim()), shown);
    const button = await see(stage, "button", "Test & connect");
    expectSame(button.getAttribute("aria-disabled"), null);
    button.click();
    await see(stage, "heading", "Stripe connected");
    expectSame(stage.sent.at(-1)?.body, stage.sent.at(-2)?.body);
  });

  it("offers to show a key only where there is one", async () => {
    const stage = await openStage([A.disconnected]);
    (await see(stage, "button", "Test & connect")).click();
    await read(stage, "Enter a Stripe restricted key (rk_…) or secret key (sk_…).");
    expect(!lookFor(stage, "button", /^Show: /), "an empty field can be shown");
  });

  it("marks the product's own sentences with the language they are in, and Stripe's labels as English", async () => {
    for (const language of ["en", "de"]) {
      const profile = viewProfile(PROFILES["dropfix"] ?? DROPFIX, language);
      const stage = await openStage([{ ...A.disconnected, profile }], { session: "token", lang: "de" });
      (await see(stage, "button", /^So geht’s/)).click();
      await until(() => stage.element.shadowRoot?.querySelector(".guide"));
      const whys = profile.permissions.map(({ why }) => why);
      const { next: _next, email: _email, ...help } = profile.help ?? {};
      const own = listTexts([profile.intro, profile.never, profile.guide, help, whys]);
      for (const text of own) expectSame([findLanguageOf(stage, "*", text), text], [language, text]);
      for (const { label } of profile.permissions) {
        expectSame([findLanguageOf(stage, ".rows b", label), label], ["en", label]);
      }
      stage.element.remove();
    }
  });

  it("asks for the product's sentences in the language it speaks, and again when that changes", async () => {
    const english = { ...A.disconnected, profile: viewProfile(DROPFIX) };
    const german = { ...A.disconnected, profile: viewProfile(PROFILES["dropfix"] ?? DROPFIX, "de") };
    const stage = await openStage([german, english], { session: "token", lang: "de-AT" });
    await read(stage, german.profile.intro);
    expectSame(stage.sent.map(({ language }) => language).join(), "de");
    stage.element.lang = "en";
    await read(stage, english.profile.intro);
    expectSame(stage.sent.map(({ language }) => language).join(), "de,en");
  });

  it("offers the way to the key where permissions are missing", async () => {
    const stage = await openStage([A.disconnected, errorAnswer("permissions_missing")]);
    await submitKey(stage);
    expectSame(
      (await see(stage, "link", "Edit key in Stripe")).getAttribute("href"),
      PROFILE_VIEW.keys_url.test,
    );
  });

  it("connects the demo dataset, and says how much it holds", async () => {
    const stage = await openStage([A.disconnected, A.demo]);
    (await see(stage, "button", "Connect demo dataset")).click();
    await read(stage, "Demo mode enabled — 250 fixture customers loaded");
  });

  it("shows no demo card and no signing secret where the profile has none", async () => {
    const profile = { ...PROFILE_VIEW, demo: false, webhook: { kind: "none" as const } };
    const stage = await openStage([{ ...A.disconnected, profile }]);
    await see(stage, "heading", "Restricted API key");
    expectSame(lookFor(stage, "heading", "Use demo mode"), null);
    expect(!textOf(stage).includes("Webhook signing secret"), "there is a field for the secret");
  });
});

describe("guide", () => {
  afterEach(closeStages);

  it("opens and closes by its button", async () => {
    const stage = await openStage([A.disconnected]);
    const button = await see(stage, "button", /^Show me how/);
    expectSame(button.getAttribute("aria-expanded"), "false");
    button.click();
    await see(stage, "heading", "Create the key in Stripe");
    expectSame(button.getAttribute("aria-expanded"), "true");
    button.click();
    await until(() => button.getAttribute("aria-expanded") === "false" || null);
    expectSame(lookFor(stage, "heading", "Create the key in Stripe"), null);
  });

  it("lists every permission with its access and its why, required and optional apart", async () => {
    const stage = await openStage([A.disconnected]);
    (await see(stage, "button", /^Show me how/)).click();
    await read(stage, "Optionally also grant these");
    const rows = await until(() => stage.element.shadowRoot?.querySelectorAll(".guide li.row"));
    const said = [...rows].map(({ textContent }) => textContent?.replace(/\s+/g, " ").trim());
    expectSame(
      said,
      PROFILE_VIEW.permissions.map(({ label, why }) => `${label} Read ${why}`),
    );
    await read(stage, "Providing this key to a third-party application");
    await read(stage, "Set exactly these resources to Read — leave everything else at None:");
    await read(stage, "enough permission to create a restricted key.");
    await read(stage, "Admin role on the ParityRail project — connecting Stripe requires admin.");
  });

  it("copies what Stripe asks for, or says that it could not", async () => {
    const stage = await openStage([A.disconnected]);
    (await see(stage, "button", /^Show me how/)).click();
    (await see(stage, "button", "Copy: parityrail")).click();
    await see(stage, "button", /^(Copied|Not allowed: select it): parityrail$/);
  });

  it("says what the product never accesses", async () => {
    const stage = await openStage([A.disconnected]);
    await read(stage, "What ParityRail never accesses");
    for (const { lead, text } of PROFILE_VIEW.never) await read(stage, `${lead} ${text}`);
  });
});
