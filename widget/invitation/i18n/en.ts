/**
 * @module What the page of an invitation says in English, and the type every other language has to fill. The element on it
 * has sentences of its own.
 */

import type { ErrorCode } from "../../../shared/errors.ts";

/** A page that ends here: what happened, and what to do. */
export interface Ending {
  readonly heading: string;
  readonly text: string;
}

export interface PageTexts {
  readonly heading: (product: string, invitedBy: string | null) => string;
  readonly intro: (product: string) => string;
  readonly done: (product: string) => Ending;
  readonly retry: string;
  /** Nothing came back that can be read, or it was not about the link: trying again may help. */
  readonly unreachable: Ending;
  readonly refused: Readonly<Record<Extract<ErrorCode, `invitation_${string}`>, Ending>>;
}

export const EN: PageTexts = {
  heading: (product, invitedBy) =>
    invitedBy === null
      ? `You are asked to connect Stripe for ${product}`
      : `${invitedBy} asks you to connect Stripe for ${product}`,
  intro: (product) =>
    `You need access to your company’s Stripe account, and no account with ${product}. Whoever sent you this link may see what ${product} reads there, so go on only if you know them. It works once, and only in this browser.`,
  done: (product) => ({
    heading: "Done",
    text: `Stripe is connected for ${product}. You can close this page.`,
  }),
  retry: "Try again",
  unreachable: {
    heading: "This page could not be loaded",
    text: "The server did not answer as it should. Check your network, then try again in a moment.",
  },
  refused: {
    invitation_invalid: {
      heading: "This link is not complete",
      text: "A part of it is missing. Copy all of it from the message it came in, or ask for a new one.",
    },
    invitation_expired: {
      heading: "This link has expired",
      text: "It was good for 24 hours. Ask the person who sent it for a new one.",
    },
    invitation_used: {
      heading: "This link has been used",
      text: "Stripe was connected with it, so there is nothing left to do here. You can close this page.",
    },
    invitation_opened: {
      heading: "This link was opened in another browser",
      text: "It works in the browser that opened it first. Go on there. If that was not you, tell the person who sent it: they can take it back and send a new one.",
    },
    invitation_revoked: {
      heading: "This link is no longer good",
      text: "It was taken back, a newer one was made, or Stripe was connected without it. Ask the person who sent it.",
    },
  },
};
