/**
 * @module By keyboard alone, in every product and every language: the key is pasted, connected, looked at, and gone on from.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGE_LABELS } from "../../../demo/gallery/choices.ts";
import { PRODUCT_NAMES, PRODUCTS, type ProductName } from "../../../demo/products.ts";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { translateProfile } from "../../../shared/translate-profile.ts";
import type { Texts } from "../../../widget/i18n/en.ts";
import { loadLanguage } from "../../../widget/i18n/languages.ts";
import { createFocusProbe, type FocusProbe, type FocusStop } from "../page/focus-stop.ts";
import { type Visit, world } from "../world.ts";
import { createKeys, openProduct, type ProductKeys } from "./product-visit.ts";

const FEWEST_CUSTOMERS = 5; // nothing here looks at them
const MOST_TAB_STOPS = 40;
const LANGS = Object.keys(LANGUAGE_LABELS);

/** How the page is looked at, in turn, so that each product and each language meets them all. */
const LOOKS = ["light", "dark", "forced colours", "320 px"] as const;
type Look = (typeof LOOKS)[number];

for (const [index, product] of PRODUCT_NAMES.entries()) {
  test(`${PRODUCTS[product].label} by keyboard alone · connects, shows and closes, and goes on, in every language`, async () => {
    const visit = await openProduct(world, product);
    const keys = createKeys(world, product, FEWEST_CUSTOMERS);
    const probe = await createFocusProbe(visit.page);
    const mistakes: string[] = [];
    for (const [at, lang] of LANGS.entries()) {
      const look = LOOKS[(index + at) % LOOKS.length] ?? "light";
      await startOver(visit, product, lang, look);
      const person = await createPerson(visit, probe, product, lang);
      await connect(person, keys);
      await lookAround(person);
      const where = `${lang}, ${look}`;
      mistakes.push(
        ...person.stops.flatMap((stop) => listMistakes(person, stop)).map((wrong) => `${where}: ${wrong}`),
      );
    }
    await visit.close();
    assert.deepEqual([...new Set(mistakes)], []);
  });
}

/** Somebody without a mouse, in one language. */
interface Person {
  readonly visit: Visit;
  readonly texts: Texts;
  /** What the key's fields and the button are called. */
  readonly words: { readonly key: string; readonly publishable: string; readonly connect: string };
  readonly probe: FocusProbe;
  /** Where the Tab key has stopped. */
  readonly stops: FocusStop[];
  /** What English says, and this language says otherwise. */
  readonly english: ReadonlySet<string>;
}

/** Opens an empty project's page anew. */
async function startOver({ page }: Visit, product: ProductName, lang: string, look: Look): Promise<void> {
  world.runSql("DELETE FROM attempts"); // as many people as there are languages come from one address
  await page.request.post(`${world.demo.url}/api/demo/start-over`);
  await page.emulateMedia({
    colorScheme: look === "dark" ? "dark" : "light",
    forcedColors: look === "forced colours" ? "active" : "none",
  });
  await page.setViewportSize({ width: look === "320 px" ? 320 : 1280, height: 1000 });
  await page.goto(`${world.demo.url}/?product=${product}&lang=${lang}`);
}

async function createPerson(
  visit: Visit,
  probe: FocusProbe,
  product: ProductName,
  lang: string,
): Promise<Person> {
  const profile = PROFILES[product];
  assert.ok(profile);
  const { minutes } = profile.guide ?? {};
  const [said, english] = await Promise.all(
    [lang, "en"].map(async (code) => {
      const { texts } = await loadLanguage(code);
      const own = translateProfile(profile, code);
      return { texts, own, all: listStrings([texts, texts.showHow(), texts.showHow(minutes), own]) };
    }),
  );
  assert.ok(said && english);
  const { texts, own } = said;
  const { connect = texts.connect, key = texts.apiKey } = own.words ?? {};
  const publishable = own.words?.publishable_key ?? texts.credentials.publishable;
  const differing = new Set(english.all.filter((text) => !said.all.includes(text)));
  return { visit, texts, words: { key, publishable, connect }, probe, stops: [], english: differing };
}

async function connect(person: Person, { key, publishable }: ProductKeys): Promise<void> {
  const { visit, texts, words } = person;
  const { element } = visit;
  await element.locator("form").waitFor();
  if (await element.getByRole("button", { name: texts.oauth.toKey, exact: true }).isVisible()) {
    await pressAt(person, texts.oauth.toKey);
    assert.deepEqual(await readStop(person), ["textbox", words.key], "the key's field has the focus");
  } else await tabTo(person, "textbox", words.key);
  await pasteHere(visit, key.key);
  if (publishable) {
    await tabTo(person, "textbox", words.publishable);
    await pasteHere(visit, publishable.key);
  }
  await pressAt(person, words.connect);
  await element.getByRole("heading", { name: texts.connection.connected, exact: true }).waitFor();
  assert.deepEqual(await readStop(person), ["heading", texts.connection.connected]);
}

/** Opens and closes the receipt and the question of disconnecting, and goes on. */
async function lookAround(person: Person): Promise<void> {
  const { visit, texts } = person;
  const { receipt, connection } = texts;
  await pressAt(person, receipt.title);
  await visit.button(receipt.close).waitFor();
  assert.deepEqual(await readStop(person), ["heading", receipt.title]);
  await tabTo(person, "button", receipt.close);
  await visit.page.keyboard.press("Escape");
  assert.deepEqual(await readStop(person), ["button", receipt.title]);

  await pressAt(person, connection.disconnect);
  const [role, name] = await readStop(person);
  assert.ok(role === "group" && name.startsWith(connection.disconnectQuestion), `${role} ${name}`);
  await tabTo(person, "button", connection.disconnect);
  await visit.page.keyboard.press("Escape");
  assert.deepEqual(await readStop(person), ["button", connection.disconnect]);

  await tabTo(person, "button", connection.continue, "Shift+Tab");
  await visit.page.keyboard.press("Enter");
  await visit.page.getByText("would go on to step 3").waitFor();
}

/** Presses Tab until a control has the focus. */
async function tabTo(person: Person, role: string, name: string, key = "Tab"): Promise<void> {
  const passed: string[] = [];
  while (passed.length < MOST_TAB_STOPS) {
    await person.visit.page.keyboard.press(key);
    const stop = await person.probe();
    if (stop) person.stops.push(stop);
    if (stop?.role === role && stop.name === name) return;
    passed.push(stop?.name ?? "of the page around");
  }
  assert.fail(`${key} never reaches the ${role} "${name}", but ${passed.join(" · ")}`);
}

async function pressAt(person: Person, button: string): Promise<void> {
  await tabTo(person, "button", button);
  await person.visit.page.keyboard.press("Enter");
}

async function pasteHere({ page }: Visit, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("ControlOrMeta+V");
}

async function readStop({ probe }: Person): Promise<[role: string, name: string]> {
  const { role, name } = (await probe()) ?? { role: "", name: "" };
  return [role, name];
}

function listMistakes({ english }: Person, { role, name, hasRing }: FocusStop): string[] {
  const isEnglish = name.split(": ").some((part) => english.has(part)); // "Show: API key"
  return [
    name.trim() === "" ? `a ${role} without a name` : "",
    isEnglish ? `the ${role} "${name}" is in English` : "",
    hasRing ? "" : `nobody sees that the ${role} "${name}" has the focus`,
  ].filter(Boolean);
}

function listStrings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(listStrings);
}
