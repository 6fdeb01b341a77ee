/**
 * @module What a request carries on its way through the Worker.
 */

import type { Role } from "../shared/api.ts";
import type { InvitationId, RandomBytes } from "../shared/ids.ts";
import type { App } from "./apps/store.ts";
import type { InvitationState } from "./invitations/store.ts";
import type { Bindings, OutboxMessage, Settings } from "./env.ts";
import type { Vault } from "./vault/vault.ts";

/** Who sends the request, as its credential proves it. */
export type Caller =
  | { readonly kind: "anyone" }
  | { readonly kind: "operator" }
  | { readonly kind: "app"; readonly app: App }
  | {
      readonly kind: "session";
      readonly id: string;
      readonly app: App;
      readonly project: string;
      readonly role: Role;
      /** The app's own id of the person, if it gave one. */
      readonly user: string | null;
      /** The person's name, as others of the project are shown it. */
      readonly userName: string | null;
      /** What the session was opened with, as it was when the request came; null for an app's own session. */
      readonly invitation: OpenedInvitation | null;
    };

/** An invitation, as the session of whoever opened it has it. */
export interface OpenedInvitation {
  readonly id: InvitationId;
  /** Name of the person who invites. */
  readonly invitedBy: string | null;
  /** When it connected, unix seconds; null before. */
  readonly usedAt: number | null;
  readonly state: InvitationState;
}

/** Returns the current time in unix seconds. Passed in, so that tests can drive it. */
export type Clock = () => number;

/** The outside world the Worker stands in. */
export interface Runtime {
  readonly now: Clock;
  readonly random: RandomBytes;
  readonly fetch: typeof fetch;
  /** How long all probes of one credential may take; the Stripe client's own deadline if left out. */
  readonly probeDeadlineMs?: number;
  /** How long an event endpoint has to answer; ten seconds if left out. */
  readonly deliveryDeadlineMs?: number;
  /** The ledger reads as fast as Stripe answers, not at a quarter of Stripe's limits; for tests and benchmarks. */
  readonly isUnpaced?: boolean;
}

/** What verbs need, handed to them instead of a request. */
export interface Services extends Runtime {
  readonly db: Bindings["DB"];
  readonly settings: Settings;
  readonly vault: Vault;
  /** Null where deliveries go out with the cron alone. */
  readonly outbox: Queue<OutboxMessage> | null;
}

export interface WorkerEnv {
  Bindings: Bindings;
  Variables: {
    requestId: string;
    services: Services;
    caller: Caller;
    /** What the log says of a request that was refused. */
    outcome: { code: string; reason?: string };
  };
}
