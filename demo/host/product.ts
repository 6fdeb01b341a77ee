/**
 * @module The product's own side of the pretend SaaS: hands the page what the Worker answers, and makes Stripe live.
 *
 * The page names a read and gets the Worker's answer; the app secret and the project are this server's. The buttons
 * change the connection's account at the local Stripe, never by way of the Worker.
 */

import { randomBytes } from "node:crypto";
import { Hono, type Context } from "hono";
import type { ConnectionAnswer, Connection } from "../../shared/schema/connections.ts";
import { isProductName, type ProductName } from "../products.ts";
import type { Live, LocalStripe } from "../stripe/index.ts";
import { carryOut, findDue } from "./advance.ts";
import { ActionImpossible, isLiveAction, LIVE_ACTIONS, type ActionTarget } from "./live-actions.ts";
import type { SignedIn } from "./session.ts";
import { isProductRead, PRODUCT_READS, type WorkerClient } from "./worker-reads.ts";

const DAY_SECONDS = 24 * 3600;
const LEAPS = { day: 1, month: 30 } as const;

interface ProductOptions {
  readonly clients: Readonly<Record<ProductName, WorkerClient>>;
  readonly stripe: LocalStripe;
  readonly readSignedIn: (context: Context) => SignedIn | null;
}

/** What a button answers: a sentence of what happened at Stripe, or why nothing did. */
export interface LiveAnswer {
  readonly done: boolean;
  readonly message: string;
}

/** A connection at the local Stripe. */
interface Connected {
  readonly connection: Connection;
  /** `acct_…` */
  readonly account: string;
  readonly live: Live;
  readonly caller: Caller;
}

/** Serves `/api/product/{product}/…`. */
export function createProductEndpoints({ clients, stripe, readSignedIn }: ProductOptions): Hono {
  const readCaller: ReadCaller = (context) => {
    const product = context.req.param("product") ?? "";
    const signedIn = readSignedIn(context);
    return signedIn && isProductName(product)
      ? { client: clients[product], project: signedIn.project }
      : null;
  };
  const reads = new Hono().get("/api/product/:product/read/:read", async (context) => {
    const caller = readCaller(context);
    if (!caller) return context.json(NOT_SIGNED_IN, 401);
    const name = context.req.param("read");
    if (!isProductRead(name)) return context.notFound();
    const { searchParams } = new URL(context.req.url);
    return context.json(await caller.client.read(PRODUCT_READS[name], caller.project, searchParams));
  });
  const all = reads.route("/", createButtons(readCaller, stripe));
  return all.onError((_, context) => context.json({ error: "The Worker does not answer." }, 502));
}

const NOT_SIGNED_IN = { error: "Open the page first." };

/** Returns who asks, and what asks the Worker for them; null for who has not opened the page. */
type ReadCaller = (context: Context) => Caller | null;

/** Serves what the buttons do to the local Stripe. */
function createButtons(readCaller: ReadCaller, stripe: LocalStripe): Hono {
  /** Account and mode → how many days ahead of the clock it has come. */
  const daysAhead = new Map<string, number>();
  const act = async (context: Context, change: (connected: Connected) => Promise<string> | string) => {
    const caller = readCaller(context);
    if (!caller) return context.json(NOT_SIGNED_IN, 401);
    try {
      const message = await change(await findConnected(caller, stripe));
      return context.json({ done: true, message } satisfies LiveAnswer);
    } catch (error) {
      if (!(error instanceof ActionImpossible)) throw error;
      return context.json({ done: false, message: error.message } satisfies LiveAnswer);
    }
  };
  return new Hono()
    .post("/api/product/:product/live/:action", (context) =>
      act(context, async ({ live }) => {
        const name = context.req.param("action");
        if (!isLiveAction(name)) throw new ActionImpossible("There is no such button.");
        return LIVE_ACTIONS[name](live, (await context.req.json()) as ActionTarget); // our own page, same types
      }),
    )
    .post("/api/product/:product/advance/:leap{day|month}", (context) =>
      act(context, ({ live, account, connection }) => {
        const store = `${account} ${connection.mode}`;
        const leap = LEAPS[context.req.param("leap") === "day" ? "day" : "month"];
        const days = (daysAhead.get(store) ?? 0) + leap;
        daysAhead.set(store, days);
        const due = findDue(live, Math.floor(Date.now() / 1000) + days * DAY_SECONDS);
        void carryOut(live, due, () => stripe.settleDeliveries(account));
        const what = due.length === 1 ? "1 subscription falls" : `${due.length || "no"} subscriptions fall`;
        return `${days} ${days === 1 ? "day" : "days"} ahead: ${what} due`;
      }),
    )
    .post("/api/product/:product/endpoint", (context) =>
      act(context, (connected) => sendWebhooks(connected, stripe)),
    );
}

/** Does what a person does by hand: makes an endpoint in Stripe, and gives its signing secret to the connection. */
async function sendWebhooks(
  { connection, account, caller }: Connected,
  stripe: LocalStripe,
): Promise<string> {
  const { url, managed, status } = connection.webhook;
  if (url === null) throw new ActionImpossible("This product takes no events from Stripe.");
  if (managed || status === "waiting" || status === "receiving")
    throw new ActionImpossible("Stripe sends its events to this connection already.");
  const secret = `whsec_${randomBytes(24).toString("hex")}`;
  stripe.registerEndpoint(account, connection.mode, { url, secret });
  const { client, project } = caller;
  const answer = await client.call("PATCH", `/v1/projects/${project}/connection`, { webhook_secret: secret });
  if (answer.status !== 200) throw new ActionImpossible("The signing secret could not be stored.");
  return "Stripe sends events from now on";
}

interface Caller {
  readonly client: WorkerClient;
  readonly project: string;
}

async function findConnected(caller: Caller, stripe: LocalStripe): Promise<Connected> {
  const answer = await caller.client.read("readConnection", caller.project);
  const { connection } = answer.body as Partial<ConnectionAnswer>; // an error has none
  if (!connection) throw new ActionImpossible("Connect Stripe first.");
  if (connection.method === "demo")
    throw new ActionImpossible("The demo dataset stands still. Connect a key to see it move.");
  if (!connection.account) throw new ActionImpossible("Stripe does not say which account this is.");
  const account = connection.account.id;
  return { connection, account, caller, live: stripe.live(account, connection.mode) };
}
