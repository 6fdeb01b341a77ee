/**
 * @module Every sentence of the element in English, and the type every other language has to fill.
 *
 * `**…**` is bold. What comes from the profile, from Stripe's labels or from the Worker is not here.
 */

import type { ClientErrorCode, ErrorCode } from "../../shared/errors.ts";
import type { HealthDetail } from "../../shared/health.ts";
import {
  ENTER_A_KEY,
  ENTER_A_RESTRICTED_KEY,
  FOUND_INSTEAD,
  WEBHOOK_SECRET_PROBLEM,
} from "../../shared/keys.ts";
import type { ResourceName } from "../../shared/resources.ts";
import type { SyncSummary } from "../../shared/schema/sync.ts";
import type { SyncProblem } from "../../shared/sync.ts";

/** The codes that a page may come back from Stripe's own page with. */
export type OauthErrorCode = Extract<ErrorCode, `oauth_${string}`>;

/** Sentences by error code. In English the Worker's own stand; these are what the element says without a Worker. */
const errors: Partial<Record<ErrorCode, string>> & Record<ClientErrorCode | OauthErrorCode, string> = {
  network: "The connection to the server failed. Check your network, then try again.",
  no_answer: "The server did not answer in time. Try again in a moment.",
  request_blocked: "This page is not set up to reach the server yet. Tell the people who run it.",
  no_session:
    "This page could not sign you in. What is connected stays connected: try again, or reload the page.",
  unreadable_answer: "The server sent something unexpected. Try again in a moment.",
  oauth_unavailable: "Connecting with Stripe’s own page is not set up here. Paste a key instead.",
  oauth_denied: "Access was not granted in Stripe, so nothing was connected. You can try again.",
  oauth_state_invalid: "This way back from Stripe is not valid. Start again from the page where you connect.",
  oauth_expired: "Coming back from Stripe took too long. Start again.",
  oauth_refused: "Stripe did not complete the connection. Nothing was saved: start again.",
  oauth_misconfigured:
    "Connecting with Stripe’s own page is not set up correctly. Tell the people who run this.",
};

/** What is the matter with a connection, and what to do. */
const health: Readonly<Record<HealthDetail, { readonly title: string; readonly text: string }>> = {
  permission_missing: {
    title: "A required permission is missing",
    text: "Grant it in Stripe, then re-check.",
  },
  webhook_endpoint_failed: {
    title: "No webhook endpoint yet",
    text: "The webhook endpoint could not be made in Stripe. Re-check to try again.",
  },
  refused_once: {
    title: "Stripe refused this key",
    text: "We ask again in a few minutes before we call it revoked. What was read so far is kept.",
  },
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
  access_revoked: {
    title: "Stripe took the access back",
    text: "Somebody ended it in the Stripe account. Nothing is lost: connect the same account again.",
  },
};

const problems: Readonly<Record<keyof typeof FOUND_INSTEAD, string>> = FOUND_INSTEAD;

/** Why the account is not read. Where that ends by itself, `goesOn` follows, and says when. */
const syncProblems: Readonly<Record<SyncProblem, string>> = {
  permission_missing:
    "The key may not read everything. Grant the missing permission in Stripe, and it is read.",
  key_refused:
    "Stripe refuses the key. What was read is kept; reading goes on with a new key of the same account.",
  rate_limited: "Stripe asked us to slow down.",
  stripe_unavailable: "Stripe does not answer just now.",
  stripe_unexpected: "Stripe answered in a way we do not know.",
  reads_used_up: "The reads that Stripe allows are used up for today.",
};

/** How changes are noticed. */
const means: Readonly<Record<NonNullable<SyncSummary["means"]>, string>> = {
  webhooks: "changes arrive at once",
  events: "looked at every few minutes",
  lists: "looked at every few minutes",
  demo: "demo dataset",
};

