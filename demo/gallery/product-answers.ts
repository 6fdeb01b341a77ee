/**
 * @module Answers of the Worker in the name of one product: its profile, and a connection that fits it.
 */

import { ENGLISH_RECEIPT } from "../../shared/i18n/en.ts";
import { WORKER_LANGUAGES } from "../../shared/i18n/languages.ts";
import { HEALTH, type HealthDetail } from "../../shared/health.ts";
import type { Mode } from "../../shared/keys.ts";
import type { ProfileView } from "../../shared/profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import type { Check, Connection, ConnectionAnswer } from "../../shared/schema/connections.ts";
import type { ProductName } from "../products.ts";
import { ADMIN, cannedConnection, VIEWER, viewProfile, WEBHOOK_URL } from "./canned-answers.ts";

export type ProductAnswers = ReturnType<typeof createProductAnswers>;

/** Creates what the Worker would say of `product` to somebody who reads `language`. */
export function createProductAnswers(product: ProductName, language = "en") {
  const stored = PROFILES[product];
  if (!stored) throw new Error(`there is no profile ${product}`);
  const profile = viewProfile(stored, language);
  const hasOauth = profile.methods.includes("oauth");
  const admin = { ...ADMIN, oauth: hasOauth, demo: profile.demo };
  const mode: Mode = profile.mode === "live" ? "live" : "test";
  const checks = (statuses: Statuses = {}): Check[] => createChecks(profile, statuses);
  const connected = (changes: Partial<Connection> = {}): ConnectionAnswer => ({
    profile,
    may: admin,
    invitation: null,
    connection: cannedConnection({ ...describeUsual(profile, mode), permissions: checks(), ...changes }),
  });
  return {
    profile,
    receiptTexts: WORKER_LANGUAGES[language]?.receipt ?? ENGLISH_RECEIPT,
    /** The data that the product asks for first. */
    mode,
    none: { profile, connection: null, invitation: null, may: admin } satisfies ConnectionAnswer,
    connected,
    /** A connection that is not well. */
    unwell: (detail: HealthDetail, changes: Partial<Connection> = {}) =>
      connected({ health: { detail, ...HEALTH[detail] }, ...changes }),
    checks,
    asViewer: (answer: ConnectionAnswer): ConnectionAnswer => ({ ...answer, may: VIEWER }),
  };
}

/** Which checks are other than granted: the first or the last of the required or optional permissions. */
interface Statuses {
  readonly lastRequired?: Check["status"];
  readonly optional?: Check["status"];
}

function createChecks({ permissions }: ProfileView, { lastRequired, optional }: Statuses): Check[] {
  const last = permissions.findLast(({ required }) => required);
  return permissions.map((row) => ({
    permission: row.permission,
    access: row.access,
    required: row.required,
    label: row.label,
    status: (row === last ? lastRequired : row.required ? "granted" : optional) ?? "granted",
  }));
}

/** What nearly every connection of the product looks like. */
function describeUsual(profile: ProfileView, mode: Mode): Partial<Connection> {
  const { kind } = profile.webhook;
  return {
    mode,
    label: `rk_${mode}_…abcd`,
    ...(profile.methods[0] === "oauth" && {
      method: "oauth",
      label: "Stripe Connect",
      key_kind: null,
      edit_key_url: null,
    }),
    ...(profile.credentials.publishable === "required" && { publishable_key: `pk_${mode}_…wxyz` }),
    webhook: {
      status: kind === "managed" ? "receiving" : "none",
      managed: kind === "managed",
      url: kind === "none" ? null : WEBHOOK_URL,
      last_event_at: kind === "managed" ? 1_790_000_000 : null,
    },
  };
}
