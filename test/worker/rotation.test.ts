/**
 * @module Replacing a ring key while people use the service: nothing fails to open, whenever it is stopped.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import process from "node:process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { rotateSecrets } from "../../worker/vault/rotate.ts";
import { createRingKey } from "../vault/rings.ts";
import {
  connectProject,
  deployRing,
  openDatabase,
  openVault,
  readSealedRows,
  type Connected,
} from "./vault-world.ts";
import { createWorld, readAnswer, readError, type World } from "./world.ts";

const COMMAND = fileURLToPath(new URL("../../worker/vault/rotate-command.ts", import.meta.url).href);
const SEEDED = 250; // more than two pages of the walk

let world: World;
let connected: Connected[];
let ringKeys: string[];
before(async () => {
  world = await createWorld();
  ringKeys = [world.secrets.VAULT_KEYS];
  connected = await Promise.all(Array.from({ length: 8 }, () => connectProject(world)));
  await seedConnections(SEEDED);
});
after(() => world.close());

/** Connections whose key is sealed but never used, so that the walk has several pages. */
async function seedConnections(count: number): Promise<void> {
  const [model] = connected;
  assert.ok(model);
  const db = await openDatabase(world);
  const vault = await openVault(world, ringKeys.join(","));
  const statements = Array.from({ length: count }, async (_, index) => {
    const ref = { ...model.ref, project: `seeded-${index}`, connection: `con_seeded${index}` };
    const insert = db
      .prepare(
        `INSERT INTO connections (id, app_id, project, method, mode, label, has_webhook_secret, version,
           connected_at, checked_at) VALUES (?1, ?2, ?3, 'key', 'test', '', 0, 1, 0, 0)`,
      )
      .bind(ref.connection, ref.app, ref.project);
    return [insert, await vault.sealStatement(ref, { expose: () => `seeded ${index}` } as never)];
  });
  await db.batch((await Promise.all(statements)).flat());
}

/** Adds a ring key as an operator does: known everywhere first, then the one that seals. */
async function introduceRingKey(id: string): Promise<void> {
  const fresh = createRingKey(id);
  await deployRing(world, [...ringKeys, fresh].join(","));
  ringKeys = [fresh, ...ringKeys];
  await deployRing(world, ringKeys.join(","));
}

/** Checks and reconnects all projects, at most `turns` times each: a project has 20 tries an hour. */
class Traffic {
  uses = 0;
  #isOver = false;
  #waiting: { uses: number; resolve: () => void }[] = [];

  async run(turns: number): Promise<void> {
    await Promise.all(connected.map((each) => this.#use(each, turns)));
  }

  /** Resolves when the service was used that many times more. */
  async flow(uses: number): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.push({ uses: this.uses + uses, resolve }));
  }

  stop(): void {
    this.#isOver = true;
  }

  async #use({ project }: Connected, turns: number): Promise<void> {
    for (let turn = 0; !this.#isOver && turn < turns; turn += 1) {
      const { connection } = await project.read("checkConnection", {});
      assert.equal(connection?.health.detail, null);
      await readAnswer(await reconnect(project));
      this.uses += 1;
      for (const { uses, resolve } of this.#waiting) if (this.uses >= uses) resolve();
    }
  }
}

/** As the app's backend, whose tries no address limits. */
function reconnect(project: Connected["project"]): Promise<Response> {
  return world.call("connect", {
    token: project.app.secret,
    params: { project: project.id },
    body: { api_key: world.createKey().key },
  });
}

async function assertAllOpen(): Promise<void> {
  const vault = await openVault(world, ringKeys.join(","));
  const rows = await readSealedRows(world);
  assert.equal(rows.length, SEEDED + connected.length);
  for (const { connection_id: connection, app_id: app, project, field, ring_key } of rows) {
    const secret = await vault.withSecret({ app, project, connection, field }, async (text) => text);
    assert.match(secret ?? "", /^(rk_test_|seeded )/);
    assert.equal(ring_key, ringKeys[0]?.split(":")[0]);
  }
}

const quiet = {
  wait: async () => undefined,
  random: () => 0,
  tell: () => undefined,
};

test("rotation · under traffic nothing fails to open, and the old ring key may go", async () => {
  await introduceRingKey("k2");
  const { url, secrets } = world;
  const traffic = new Traffic();
  const running = traffic.run(15);
  const remaining = await rotateSecrets({
    ...quiet,
    url,
    operatorToken: secrets.OPERATOR_TOKEN,
    fetch: async (...request) => {
      await Promise.race([traffic.flow(connected.length), running]); // before every page, so that the walk and the traffic take turns
      return fetch(...request);
    },
  });
  traffic.stop();
  await running;
  assert.equal(remaining, 0);
  assert.ok(traffic.uses >= 3 * connected.length);
  ringKeys = ringKeys.slice(0, 1);
  await deployRing(world, ringKeys.join(","));
  await assertAllOpen();
  await new Traffic().run(1);
});

