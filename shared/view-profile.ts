/**
 * @module A profile as answers show it. Without the schemas, whose library compiles functions, which a page's policy may forbid.
 */

import { ENGLISH_WIZARD } from "./i18n/en.ts";
import { isolateLatin } from "./isolate-latin.ts";
import type { Mode } from "./keys.ts";
import { PERMISSIONS } from "./permissions.ts";
import type { Profile, ProfileView } from "./profile.ts";
import { translateProfile } from "./translate-profile.ts";

/** Languages that are written from right to left. */
const RIGHT_TO_LEFT = /^ar\b/;

/** Returns what answers show of `profile` in `language`. @param dashboard as for `createKeyLink` */
export function viewProfile(profile: Profile, language: string, dashboard: string): ProfileView {
  const translated = translateProfile(profile, language);
  const isRightToLeft = RIGHT_TO_LEFT.test(translated.language);
  const {
    excess_check: _excess,
    identities: _identities,
    ...shown
  } = isRightToLeft ? isolateLatin(translated) : translated;
  return {
    ...shown,
    third_party: shown.third_party ?? shown.product,
    permissions: shown.permissions.map((request) => {
      const { label, section } = PERMISSIONS[request.permission];
      return { ...request, label, section };
    }),
    create_key_url: {
      test: createKeyLink(dashboard, profile, "test"),
      live: createKeyLink(dashboard, profile, "live"),
    },
    keys_url: { test: keysUrl(dashboard, "test"), live: keysUrl(dashboard, "live") },
    wizard: ENGLISH_WIZARD,
    webhooks_url: { test: `${dashboard}/test/webhooks`, live: `${dashboard}/webhooks` },
  };
}

/** Returns where existing keys are edited. */
export function keysUrl(dashboard: string, mode: Mode): string {
  return `${dashboard}${mode === "test" ? "/test" : ""}/apikeys`;
}

/**
 * Returns the address of Stripe's create-key form for `profile`, with what it requires and nothing more.
 *
 * Stripe documents no such link. `permissions[]` with `rak_` identifiers is what shipped products use, and
 * reports of 2026 disagree on whether it still fills anything in; Stripe ignores an identifier it does not
 * know. So the link is a help, and the list of permissions always stands beside it.
 * @param dashboard origin of Stripe's Dashboard, without a trailing slash
 */
export function createKeyLink(dashboard: string, { key_name, permissions }: Profile, of: Mode): string {
  const required = permissions
    .filter((row) => row.required)
    .map((row) => `permissions[]=rak_${PERMISSIONS[row.permission].identifier}_${row.access}`);
  const query = [`name=${encodeURIComponent(key_name)}`, ...required].join("&");
  return `${keysUrl(dashboard, of)}/create?${query}`;
}
