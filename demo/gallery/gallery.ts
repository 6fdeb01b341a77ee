/**
 * @module The gallery: every state of a product at once, by the real element with canned answers in place of a Worker.
 *
 * Each element has an address of its own, so that none knows of another. The page is `ready` when every scene has
 * come to its state; a scene that does not is named in its frame.
 */

import { html, nothing, render, type TemplateResult } from "lit";
import type { ParityRailConnect } from "../../widget/parityrail-connect.ts";
import { ENGLISH, loadLanguage } from "../../widget/i18n/languages.ts";
import type { DemoSettings } from "../host/host.ts";
import { isProductName, PRODUCTS } from "../products.ts";
import { createCannedNetwork } from "./canned-network.ts";
import {
  GALLERY_CHOICE_NAMES,
  GALLERY_CHOICES,
  listLooks,
  readGalleryChoices,
  type GalleryChoiceName,
  type Look,
} from "./choices.ts";
import { createProductAnswers } from "./product-answers.ts";
import { sayReply } from "./say-reply.ts";
import type { Play } from "./scene.ts";
import { listScenes, type ListedScene } from "./scenes.ts";
import { playSteps, waitFor } from "./steps.ts";

/** Where the element keeps what shows that it is the one that left for Stripe's own page. */
const VERIFIER_PREFIX = "parityrail-connect:oauth:";

/** One frame of a scene: how it is played, in the frame's own language. */
interface Frame {
  readonly scene: ListedScene;
  readonly play: Play;
  readonly look: Look;
  readonly index: number;
}

const choices = readGalleryChoices(location.search);
const page = document.querySelector<HTMLElement>("#page") ?? document.body;
const product = isProductName(choices.product) ? choices.product : "parityrail";
const looks = listLooks(choices);
const answers = new Map(looks.map(({ lang }) => [lang, createProductAnswers(product, lang)]));
const frames = listFrames();
const shown = frames.filter(({ index }) => index === 0);
const network = createCannedNetwork();

void showGallery();

async function showGallery(): Promise<void> {
  const root = document.documentElement;
  root.dataset["product"] = product;
  render(renderGallery(), page);
  page.querySelector("h1")?.focus(); // an element moves the focus only from where nobody has it
  const settings = (await (await fetch("/api/demo/settings")).json()) as DemoSettings; // our own server, same types
  await import(/* @vite-ignore */ `${settings.workerUrl}/parityrail-connect.js`);
  await Promise.all(frames.filter(({ play }) => !play.back).map(showFrame));
  for (const frame of frames.filter(({ play }) => play.back)) await showFrame(frame); // a page comes back once
  root.dataset["gallery"] = "ready";
}

function listFrames(): Frame[] {
  const scenes = listScenes().filter(({ differs }) => choices.scenes === "all" || differs);
  return scenes.flatMap((scene) =>
    looks.flatMap((look, index) => {
      const answer = answers.get(look.lang);
      const play = answer ? scene.play(answer) : null;
      return play ? [{ scene, play, look, index }] : [];
    }),
  );
}

/** Puts the element into its frame and brings it to its state. */
async function showFrame({ scene, play, look, index }: Frame): Promise<void> {
  const id = idOf(scene);
  const frame = page.querySelector<HTMLElement>(`#${id} .frame:nth-of-type(${index + 1}) .frame-body`);
  const element = document.createElement("parityrail-connect") as ParityRailConnect; // defined by its script
  const api = network.open(play.replies.map((reply) => sayReply(reply, look.lang)));
  const attributes = { id: `${id}-${index}`, api, session: "token", lang: look.lang, theme: look.theme };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (play.back) comeBack(element, play.back);
  frame?.append(element);
  try {
    const { texts } = look.lang === "en" ? ENGLISH : await loadLanguage(look.lang);
    await playSteps(element, play.steps ?? [], texts);
    await waitFor(() => network.isUsedUp(api), "request for every answer");
    if (play.back) await waitFor(() => !sessionStorage.getItem(VERIFIER_PREFIX + element.id), "way back");
    await element.updateComplete;
  } catch (error) {
    frame?.setAttribute("data-failed", String(error));
  }
}

/** Makes the page what it is after Stripe's own page: an address with a ticket, and the verifier of who left. */
function comeBack({ id }: HTMLElement, query: string): void {
  const own = location.search ? `${location.search}&` : "?";
  history.replaceState(null, "", `${location.pathname}${own}${query}${location.hash}`);
  sessionStorage.setItem(VERIFIER_PREFIX + id, "v".repeat(43));
}

function idOf({ group, name }: ListedScene): string {
  return `${group}-${name}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

function renderGallery(): TemplateResult {
  const groups = Map.groupBy(shown, ({ scene }) => scene.group);
  return html`
    <header class="top">
      <h1 tabindex="-1">
        <img src=${new URL("../playground/mark.svg", import.meta.url).href} alt="" width="28" height="28" />
        Gallery
      </h1>
      <nav class="views" aria-label="Views">
        <a href="/">Demo</a>
        <a href="/gallery" aria-current="page">Gallery</a>
      </nav>
      <p class="muted gallery-about">
        ${PRODUCTS[product].label}: ${shown.length} states of the real element, with canned answers.
      </p>
    </header>
    <nav class="gallery-choices" aria-label="What to show">${GALLERY_CHOICE_NAMES.map(renderChoice)}</nav>
    <div class="gallery">
      <nav class="index" aria-label="States">
        ${[...groups].map(
          ([group, scenes]) => html`
            <h2>${group}</h2>
            <ul>
              ${scenes.map(({ scene }) => html`<li><a href="#${idOf(scene)}">${scene.name}</a></li>`)}
            </ul>
          `,
        )}
      </nav>
      <main>
        ${[...groups].map(
          ([group, scenes]) => html`
            <h2 class="group">${group}</h2>
            ${scenes.map(renderScene)}
          `,
        )}
      </main>
    </div>
  `;
}

function renderChoice(name: GalleryChoiceName): TemplateResult {
  const { legend, options } = GALLERY_CHOICES[name];
  const links = Object.entries(options).map(([value, label]) => {
    const query = new URLSearchParams({ ...choices, [name]: value });
    const current = choices[name] === value ? "true" : nothing;
    return html`<a class="segment-link" href="/gallery?${query}" aria-current=${current}>${label}</a>`;
  });
  return html`<div class="choice">
    <span class="legend">${legend}</span>
    <span class="segments">${links}</span>
  </div>`;
}

function renderScene({ scene }: Frame): TemplateResult {
  return html`
    <section class="scene" id=${idOf(scene)} aria-label=${`${scene.group}: ${scene.name}`}>
      <h3><a href="#${idOf(scene)}">${scene.name}</a></h3>
      <div class="frames" data-count=${looks.length}>
        ${looks.map(
          ({ label, theme, isNarrow }) => html`
            <figure class="frame" data-scheme=${theme} ?data-narrow=${isNarrow}>
              <figcaption>${label}</figcaption>
              <div class="frame-body"></div>
            </figure>
          `,
        )}
      </div>
    </section>
  `;
}
