/**
 * @module A Worker with one bare Durable Object: it stores the pages of Stripe's lists, or one event, and does nothing else.
 */

import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";

interface Bindings {
  readonly OBJECTS: DurableObjectNamespace<BareObject>;
}

interface FillRequest {
  /** Origin of the local Stripe. */
  readonly url: string;
  readonly key: string;
  /** What follows `/v1/`. */
  readonly lists: readonly string[];
}

interface Page {
  readonly data: readonly { readonly id: string }[];
  readonly has_more: boolean;
}

/** Lists that are read side by side: of the six requests that may be open at a time. */
const LANES = 4;

const TABLES = `
  CREATE TABLE IF NOT EXISTS objects (type TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (type, id));
  CREATE TABLE IF NOT EXISTS events (text TEXT NOT NULL);`;

/** One statement a page: one for each object takes twice as long. */
const STORE_PAGE = `
  INSERT OR REPLACE INTO objects (type, id, text)
  SELECT ?, value ->> 'id', value FROM json_each(?)`;

export class BareObject extends DurableObject<Bindings> {
  readonly #sql: SqlStorage;

  constructor(state: DurableObjectState, env: Bindings) {
    super(state, env);
    this.#sql = state.storage.sql;
    this.#sql.exec(TABLES);
  }

  /** Reads every list to its end. Returns how many objects of each are stored. */
  async fill({ url, key, lists }: FillRequest): Promise<Record<string, number>> {
    const waiting = [...lists];
    const runLane = async (): Promise<void> => {
      for (let list = waiting.shift(); list !== undefined; list = waiting.shift()) {
        await this.#fillList(
          `${url}/v1/${list}?limit=100${list === "subscriptions" ? "&status=all" : ""}`,
          list,
          key,
        );
      }
    };
    await Promise.all(Array.from({ length: LANES }, runLane));
    const rows = this.#sql.exec<{ type: string; count: number }>(
      "SELECT type, COUNT(*) AS count FROM objects GROUP BY type",
    );
    return Object.fromEntries(Array.from(rows, ({ type, count }) => [type, count]));
  }

  storeEvent(text: string): void {
    this.#sql.exec("INSERT INTO events (text) VALUES (?)", text);
  }

  readEvent(): string {
    return this.#sql.exec<{ text: string }>("SELECT text FROM events ORDER BY rowid DESC LIMIT 1").one().text;
  }

  async #fillList(address: string, type: string, key: string): Promise<void> {
    let cursor = "";
    for (;;) {
      const response = await fetch(address + cursor, { headers: { authorization: `Bearer ${key}` } });
      if (!response.ok) throw new Error(`${type} answered ${response.status}`);
      const page = await response.json<Page>();
      this.#sql.exec(STORE_PAGE, type, JSON.stringify(page.data));
      const last = page.data.at(-1);
      if (!page.has_more || !last) return;
      cursor = `&starting_after=${last.id}`;
    }
  }
}

const app = new Hono<{ Bindings: Bindings }>();

app.post("/fill/:name", async (c) => {
  const object = c.env.OBJECTS.getByName(c.req.param("name"));
  return c.json(await object.fill(await c.req.json<FillRequest>()));
});

app.post("/events/:name", async (c) => {
  await c.env.OBJECTS.getByName(c.req.param("name")).storeEvent(await c.req.text());
  return c.json({ received: true });
});

app.get("/events/:name", async (c) => {
  const text = await c.env.OBJECTS.getByName(c.req.param("name")).readEvent();
  return c.body(text, 200, { "Content-Type": "application/json" });
});

export default app;
