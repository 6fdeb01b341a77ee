/**
 * @module axe finds nothing in any state, light and dark, wide and narrow.
 */

import { closeStages, expect, findBarriers } from "../stage.ts";
import { SCENE_NAMES, playScene } from "../scenes.ts";

describe("accessibility", () => {
  afterEach(closeStages);

  for (const theme of ["light", "dark"]) {
    for (const scene of SCENE_NAMES) {
      it(`has no barrier · ${scene} · ${theme}`, async () => {
        document.body.style.background = theme === "dark" ? "#0e0f13" : "#eef0f4";
        await playScene(scene, { session: "token", theme });
        const barriers = await findBarriers();
        expect(!barriers.length, barriers.join("\n"));
      });
    }
  }

  for (const scene of SCENE_NAMES) {
    it(`fits into 320 pixels · ${scene}`, async () => {
      const { element } = await playScene(scene);
      element.style.width = "320px";
      const widest = [...(element.shadowRoot?.querySelectorAll("*") ?? [])].map(
        (one) => one.getBoundingClientRect().right,
      );
      const edge = element.getBoundingClientRect().right;
      expect(
        Math.max(...widest) <= edge + 0.5,
        `something ends at ${Math.max(...widest)}, the edge is ${edge}`,
      );
    });
  }
});
