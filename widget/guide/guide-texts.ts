/**
 * @module The guide's sentences in English, and the type every other language has to fill. `**…**` is bold.
 */

export const GUIDE_EN = {
  title: "Create the key in Stripe",
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
  copy: "Copy",
};

/** What the guide says in every language. */
export type GuideTexts = typeof GUIDE_EN;
