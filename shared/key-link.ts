/**
 * @module The link that opens Stripe's create-key form with name and permissions filled in.
 *
 * Stripe documents no such link. `permissions[]` with `rak_` identifiers is what shipped products use, and
 * reports of 2026 disagree on whether it still fills anything in; an identifier Stripe does not know is
 * ignored in silence. So the link is a help, and the list of permissions always stands beside it.
 */

import type { Mode } from "./keys.ts";
import { PERMISSIONS } from "./permissions.ts";
import type { Profile } from "./profile.ts";

/**
 * Returns the address of Stripe's create-key form for `profile`, with what it requires and nothing more.
 * @param dashboard origin of Stripe's Dashboard, without a trailing slash
 */
export function createKeyLink(dashboard: string, profile: Profile, mode: Mode): string {
  const permissions = profile.permissions
    .filter(({ required }) => required)
    .map(({ permission, access }) => `permissions[]=rak_${PERMISSIONS[permission].identifier}_${access}`);
  const query = [`name=${encodeURIComponent(profile.key_name)}`, ...permissions].join("&");
  return `${dashboard}${mode === "test" ? "/test" : ""}/apikeys/create?${query}`;
}
