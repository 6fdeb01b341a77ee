/**
 * @module Each product's document on its demo page: what it promises stands where a person meets it, by role and name.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator } from "playwright";
import { type Visit, world } from "../world.ts";
import {
  askedBy,
  createKeys,
  disconnect,
  openProduct,
  publishableField,
  seesNoBarrier,
} from "./product-visit.ts";
import { DOCUMENTS } from "./promises/index.ts";
import { PLACES, type Place, type ProductDocument, type Sighting } from "./promises/promise.ts";

/** How long is waited for what is not there. What is there is found at once. */
const LOOK_MS = 4000;

for (const document of DOCUMENTS) {
  test(`${document.title} · every sentence of this step stands where a person meets it`, async () => {
    const tour = await startTour(document);
    const unseen: string[] = [];
    for (const place of PLACES) {
      const wanted = listSightings(document, place);
      if (wanted.length === 0 && place !== "testing" && place !== "connected") continue;
      await tour[place]();
      unseen.push(...(await listUnseen(tour.visit, place, wanted)));
    }
    await tour.visit.close();
    assert.deepEqual(unseen, []);
  });
}

interface Wanted {
  readonly says: string;
  readonly sighting: Sighting;
}

function listSightings({ sentences }: ProductDocument, place: Place): Wanted[] {
  return sentences.flatMap(({ says, seen }) =>
    seen.filter(([at]) => at === place).map((sighting) => ({ says, sighting })),
  );
}

async function listUnseen(visit: Visit, place: Place, wanted: readonly Wanted[]): Promise<string[]> {
  const found = await Promise.all(
    wanted.map(async ({ says, sighting }) => {
      const shown = findSighting(visit, sighting).filter({ visible: true }).first();
      const isSeen = await shown.waitFor({ timeout: LOOK_MS }).then(
        () => true,
        () => false,
      );
      return isSeen ? [] : [`${place} · ${sighting[1]} ${sighting[2]} · “${says}”`];
    }),
  );
  return found.flat();
}

function findSighting({ element }: Visit, [, role, name]: Sighting): Locator {
  switch (role) {
    case "field":
      return element.getByLabel(name);
    case "placeholder":
      return element.getByPlaceholder(name);
    case "text":
      return element.getByText(name);
    case "status":
      return element.getByRole(role).getByText(name); // it stays there, and shows what it holds
    case "listitem":
    case "paragraph":
      return element.getByRole(role).filter({ hasText: name }); // these roles take no name from their content
    case "button":
    case "cell":
    case "columnheader":
    case "heading":
    case "link":
      return element.getByRole(role, { name });
  }
}

/** How a person comes to each place from the one before it. */
type Tour = Readonly<Record<Place, () => Promise<void>>> & { readonly visit: Visit };

async function startTour({ product }: ProductDocument): Promise<Tour> {
  const visit = await openProduct(world, product);
  const { key, publishable } = createKeys(world, product);
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  return {
    visit,
    form: () => visit.element.getByRole("heading", { level: 2 }).first().waitFor(),
    async guide() {
      const toKey = visit.button("Paste an API key instead");
      if (await toKey.isVisible()) await toKey.click();
      await visit.element.getByRole("button", { name: /^Show me how/ }).click();
      await unfold(visit, ".guide");
    },
    async help() {
      await unfold(visit, ".step");
      await seesNoBarrier(visit);
    },
    async testing() {
      await visit.page.route("**/v1/projects/current/connection", async (route) => {
        if (route.request().method() === "PUT") await answered;
        await route.continue();
      });
      if (publishable) await visit.paste(publishableField(visit), publishable.key);
      await visit.tryKey(key.key);
    },
    async connected() {
      answer();
      await visit.seesConnected();
      await unfold(visit, ".step");
    },
    async missing() {
      const [lost = ""] = askedBy(product);
      world.demo.stripe.editKey(key.id, askedBy(product, lost));
      await visit.button("Re-check").click();
    },
    async demo() {
      await disconnect(visit);
      await visit.button("Connect demo dataset").click();
    },
  };
}

/** Unfolds everything within a part of the element. */
async function unfold({ element }: Visit, part: string): Promise<void> {
  await element.locator(part).waitFor();
  await element.evaluate((host, selector) => {
    for (const folded of host.shadowRoot?.querySelectorAll<HTMLDetailsElement>(`${selector} details`) ?? [])
      folded.open = true;
  }, part);
}
