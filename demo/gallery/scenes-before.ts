/**
 * @module Scenes before there is a connection: the form, what is pasted into it, and what comes of testing it.
 */

import { cannedInvitation } from "./canned-answers.ts";
import { makeKey, makeSecret } from "./canned-keys.ts";
import { errorAnswer, type CannedError } from "./canned-network.ts";
import type { ProductAnswers } from "./product-answers.ts";
import { hasOauth, openKeyForm, paste, press, submitKey, type Play, type SceneGroup } from "./scene.ts";

const toStripe = press(({ oauth }) => oauth.connect);

export const FIRST_SIGHT: SceneGroup = {
  loading: { play: () => ({ replies: ["wait"] }) },
  "load failed": { play: () => ({ replies: ["offline"] }) },
  "viewer, not connected": { play: (product) => ({ replies: [product.asViewer(product.none)] }) },
  form: { differs: true, play: (product) => ({ replies: [product.none] }) },
  "form for a key": {
    differs: true,
    play: (product) => (hasOauth(product) ? inForm(product) : null),
  },
  "guide open": {
    differs: true,
    play: (product) =>
      inForm(
        product,
        press(({ showHow }) => showHow(product.profile.guide?.minutes)),
      ),
  },
  "frequently asked open": {
    differs: true,
    play: (product) =>
      product.profile.help?.questions
        ? inForm(
            product,
            press(({ help }) => help.questions),
          )
        : null,
  },
  "never accesses open": {
    differs: true,
    play: (product) => {
      const { never, product: named } = product.profile;
      return never.length > 0
        ? inForm(
            product,
            press((texts) => texts.never(named.name)),
          )
        : null;
    },
  },
  "a link for a teammate": {
    play: (product) => ({ replies: [{ ...product.none, invitation: cannedInvitation(null) }] }),
  },
  "a link that was opened": {
    play: (product) => ({ replies: [{ ...product.none, invitation: cannedInvitation(1_790_000_400) }] }),
  },
  "loading demo data": {
    play: (product) =>
      product.profile.demo
        ? { replies: [product.none, "wait"], steps: [press(({ connectDemo }) => connectDemo)] }
        : null,
  },
};

export const PASTED: SceneGroup = {
  "test key": { differs: true, play: (product) => pasted(product, makeKey("rk_test")) },
  "live key": { differs: true, play: (product) => pasted(product, makeKey("rk_live")) },
  "key, readable": {
    play: (product) =>
      inForm(
        product,
        paste("key", makeKey()),
        press(({ show, apiKey }) => `${show}: ${product.profile.words?.key ?? apiKey}`),
      ),
  },
  "secret key": { differs: true, play: (product) => pasted(product, makeKey("sk_test")) },
  "publishable key": { play: (product) => pasted(product, makeKey("pk_live")) },
  "signing secret": { differs: true, play: (product) => pasted(product, makeSecret()) },
  "masked key": { play: (product) => pasted(product, "rk_test_51H…abcd") },
  "half a key": { play: (product) => pasted(product, "rk_test_4eC3") },
  "two keys": { play: (product) => pasted(product, `${makeKey()} ${makeKey("rk_live")}`) },
  "something else": { play: (product) => pasted(product, "correct horse battery staple") },
  "not a signing secret": {
    play: (product) =>
      product.profile.webhook.kind === "pasted" ? inForm(product, paste("secret", "not a secret")) : null,
  },
  "placeholder for the signing secret": {
    differs: true,
    play: (product) => {
      const { webhook } = product.profile;
      const isExpected = webhook.kind === "pasted" && webhook.expected;
      return isExpected ? inForm(product, paste("secret", "whsec_placeholder")) : null;
    },
  },
  "keys of two modes": {
    differs: true,
    play: (product) =>
      product.profile.credentials.publishable === "required"
        ? inForm(product, paste("key", makeKey("sk_test")), paste("publishable", makeKey("pk_live")))
        : null,
  },
};

export const TESTED: SceneGroup = {
  testing: { play: (product) => submitted(product, "wait") },
  refused: { play: (product) => submitted(product, errorAnswer("key_rejected")) },
  "refused from this address": { play: (product) => submitted(product, errorAnswer("key_ip_restricted")) },
  "no permission at all": {
    play: (product) => {
      const required = product.profile.permissions.filter((row) => row.required);
      const permissions = required.map(({ label }) => label).join(", ");
      return submitted(product, errorAnswer("permissions_missing", { permissions }));
    },
  },
  "Stripe does not answer": { play: (product) => submitted(product, errorAnswer("stripe_unavailable")) },
  "the network fails": { play: (product) => submitted(product, "offline") },
  "another mode": {
    differs: true,
    play: (product) => {
      const { mode: asked } = product.profile;
      if (asked === "either") return null;
      const given = asked === "live" ? "test" : "live";
      const refused = errorAnswer("mode_differs", { given, asked });
      return { replies: [product.none, refused], steps: submitKey(given, product) };
    },
  },
};

/** On Stripe's own page, for products that connect there. */
export const ON_STRIPES_PAGE: SceneGroup = {
  "opening Stripe": {
    differs: true,
    play: (product) => (hasOauth(product) ? { replies: [product.none, "wait"], steps: [toStripe] } : null),
  },
  "back from Stripe, finishing": {
    differs: true,
    play: (product) =>
      hasOauth(product) ? { replies: [product.none, "wait"], back: "parityrail_oauth=ticket" } : null,
  },
  "denied in Stripe": {
    differs: true,
    play: (product) =>
      hasOauth(product) ? { replies: [product.none], back: "parityrail_oauth_error=oauth_denied" } : null,
  },
  "another account in Stripe": {
    differs: true,
    play: (product) => {
      const replies = [product.connected(), errorAnswer("account_differs")];
      return hasOauth(product) ? { replies, back: "parityrail_oauth=ticket" } : null;
    },
  },
  "not set up": {
    differs: true,
    play: (product) =>
      hasOauth(product)
        ? { replies: [{ ...product.none, may: { ...product.none.may, oauth: false } }] }
        : null,
  },
};

/** The form for a key, after `steps`. */
function inForm(product: ProductAnswers, ...steps: NonNullable<Play["steps"]>): Play {
  return { replies: [product.none], steps: [...openKeyForm(product), ...steps] };
}

function pasted(product: ProductAnswers, text: string): Play {
  return inForm(product, paste("key", text));
}

function submitted(product: ProductAnswers, reply: CannedError | "wait" | "offline"): Play {
  const steps = [...openKeyForm(product), ...submitKey(product.mode, product)];
  return { replies: [product.none, reply], steps };
}
