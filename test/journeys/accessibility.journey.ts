/**
 * @module Every state can be used by everybody: axe in light and dark, by keyboard alone, and at 320 px.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PRODUCT_NAMES } from "../../demo/products.ts";
import { openGallery } from "./page/gallery.ts";
import { listCollisions } from "./page/boxes.ts";
import { listViolations, readFocus, readSidewaysScroll } from "./page/probe.ts";
import { type Visit, world } from "./world.ts";

const MOST_TAB_STOPS = 80;

/** The playground around the element; every state of the element itself is in the gallery. */
const STATES: Readonly<Record<string, (visit: Visit) => Promise<void>>> = {
  "the empty form": (visit) => visit.keyField.waitFor(),
  "a refusal": async (visit) => {
    await visit.tryKey(world.demo.keys.parityrail.revoked.key);
    await visit.element.getByRole("alert").waitFor();
  },
  connected: (visit) => visit.connect(world.demo.keys.parityrail.good.key),
};

/** One element stands on its page once; in the gallery it stands there many times. */
const ONLY_FOR_ONE_ELEMENT = ["landmark-unique"];

/**
 * ParityRail in every state, of the others what their profiles change. Contrast is a matter of the scheme and names are
 * one of the language, so each of both is looked at once.
 */
const GALLERIES = PRODUCT_NAMES.flatMap((product) => {
  const scenes = product === "parityrail" ? "all" : "differing";
  return ["lang=en&show=light", "lang=de&show=dark"].map(
    (look) => `product=${product}&scenes=${scenes}&${look}`,
  );
});

test("axe · finds what is planted in the element's shadow tree", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  await visit.element.evaluate((element) => element.shadowRoot?.append(document.createElement("input")));
  const violations = await listViolations(visit.page);
  assert.ok(
    violations.some((violation) => violation.startsWith("label: ")),
    violations.join(),
  );
  await visit.close();
});

for (const [state, reach] of Object.entries(STATES)) {
  test(`${state} · axe finds nothing, light or dark, and nothing scrolls sideways at 320 px`, async () => {
    const visit = await world.open("?theme=light");
    await visit.keyField.waitFor();
    await reach(visit);
    assert.deepEqual(await listViolations(visit.page), [], "light");
    await visit.choose("Theme", "Dark");
    assert.deepEqual(await listViolations(visit.page), [], "dark");
    await visit.page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await readSidewaysScroll(visit.page), 0);
    await visit.close();
  });
}

for (const query of GALLERIES) {
  test(`the gallery of ${query} · comes to every state, and axe finds nothing in any`, async () => {
    const { page, close } = await openGallery(query);
    assert.deepEqual(await listViolations(page, ONLY_FOR_ONE_ELEMENT), []);
    await close();
  });
}

for (const product of PRODUCT_NAMES) {
  test(`the gallery of ${product} · in 320 px and every language nothing overlaps, and nothing scrolls sideways`, async () => {
    const scenes = product === "parityrail" ? "all" : "differing"; // the others look alike
    const { page, close } = await openGallery(`product=${product}&scenes=${scenes}&lang=all&show=narrow`);
    assert.deepEqual(await listCollisions(page), []);
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      assert.equal(await readSidewaysScroll(page), 0, String(width));
    }
    await close();
  });
}

test("the gallery · says which state it could not come to", async () => {
  const visit = await world.open();
  await visit.page.route("**/parityrail-connect.js*", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "/* no element */", headers: ANY_ORIGIN }),
  );
  await visit.page.clock.install();
  await visit.page.goto(`${world.demo.url}/gallery?scenes=differing&show=light`);
  await visit.page.locator("parityrail-connect").first().waitFor({ state: "attached" });
  await visit.page.clock.fastForward(60_000);
  await visit.page.locator("[data-failed]").first().waitFor({ state: "attached" });
  await visit.close();
});

test("by keyboard alone · a key is pasted, tested and connected, and Continue is reached", async () => {
  const visit = await world.open();
  const { page } = visit;
  await visit.keyField.waitFor();
  await page.evaluate((key) => navigator.clipboard.writeText(key), world.demo.keys.parityrail.good.key);
  await tabTo(visit, "API key");
  await page.keyboard.press("ControlOrMeta+V");
  await tabTo(visit, "Test & connect");
  await page.keyboard.press("Enter");
  await visit.sees("Key permissions");
  assert.equal(await readFocus(page), "Stripe connected");
  await tabTo(visit, "Continue");
  await page.keyboard.press("Enter");
  await page.getByText("would go on to step 3").waitFor();
  await visit.close();
});

test("a refusal · takes the focus to what went wrong", async () => {
  const visit = await world.open();
  await visit.paste(visit.keyField, world.demo.keys.parityrail.revoked.key);
  await visit.page.keyboard.press("Enter");
  await visit.sees(/Stripe rejected the API key/);
  assert.match(await readFocus(visit.page), /Stripe rejected the API key/);
  await visit.close();
});

const ANY_ORIGIN = { "access-control-allow-origin": "*" };

async function tabTo(visit: Visit, name: string): Promise<void> {
  for (let stop = 0; stop < MOST_TAB_STOPS; stop += 1) {
    if ((await readFocus(visit.page)) === name) return;
    await visit.page.keyboard.press("Tab");
  }
  assert.fail(`the Tab key never reaches "${name}"`);
}
