/**
 * @module What the ledger has to know of its connection.
 */

import type { Mode } from "../../shared/keys.ts";
import type { PermissionName } from "../../shared/permissions.ts";
import type { Profile } from "../../shared/profile.ts";
import { RESOURCES, type ResourceName } from "../../shared/resources.ts";

export interface Source {
  readonly sync: Profile["sync"];
  /** Where customers' metadata has the app's own id of the user; null for nowhere. */
  readonly metadataKey: string | null;
  readonly mode: Mode;
  /** The example data: it is read once and does not change. */
  readonly isDemo: boolean;
  /** Tells whether the last check did not find that the credential may not read it. */
  readonly mayRead: (permission: PermissionName) => boolean;
  /** Tells whether it found that the credential may. */
  readonly isGranted: (permission: PermissionName) => boolean;
  /** When that check was, unix seconds. */
  readonly checkedAt: number;
  readonly connectedAt: number;
  /** The profile asks for Stripe's list of events. */
  readonly asksEvents: boolean;
  /** There is a signing secret, so events can arrive by themselves. */
  readonly hasSecret: boolean;
  /** When the last one arrived by itself, unix seconds. */
  readonly lastEventAt: number | null;
  /** Stripe refuses the credential. */
  readonly isRefused: boolean;
}

/** Returns the resource by which a person is shown how far the reading is. */
export function findShown({ sync, mayRead }: Source): ResourceName | undefined {
  return sync.resources.find((name) => mayRead(RESOURCES[name].permission));
}
