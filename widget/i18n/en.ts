/**
 * @module Every sentence of the element in English, and the type every other language has to fill.
 *
 * `**…**` is bold. What comes from the profile, from Stripe's labels or from the Worker is not here.
 */

import type { ClientErrorCode } from "../../shared/errors.ts";
import {
  ENTER_A_KEY,
  ENTER_A_RESTRICTED_KEY,
  FOUND_INSTEAD,
  WEBHOOK_SECRET_PROBLEM,
} from "../../shared/keys.ts";
import type { ResourceName } from "../../shared/resources.ts";
import type { SyncSummary } from "../../shared/schema/sync.ts";
import type { WorkerTextOverrides } from "./override-texts.ts";

/** Codes of coming back from Stripe's own page that have a sentence; the others are said by that of `oauth_refused`. */
type OauthErrorCode = "oauth_unavailable" | "oauth_denied" | "oauth_refused";

/** Sentences by error code: what the element says without a Worker, whose own come in the element's language. */
const errors: Readonly<Record<ClientErrorCode | OauthErrorCode, string>> = {
  network: "The connection to the server failed. Check your network, then try again.",
  no_answer: "The server did not answer in time. Try again in a moment.",
  request_blocked: "This page is not set up to reach the server yet. Tell the people who run it.",
  no_session:
    "This page could not sign you in. What is connected stays connected: try again, or reload the page.",
  unreadable_answer: "The server sent something unexpected. Try again in a moment.",
  oauth_unavailable: "Connecting with Stripe’s own page is not set up here. Paste a key instead.",
  oauth_denied: "Access was not granted in Stripe, so nothing was connected. You can try again.",
  oauth_refused: "Stripe did not complete the connection. Nothing was saved: start again.",
};

const problems: Readonly<Record<keyof typeof FOUND_INSTEAD, string>> = FOUND_INSTEAD;

/** How changes are noticed. */
const means: Readonly<Record<NonNullable<SyncSummary["means"]>, string>> = {
  webhooks: "changes arrive at once",
  events: "looked at every few minutes",
  lists: "looked at every few minutes",
  demo: "demo dataset",
};

/** Our names of resources are English already: `payment_intents`. */
const resource = (name: ResourceName, count: number): string =>
  (count === 1 ? name.slice(0, -1) : name).replaceAll("_", " ");

