/**
 * @module `PUT …/identities` takes a whole file or nothing of it, and `GET …/identities` answers from the map.
 */

import assert from "node:assert/strict";
import { request as sendRequest } from "node:http";
import { after, before, describe, test } from "node:test";
import { IDENTITY_PROBLEMS, MAX_IDENTITY_ROWS } from "../../../shared/identities.ts";
import {
  identitiesAnswer,
  identityList,
  identityMatch,
  type IdentitiesAnswer,
} from "../../../shared/schema/identities.ts";
import type { ErrorBody } from "../../../shared/errors.ts";
import { connectLedger, createLedgerWorld, readAll, type Connected } from "../ledger/ledger-world.ts";
import { readError, type World } from "../world.ts";
import { MALFORMED } from "./malformed.ts";

const HEAD = "user,customer\n";
const MEGABYTE = 1024 * 1024;

let world: World;
let shared: Connected;
before(async () => {
  world = await createLedgerWorld();
  shared = await connect();
});
after(() => world.close());

function connect(): Promise<Connected> {
  return connectLedger(world, { resources: ["customers"], customers: 3 });
}

function call(
  { project }: Pick<Connected, "project">,
  method: "GET" | "PUT",
  {
    query = "",
    body,
    headers = {},
  }: {
    query?: string;
    body?: string | Uint8Array | ReadableStream;
    headers?: Record<string, string>;
  } = {},
): Promise<Response> {
  return fetch(new URL(`/v1/projects/${project.id}/identities${query}`, world.url), {
    method,
    headers: {
      Authorization: `Bearer ${project.app.secret}`,
      connection: "close",
      ...(body !== undefined && { "Content-Type": "text/csv" }),
      ...headers,
    },
    ...(body !== undefined && { body: body as string, duplex: "half" }), // Node takes the others too
  } as RequestInit);
}

async function upload(connected: Connected, body: string | Uint8Array): Promise<IdentitiesAnswer> {
  const response = await call(connected, "PUT", { body });
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return identitiesAnswer.parse(JSON.parse(text));
}

/** Returns the whole map, as the endpoint shows it. */
async function readMap(connected: Connected): Promise<Record<string, string>> {
  const map: Record<string, string> = {};
  for (let after = ""; ;) {
    const query = `?limit=1000&starting_after=${encodeURIComponent(after)}`;
    const page = identityList.parse(await (await call(connected, "GET", { query })).json());
    for (const { user, customer } of page.data) map[user] = customer;
    if (!page.has_more) return map;
    after = page.data.at(-1)?.user ?? "";
  }
}

async function readTables({ id }: Connected): Promise<string[]> {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'identities%' ORDER BY name";
  return ((await world.readObject(id, sql)) as { name: string }[]).map(({ name }) => name); // the query's column
}

test("PUT identities · replaces the map, and says what is new, gone and changed, shared and unknown", async () => {
  const connected = await connect();
  await readAll(world, connected);
  const [known = ""] = world.stripe
    .live(connected.account, "test")
    .objects("customers")
    .map(({ id }) => id);
  assert.deepEqual(await upload(connected, `${HEAD}a,${known}\nb,cus_2\nc,cus_2\nd,cus_4\na,${known}\n`), {
    object: "identities",
    rows: 5,
    users: 4,
    customers: 3,
    added: 4,
    removed: 0,
    changed: 0,
    unknown_customers: 2,
    shared_customers: { count: 1, first: [{ customer: "cus_2", users: 2 }] },
  });
  const { added, removed, changed } = await upload(
    connected,
    `customer,user\r\ncus_9,b\r\ncus_2,c\r\ncus_5,e\r\n`,
  );
  assert.deepEqual([added, removed, changed], [1, 2, 1]);
  assert.deepEqual(await readMap(connected), { b: "cus_9", c: "cus_2", e: "cus_5" });
  const { users } = await upload(connected, HEAD);
  assert.equal(users, 0);
  assert.deepEqual(await readMap(connected), {});
});

