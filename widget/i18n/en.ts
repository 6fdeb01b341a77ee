/**
 * @module Every sentence of the element in English, and the type every other language has to fill.
 *
 * `**…**` is bold. What comes from the profile, from Stripe's labels or from the Worker is not here.
 */

import type { ClientErrorCode, ErrorCode } from "../../shared/errors.ts";
import { KEY_PROBLEMS, WEBHOOK_SECRET_PROBLEM, type KeyProblem } from "../../shared/key-problems.ts";

/** Sentences by error code. In English the Worker's own stand; the element adds what no Worker can say. */
const errors: Partial<Record<ErrorCode, string>> & Record<ClientErrorCode, string> = {
  network: "The connection to the server failed. Check your network, then try again.",
  no_session: "This page could not sign you in. Reload it and try again.",
  unreadable_answer: "The server sent something unexpected. Try again in a moment.",
};
const problems: Readonly<Record<KeyProblem, string>> = KEY_PROBLEMS;

export const EN = {
  errors,
  problems,
  retry: "Retry",
  tryAgain: "Try again",
  loading: "Loading…",
  loadFailed: "This could not be loaded",

  keyCard: "Restricted API key",
  reconnectCard: "Reconnect Stripe",
  wrongData: "Connected, but to the wrong data? Paste a key of the other environment.",
  cancel: "Cancel",
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
  cleaned: "Spaces and quotes around it were removed.",
  moveToSecret: "Move it to the signing-secret field",
  moveToKey: "Move it to the API key field",
  secretLabel: "Webhook signing secret",
  optional: "optional",
  secretHint: "For near-real-time re-checks. You can add it later.",
  secretBad: WEBHOOK_SECRET_PROBLEM,
  secretIsKey: `That is an API key. ${WEBHOOK_SECRET_PROBLEM}.`,
  connect: "Test & connect",
  connecting: "Testing connection…",
  replace: "Replace",
  goBack: "Go back",

  guide: "Create the key in Stripe",
  before: "Before you start",
  beforeList: [
    "You need access to **Developers → API keys** in the Stripe Dashboard.",
    "You need the admin role on this project.",
    "Test or live: a live key reads your real, paying customers. Connect the one whose customers you want to check.",
  ],
  stepOpen: "Open",
  createRestricted: "Create restricted key",
  stepOpenHint:
    "Developers → API keys → Create restricted key. Where Stripe still does that, name and permissions are filled in; if they are not, tick them by hand.",
  stepUse:
    "“How will you be using this key?” → **Providing this key to a third-party application**. Stripe asks for its name and URL:",
  stepName: "Name",
  stepChoose: (access: string) =>
    `then **Choose your own** and set exactly these to **${access}**; everything else stays at **None**:`,
  stepCopy:
    "Create the key (Stripe may ask for a confirmation code), copy it – Stripe shows it only once – and paste it here.",
  alsoGrant: "Optionally also grant these",
  columns: { resource: "Resource", access: "Access", why: "Why" },
  never: (product: string) => `What ${product} never accesses`,
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Your browser did not allow copying. Select the text instead.",

  demoCard: "Use demo mode",
  demoHint: "Just exploring? Example customers, no Stripe account.",
  connectDemo: "Connect demo dataset",
  loadingDemo: "Loading demo dataset…",

  connected: "Stripe connected",
  badges: { test: "Test mode", live: "Live mode", demo: "Demo" },
  demoLabel: "Demo dataset",
  reconnect: "Reconnect",
  disconnect: "Disconnect",
  disconnectQuestion: "Disconnect Stripe?",
  disconnectWhat:
    "The stored key, the signing secret and everything read from Stripe are deleted here. In Stripe nothing changes.",
  disconnectWhatDemo: "The demo dataset is removed. You can load it again.",
  disconnecting: "Disconnecting…",
  keep: "Keep it",
  permissions: "Key permissions",
  recheck: "Re-check",
  checking: "Checking…",
  checkedAt: (when: string) => `Checked ${when}`,
  access: { read: "Read", write: "Write" },
  statuses: { missing: "Missing", off: "Not granted", unknown: "Stripe did not answer" },
  grant: (access: "read" | "write", label: string) =>
    `Grant ${access} access to ${label} in your restricted key`,
  editKey: "Edit key in Stripe",
  goOn: "You can go on.",
  continue: "Continue",
  problemCard: {
    key_rejected: {
      title: "Stripe no longer accepts this key",
      text: "It was probably deleted or rolled in Stripe. Nothing is lost: paste a new key of the same account.",
    },
    key_expired: {
      title: "This key has expired",
      text: "It was rolled or timed out in Stripe. Nothing is lost: paste a new key of the same account.",
    },
    key_ip_restricted: {
      title: "This key only works from certain IP addresses",
      text: "Remove the IP restriction from the key in Stripe, then re-check. Or paste a new key.",
    },
  },
  pasteNew: "Paste a new key",

  notConnected: "Stripe is not connected yet",
  askAdmin: "Connecting Stripe requires the admin role on this project. Ask an admin to do it.",

  toasts: {
    connected: { test: "Stripe connected (test mode)", live: "Stripe connected (live mode)" },
    demo: (customers: string) => `Demo mode enabled — ${customers} fixture customers loaded`,
    disconnected: "Stripe disconnected",
  },
};

/** What every language says. */
export type Texts = typeof EN;
