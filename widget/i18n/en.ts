/**
 * @module Every sentence of the element in English, and the type every other language has to fill.
 *
 * `**…**` is bold. What comes from the profile, from Stripe's labels or from the Worker is not here.
 */

import type { ClientErrorCode, ErrorCode } from "../../shared/errors.ts";
import type { ConnectedTexts } from "../connected/connected-texts.ts";
import type { CredentialTexts } from "../credentials/credentials-texts.ts";
import type { HelpTexts } from "../help/help-texts.ts";
import type { GuideTexts } from "../guide/guide-texts.ts";
import type { OauthTexts } from "../oauth/oauth-texts.ts";
import type { ENTER_A_KEY, KeyProblem, WEBHOOK_SECRET_PROBLEM } from "../../shared/keys.ts";

/** Sentences by error code. In English the Worker's own stand; the element adds what no Worker can say. */
const errors: Partial<Record<ErrorCode, string>> & Record<ClientErrorCode, string> = {
  network: "The connection to the server failed. Check your network, then try again.",
  no_session: "This page could not sign you in. Reload it and try again.",
  part_missing: "A part of this step is missing. Try again, or reload the page.",
  unreadable_answer: "The server sent something unexpected. Try again in a moment.",
};
/** The words of both sides, which the types hold to each other: their table comes later. */
const enterKey: `${typeof ENTER_A_KEY}.` = "Enter a Stripe restricted key (rk_…) or secret key (sk_…).";
const secretBad: typeof WEBHOOK_SECRET_PROBLEM = "Webhook signing secrets start with whsec_";

export const EN = {
  errors,
  // The sentences of what is loaded later; English ones come with it. Widened, so that another language may have them.
  problems: null as Readonly<Record<KeyProblem, string>> | null,
  help: null as HelpTexts | null,
  guide: null as GuideTexts | null,
  connection: null as ConnectedTexts | null,
  oauth: null as OauthTexts | null,
  credentials: null as CredentialTexts | null,
  retry: "Retry",
  tryAgain: "Try again",
  loading: "Loading…",

  keyCard: "Restricted API key",
  whichData: "Which data?",
  modes: { test: "Test", live: "Live" },
  createKey: "Create key in Stripe",
  showHow: "Show me how · 1 minute",
  newTab: "Opens in a new tab",
  apiKey: "API key",
  show: "Show",
  hide: "Hide",
  restrictedKey: { test: "A restricted test key.", live: "A restricted live key." },
  secretKey: "This is a secret key, which can do everything in the account. A restricted key is safer.",
  reads: { test: "It reads test data.", live: "It reads your real, paying customers." },
  otherMode: {
    test: "This is a test key; live data was asked for.",
    live: "This is a live key; test data was asked for.",
  },
  cleaned: "Spaces and quotes around it were removed.",
  moveToSecret: "Move it to the signing-secret field",
  moveToKey: "Move it to the API key field",
  secretLabel: "Webhook signing secret",
  optional: "optional",
  secretHint: "For near-real-time re-checks. You can add it later.",
  enterKey: enterKey as string, // widened, as another language says it otherwise
  secretBad: secretBad as string, // likewise
  secretIsKey: `That is an API key. ${secretBad}.`,
  connect: "Test & connect",
  connecting: "Testing connection…",

  never: (product: string) => `What ${product} never accesses`,

  demoCard: "Use demo mode",
  demoHint: "Just exploring? Example customers, no Stripe account.",
  connectDemo: "Connect demo dataset",
  loadingDemo: "Loading demo dataset…",

  access: { read: "Read", write: "Write" },
  editKey: "Edit key in Stripe",

  notConnected: "Stripe is not connected yet",
  askAdmin: "Connecting Stripe requires the admin role on this project. Ask an admin to do it.",

  toasts: {
    connected: { test: "Stripe connected (test mode)", live: "Stripe connected (live mode)" },
    demo: (customers: string) => `Demo mode enabled — ${customers} fixture customers loaded`,
    disconnected: "Stripe disconnected",
    load_failed: "This could not be loaded",
    copied: "Copied",
    copy_failed: "Copying was not allowed: select the text instead.",
  },
};

/** What every language says. */
export type Texts = typeof EN;
