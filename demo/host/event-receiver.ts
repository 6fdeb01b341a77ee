/**
 * @module Takes the signed events of every app as a product's backend does, and streams them to the pages.
 *
 * An app's endpoint is made when a page first listens, anew with every start of the demo: its secret is shown once
 * and kept in memory only.
 */

import { Hono, type Context } from "hono";
import { streamSSE } from "hono/streaming";
import { EventEmitter } from "node:events";
import { Webhook } from "standardwebhooks";
import type {
  EventEndpointAnswer,
  EventEndpointWithSecretAnswer,
  EventPayload,
} from "../../shared/schema/events.ts";
import { isProductName, type ProductName } from "../products.ts";
import type { SignedIn } from "./session.ts";
import type { WorkerClient } from "./worker-reads.ts";

const HEADERS = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;
const PATH = "/hooks/";
const TAKEN = 204;

/** One event as it arrived, and what was answered. */
export interface ReceivedEvent {
  readonly id: string;
  readonly headers: Readonly<Record<(typeof HEADERS)[number], string>>;
  /** As sent, byte by byte. */
  readonly body: string;
  /** HTTP status of the answer. */
  readonly answered: number;
}

interface ReceiverOptions {
  /** Port of this server. */
  readonly port: number;
  readonly clients: Readonly<Record<ProductName, WorkerClient>>;
  readonly readSignedIn: (context: Context) => SignedIn | null;
}

/** Serves `POST /hooks/{product}` for the Worker and `GET /api/product/{product}/events` for the page. */
export function createEventReceiver({ port, clients, readSignedIn }: ReceiverOptions): Hono {
  const secrets = new Map<ProductName, Promise<string>>();
  const arrivals = new EventEmitter().setMaxListeners(0); // one for every page that listens
  const receive = async (product: ProductName, context: Context): Promise<Response> => {
    const body = await context.req.text();
    const headers = Object.fromEntries(
      HEADERS.map((name) => [name, context.req.header(name) ?? ""]),
    ) as ReceivedEvent["headers"]; // all three
    const event = verifyEvent(await secrets.get(product), body, headers);
    if (!event) return context.body(null, 401);
    const received: ReceivedEvent = { id: event.id, headers, body, answered: TAKEN };
    arrivals.emit(`${product} ${event.project}`, received);
    return context.body(null, TAKEN);
  };
  const listen = async (product: ProductName): Promise<boolean> => {
    const url = `http://127.0.0.1:${port}${PATH}${product}`;
    const made = secrets.get(product) ?? createEndpoint(clients[product], url);
    secrets.set(product, made);
    return made.then(
      () => true,
      () => !secrets.delete(product), // the next page tries again
    );
  };
  return new Hono()
    .post(`${PATH}:product`, (context) => {
      const product = context.req.param("product");
      return isProductName(product) ? receive(product, context) : context.notFound();
    })
    .get("/api/product/:product/events", async (context) => {
      const product = context.req.param("product");
      const signedIn = readSignedIn(context);
      if (!signedIn || !isProductName(product)) return context.notFound();
      if (!(await listen(product))) return context.json({ error: "The Worker does not answer." }, 502);
      return streamSSE(context, async (stream) => {
        const channel = `${product} ${signedIn.project}`;
        const send = (event: ReceivedEvent): void => void stream.writeSSE({ data: JSON.stringify(event) });
        arrivals.on(channel, send);
        await new Promise<void>((resolve) => stream.onAbort(resolve));
        arrivals.off(channel, send);
      });
    });
}

/** Returns the event if it is signed with the endpoint's secret. */
function verifyEvent(
  secret: string | undefined,
  body: string,
  headers: ReceivedEvent["headers"],
): EventPayload | null {
  if (secret === undefined) return null;
  try {
    return new Webhook(secret).verify(body, headers) as EventPayload; // the Worker's own body
  } catch {
    return null;
  }
}

/** Makes the app's endpoint in place of those of earlier starts, and returns its signing secret. */
async function createEndpoint(client: WorkerClient, url: string): Promise<string> {
  const { body } = await client.call("GET", "/v1/event_endpoints");
  const { data } = body as { data: EventEndpointAnswer[] }; // eventEndpointListAnswer
  const former = data.filter((endpoint) => new URL(endpoint.url).pathname.startsWith(PATH));
  await Promise.all(former.map(({ id }) => client.call("DELETE", `/v1/event_endpoints/${id}`)));
  const made = await client.call("POST", "/v1/event_endpoints", { url });
  if (made.status !== 201) throw new Error(`the event endpoint was refused with ${made.status}`);
  return (made.body as EventEndpointWithSecretAnswer).secret;
}
