/**
 * @module What is said of connecting on Stripe's own page in English, and the type every other language has to fill.
 */

/** Where a way back may end, as in `shared/errors.ts`: a page comes back with the code alone. */
export const OAUTH_ERRORS_EN = {
  oauth_unavailable: "Connecting with Stripe’s own page is not set up here. Paste a key instead.",
  oauth_denied: "Access was not granted in Stripe, so nothing was connected. You can try again.",
  oauth_state_invalid: "This way back from Stripe is not valid. Start again from the page where you connect.",
  oauth_expired: "Coming back from Stripe took too long. Start again.",
  oauth_refused: "Stripe did not complete the connection. Nothing was saved: start again.",
  oauth_misconfigured:
    "Connecting with Stripe’s own page is not set up correctly. Tell the people who run this.",
};

export const OAUTH_EN = {
  title: "Connect Stripe",
  about: "You say yes on Stripe’s own page and come back here. Nothing is pasted.",
  connect: "Connect with Stripe",
  leaving: "Opening Stripe…",
  back: "You are back from Stripe. This takes a few seconds.",
  finishing: "Finishing the connection…",
  toKey: "Paste an API key instead",
  toOauth: "Connect with Stripe instead",
};

/** What is said of it in every language. */
export type OauthTexts = typeof OAUTH_EN;
