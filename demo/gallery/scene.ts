/**
 * @module What a scene is: a state that a person can see, as data, written once for all products.
 */

import type { Mode } from "../../shared/keys.ts";
import type { Connection } from "../../shared/schema/connections.ts";
import type { Texts } from "../../widget/i18n/en.ts";
import { DASHBOARD } from "./canned-answers.ts";
import { makeKey } from "./canned-keys.ts";
import type { CannedReply } from "./canned-network.ts";
import type { ProductAnswers } from "./product-answers.ts";
import type { Step } from "./steps.ts";

/** How a scene is played for one product. */
export interface Play {
  /** What the Worker answers, in turn. */
  readonly replies: readonly CannedReply[];
  /** What the person does. */
  readonly steps?: readonly Step[];
  /** The query that Stripe's own page sends the person back with. */
  readonly back?: string;
}

export interface Scene {
  /** Returns null for a product that has no such state. */
  readonly play: (product: ProductAnswers) => Play | null;
  /** What the profile says is on screen, so it looks otherwise with every product. */
  readonly differs?: true;
}

export type SceneGroup = Readonly<Record<string, Scene>>;

export const press = (name: (texts: Texts) => string): Step => ({ is: "press", name });
export const paste = (field: "key" | "publishable" | "secret", text: string): Step => ({
  is: "paste",
  field,
  text,
});

/** Brings the key field on screen where Stripe's own page comes first. */
export function openKeyForm({ profile }: ProductAnswers): Step[] {
  return hasOauth({ profile }) ? [press(({ oauth }) => oauth.toKey)] : [];
}

/** Pastes what the product asks for, and presses the button. */
export function submitKey(mode: Mode, { profile }: Pick<ProductAnswers, "profile">): Step[] {
  const publishable = paste("publishable", makeKey(`pk_${mode}`));
  return [
    paste("key", makeKey(`rk_${mode}`)),
    ...(profile.credentials.publishable === "required" ? [publishable] : []),
    press(({ connect }) => profile.words?.connect ?? connect),
  ];
}

export const hasOauth = ({ profile }: Pick<ProductAnswers, "profile">): boolean =>
  profile.methods.includes("oauth");

/** A connection made with a key, whatever the product would rather have. */
export function asKey({ profile }: ProductAnswers, mode: Mode): Partial<Connection> {
  const { webhook } = profile;
  const isLeftOut = webhook.kind === "managed" && !webhook.methods.includes("key");
  return {
    method: "key",
    mode,
    label: `rk_${mode}_…abcd`,
    key_kind: "restricted",
    edit_key_url: `${DASHBOARD}/test/apikeys`,
    ...(profile.credentials.publishable === "required" && { publishable_key: `pk_${mode}_…wxyz` }),
    ...(isLeftOut && { webhook: { status: "none", managed: false, url: null, last_event_at: null } }),
  };
}