export const EN = {
  errors,
  problems,
  /** What to enter, by the kinds of key that the product takes. */
  enter: {
    either: ENTER_A_KEY as string, // widened, as another language says it otherwise
    restricted: ENTER_A_RESTRICTED_KEY as string,
    secret: "Enter a Stripe secret key (sk_…).",
  },
  loadFailed: "This could not be loaded",
  retry: "Try again",
  loading: "Loading…",

  keyCard: "Restricted API key",
  whichData: "Which data?",
  modes: { test: "Test", live: "Live" },
  createKey: "Create key in Stripe",
  openKeys: "API keys in Stripe",
  showHow: (minutes?: number) =>
    minutes ? `Show me how · ${minutes === 1 ? "1 minute" : `${minutes} minutes`}` : "Show me how",
  hideHow: "Hide the steps",
  toKey: "Go to the key field",
  howKept: "Encrypted before it is stored. Delete it in Stripe at any time and access ends.",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Not allowed: select it",
  newTab: "Opens in a new tab",
  apiKey: "API key",
  show: "Show",
  hide: "Hide",
  goodKey: {
    restricted: { test: "A restricted test key.", live: "A restricted live key." },
    secret: { test: "A secret test key.", live: "A secret live key." },
  },
  secretKey: "This is a secret key, which can do everything in the account. A restricted key is safer.",
  reads: { test: "It reads test data.", live: "It reads your real, paying customers." },
  otherMode: {
    test: "This is a test key; live data was asked for.",
    live: "This is a live key; test data was asked for.",
  },
  cleaned: "What stood around it was left out.",
  held: "This key is kept for another try.",
  moveToSecret: "Move it to the signing-secret field",
  moveToKey: "Move it to the API key field",
  secretLabel: "Webhook signing secret",
  optional: "optional",
  secretHint: "So that Stripe can send its events here. You can add it later.",
  secretProblems: {
    other: `${WEBHOOK_SECRET_PROBLEM}.`,
    cut_off: "Its end is missing: copy it again from Stripe.",
    is_key: `That is an API key. ${WEBHOOK_SECRET_PROBLEM}.`,
  },
  connect: "Test & connect",
  connecting: "Testing connection…",

  never: (product: string) => `What ${product} never accesses`,

  demoCard: "Use demo mode",
  demoHint: "Just exploring? Example customers, no Stripe account.",
  connectDemo: "Connect demo dataset",
  loadingDemo: "Loading demo dataset…",

  editKey: "Edit key in Stripe",

  notConnected: "Stripe is not connected yet",
  askAdmin: "Connecting Stripe requires the admin role on this project. Ask an admin to do it.",

  toasts: {
    connected: { test: "Stripe connected (test mode)", live: "Stripe connected (live mode)" },
    demo: (customers: string) => `Demo mode enabled — ${customers} fixture customers loaded`,
    disconnected: "Stripe disconnected",
  },

  connection: {
    connected: "Stripe connected",
    by: (name: string, when: string) => `By ${name}, ${when}`,
    byInvitation: (name: string, when: string) => `By somebody ${name} invited, ${when}`,
    since: (when: string) => `Since ${when}`,
    badges: { test: "Test mode", live: "Live mode", demo: "Demo" },
    demoLabel: "Demo dataset",
    reconnect: "Reconnect",
    reconnectCard: "Reconnect Stripe",
    useOwn: "Use your own Stripe",
    demoAbout: "Made-up customers: no Stripe account is read.",
    demoStaysUntil: "The demo dataset stays until your own account is connected.",
    stillConnected: "Stripe is still connected.",
    wrongData: "Connected, but to the wrong data? Paste a key of the other environment.",
    staysUntil: "Nothing changes until the new connection works.",
    cancel: "Cancel",
    replace: "Replace",
    connectMode: { test: "Connect test data", live: "Connect live data" },
    connectAnyway: "Connect anyway",
    otherAccount: "That is a different Stripe account. Replace the connection, or go back?",
    otherData: "That reads other data than was asked for. Connect it, or go back?",
    goBack: "Go back",
    leftBehind: {
      webhook_endpoint: "The webhook endpoint of the previous connection is still in its Stripe account.",
      oauth_access: "The Stripe account of the previous connection still lists the access it gave.",
    },
    leftBehindLink: {
      webhook_endpoint: "Remove the endpoint in Stripe",
      oauth_access: "Remove the access in Stripe",
    },
    close: "Close",
    connectedNow: "Connected now:",
    disconnect: "Disconnect",
    disconnectQuestion: "Disconnect Stripe?",
    disconnectWhat:
      "The stored key, the signing secret and everything read from Stripe are deleted here. The key itself works until you delete it in Stripe.",
    disconnectManaged:
      "What is stored and read here is deleted, and the webhook endpoint or access in your Stripe account is removed there.",
    disconnectWhatDemo: "The demo dataset is removed. You can load it again.",
    disconnecting: "Disconnecting…",
    keep: "Keep it",
    permissions: "Key permissions",
    permissionsOfAccess: "Permissions",
    recheck: "Re-check",
    checking: "Checking…",
    checkedAt: (when: string) => `Checked ${when}`,
    statuses: {
      missing: "Missing",
      off: "Not granted",
      unknown: "Stripe did not answer",
      unchecked: "Not checked",
    },
    uncheckedWhy: "“Not checked”: nothing proves this permission beforehand. It shows when it is used.",
    asBefore: "Below is what the last check found.",
    asOf: (when: string) => `As of ${when}, before the refusal`,
    allGranted: "Every required permission is granted.",
    grant: (access: "read" | "write", label: string) =>
      `Grant ${access} access to ${label} in your restricted key`,
    goOn: "You can go on.",
    continue: "Continue",
    pasteNew: "Paste a new key",
    askAgain: "Ask again now",
    connectAgain: "Connect with Stripe again",
    nowGranted: (labels: string) => `Now granted: ${labels}.`,
    nowLost: (labels: string) => `No longer granted: ${labels}.`,
    newest: (date: string) => `Newest customer ${date}`,
    noCustomers: "No customers yet",
    noSubscriptions: "0 subscriptions: is this the right account?",
    secretWarning: (product: string) =>
      `This is a secret key, which can do everything in the account. ${product} does not need that: please replace it with a restricted key.`,
    replaceSecret: "Replace with a restricted key",
    excess: (product: string, labels: string) =>
      `This key can do more than ${product} needs: ${labels}. A key with less is safer.`,
    webhook: {
      title: "Events",
      waiting: "Waiting for the first event…",
      last: (when: string) => `Last event ${when}`,
      failed: "The endpoint could not be made in Stripe yet.",
      managed: "The endpoint was made in your Stripe account for you.",
      placeholder: "The signing secret is still a placeholder.",
      none: "Optional: Stripe can send its events here.",
      setUp: "Set up",
      change: "Change",
      open: "Open",
      page: "Webhooks in Stripe",
      add: "and add an endpoint with this address:",
      select: "Select these events:",
      copyAll: "Copy all",
      paste: "Paste its signing secret:",
      save: "Save",
      saving: "Saving…",
      saved: "Signing secret saved.",
      notSaved: "It was not saved.",
    },
  },

  sync: {
    title: "Reading your account",
    titlePaused: "Reading paused",
    starting: "Reading starts in a moment.",
    goOn: "You can go on. It continues by itself, also when you close this page.",
    resource,
    count: (done: string, name: string) => `${done} ${name}`,
    countOf: (done: string, name: string, total: string) => `${done} of about ${total} ${name}`,
    read: (what: string) => `${what} read`,
    readAll: "Your account is read",
    means,
    goesOn: {
      byItself: "Reading goes on by itself.",
      at: (time: string) => `Reading goes on at ${time}.`,
      tomorrow: "Reading goes on tomorrow.",
      on: (date: string) => `Reading continues on ${date}.`,
    },
    kept: "What was read is kept.",
  },

  invitation: {
    ask: "Somebody else has Stripe access?",
    making: "Making a link…",
    title: "Ask a teammate",
    waiting: "Waiting",
    opened: "Opened",
    how: (when: string) =>
      `Send this link to whoever can create keys in Stripe. It opens this step, once, until ${when}. Nobody shares a login, and nobody sends a key by chat.`,
    openedAt: (when: string) => `Opened ${when}.`,
    follows: "This page follows by itself.",
    cancel: "Cancel the link",
  },

  receipt: {
    title: "What this key can do",
    print: "Print",
    close: "Close",
    asked: (when: string) => `Asked of Stripe: ${when}`,
    refused: (when: string) => `Refused by Stripe: ${when}. Below is what was so before.`,
    notAsked: "not asked",
  },

  oauth: {
    title: "Connect Stripe",
    about: "You say yes on Stripe’s own page and come back here. Nothing is pasted.",
    connect: "Connect with Stripe",
    leaving: "Opening Stripe…",
    back: "You are back from Stripe. This takes a few seconds.",
    finishing: "Finishing the connection…",
    toKey: "Paste an API key instead",
    toOauth: "Connect with Stripe instead",
  },

  credentials: {
    title: "Stripe API keys",
    publishable: "Publishable key",
    problems: {
      missing: "Enter the publishable key too: it starts with pk_.",
      other: "Publishable keys start with pk_.",
      cut_off: "Its end is missing: copy it again from Stripe.",
      is_key:
        "That is a secret or restricted key: it has a field of its own. Publishable keys start with pk_.",
    },
    differs: "The two keys are of different modes: both must be test keys, or both live keys.",
    good: { test: "A publishable test key.", live: "A publishable live key." },
    moveToPublishable: "Move it to the publishable key field",
    later: "you can paste it later",
    laterHint: "For initial setup, you can use a placeholder webhook secret and update it later.",
    placeholder: "That is a placeholder. You can update it later.",
  },

  help: {
    benefits: "What you get",
    without: "Without Stripe",
    with: "With Stripe",
    why: "Why we ask for this",
    questions: "Frequently asked",
    troubleshooting: "Troubleshooting",
    revoke: "How to revoke access",
    next: "What happens next",
    contact: "Still have questions? Write to",
  },
};

/** What every language says, with what a page lays over it. */
export type Texts = typeof EN & Omit<WorkerTextOverrides, "errors">;