test("PUT identities · leaves one audit row, with what it did", async () => {
  const connected = await connect();
  await upload(connected, `${HEAD}a,cus_1\n`);
  const rows = await world.db
    .prepare(
      "SELECT actor, connection_id, detail FROM audit WHERE project = ?1 AND action = 'replaceIdentities'",
    )
    .bind(connected.project.id)
    .all();
  assert.deepEqual(rows.results, [
    { actor: "app", connection_id: connected.id, detail: "1 rows: 1 added, 0 removed, 0 changed" },
  ]);
});

describe("PUT identities · a hundred thousand rows", () => {
  const rows = (offset: number) => {
    const lines = Array.from(
      { length: 100_000 },
      (_, index) => `user_${index},cus_${String(index + offset).padStart(14, "0")}\n`,
    );
    return HEAD + lines.join("");
  };

  test("are taken at once, the same file again changes nothing, and another replaces all of them", async () => {
    const connected = await connect();
    const first = await upload(connected, rows(0));
    assert.deepEqual([first.rows, first.users, first.added], [100_000, 100_000, 100_000]);
    const again = await upload(connected, rows(0));
    assert.deepEqual([again.users, again.added, again.removed, again.changed], [100_000, 0, 0, 0]);
    const { added, changed } = await upload(connected, rows(1));
    assert.deepEqual([added, changed], [0, 100_000]);
    const query = "?user=user_99999";
    const match = identityMatch.parse(await (await call(connected, "GET", { query })).json());
    assert.deepEqual(match.customers, [{ id: "cus_00000000100000", by: "csv" }]);
    assert.deepEqual(await readTables(connected), ["identities"]);
  });
});

describe("PUT identities · a file that is wrong", () => {
  const BEFORE = { before: "cus_before" };
  before(async () => {
    await upload(shared, `${HEAD}before,cus_before\n`);
  });

  for (const { title, bytes, lines } of MALFORMED) {
    test(`${title}: each line is told, and the map is as before`, async () => {
      await world.db.exec("DELETE FROM attempts");
      const response = await call(shared, "PUT", { body: bytes });
      const { error } = (await response.json()) as ErrorBody; // the lines below hold it to that
      assert.deepEqual([response.status, error.code], [400, "identities_invalid"], JSON.stringify(error));
      assert.deepEqual(error.lines, {
        count: lines.length,
        first: lines.map(([line, problem]) => ({ line, problem, message: IDENTITY_PROBLEMS[problem] })),
      });
      assert.deepEqual(await readMap(shared), BEFORE);
      assert.deepEqual(await readTables(shared), ["identities"]);
    });
  }

  test("there are at least 40, and every problem is among them", () => {
    assert.ok(MALFORMED.length >= 40);
    const seen = new Set(MALFORMED.flatMap(({ lines }) => lines.map(([, problem]) => problem)));
    assert.deepEqual(
      Object.keys(IDENTITY_PROBLEMS).filter((name) => !seen.has(name as never)),
      [],
    );
  });

  test("of very many wrong lines the first hundred are listed, and all are counted", async () => {
    await world.db.exec("DELETE FROM attempts");
    const body = `${HEAD}u,cus_1\n${"u,cus_2\n,cus_3\n".repeat(6000)}`;
    const { error } = (await (await call(shared, "PUT", { body })).json()) as ErrorBody; // an error
    assert.equal(error.lines?.count, 12_000);
    assert.deepEqual(
      error.lines.first.map(({ line, problem }) => [line, problem]),
      Array.from({ length: 100 }, (_, index) => [
        3 + index,
        index % 2 === 0 ? "user_conflict" : "user_missing",
      ]),
    );
  });

  for (const [title, row] of [
    ["a row", "u,cus_1\n"],
    ["a blank line", "\n"],
  ] as const) {
    test(`${title} more than are allowed is refused`, async () => {
      await world.db.exec("DELETE FROM attempts");
      const body = HEAD + row.repeat(MAX_IDENTITY_ROWS + 1);
      const error = await readError(await call(shared, "PUT", { body }));
      assert.deepEqual([error.status, error.code], [413, "body_too_large"]);
      assert.match(error.fix ?? "", /250000 rows/);
      assert.deepEqual(await readMap(shared), BEFORE);
    });
  }

  test("1 GB is refused by its Content-Length, before any of it is sent", async () => {
    await world.db.exec("DELETE FROM attempts");
    assert.deepEqual(await sendHead(shared, 1024 * MEGABYTE), { status: 413, code: "body_too_large" });
    assert.deepEqual(await readMap(shared), BEFORE);
    assert.deepEqual(await readTables(shared), ["identities"]);
  });

  for (const [title, headers] of [
    ["JSON", { "Content-Type": "application/json" }],
    ["CSV in Latin-1", { "Content-Type": "text/csv; charset=iso-8859-1" }],
    ["compressed CSV", { "Content-Type": "text/csv", "Content-Encoding": "gzip" }],
  ] as const) {
    test(`a body that says it is ${title} is refused by its headers`, async () => {
      const error = await readError(await call(shared, "PUT", { body: `${HEAD}u,cus_1\n`, headers }));
      assert.deepEqual([error.status, error.code], [415, "media_type_unsupported"]);
      assert.deepEqual(await readMap(shared), BEFORE);
    });
  }
});

