/**
 * @module How often each endpoint may be used: every budget in one table, and the functions that count a use.
 *
 * Whoever can call connect can learn whether a key works, so a thief of keys would like to call it often. A person
 * needs a handful of tries; these numbers leave room for several and none for a list. Each project, user and
 * network has a share of its own, and the app's share for projects with a connection is apart from the share for
 * all others: on an app with open sessions, strangers from many networks can fill only the latter.
 */

import type { Context } from "hono";
import type { Services, WorkerEnv } from "../context.ts";
import { deriveKey, keyedDigestHex } from "../crypto/digest.ts";
import { clientIp, networkOf } from "../http/client-ip.ts";
import { consume, type Budget } from "../http/limits.ts";
import { projectOf } from "./endpoint.ts";

/** For whom a use is counted. */
export interface BudgetTarget {
  readonly app: string;
  readonly project: string;
  /** The app's own id of the person, if a session names one. */
  readonly user: string | null;
  /** The caller's address if it is a browser's; a backend's address says nothing of the person. */
  readonly ip: string | null;
  /** The project has a connection to a Stripe account; the demo dataset is none. */
  readonly connected: boolean;
}

const per = (limit: number, windowSeconds: number) => ({ limit, windowSeconds });
const HOUR = 3600;
const TEN_MINUTES = 600;

type Share = "project" | "user" | "ip" | "network" | "app";

/** What writes an audit row and costs no try: on an app with open sessions, whoever wants it has many projects. */
const AUDITED = { ip: per(60, HOUR), network: per(180, HOUR), app: per(2000, HOUR) } as const;

/** `ip`: an IPv4 address or an IPv6 /64. `network`: an IPv4 address or an IPv6 /48. `app`: see above, so twice. */
const BUDGETS = {
  connect: {
    project: per(20, HOUR), // who fails twenty times needs another kind of help
    user: per(60, HOUR), // an agency connects several clients
    ip: per(30, TEN_MINUTES), // an office behind one address onboards together at most this fast
    network: per(90, HOUR), // under a tenth of the app's share
    app: per(1000, HOUR), // a stolen app secret or a rogue page ends here
  },
  check: { project: per(60, HOUR) }, // each costs the customer's Stripe account a handful of reads
  demo: { ...AUDITED, project: per(60, HOUR) }, // each generates a dataset
  finish: { ...AUDITED, project: per(60, HOUR) }, // a question may be answered often
  update: { ...AUDITED, project: per(30, HOUR) }, // a signing secret or a publishable key, pasted again and again
  identities: { project: per(30, HOUR) }, // a nightly file, and a morning of corrections
  endpoint: { app: per(120, HOUR) }, // each seals a secret or asks for an address to be judged
  resend: { app: per(3600, HOUR) }, // each is up to 16 requests to somebody's server
  invite: { ...AUDITED, project: per(60, HOUR) }, // a link that is lost is made again
  session: {
    project: per(600, HOUR), // a team of 150, each with a new token every 15 minutes
    user: per(240, HOUR), // one person with many projects and tabs; and an end to a backend that asks in a loop
  },
  open: {
    ip: per(20, HOUR), // a household tries a few times, a machine many
    network: per(300, HOUR), // a mobile carrier's customers
    app: per(20_000, HOUR), // more than five a second all hour long; each stores nothing
  },
  invitation: {
    project: per(120, HOUR), // every reload of its page is one
    ip: per(120, HOUR),
    network: per(1200, HOUR),
    app: per(20_000, HOUR),
  },
  resume: {
    project: per(120, HOUR), // every reload of a page is one
    ip: per(120, HOUR),
    network: per(1200, HOUR),
    app: per(20_000, HOUR),
  },
} as const satisfies Record<string, Partial<Record<Share, Omit<Budget, "scope">>>>;

/** Counts one use in every budget of its kind. Fails with `rate_limited` or `unavailable`. */
export async function consumeBudgets(
  services: Services,
  kind: keyof typeof BUDGETS,
  target: BudgetTarget,
): Promise<void> {
  await consume(services.db, services.now(), await listBudgets(services, kind, target));
}

/** Returns for whom a request about a project counts. */
export function budgetTargetOf(c: Context<WorkerEnv>, connected: boolean): BudgetTarget {
  const { app, project } = projectOf(c);
  const caller = c.get("caller");
  const isPage = caller.kind === "session";
  return {
    app: app.id,
    project,
    user: isPage ? caller.user : null,
    ip: isPage ? clientIp(c) : null,
    connected,
  };
}

/** Hashes are keyed: of a bare one, four billion guesses find an IPv4 address. */
async function listBudgets(
  { settings }: Services,
  kind: keyof typeof BUDGETS,
  { app, project, user, ip, connected }: BudgetTarget,
): Promise<Budget[]> {
  const key = await deriveKey(settings.sessionKeys[0], "rate limits");
  const hash = (text: string | null): Promise<string> | null =>
    text === null ? null : keyedDigestHex(key, `${app} ${text}`);
  const names: Readonly<Record<Share, string | null>> = {
    project: `${app} ${project}`,
    user: await hash(user),
    ip: await hash(ip && networkOf(ip, 64)),
    network: await hash(ip && networkOf(ip, 48)),
    app: `${app} ${connected ? "connected" : "new"}`,
  };
  return Object.entries(BUDGETS[kind]).flatMap(([share, budget]) => {
    const name = names[share as Share]; // a key of BUDGETS
    return name === null ? [] : [{ scope: `${kind} ${share} ${name}`, ...budget }];
  });
}
