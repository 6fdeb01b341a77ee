/**
 * @module How the Worker reaches a connection's object. An `ApiError` loses its class on the way, so it crosses as data.
 */

import type { ConnectionId } from "../../shared/ids.ts";
import type { Bindings } from "../env.ts";
import { ApiError, type ApiErrorDetails } from "../http/api-error.ts";
import type { ConnectionObject } from "./object.ts";
import type { OperationResult } from "./operation.ts";

/** A value, or the error that ends the request. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ApiError["code"]; readonly details: ApiErrorDetails };

/** What a connection's object is asked for. */
export type ConnectionMethods = Pick<
  ConnectionObject,
  | "connectAccount"
  | "replace"
  | "connectDemo"
  | "check"
  | "update"
  | "disconnect"
  | "finishOauth"
  | "receiveEvent"
  | "readSync"
  | "readMetrics"
  | "readLedger"
  | "beginUpload"
  | "stageRows"
  | "discardUpload"
  | "finishUpload"
  | "readIdentities"
  | "readStripe"
  | "wake"
>;

/**
 * Calls the object of a connection and returns what it answers. Fails with the object's `ApiError`, or with
 * `unavailable` where the platform could not reach it or is busy.
 */
export async function callObject<T>(
  { CONNECTIONS }: Pick<Bindings, "CONNECTIONS">,
  id: ConnectionId,
  call: (object: ConnectionMethods) => Promise<T>,
): Promise<T> {
  // The platform's own type of a stub wraps every answer; the methods are those of the class.
  const object = CONNECTIONS.getByName(id) as unknown as ConnectionMethods;
  try {
    return await call(object);
  } catch (error) {
    const { retryable, overloaded } = error as { retryable?: unknown; overloaded?: unknown };
    if (retryable !== true && overloaded !== true) throw error;
    throw new ApiError("unavailable", {
      retryAfterSeconds: 5,
      reason: "the connection's object did not answer",
    });
  }
}

/** Calls a method that changes a connection. Fails like `callObject`. */
export async function changeConnection(
  bindings: Pick<Bindings, "CONNECTIONS">,
  id: ConnectionId,
  call: (object: ConnectionMethods) => Promise<Outcome<OperationResult>>,
): Promise<OperationResult> {
  return readOutcome(await callObject(bindings, id, call));
}

/** Does what an object is asked for, and answers an `ApiError` as data. */
export async function toOutcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { ok: false, code: error.code, details: error.details };
  }
}

/** Returns the value, or fails with the object's `ApiError`. */
export function readOutcome<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new ApiError(outcome.code, outcome.details);
}
