/**
 * @module axe finds nothing in any state, light and dark, and every state fits into 320 pixels.
 */

import { closeStages, expect, findBarriers } from "../stage.ts";
import { SCENE_NAMES, playScene } from "../scenes.ts";

describe("accessibility", () => {
  afterEach(closeStages);

  for (const scene of SCENE_NAMES) {
    it(`has no barrier in the dark · ${scene}`, async () => {
      document.body.style.background = "#0e0f13";
      await playScene(scene, { session: "token", theme: "dark" });
      const barriers = await findBarriers();
      expect(!barriers.length, barriers.join("\n"));
    });

    it(`has no barrier in the light, and fits into 320 pixels · ${scene}`, async () => {
      document.body.style.background = "#eef0f4";
      const { element } = await playScene(scene, { session: "token", theme: "light" });
      const barriers = await findBarriers();
      expect(!barriers.length, barriers.join("\n"));
      element.style.width = "320px";
      const edge = element.getBoundingClientRect().right;
      const all = [...(element.shadowRoot?.querySelectorAll("*") ?? [])];
      const widest = Math.max(...all.map((one) => one.getBoundingClientRect().right));
      expect(widest <= edge + 0.5, `something ends at ${widest}, the edge is ${edge}`);
    });
  }
});