/** Sends the head of a request, and waits for the answer with the body. */
function sendHead({ project }: Connected, length: number): Promise<{ status: number; code: string }> {
  const headers = {
    Authorization: `Bearer ${project.app.secret}`,
    "Content-Type": "text/csv",
    "Content-Length": String(length),
  };
  return new Promise((resolve, reject) => {
    const url = new URL(`/v1/projects/${project.id}/identities`, world.url).href;
    const outgoing = sendRequest(url, { method: "PUT", agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (piece: Buffer) => chunks.push(piece));
      response.on("end", () => {
        const { error } = JSON.parse(Buffer.concat(chunks).toString()) as ErrorBody; // an error
        resolve({ status: response.statusCode ?? 0, code: error.code });
        outgoing.destroy();
      });
    });
    outgoing.on("error", reject);
    outgoing.flushHeaders();
  });
}

describe("PUT identities · an upload that does not end", () => {
  test("leaves the map as before, and the alarm removes what it left", async () => {
    const connected = await connect();
    await upload(connected, `${HEAD}a,cus_1\n`);
    await sendHalf(connected);
    assert.deepEqual(await readMap(connected), { a: "cus_1" });
    await world.advanceClock(3_700);
    await readAll(world, connected);
    assert.deepEqual(await readTables(connected), ["identities"]);
    assert.deepEqual(await readMap(connected), { a: "cus_1" });
  });

  test("is ended by a newer one, which is not mixed with it", async () => {
    const connected = await connect();
    const controller = startUpload(connected);
    controller.write(manyRows());
    while (!(await readTables(connected)).includes("identities_staged")) await tick();
    await upload(connected, `${HEAD}b,cus_2\n`);
    controller.write(manyRows("later"));
    controller.end();
    const error = await readError(await controller.response);
    assert.deepEqual([error.status, error.code], [409, "upload_superseded"]);
    assert.deepEqual(await readMap(connected), { b: "cus_2" });
    assert.deepEqual(await readTables(connected), ["identities"]);
  });

  test("ends with the connection, and leaves nothing in its object", async () => {
    const connected = await connect();
    const controller = startUpload(connected);
    controller.write(manyRows());
    while (!(await readTables(connected)).includes("identities_staged")) await tick();
    await connected.project.read("disconnect", {});
    controller.write(manyRows("later"));
    controller.end();
    assert.equal((await readError(await controller.response)).code, "upload_superseded");
    assert.deepEqual(await readTables(connected), []);
    assert.deepEqual((await world.readRest(connected.id)).names, []);
  });

  const manyRows = (name = "u") =>
    Array.from({ length: 40_000 }, (_, index) => `${name}${index},cus_${index}\n`).join("");
  const tick = () => new Promise((resolve) => setImmediate(resolve));

  function startUpload(connected: Connected) {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (given) => {
        controller = given;
      },
    });
    const write = (text: string) => controller?.enqueue(Buffer.from(text));
    write(HEAD);
    const end = () => controller?.close();
    const breakOff = () => controller?.error(new Error("broken off"));
    return { write, end, breakOff, response: call(connected, "PUT", { body }) };
  }

  async function sendHalf(connected: Connected): Promise<void> {
    const started = startUpload(connected);
    started.write(manyRows());
    while (!(await readTables(connected)).includes("identities_staged")) await tick();
    started.breakOff();
    await assert.rejects(started.response);
  }
});

