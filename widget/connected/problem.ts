/**
 * @module What stops a connection from working, as far as the element has a card for it.
 */

import type { Connection } from "../../shared/schema/connections.ts";
import type { ConnectedTexts } from "./connected-texts.ts";

/** Returns the problem; a newer Worker may know more of them, and none is green. */
export function problemOf({ health }: Connection): keyof ConnectedTexts["problemCard"] | null {
  if (health.status === "healthy" || health.status === "degraded") return null;
  return health.detail === "key_expired" || health.detail === "key_ip_restricted"
    ? health.detail
    : "key_rejected";
}
