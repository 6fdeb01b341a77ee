/**
 * @module A connection in six plain values, for scripts that only want to know whether it works.
 */

import type { Connection, StatusAnswer } from "../../../shared/schema/connections.ts";

/** Returns the status of a connection as it is shown, or of none. */
export function viewStatus(connection: Connection | null): StatusAnswer {
  if (!connection) {
    return {
      ...{ object: "connection_status", connected: false, is_active: false, sync_status: "none" },
      ...{ schema_exists: false, account_name: null, key_valid: false },
    };
  }
  const { health, webhook, demo, account } = connection;
  const works = health.status === "healthy" || health.status === "degraded";
  return {
    object: "connection_status",
    connected: true,
    is_active: works,
    sync_status: demo !== null || webhook.last_event_at !== null ? "ready" : "pending",
    schema_exists: true, // its rows are made with it and dropped with it
    account_name: account?.name ?? null,
    key_valid: works && health.detail !== "refused_once",
  };
}