test("rotation · stopped after any page, everything opens, and the next walk finishes", async () => {
  await introduceRingKey("k3");
  const { url, secrets } = world;
  for (const allowed of [1, 1]) {
    let pages = 0;
    const stopping: typeof fetch = async (...request) => {
      pages += 1;
      return pages > allowed ? new Response("{}", { status: 400 }) : fetch(...request);
    };
    await assert.rejects(
      rotateSecrets({ ...quiet, url, operatorToken: secrets.OPERATOR_TOKEN, fetch: stopping }),
      /answered 400/,
    );
    const [{ project } = assert.fail("nothing is connected")] = connected;
    const { connection } = await project.read("checkConnection", {});
    assert.equal(connection?.health.detail, null);
  }
  const moved = (await readSealedRows(world)).filter(({ ring_key }) => ring_key === "k3").length;
  assert.ok(moved > 0);
  assert.equal(await rotateSecrets({ ...quiet, url, operatorToken: secrets.OPERATOR_TOKEN, fetch }), 0);
  await assertAllOpen();
});

test("rotation · waits and tries again while the Worker is busy, and gives up in the end", async () => {
  const { url, secrets } = world;
  let busy = 2;
  const waits: number[] = [];
  const rotation = {
    ...quiet,
    url,
    operatorToken: secrets.OPERATOR_TOKEN,
    wait: async (ms: number) => void waits.push(ms),
    fetch: (async (...request) => {
      busy -= 1;
      return busy >= 0 ? new Response(null, { status: 503 }) : fetch(...request);
    }) satisfies typeof fetch,
  };
  assert.equal(await rotateSecrets(rotation), 0);
  assert.deepEqual(waits, [1000, 2000]);
  busy = 100;
  await assert.rejects(rotateSecrets(rotation), /answered 503/);
});

test("npm run rotate · ends with 0 when nothing remains and with 1 when a record does not open", async () => {
  await introduceRingKey("k4");
  const first = await runCommand();
  assert.equal(first.code, 0);
  assert.match(first.output, /258 moved to k4, 0 remain\nNothing remains under other ring keys/);
  await assertAllOpen();

  const db = await openDatabase(world);
  await db
    .prepare("UPDATE sealed_secrets SET ring_key = 'k1', sealed = ?1 WHERE connection_id = 'con_seeded7'")
    .bind((await readSealedRows(world, "con_seeded8"))[0]?.sealed ?? "")
    .run();
  const second = await runCommand();
  assert.equal(second.code, 1);
  assert.match(second.output, /con_seeded7 api_key does not open: not_authentic/);
  assert.match(second.output, /1 records? remain/);
  assert.ok(!(first.output + second.output).includes(world.secrets.OPERATOR_TOKEN));
});

test("npm run rotate · a wrong operator token is refused and said", async () => {
  const { code, output } = await runCommand({ OPERATOR_TOKEN: `${world.secrets.OPERATOR_TOKEN}x` });
  assert.equal(code, 1);
  assert.match(output, /The Worker answered 401 unauthenticated \(req_/);
});

test("npm run rotate · says how it is used, and never sends the token over plain http", async () => {
  assert.equal((await runCommand({ OPERATOR_TOKEN: "" })).code, 2);
  assert.equal((await runCommand({}, "not an address")).code, 2);
  const plain = await runCommand({}, "http://connect.example.com");
  assert.deepEqual([plain.code, plain.output], [2, "The operator token goes over https only.\n"]);
});

test("POST rewrap · only the operator may, and a page has bounds", async () => {
  const [{ project } = assert.fail("nothing is connected")] = connected;
  for (const token of [project.app.secret, project.token, undefined]) {
    const error = await readError(await world.call("rewrapSecrets", { token, body: {} }));
    assert.deepEqual([error.status, error.code], [401, "unauthenticated"]);
  }
  const token = world.secrets.OPERATOR_TOKEN;
  for (const body of [{ limit: 0 }, { limit: 501 }, { after: { connection: "x", field: "label" } }]) {
    assert.equal((await world.call("rewrapSecrets", { token, body })).status, 400);
  }
});

async function runCommand(
  env: Record<string, string> = {},
  url = String(world.url),
): Promise<{ code: number; output: string }> {
  const environment = { ...process.env, OPERATOR_TOKEN: world.secrets.OPERATOR_TOKEN, ...env };
  const run = promisify(execFile)(process.execPath, [COMMAND, "--url", url], { env: environment });
  const settled = await run.catch((error: { code: number; stdout: string; stderr: string }) => error);
  return { code: "code" in settled ? settled.code : 0, output: settled.stdout + settled.stderr };
}
