/**
 * @module The way back: whoever comes from Stripe is sent to the page they left, with a ticket instead of the code.
 *
 * This address is open to anyone, so it believes nothing but a state it made, once. The code is not exchanged
 * here, because this request proves nothing about the browser: somebody could have sent a victim to Stripe with a
 * state of their own, to get the victim's account into their project, or have finished at Stripe themselves and
 * sent the victim here, to get their account into the victim's. The page finishes with a ticket, which only the
 * browser that came back has, and a verifier, which only the browser that left has: one of the two is missing
 * from whoever is not both.
 */

import { ERRORS, type ApiErrorCode } from "../../shared/errors.ts";
import { randomText } from "../../shared/ids.ts";
import type { Services } from "../context.ts";
import { digestHex } from "../crypto/digest.ts";
import { endStatement, noteReturn, takeState, type Flow } from "./flows.ts";
import { markReturn } from "./return-url.ts";
import { TOKEN_LENGTH } from "./start.ts";

/** What Stripe puts into the address. */
export interface Returned {
  readonly state: string | undefined;
  readonly code: string | undefined;
  readonly error: string | undefined;
}

/** `page`: there is nowhere to go. `away`: back to the page, with an error's code for the log if there is one. */
export type Destination =
  | { readonly kind: "page"; readonly code: ApiErrorCode }
  | { readonly kind: "away"; readonly url: string; readonly code: ApiErrorCode | null };

const CODE = /^[A-Za-z0-9_-]{1,256}$/;

/** Uses up the state and says where to go. */
export async function comeBack(services: Services, { state, code, error }: Returned): Promise<Destination> {
  const { db, now } = services;
  const flow = await takeState(db, await digestHex(state ?? ""));
  if (!flow) return { kind: "page", code: "oauth_state_invalid" };
  if (flow.expiresAt <= now()) return turnAway(services, flow, "oauth_expired");
  if (error === "access_denied") return turnAway(services, flow, "oauth_denied");
  // Neither a code nor a no: only wrong settings at Stripe come back like that.
  if (error !== undefined || !code || !CODE.test(code))
    return turnAway(services, flow, "oauth_misconfigured");
  return {
    kind: "away",
    url: markReturn(flow.returnUrl, "ticket", await makeTicket(services, flow, code)),
    code: null,
  };
}

async function makeTicket({ db, vault, random }: Services, flow: Flow, code: string): Promise<string> {
  const ticket = randomText(TOKEN_LENGTH, random);
  const { app, project, stateHash: connection } = flow;
  const sealed = await vault.seal({ app, project, connection, field: "oauth_code" }, code);
  await noteReturn(db, flow, await digestHex(ticket), sealed);
  return ticket;
}

async function turnAway({ db }: Services, flow: Flow, code: ApiErrorCode): Promise<Destination> {
  await endStatement(db, flow.stateHash).run();
  return { kind: "away", url: markReturn(flow.returnUrl, "error", code), code };
}

/** The page for whom there is no way back to: one sentence, nothing of the request. */
export function writeDeadEnd(code: ApiErrorCode): string {
  const { message } = ERRORS[code];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Stripe</title></head><body><main><p>${message}</p></main></body></html>`;
}
