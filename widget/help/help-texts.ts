/**
 * @module The headings around what a product tells, in English, and the type every other language has to fill.
 */

export const HELP_EN = {
  benefits: "What you get",
  without: "Without Stripe",
  with: "With Stripe",
  questions: "Frequently asked",
  revoke: "How to revoke access",
  next: "What happens next",
  contact: "Still have questions? Write to",
};

/** What the help says in every language. */
export type HelpTexts = typeof HELP_EN;
