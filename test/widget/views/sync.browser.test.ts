/**
 * @module How far the account is read, as a person sees it: the bar, why it stands still, and the quiet line in the end.
 */

import { emulateMedia } from "@web/test-runner-commands";
import type { Connection } from "../../../shared/schema/connections.ts";
import type { SyncSummary } from "../../../shared/schema/sync.ts";
import { SYNC_PROBLEMS, type SyncProblem } from "../../../shared/sync.ts";
import { EN } from "../../../widget/i18n/en.ts";
import {
  CANNED_ANSWERS,
  cannedAnswer,
  cannedConnection,
  cannedFill,
  cannedProblem,
  cannedSync,
  cannedSyncAnswer,
} from "../../../demo/gallery/canned-answers.ts";
import {
  closeStages,
  expect,
  expectSame,
  lookFor,
  openStage,
  read,
  see,
  textOf,
  type Stage,
} from "../stage.ts";

const A = CANNED_ANSWERS;
const PROBLEMS = Object.keys(SYNC_PROBLEMS) as SyncProblem[]; // keys() forgets the names
const GERMAN = { session: "token", lang: "de" };

describe("sync", () => {
  afterEach(closeStages);

  it("is a bar with a name, a count, and leave to go on, between the connection and its permissions", async () => {
    const stage = await openStage([A.filling]);
    const bar = await see(stage, "progressbar", "Reading your account");
    expectSame(valuesOf(bar), ["0", "2000", "1240", "1,240 of about 2,000 customers"]);
    await read(stage, "1,240 of about 2,000 customers");
    await read(stage, "You can go on. It continues by itself, also when you close this page.");
    expectSame(widthOf(bar), 62);
    const cards = [...(stage.element.shadowRoot?.querySelectorAll("section") ?? [])];
    expectSame(
      cards.map((card) => card.getAttribute("part")),
      ["card connection-card", "card sync-card", "card permissions-card"],
    );
  });

  it("says no longer how changes are noticed once Stripe refused the key", async () => {
    const stage = await openStage([A.refusedOnce]);
    await read(stage, "What was read is kept.");
    expect(!textOf(stage).includes("looked at every few minutes"), "it is still looked at");
  });

  for (const [title, total] of [
    ["nobody knows how much there is", null],
    ["there is more than was estimated", 1240],
  ] as const) {
    it(`is a bar without an end where ${title}`, async () => {
      const progress = { resource: "customers", done: 1240, total } as const;
      const stage = await openSync(cannedFill({ progress }));
      const bar = await see(stage, "progressbar", "Reading your account");
      expectSame(valuesOf(bar), [null, null, null, "1,240 customers"]);
      expect(!textOf(stage).includes("of about"), "it claims to know");
    });
  }

  it("names another resource, and one of it, in plain words", async () => {
    const stage = await openSync(cannedFill({ progress: { resource: "tax_rates", done: 1, total: null } }));
    await read(stage, "1 tax rate");
    const german = await openSync(
      cannedFill({ progress: { resource: "products", done: 3, total: 1200 } }),
      {},
      GERMAN,
    );
    await read(german, "Produkte: 3 von etwa 1.200");
  });

  it("says that it is about to begin", async () => {
    const stage = await openStage([A.pending]);
    await see(stage, "progressbar", "Reading your account");
    await read(stage, "Reading starts in a moment.");
  });

  it("moves by asking the connection's own object alone, and ends full, in the place where it was", async () => {
    const stage = await openStage([A.filling, cannedSyncAnswer(cannedSync())]);
    await see(stage, "progressbar", "Reading your account");
    const bar = await see(stage, "progressbar", "Your account is read");
    expectSame([bar.ariaValueNow, bar.ariaValueMax], ["2000", "2000"]);
    await read(stage, "2,000 customers read · looked at every few minutes");
    expectSame(
      stage.sent.map(({ method, path }) => `${method} ${path}`),
      ["GET /v1/projects/current/connection", "GET /v1/projects/current/sync"],
    );
    expectSame([stage.warned, stage.events.length], [[], 1]);
    expectSame(stage.element.connection?.sync.status, "fresh");
  });

  it("leaves the focus where it is while it moves", async () => {
    const progress = { resource: "customers", done: 1300, total: 2000 } as const;
    const stage = await openStage([A.filling, cannedSyncAnswer(cannedFill({ progress }))]);
    const button = await see(stage, "button", "Continue");
    button.focus();
    await read(stage, "1,300 of about");
    expect(stage.element.shadowRoot?.activeElement === button, "the focus moved");
  });

  for (const code of PROBLEMS) {
    it(`stands still and says why · ${code}`, async () => {
      const stage = await openSync(cannedFill({ status: "paused", problem: cannedProblem(code) }));
      const bar = await see(stage, "progressbar", "Reading paused");
      expect(bar.classList.contains("still"), "it moves");
      await read(stage, "1,240 of about 2,000 customers");
      await read(stage, SYNC_PROBLEMS[code]);
      const goesOn = code !== "key_refused" && code !== "permission_missing";
      expectSame(textOf(stage).includes(EN.sync.goesOn.byItself), goesOn);
      expectSame(stage.element.shadowRoot?.querySelector(".sync .warn") === null, goesOn);
    });
  }

  for (const status of ["failed", "stale"] as const) {
    it(`stands still before everything was read · ${status}`, async () => {
      const stage = await openSync(cannedFill({ status, problem: cannedProblem("stripe_unexpected") }));
      await see(stage, "progressbar", "Reading paused");
    });
  }

  it("says when it goes on", async () => {
    const resume_at = Math.floor(new Date().setHours(36, 0, 0, 0) / 1000); // noon of tomorrow
    const sync = cannedFill({ status: "paused", problem: cannedProblem("reads_used_up"), resume_at });
    const stage = await openSync(sync);
    await read(stage, "The reads that Stripe allows are used up for today. Reading goes on tomorrow.");
    const german = await openSync(sync, {}, GERMAN);
    await read(german, "Morgen geht es weiter.");
  });

  it("says in the Worker's words what only a newer Worker knows", async () => {
    const problem = { code: "moon_phase", message: "The moon is full." } as unknown as SyncSummary["problem"]; // newer
    await read(await openSync(cannedFill({ status: "paused", problem })), "The moon is full.");
  });

  for (const [means, line] of [
    ["webhooks", "2,000 customers read · changes arrive at once"],
    ["events", "2,000 customers read · looked at every few minutes"],
    ["lists", "2,000 customers read · looked at every few minutes"],
    [null, "2,000 customers read"],
  ] as const) {
    it(`is one quiet line once everything is read, and says how changes are noticed · ${means}`, async () => {
      const stage = await openSync(cannedSync({ means }));
      await see(stage, "heading", "Key permissions");
      expectSame(statusOf(stage), line);
      expectSame(stage.element.shadowRoot?.querySelector('[part~="sync-card"]'), null);
    });
  }

  it("is the demo dataset where it is, and a sentence where nothing is counted", async () => {
    await read(await openStage([A.demo]), "250 customers read · demo dataset");
    await read(await openSync(cannedSync({ progress: null, means: null })), "Your account is read");
  });

  for (const status of ["stale", "paused", "failed"] as const) {
    it(`warns in one line where what was read is no longer kept up · ${status}`, async () => {
      const stage = await openSync(cannedSync({ status, problem: cannedProblem("stripe_unavailable") }));
      await read(stage, "Stripe does not answer just now. Reading goes on by itself.");
      expectSame(lookFor(stage, "progressbar", /./), null);
      expect(!textOf(stage).includes("2,000 customers read"), "it says that all is well");
    });
  }

  it("says no more than that what was read is kept beside a connection that does not work", async () => {
    const health = A.revoked.connection?.health ?? cannedConnection().health;
    const stage = await openSync(cannedFill({ status: "paused", problem: cannedProblem("key_refused") }), {
      health,
    });
    await read(stage, "What was read is kept.");
    expect(!textOf(stage).includes("Reading"), "it says more");
    const nothingRead = cannedFill({ status: "paused", progress: null });
    const empty = await openSync(nothingRead, { health });
    await see(empty, "heading", "Stripe no longer accepts this key");
    expect(!textOf(empty).includes("What was read"), "nothing was read");
  });

  it("leaves it to the card of the connection to say that Stripe refused the key just now", async () => {
    const stage = await openStage([A.fillRefused]);
    await see(stage, "progressbar", "Reading paused");
    expectSame(statusOf(stage), "What was read is kept.");
  });

  it("is told aloud in sentences, and not by every count", async () => {
    const stage = await openStage([A.filling]);
    await see(stage, "progressbar", "Reading your account");
    expectSame(statusOf(stage), EN.sync.goOn);
  });

  it("shows the bar in forced colours", async () => {
    await emulateMedia({ forcedColors: "active" });
    const stage = await openStage([A.filling]);
    const bar = await see(stage, "progressbar", "Reading your account");
    const colours = [bar, bar.firstElementChild ?? bar].map((one) => getComputedStyle(one).backgroundColor);
    await emulateMedia({ forcedColors: "none" });
    expect(colours[0] !== colours[1], `both are ${colours[0]}`);
  });

  it("grows from the other side where the page runs from right to left", async () => {
    const stage = await openStage([A.filling]);
    const bar = await see(stage, "progressbar", "Reading your account");
    bar.dir = "rtl";
    const fill = bar.firstElementChild?.getBoundingClientRect();
    expect(fill && bar.getBoundingClientRect().right - fill.right < 2, "it grows from the left");
  });
});

/** An element whose connection is read so far. */
function openSync(
  sync: SyncSummary,
  changes: Partial<Connection> = {},
  attributes?: Readonly<Record<string, string>>,
): Promise<Stage> {
  return openStage([cannedAnswer(cannedConnection({ sync, ...changes }))], attributes);
}

function valuesOf(bar: Element): (string | null)[] {
  return ["min", "max", "now", "text"].map((name) => bar.getAttribute(`aria-value${name}`));
}

/** How much of the bar is filled, in percent. */
function widthOf(bar: Element): number {
  const inner = bar.clientWidth;
  return Math.round((100 * (bar.firstElementChild?.getBoundingClientRect().width ?? 0)) / inner);
}

function statusOf(stage: Stage): string {
  const status = stage.element.shadowRoot?.querySelector('.sync [role="status"]');
  return status?.textContent?.trim() ?? "";
}
