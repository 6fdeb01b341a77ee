/**
 * @module What is said of a connection in English, and the type every other language has to fill.
 */

import type { HealthDetail } from "../../shared/health.ts";

/** What is the matter, and what to do. */
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
    title: "Stripe refused the key just now",
    text: "That can pass: re-check in a few minutes, or paste a new key of the same account.",
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

export const CONNECTED_EN = {
  connected: "Stripe connected",
  badges: { test: "Test mode", live: "Live mode", demo: "Demo" },
  demoLabel: "Demo dataset",
  reconnect: "Reconnect",
  reconnectCard: "Reconnect Stripe",
  wrongData: "Connected, but to the wrong data? Paste a key of the other environment.",
  staysUntil: "Nothing changes until the new key works.",
  cancel: "Cancel",
  replace: "Replace",
  connectMode: { test: "Connect test data", live: "Connect live data" },
  connectAnyway: "Connect anyway",
  otherAccount: "That is a different Stripe account. Replace the connection, or go back?",
  otherData: "That reads other data than was asked for. Connect it, or go back?",
  goBack: "Go back",
  leftBehind: {
    webhook_endpoint:
      "Stripe is disconnected here, but the webhook endpoint is still in your Stripe account.",
    oauth_access: "Stripe is disconnected here, but your Stripe account still lists the access it gave.",
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
    "The stored key, the signing secret and everything read from Stripe are deleted here. In Stripe nothing changes.",
  disconnectManaged:
    "What is stored and read here is deleted, and the webhook endpoint that was made in your Stripe account is removed there.",
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
    unproved: "Not known",
  },
  uncheckedWhy: "“Not checked”: nothing proves this permission beforehand. It shows when it is used.",
  asBefore: "Below is what the last check found.",
  allGranted: "Every required permission is granted.",
  grant: (access: "read" | "write", label: string) =>
    `Grant ${access} access to ${label} in your restricted key`,
  goOn: "You can go on.",
  continue: "Continue",
  health,
  pasteNew: "Paste a new key",
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
    title: "Webhook",
    waiting: "Waiting for the first event…",
    last: (when: string) => `Last event ${when}`,
    failed: "The endpoint could not be made in Stripe yet.",
    managed: "The endpoint was made in your Stripe account for you.",
    placeholder: "The signing secret is still a placeholder.",
    none: "Optional: for near-real-time re-checks.",
    how: "In Stripe, add a webhook endpoint with this address, then paste its signing secret here.",
    change: "Set the signing secret",
    copy: "Copy",
    save: "Save",
    saving: "Saving…",
  },
};

/** What is said of a connection in every language. */
export type ConnectedTexts = typeof CONNECTED_EN;
