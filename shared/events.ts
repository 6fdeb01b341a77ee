/**
 * @module The DOM events that `<parityrail-connect>` dispatches, with their details. All bubble and are composed.
 *
 * No detail ever holds a key, a secret or a session token: any script of the page can listen.
 */

import type { ErrorCode } from "./errors.ts";
import type { Connection } from "./schema/connections.ts";

export interface ConnectEventDetails {
  /** The element shows its first state, connected or not; again after a change to another project. */
  "parityrail-ready": { connected: boolean };
  /** A connection was made or replaced. Once per attempt. */
  "parityrail-connected": { connection: Connection };
  /** A check found another result than the one before it. */
  "parityrail-permissions-changed": { connection: Connection };
  "parityrail-disconnected": { connection_id: string };
  /** The person pressed Continue. */
  "parityrail-continue": { connection: Connection };
  /** Something failed and is shown. `recoverable` is false when only the page can mend it. */
  "parityrail-error": { code: ErrorCode; message: string; request_id?: string; recoverable: boolean };
}

export type ConnectEventName = keyof ConnectEventDetails;

/** All names. A table first, so that a new event cannot be forgotten. */
export const CONNECT_EVENT_NAMES = Object.keys({
  "parityrail-ready": true,
  "parityrail-connected": true,
  "parityrail-permissions-changed": true,
  "parityrail-disconnected": true,
  "parityrail-continue": true,
  "parityrail-error": true,
} satisfies Record<ConnectEventName, true>) as ConnectEventName[]; // the table's keys