const resources: Readonly<Record<ResourceName, readonly [one: string, many: string]>> = {
  customers: ["customer", "customers"],
  subscriptions: ["subscription", "subscriptions"],
  invoices: ["invoice", "invoices"],
  charges: ["charge", "charges"],
  refunds: ["refund", "refunds"],
  payment_intents: ["payment intent", "payment intents"],
  setup_intents: ["setup intent", "setup intents"],
  disputes: ["dispute", "disputes"],
  credit_notes: ["credit note", "credit notes"],
  checkout_sessions: ["checkout session", "checkout sessions"],
  products: ["product", "products"],
  prices: ["price", "prices"],
  coupons: ["coupon", "coupons"],
  promotion_codes: ["promotion code", "promotion codes"],
  tax_rates: ["tax rate", "tax rates"],
  subscription_schedules: ["subscription schedule", "subscription schedules"],
  payment_methods: ["payment method", "payment methods"],
  entitlements: ["entitlement", "entitlements"],
};

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

  access: { read: "Read", write: "Write" },
  editKey: "Edit key in Stripe",

  notConnected: "Stripe is not connected yet",
  askAdmin: "Connecting Stripe requires the admin role on this project. Ask an admin to do it.",

  toasts: {
    connected: { test: "Stripe connected (test mode)", live: "Stripe connected (live mode)" },
    demo: (customers: string) => `Demo mode enabled — ${customers} fixture customers loaded`,
    disconnected: "Stripe disconnected",
  },

  guide: {
    title: "Create the key in Stripe",
    before: "Before you start",
    modes: {
      either: "A decision: a test key reads Stripe test data, a live key your real, paying customers.",
      live: "Live mode, with the toggle in Stripe’s top-right corner: the key should be a rk_live_ key.",
      test: "Test mode first, so that no real customer is affected.",
    },
    dashboard: "Access to **Developers → API keys** in the Stripe Dashboard.",
    stepOpen: "Open",
    createRestricted: "Create restricted key",
    orRestricted: "Or with a restricted key",
    stepOpenHint:
      "Developers → API keys → Create restricted key. Name and permissions may be filled in; if they are not, tick them by hand.",
    stepUse:
      "“How will you be using this key?” → **Providing this key to a third-party application** (some accounts say “to another website”). Stripe asks for its name and URL:",
    stepName: "Name it",
    stepNameWhy: "so it’s easy to find later.",
    stepChoose: (access: string | null) =>
      `Pick **Choose your own** (or “Customize permissions for this key”). Set exactly these resources ${access ? `to **${access}**` : "as the table says"} — leave everything else at **None**:`,
    connectColumn: "Where Stripe also shows a column “Connect permissions”, leave all of it at **None**.",
    stepPublishable: "From the same page, copy the publishable key too — it starts with **pk_**.",
    stepCopySecret: "Copy the secret key — it starts with **sk_**. Paste it below.",
    stepCopy:
      "Create the key and copy it — it starts with **rk_**. Stripe may ask for a confirmation code, and shows the key only once. Paste it below.",
    stepSecret:
      "No webhook endpoint yet? Leave the signing secret for later: once connected, the address for the endpoint stands here, with a field for the secret.",
    alsoGrant: "Optionally also grant these",
    columns: { resource: "Resource", access: "Access", why: "Why" },
  },

  connection: {
    connected: "Stripe connected",
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
    health,
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
    titleRead: "Your account is read",
    starting: "Reading starts in a moment.",
    goOn: "You can go on. It continues by itself, also when you close this page.",
    resources,
    count: (done: string, name: string) => `${done} ${name}`,
    countOf: (done: string, name: string, total: string) => `${done} of about ${total} ${name}`,
    read: (what: string) => `${what} read`,
    readAll: "Your account is read",
    means,
    problems: syncProblems,
    goesOn: {
      byItself: "Reading goes on by itself.",
      at: (time: string) => `Reading goes on at ${time}.`,
      tomorrow: "Reading goes on tomorrow.",
      on: (date: string) => `Reading continues on ${date}.`,
    },
    kept: "What was read is kept.",
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
    warnSecret: (product: string) =>
      `This is a secret key. It grants full write access to your Stripe account, which ${product} doesn’t need and shouldn’t hold. It connects, but a restricted key is strictly safer.`,
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

/** What every language says. */
export type Texts = typeof EN;
