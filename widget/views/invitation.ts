/**
 * @module Somebody else has Stripe access: a link to send, and how far it has come.
 */

import { html, nothing } from "lit";
import { joinSentences } from "../../shared/join-sentences.ts";
import type { Form } from "../controller/state.ts";
import type { Context } from "./context.ts";
import { button, copyButton, type Part } from "./controls.ts";
import { formatWhen } from "./format-when.ts";

/** Renders the way to a link; nothing where there is one, or nobody may make one. */
export function inviteButton({ texts, act }: Context, { answer, phase }: Form): Part {
  const busy = phase.is === "inviting";
  if (answer.invitation || !answer.may.invite) return nothing;
  const text = busy ? texts.invitation.making : texts.invitation.ask;
  return html`<div class="row">${button(text, act.invite, { kind: "text", busy })}</div>`;
}

/** Renders the link, until it has connected or is over. */
export function invitationCard(context: Context, { answer: { invitation } }: Form): Part {
  if (!invitation) return nothing;
  const { texts, act, code } = context;
  const words = texts.invitation;
  const { url, opened_at: opened, expires_at: expires } = invitation;
  return html`<section class="card stack" part="card invitation-card" aria-labelledby="invitation">
    <div class="row between">
      <h2 id="invitation" tabindex="-1" data-focus="invitation">${words.title}</h2>
      <span class="badge ${opened === null ? "warn" : "ok"}" part="badge">
        ${opened === null ? words.waiting : words.opened}
      </span>
    </div>
    <p class="muted">${words.how(formatWhen(code, expires))}</p>
    <p class="copyable short"><code>${url}</code> ${copyButton(context, url, words.title)}</p>
    <p class="small muted" role="status">
      ${joinSentences(opened !== null && words.openedAt(formatWhen(code, opened)), words.follows)}
    </p>
    <div class="row">${button(words.cancel, act.revokeInvitation, { kind: "text" })}</div>
  </section>`;
}
