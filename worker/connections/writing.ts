/**
 * @module What a verb that changes a connection needs: the outside world, and its audit row.
 */

import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { auditStatements, type AuditAction, type AuditSubject, type Initiator } from "../audit/audit.ts";
import type { Services } from "../context.ts";

export interface Writing {
  readonly services: Services;
  /** Returns the audit row's statements, for the same batch as the change. */
  readonly audit: (action: AuditAction, subject: AuditSubject) => D1PreparedStatement[];
}

/** What a verb that changes a connection needs for one initiator. */
export function createWriting(services: Services, initiator: Initiator): Writing {
  return {
    services,
    audit: (action, subject) => auditStatements(services, initiator, action, subject),
  };
}
