/**
 * @module The element under a page and answers that do not behave: it neither vanishes, nor hangs, nor loops.
 */

import { CANNED_ANSWERS } from "../../demo/gallery/canned-answers.ts";
import { makeToken } from "./keys.ts";
import { closeStages, expect, expectSame, openStage, see, textOf, until } from "./stage.ts";

describe("robustness", () => {
  afterEach(closeStages);

  for (const style of [
    "display:flex",
    "display:flex;flex-direction:column;align-items:center",
    "display:grid;justify-items:center",
    "position:relative",
  ]) {
    it(`fills its parent where that is ${style}`, async () => {
      const { element } = await openStage([CANNED_ANSWERS.disconnected]);
      const parent = document.createElement("div");
      parent.style.cssText = `width:400px;${style}`;
      document.body.append(parent);
      parent.append(element);
      await element.updateComplete;
      const { width } = element.getBoundingClientRect();
      parent.remove();
      expectSame(width, 400);
    });
  }

  it("says so when an answer holds what it does not know, instead of showing nothing", async () => {
    const [first, ...others] = CANNED_ANSWERS.connected.connection?.permissions ?? [];
    const unknown = { ...first, status: "revolving" } as unknown as NonNullable<typeof first>; // of a newer Worker
    const connection = { ...CANNED_ANSWERS.connected.connection, permissions: [unknown, ...others] };
    const answer = { ...CANNED_ANSWERS.connected, connection } as typeof CANNED_ANSWERS.connected; // likewise
    const stage = await openStage([answer]);
    await see(stage, "button", "Try again");
    expect(textOf(stage).includes("The server sent something unexpected."), "it does not say so");
    expect(
      stage.events.some(({ type }) => type === "parityrail-error"),
      "the page was not told",
    );
  });

  it("neither loads again nor asks for a session for every function a page sets", async () => {
    const { element, sent } = await openStage(["wait"], {});
    let asked = 0;
    const setFunction = () => (element.fetchSession = async () => ((asked += 1), makeToken({})));
    setFunction();
    await until(() => sent.length > 0);
    for (let times = 0; times < 5; times += 1) {
      setFunction();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    expectSame([sent.length, asked <= 2], [1, true]);
  });
});
