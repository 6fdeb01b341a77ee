/**
 * @module Stripe's create-key wizard and the words of a receipt in English. What else the Worker says in English stands in `ERRORS`, `HEALTH` and
 * `SYNC_PROBLEMS`.
 */

import type { Wizard } from "../profile.ts";
import type { ReceiptTexts } from "./worker-texts.ts";

export const ENGLISH_WIZARD: Wizard = {
  title: "Create the key in Stripe",
  before: "Before you start",
  modes: {
    either: "A decision: a test key reads Stripe test data, a live key your real, paying customers.",
    live: "Live mode, with the toggle in Stripe’s top-right corner: the key should be a rk_live_ key.",
    test: "Test mode first, so that no real customer is affected.",
  },
  dashboard: "Access to **Developers → API keys** in the Stripe Dashboard.",
  step_open: "Open",
  create_restricted: "Create restricted key",
  or_restricted: "Or with a restricted key",
  step_open_hint:
    "Developers → API keys → Create restricted key. Name and permissions may be filled in; if they are not, tick them by hand.",
  step_use:
    "“How will you be using this key?” → **Providing this key to a third-party application** (some accounts say “to another website”). Stripe asks for its name and URL:",
  step_name: "Name it",
  step_name_why: "so it’s easy to find later.",
  step_choose:
    "Pick **Choose your own** (or “Customize permissions for this key”). Set exactly these resources to **{access}** — leave everything else at **None**:",
  step_choose_mixed:
    "Pick **Choose your own** (or “Customize permissions for this key”). Set exactly these resources as the table says — leave everything else at **None**:",
  connect_column: "Where Stripe also shows a column “Connect permissions”, leave all of it at **None**.",
  step_publishable: "From the same page, copy the publishable key too — it starts with **pk_**.",
  step_copy_secret: "Copy the secret key — it starts with **sk_**. Paste it below.",
  step_copy:
    "Create the key and copy it — it starts with **rk_**. Stripe may ask for a confirmation code, and shows the key only once. Paste it below.",
  step_secret:
    "No webhook endpoint yet? Leave the signing secret for later: once connected, the address for the endpoint stands here, with a field for the secret.",
  also_grant: "Optionally also grant these",
};

export const ENGLISH_RECEIPT: ReceiptTexts = {
  titles: {
    granted: "Can",
    excess: "Can, and was not asked to",
    missing: "Cannot",
    unknown: "Stripe did not answer",
    unchecked: "Not checked",
  },
  beyond: {
    everything: "A secret key can do everything in the account.",
    unknown: "What else it can do was not asked.",
    nothing: "Example data: no Stripe account is asked.",
  },
  onlyReads: (product: string) => `${product}’s server sends nothing but reads with it.`,
  onlyThese: (product: string) => `${product}’s server sends nothing with it but what ${product} asks for.`,
};
