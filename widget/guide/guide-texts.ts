/**
 * @module The guide's sentences in English, and the type every other language has to fill. `**…**` is bold.
 */

export const GUIDE_EN = {
  title: "Create the key in Stripe",
  before: "Before you start",
  modes: {
    either:
      "A decision on test vs live: a test key (rk_test_) reads Stripe test data; a live key (rk_live_) reads your real, paying customers. Connect the one whose customers you want to check.",
    live: "Live mode, with the toggle in Stripe’s top-right corner: the key should be a rk_live_ key. If you are just trialling, a rk_test_ key works the same way.",
    test: "Test mode first, so that no real customer is affected: connect test keys, and live keys once everything works.",
  },
  beforeList: (product: string, mode: string) => [
    "A Stripe account with Dashboard access to **Developers → API keys** — enough permission to create a restricted key.",
    mode,
    `Admin role on the ${product} project — connecting Stripe requires admin.`,
  ],
  stepOpen: "Open",
  createRestricted: "Create restricted key",
  stepOpenHint:
    "Developers → API keys → Create restricted key. Where Stripe still does that, name and permissions are filled in; if they are not, tick them by hand.",
  stepUse:
    "“How will you be using this key?” → **Providing this key to a third-party application** (some accounts say “to another website”). Stripe asks for its name and URL:",
  stepName: "Name it",
  stepNameWhy: "so it’s easy to find later.",
  stepChoose: (access: string) =>
    `Pick **Choose your own**. Set exactly these resources to **${access}** — leave everything else at **None**:`,
  stepChooseMixed:
    "Pick **Choose your own**. Set exactly these resources as the table says — leave everything else at **None**:",
  wholeSection: "the whole section",
  connectColumn: "Where Stripe also shows a column “Connect permissions”, leave all of it at **None**.",
  stepPublishable: "From the same page, copy the publishable key too — it starts with **pk_**.",
  stepCopy:
    "Create the key and copy it — it starts with **rk_**. Stripe may ask for a confirmation code, and shows the key only once. Paste it below.",
  stepSecret:
    "No webhook endpoint yet? Leave the signing secret for later: once connected, the address for the endpoint stands here, with a field for the secret.",
  alsoGrant: "Optionally also grant these",
  columns: { resource: "Resource", access: "Access", why: "Why" },
  copy: "Copy",
};

/** What the guide says in every language. */
export type GuideTexts = typeof GUIDE_EN;