describe("GET identities", () => {
  test("lists the map by user, a page at a time, and the users of one customer", async () => {
    const connected = await connect();
    await upload(connected, `${HEAD}a,cus_1\nb,cus_2\nc,cus_1\nd,cus_1\n`);
    const page = await (await call(connected, "GET", { query: "?limit=2&starting_after=a" })).json();
    assert.deepEqual(page, {
      object: "list",
      data: [
        { object: "identity", user: "b", customer: "cus_2" },
        { object: "identity", user: "c", customer: "cus_1" },
      ],
      has_more: true,
    });
    const query = "?customer=cus_1&limit=2";
    const users = identityList.parse(await (await call(connected, "GET", { query })).json());
    assert.deepEqual([users.data.map(({ user }) => user), users.has_more], [["a", "c"], true]);
    const others = await (await call(connected, "GET", { query: "?customer=cus_9" })).json();
    assert.deepEqual(others, { object: "list", data: [], has_more: false });
  });

  test("tells whom a user is, and that nobody is known", async () => {
    const connected = await connect();
    await upload(connected, `${HEAD}"a b,c",cus_1\n`);
    const read = async (query: string) => (await call(connected, "GET", { query })).json();
    assert.deepEqual(await read(`?user=${encodeURIComponent("a b,c")}`), {
      object: "identity_match",
      user: "a b,c",
      email: null,
      customers: [{ id: "cus_1", by: "csv" }],
      ambiguous: false,
    });
    assert.deepEqual(await read("?user=nobody&email=a@example.com"), {
      object: "identity_match",
      user: "nobody",
      email: "a@example.com",
      customers: [],
      ambiguous: false,
    });
  });

  for (const [query, code, param] of [
    ["?limit=0", "parameter_invalid", "limit"],
    ["?limit=1001", "parameter_invalid", "limit"],
    ["?customer=sub_1", "parameter_invalid", "customer"],
    ["?customer=cus_1&user=a", "parameter_invalid", "customer"],
    ["?user=", "parameter_invalid", "user"],
    ["?users=a", "parameter_unknown", "users"],
  ] as const) {
    test(`${query} is refused`, async () => {
      const error = await readError(await call(shared, "GET", { query }));
      assert.deepEqual([error.status, error.code, error.param], [400, code, param]);
    });
  }

  test("and PUT answer a foreign app, and a project without a connection, not_connected", async () => {
    const foreign = await world.createApp();
    const strangers = { project: { ...shared.project, app: foreign } };
    const empty = { project: await world.createProject() };
    for (const whose of [strangers, empty]) {
      for (const method of ["GET", "PUT"] as const) {
        const body = method === "PUT" ? { body: `${HEAD}a,cus_1\n` } : {};
        const error = await readError(await call(whose, method, body));
        assert.deepEqual([error.status, error.code], [404, "not_connected"]);
      }
    }
  });
});

test("disconnect · takes the map with it", async () => {
  const connected = await connect();
  await upload(connected, `${HEAD}a,cus_1\n`);
  await connected.project.read("disconnect", {});
  assert.deepEqual(await readTables(connected), []);
  assert.deepEqual((await world.readRest(connected.id)).names, []);
});
