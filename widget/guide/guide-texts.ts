/**
 * @module The guide's sentences in English, and the type every other language has to fill. `**…**` is bold.
 */

export const GUIDE_EN = {
  title: "Create the key in Stripe",
  before: "Before you start",
  beforeList: (product: string) => [
    "A Stripe account with Dashboard access to **Developers → API keys** — enough permission to create a restricted key.",
    "A decision on test vs live: a test key (rk_test_) reads Stripe test data; a live key (rk_live_) reads your real, paying customers. Connect the one whose customers you want to check.",
    `Admin role on the ${product} project — connecting Stripe requires admin.`,
  ],
  stepOpen: "Open",
  createRestricted: "Create restricted key",
  stepOpenHint:
    "Developers → API keys → Create restricted key. Where Stripe still does that, name and permissions are filled in; if they are not, tick them by hand.",
  stepUse:
    "“How will you be using this key?” → **Providing this key to a third-party application**. Stripe asks for its name and URL:",
  stepName: "Name it",
  stepNameWhy: "so it’s easy to find later.",
  stepChoose: (access: string) =>
    `Pick **Choose your own**. Set exactly these resources to **${access}** — leave everything else at **None**:`,
  stepCopy:
    "Create the key and copy it — it starts with **rk_**. Stripe may ask for a confirmation code, and shows the key only once. Paste it below.",
  alsoGrant: "Optionally also grant these",
  columns: { resource: "Resource", access: "Access", why: "Why" },
  copy: "Copy",
};

/** What the guide says in every language. */
export type GuideTexts = typeof GUIDE_EN;
