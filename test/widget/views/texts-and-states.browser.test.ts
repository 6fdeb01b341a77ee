/**
 * @module A page's own texts in place of the element's, and the element's states as the page's style sheet sees them.
 */

import { CANNED_ANSWERS } from "../../../demo/gallery/canned-answers.ts";
import type { TextOverrides } from "../../../widget/i18n/override-texts.ts";
import { errorAnswer, submitKey } from "../scenes.ts";
import { closeStages, expect, openStage, read, see, until, type Reply, type Stage } from "../stage.ts";

const A = CANNED_ANSWERS;

describe("own texts", () => {
  afterEach(closeStages);

  const open = async (texts: TextOverrides, ...replies: Reply[]): Promise<Stage> => {
    const stage = await openStage(replies);
    stage.element.texts = texts;
    return stage;
  };

  it("stand in place of the element's, in any language, until they are taken away", async () => {
    const texts = { connect: "Link it", showHow: (minutes?: number) => `Help me (${minutes ?? "soon"})` };
    const stage = await open(texts, A.disconnected, A.disconnected);
    await see(stage, "button", "Link it");
    await see(stage, "button", /^Help me \(/);
    await see(stage, "heading", "Restricted API key");
    stage.element.lang = "de";
    await see(stage, "heading", "Eingeschränkter API-Schlüssel");
    await see(stage, "button", "Link it");
    stage.element.texts = null;
    await see(stage, "button", "Testen & verbinden");
  });

  it("stand in place of an error of the Worker's", async () => {
    const refusal = errorAnswer("key_rejected");
    const stage = await open({ errors: { key_rejected: "No such key." } }, A.disconnected, refusal);
    await submitKey(stage);
    await read(stage, "No such key.");
  });

  it("stand in place of what the Worker says is the matter", async () => {
    const stage = await open({ health: { key_rejected: { title: "Gone", message: "Ask Kim." } } }, A.revoked);
    await see(stage, "heading", "Gone");
    await read(stage, "Ask Kim.");
  });

  it("stand in place of the Worker's steps in Stripe", async () => {
    const wizard = { step_name: "Call it", modes: { either: "Any key." } };
    const stage = await open({ wizard }, A.disconnected);
    (await see(stage, "button", /^Show me how/)).click();
    await read(stage, "Call it");
    await see(stage, "heading", "Create the key in Stripe");
  });

  it("that are no texts count for nothing", async () => {
    const wrong = { connect: 7, connection: "all of it", showHow: "no function", modes: null };
    const stage = await open(wrong as unknown as TextOverrides, A.disconnected, A.connected);
    await see(stage, "button", "Test & connect");
    await see(stage, "button", /^Show me how/);
    await submitKey(stage);
    await see(stage, "heading", "Stripe connected");
  });
});

describe("states", () => {
  afterEach(closeStages);

  /** Waits until the element is in all of `states`, and holds it to being in none of `not`. */
  const sees = async ({ element }: Stage, states: string[], not: string[]): Promise<void> => {
    const isIn = (state: string): boolean => element.matches(`:state(${state})`);
    await until(() => states.every(isIn));
    expect(!not.some(isIn), `it is in one of ${not.join()}`);
  };

  it("say what is shown, what is under way and how the connection is", async () => {
    const stage = await openStage(["wait"]);
    await sees(stage, ["loading"], ["form", "load-failed"]);
    await until(() => stage.sent.length);
    stage.release(A.disconnected);
    await sees(stage, ["form", "editing"], ["loading", "connected"]);
    stage.answer("wait", A.connected);
    await submitKey(stage);
    await sees(stage, ["form", "testing"], ["editing"]);
    stage.release(errorAnswer("key_rejected"));
    await sees(stage, ["form", "refused"], ["testing"]);
    await submitKey(stage);
    await sees(stage, ["connected", "healthy"], ["form", "refused", "degraded"]);
    (await see(stage, "button", "Disconnect")).click();
    await sees(stage, ["connected", "confirming"], ["idle"]);
  });

  it("say what is the matter", async () => {
    const stage = await openStage([A.degraded, A.revoked]);
    await sees(stage, ["connected", "degraded"], ["healthy"]);
    (await see(stage, "button", "Re-check")).click();
    await sees(stage, ["connected", "needs-attention"], ["degraded"]);
  });

  it("say that somebody may not connect", async () => {
    await sees(await openStage([A.disconnectedViewer]), ["viewer"], ["form", "connected"]);
  });
});
