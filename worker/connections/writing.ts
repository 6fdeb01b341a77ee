/**
 * @module What a verb that changes a connection needs: the outside world, and its audit row.
 */

import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { AuditAction, AuditSubject } from "../audit/store.ts";
import type { Services } from "../context.ts";

export interface Writing {
  readonly services: Services;
  /** Returns the audit row's statement, for the same batch as the change. */
  readonly audit: (action: AuditAction, subject: AuditSubject) => D1PreparedStatement;
  /** Returns the audit row of a disconnect, which is written only if there is something to disconnect. */
  readonly auditDisconnect: (app: string, project: string) => D1PreparedStatement;
}
