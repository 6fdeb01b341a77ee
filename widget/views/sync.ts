/**
 * @module How far the account is read: a bar while it is, what keeps it from being read, and in the end one quiet line.
 */

import { css, html, nothing, type TemplateResult } from "lit";
import { joinSentences } from "../../shared/join-sentences.ts";
import type { Connection } from "../../shared/schema/connections.ts";
import type { SyncSummary } from "../../shared/schema/sync.ts";
import { isBeingRead, needsSomebody } from "../controller/state.ts";
import type { Language } from "../i18n/languages.ts";
import type { Context } from "./context.ts";
import { fieldNote, type Part } from "./controls.ts";
import { formatResume } from "./format-when.ts";
import { isBroken } from "./health.ts";

/** Renders a card until everything was read once, and whenever it is read again; otherwise a line. */
export function syncView(context: Context, connection: Connection, wasRead: boolean): Part {
  const { sync } = connection;
  if (isBroken(connection)) return keptLine(context, sync); // why, says the connection's own card
  // Where a bar was, it stays: what stands below it does not jump when it is full.
  const isCard = wasRead || isBeingRead(sync) || (sync.filled_at === null && sync.status !== "fresh");
  const [tone, text] = saySync(context, connection);
  return html`<section
    class=${isCard ? "card stack tight sync" : "sync"}
    part=${isCard ? "card sync-card" : nothing}
    aria-labelledby=${isCard ? "sync" : nothing}
  >
    ${isCard ? progress(context, sync) : nothing}
    <div role="status">
      ${tone === "warn" ? fieldNote(tone, text) : html`<p class="small muted">${text}</p>`}
    </div>
  </section>`;
}

function keptLine({ texts }: Context, { filled_at, progress: read }: SyncSummary): Part {
  return filled_at === null && !read?.done ? nothing : html`<p class="small muted">${texts.sync.kept}</p>`;
}

/** Title, count and bar. The bar moves while the account is read, and stands still while it is not. */
function progress(context: Context, sync: SyncSummary): TemplateResult {
  const words = context.texts.sync;
  const { done = 0, total = null } = sync.progress ?? {};
  const isRead = sync.status === "fresh";
  const isKnown = isRead || (total !== null && done < total); // at the estimate nobody knows how much more there is
  const count = sayCount(context, sync);
  const isStill = !isBeingRead(sync);
  return html`<div class="row between">
      <h2 id="sync">${isRead ? words.readAll : isStill ? words.titlePaused : words.title}</h2>
      <p class="small muted count">${count}</p>
    </div>
    <div
      class="bar ${isStill ? "still" : ""}"
      role="progressbar"
      aria-labelledby="sync"
      aria-valuemin=${isKnown ? 0 : nothing}
      aria-valuemax=${isKnown ? (isRead ? done : total) : nothing}
      aria-valuenow=${isKnown ? done : nothing}
      aria-valuetext=${count || nothing}
    >
      <i .style=${isKnown ? `inline-size:${isRead || total === null ? 100 : (100 * done) / total}%` : ""}></i>
    </div>`;
}

/** "1,240 of about 2,000 customers"; without the rest once it is read, or not known. */
function sayCount({ texts, code }: Language, { progress: read, status }: SyncSummary): string {
  if (!read) return "";
  const { resource, done, total } = read;
  const words = texts.sync;
  return total === null || done >= total || status === "fresh"
    ? words.count(done.toLocaleString(code), words.resource(resource, done))
    : words.countOf(done.toLocaleString(code), words.resource(resource, total), total.toLocaleString(code));
}

/** A warning is what needs somebody, and what was read and is no longer kept up. */
function saySync(language: Language, { sync, health }: Connection): [tone: "off" | "warn", text: string] {
  const words = language.texts.sync;
  switch (sync.status) {
    case "pending":
      return ["off", words.starting];
    case "filling":
      return ["off", words.goOn];
    case "fresh": {
      // The ledger itself hears of a refusal a little later than the connection.
      if (health.detail === "refused_once") return ["off", words.kept];
      const read = sync.progress ? words.read(sayCount(language, sync)) : words.readAll;
      return ["off", sync.means ? `${read} · ${words.means[sync.means]}` : read];
    }
    case "stale":
    case "paused":
    case "failed": {
      // The connection's own card says what the matter with the key is, and that it may pass.
      const isSaid = sync.problem?.code === "key_refused" && health.detail !== null;
      if (isSaid) return ["off", words.kept];
      const isWarning = needsSomebody(sync.problem) || sync.filled_at !== null;
      return [isWarning ? "warn" : "off", sayProblem(language, sync)];
    }
  }
}

/** Says why it is not read, in the words of the Worker, and when that goes on. */
function sayProblem({ texts, code }: Language, { problem, resume_at }: SyncSummary): string {
  const words = texts.sync;
  const when = needsSomebody(problem) ? null : formatResume(code, words.goesOn, resume_at, new Date());
  return joinSentences(problem && (texts.sync_problems?.[problem.code] ?? problem.message), when);
}

export const syncStyle = css`
  .sync .row.between {
    align-self: stretch;
  }
  .count {
    font-variant-numeric: tabular-nums;
  }
  .bar {
    --fill: var(--accent);
    align-self: stretch;
    height: 8px;
    margin-block: 4px;
    border: 1px solid var(--line);
    border-radius: 99px;
    background: var(--sunken);
    overflow: hidden;
  }
  .bar.still {
    --fill: var(--edge);
  }
  .bar i {
    display: block;
    min-inline-size: 6px;
    height: 100%;
    background: var(--fill);
  }
  /* How much there is, is not known. */
  .bar:not([aria-valuenow]) i {
    opacity: 0.4;
  }
  @media (prefers-reduced-motion: no-preference) {
    .bar i {
      transition: inline-size 0.4s;
    }
  }
  @media (forced-colors: active) {
    .bar {
      --fill: Highlight;
      forced-color-adjust: none;
      border-color: CanvasText;
      background: Canvas;
    }
    .bar.still {
      --fill: GrayText;
    }
  }
`;
