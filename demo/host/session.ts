/**
 * @module The one endpoint a product adds to its backend: it turns "signed in here" into a Connect session.
 *
 * The rest of this folder is only for the demo. Copy this, replace `readSignedIn` with your own, and keep
 * the app secret where you keep your other secrets: it never reaches the browser. The page gets a token that
 * lives for minutes and reaches one project, with one role.
 */

import { Hono, type Context } from "hono";
import type { Role } from "../../shared/api.ts";

export interface SignedIn {
  /** Your own id for the customer's workspace. */
  project: string;
  /** `admin` may connect Stripe; `viewer` may look. */
  role: Role;
  /** Your own id for the person, for the audit. */
  user: string;
  /** The person's name, for the others of the workspace: who connected, who invites. */
  user_name: string;
}

interface SessionEndpointOptions {
  /** Where your page asks for its token: `/api/parityrail/session`. */
  path: string;
  workerUrl: string;
  appSecret: string;
  readSignedIn: (context: Context) => SignedIn | null;
}

/** Serves `POST {path}`: answers `{token}` if the caller is signed in. */
export function createSessionEndpoint(options: SessionEndpointOptions): Hono {
  const { path, workerUrl, appSecret, readSignedIn } = options;
  return new Hono().post(path, async (context) => {
    const signedIn = readSignedIn(context);
    if (!signedIn) return context.json({ error: "Sign in first." }, 401);

    const answer = await fetch(`${workerUrl}/v1/sessions`, {
      method: "POST",
      headers: { authorization: `Bearer ${appSecret}`, "content-type": "application/json" },
      body: JSON.stringify(signedIn),
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null);
    if (!answer?.ok) return context.json({ error: "Connecting is not available just now." }, 502);

    const session = (await answer.json()) as { token: string }; // shared/schema/sessions.ts: sessionAnswer
    return context.json({ token: session.token });
  });
}
