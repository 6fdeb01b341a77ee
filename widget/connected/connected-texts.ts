/**
 * @module What is said of a connection in English, and the type every other language has to fill.
 */

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
  disconnectWhatDemo: "The demo dataset is removed. You can load it again.",
  disconnecting: "Disconnecting…",
  keep: "Keep it",
  permissions: "Key permissions",
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
  asBefore: "Below is what the last check found.",
  allGranted: "Every required permission is granted.",
  grant: (access: "read" | "write", label: string) =>
    `Grant ${access} access to ${label} in your restricted key`,
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
};

/** What is said of a connection in every language. */
export type ConnectedTexts = typeof CONNECTED_EN;
