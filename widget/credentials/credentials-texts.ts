/**
 * @module What some products ask beside a restricted key, said in English, and the type every other language has to fill.
 */

export const CREDENTIALS_EN = {
  title: "Stripe API keys",
  publishable: "Publishable key",
  missing: "Enter the publishable key too: it starts with pk_.",
  bad: "Publishable keys start with pk_.",
  isKey: "That is a secret or restricted key: it has a field of its own. Publishable keys start with pk_.",
  differs: "The two keys are of different modes: both must be test keys, or both live keys.",
  good: { test: "A publishable test key.", live: "A publishable live key." },
  moveToPublishable: "Move it to the publishable key field",
  later: "you can paste it later",
  laterHint: "For initial setup, you can use a placeholder webhook secret and update it later.",
  placeholder: "That is a placeholder. You can update it later.",
  warnSecret: (product: string) =>
    `This is a secret key. It grants full write access to your Stripe account, which ${product} doesn’t need and shouldn’t hold. It connects, but a restricted key is strictly safer.`,
};

/** What is said of it in every language. */
export type CredentialTexts = typeof CREDENTIALS_EN;
