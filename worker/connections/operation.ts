/**
 * @module What the verbs of a connection work with inside its Durable Object, and how a request reaches them.
 */

import type { ConnectionId, InvitationId } from "../../shared/ids.ts";
import type { KeyKind, Mode } from "../../shared/keys.ts";
import type { Profile } from "../../shared/profile.ts";
import type { LeftBehind } from "../../shared/schema/connections.ts";
import type { App } from "../apps/store.ts";
import { auditStatements, type AuditAction, type Initiator } from "../audit/audit.ts";
import type { Services } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import type { StripeCredential } from "../stripe/client.ts";
import type { Proof } from "../stripe/probe.ts";
import type { ObjectStorage } from "./object-storage.ts";
import { findConnection, type ConnectionRow } from "./store.ts";

/** Who connects: shown to people of the project, and never told to anybody else. */
export interface Person {
  readonly name: string | null;
  /** What let them in; null for who needs none. */
  readonly invitation: { readonly id: InvitationId; readonly invitedBy: string | null } | null;
}

/** An app's backend, or the alarm. */
export const NOBODY: Person = { name: null, invitation: null };

/** Who asks for what: plain data, which crosses from the Worker to the object. */
export interface ConnectionRequest {
  readonly app: App;
  readonly project: string;
  readonly initiator: Initiator;
  readonly person: Person;
  /** Origin at which Stripe reaches this Worker. */
  readonly publicUrl: string;
}

/** What is at hand inside the object. */
export interface ObjectContext {
  /** The connection's id, which is the object's name. */
  readonly id: ConnectionId;
  readonly services: Services;
  readonly storage: ObjectStorage;
}

/** One request, or one look of the alarm's, inside the object. */
export interface Operation extends ConnectionRequest, ObjectContext {
  /** Hands a proven credential to the object of a new connection, which takes this one's place in the directory. */
  readonly replaceWith: (id: ConnectionId, replacement: Replacement) => Promise<ConnectionRow>;
}

/** A connection as a verb leaves it; null after a disconnect. */
export interface OperationResult {
  readonly row: ConnectionRow | null;
  /** What could not be removed from the Stripe account. */
  readonly leftBehind: readonly LeftBehind[];
}

/** What comes with a key, or after it. A value is new, to be removed (null), or as it was (undefined). */
export interface Attachments {
  readonly webhookSecret: string | null | undefined;
  readonly publishableKey: string | undefined;
}

/** A pasted key that passed every rule which needs no call to Stripe. */
export interface PastedCredential extends Attachments {
  readonly method: "key";
  readonly apiKey: string;
  readonly kind: KeyKind;
  readonly mode: Mode;
}

/** The access an account gave on Stripe's own page. */
export interface GrantedCredential {
  readonly method: "oauth";
  readonly mode: Mode;
  /** `acct_…` */
  readonly account: string;
  readonly credential: StripeCredential;
  /** A Stripe App's tokens, as JSON; null with Connect, which needs none. */
  readonly tokens: string | null;
  /** The flow that ends with the connection. */
  readonly stateHash: string;
}

/** A credential that has passed every rule which needs no call to Stripe. */
export type NewCredential = PastedCredential | GrantedCredential;

/** How the person answered what had to be asked. */
export interface Answers {
  readonly replaceAccount: boolean;
  /** The data that is asked for; null where nobody said. */
  readonly mode: Mode | null;
}

/** What the object of a new connection is handed by the one whose place it takes. */
export interface Replacement {
  readonly given: NewCredential;
  readonly proof: Proof;
  readonly replaced: ConnectionRow;
}

/** Finds the connection of the operation's project. Fails with `connection_changed` where another one took its place. */
export async function findOwnRow({ services, app, project, id }: Operation): Promise<ConnectionRow | null> {
  const row = await findConnection(services.db, app.id, project);
  if (row && row.id !== id) throw new ApiError("connection_changed");
  return row;
}

/** Returns the statements of an operation's audit row. */
export function auditOperation(op: Operation, action: AuditAction, detail = ""): D1PreparedStatement[] {
  const subject = { app: op.app.id, project: op.project, connection: op.id, detail };
  return auditStatements(op.services, op.initiator, action, subject);
}

/** Tells whether the Worker makes the endpoint for connections of this method. */
export function isManaged({ webhook }: Profile, method: ConnectionRow["method"]): boolean {
  return webhook.kind === "managed" && method !== "demo" && webhook.methods.includes(method);
}
