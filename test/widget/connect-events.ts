/**
 * @module The names of all DOM events, held to the contract by their type.
 */

import type { ConnectEventName } from "../../shared/events.ts";

const NAMES: Record<ConnectEventName, true> = {
  "parityrail-ready": true,
  "parityrail-connected": true,
  "parityrail-permissions-changed": true,
  "parityrail-disconnected": true,
  "parityrail-continue": true,
  "parityrail-error": true,
};

export const CONNECT_EVENTS = Object.keys(NAMES);
