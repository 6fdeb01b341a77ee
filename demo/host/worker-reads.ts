/**
 * @module Asks the Worker by REST as a product's backend does, with the app secret that no page ever sees.
 */

import { ENDPOINTS, type EndpointName } from "../../shared/api.ts";

const TIMEOUT_MS = 15_000;

/** What the page may ask of its own project, by name. */
export const PRODUCT_READS = {
  connection: "readConnection",
  status: "readStatus",
  sync: "readSync",
  customers: "listCustomers",
  customer: "readCustomer",
  metrics: "readMetrics",
  mrr: "readMrr",
  traits: "readTraits",
  catalog: "readCatalog",
  signals: "listSignals",
  events: "listEvents",
} as const satisfies Record<string, EndpointName>;

export type ProductRead = keyof typeof PRODUCT_READS;

/** An answer of the Worker, with the request that the backend made: it holds no secret. */
export interface BackendAnswer {
  /** `/v1/projects/demo-…/customers?limit=20` */
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** Tells whether `name` is one of the reads. */
export function isProductRead(name: string): name is ProductRead {
  return Object.hasOwn(PRODUCT_READS, name);
}

export type WorkerClient = ReturnType<typeof createWorkerClient>;

/** Creates what asks the Worker in the name of one app. */
export function createWorkerClient({ workerUrl, appSecret }: { workerUrl: string; appSecret: string }) {
  const call = async (method: string, path: string, body?: unknown): Promise<BackendAnswer> => {
    const answer = await fetch(workerUrl + path, {
      method,
      headers: { authorization: `Bearer ${appSecret}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { path, status: answer.status, body: await answer.json() };
  };
  return {
    call,
    /**
     * Reads what belongs to a project. @param query of the request; its `id` is the customer's, where the path names
     * one
     */
    read(name: EndpointName, project: string, query = new URLSearchParams()): Promise<BackendAnswer> {
      const { method, path } = ENDPOINTS[name];
      const id = path.includes(":customer") ? (query.get("id") ?? "") : "";
      const named = path.replace(":project", project).replace(":customer", encodeURIComponent(id));
      if (id) query.delete("id");
      if (!path.includes(":project")) query.set("project", project); // the app's other projects are nobody's here
      return call(method, query.size > 0 ? `${named}?${query}` : named);
    },
  };
}
