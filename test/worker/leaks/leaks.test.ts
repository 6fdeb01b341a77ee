/**
 * @module No secret is anywhere but where it must be: not in an answer, a log line, a row or a file.
 *
 * Marked secrets go through every endpoint, in right and wrong places, with every fault of the local Stripe.
 * Then everything the Worker left behind is searched, and the search itself is proved by planted leaks.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findFreePort } from "../../../demo/listen.ts";
import { prepareSecrets } from "../../../demo/launch/secrets.ts";
import { applyMigrations, startWorker } from "../../../demo/launch/worker.ts";
import { startLocalStripe } from "../../../demo/stripe/index.ts";
import { ENDPOINTS, type Endpoint } from "../../../shared/api.ts";
import { openJourney, walkEndpoints, walkFaults, type Journey, type JourneyTarget } from "./leak-journey.ts";
import { walkWrongPlaces } from "./leak-places.ts";
import { createScan, type MarkedSecret } from "./leak-scan.ts";
import { readLogText } from "../http/logs.ts";
import { createWorld, type World } from "../world.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url).href);

let world: World;
let journey: Journey;
before(async () => {
  world = await createWorld();
  journey = openJourney(world);
});
after(() => world.close());

/** Every row of every table, as JSON. */
async function dumpDatabase(): Promise<string> {
  const { db } = world;
  const { results } = await db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'")
    .all<{ name: string }>();
  const tables = await Promise.all(
    results.map(async ({ name }) =>
      JSON.stringify((await db.prepare(`SELECT * FROM "${name}"`).all()).results),
    ),
  );
  return tables.join("\n");
}

function assertAnswersClean({ answers, marked }: Journey): void {
  const scan = createScan(marked);
  const leaks = answers.flatMap(({ title, text, mayHold }) =>
    scan(text)
      .filter((name) => name !== mayHold)
      .map((name) => `${title}: ${name}`),
  );
  assert.deepEqual(leaks, []);
}

describe("leaks", () => {
  test("no answer holds a secret but the one that creates it, in right and wrong places", async () => {
    await walkEndpoints(journey, world);
    await walkWrongPlaces(journey, world, ["body", "header", "url"], 2);
    const called = new Set(journey.answers.map(({ title }) => title));
    for (const { method, path } of Object.values(ENDPOINTS) as Endpoint[]) {
      // the table forgets its type
      assert.ok(called.has(`${method} ${path}`), `nothing was sent to ${method} ${path}`);
    }
    assertAnswersClean(journey);
    for (const { title, text, mayHold } of journey.answers.filter((answer) => answer.mayHold !== null)) {
      assert.ok(
        createScan(journey.marked)(text).includes(mayHold ?? ""),
        `${title} does not give its secret`,
      );
    }
  });

  test("no answer is a 5xx, wherever a secret is pasted", () => {
    const broken = journey.answers
      .filter(({ status }) => status >= 500)
      .map(({ title, text }) => `${title} ${text}`);
    assert.deepEqual(broken, []);
  });

  test("no answer holds a secret while Stripe has any kind of trouble", async () => {
    await walkFaults(journey, world);
    assertAnswersClean(journey);
  });

  test("no answer and no log line holds a secret when our own database breaks in the middle", async () => {
    const { db } = world;
    const { token } = await journey.createSession();
    for (const table of ["connections", "sealed_secrets", "audit"]) {
      await db.exec(`ALTER TABLE ${table} RENAME TO ${table}_away`);
      const { key } = journey.markKey(`a key while ${table} is away`);
      const webhook_secret = journey.markWebhookSecret(`a signing secret while ${table} is away`);
      await journey.call("connect", { token, body: { api_key: key, webhook_secret } });
      await db.exec(`ALTER TABLE ${table}_away RENAME TO ${table}`);
      assert.match(journey.answers.at(-1)?.text ?? "", /"code":"unavailable"/, table);
    }
    assertAnswersClean(journey);
  });

  test("no log line holds a secret", async () => {
    assert.deepEqual(createScan(journey.marked)(await readLogText(world)), []);
  });

  test("no row of the database holds a secret, while connections are there", async () => {
    const dump = await dumpDatabase();
    assert.match(dump, /"field":"api_key"/);
    assert.deepEqual(createScan(journey.marked)(dump), []);
  });

  test("the search finds a leak planted in the database, however it is written", async () => {
    const [secret] = journey.marked.slice(-1);
    assert.ok(secret);
    const { db } = world;
    const scan = createScan(journey.marked);
    for (const planted of plantLeaks(secret)) {
      await db
        .prepare("UPDATE audit SET detail = ?1 WHERE rowid = (SELECT MIN(rowid) FROM audit)")
        .bind(planted)
        .run();
      assert.deepEqual(scan(await dumpDatabase()), [secret.name], planted);
    }
    await db.exec("UPDATE audit SET detail = NULL WHERE rowid = (SELECT MIN(rowid) FROM audit)");
    assert.deepEqual(scan(await dumpDatabase()), []);
  });

  test("the search finds a leak planted in a log line, an answer and a file, for every secret", async () => {
    const scan = createScan(journey.marked);
    const log = (await readLogText(world)).slice(-1000);
    const answer = journey.answers[0]?.text ?? "";
    for (const secret of journey.marked) {
      for (const planted of plantLeaks(secret)) {
        assert.ok(scan(`${log}{"reason":"${planted}"}`).includes(secret.name), secret.name);
        assert.ok(scan(answer.replace("}", `"${planted}"}`)).includes(secret.name), secret.name);
        assert.ok(
          scan(Buffer.concat([randomBytes(64), Buffer.from(planted)])).includes(secret.name),
          secret.name,
        );
      }
    }
  });

  test("the search does not take a masked label for a leak", () => {
    const { key } = journey.markKey("a labelled key");
    assert.deepEqual(createScan(journey.marked)(`rk_test_…${key.slice(-4)}`), []);
  });

  test("no file that wrangler dev leaves behind holds a secret, nor its log", async () => {
    await walkPersisted(async (files, walked, canary) => {
      const scan = createScan(walked.marked);
      const canaryScan = createScan([{ name: "canary", random: canary }]);
      assert.ok(files.length > 2, "the state directory is empty");
      assert.ok(
        files.some((file) => canaryScan(readFileSync(file)).length > 0),
        "what was stored is in no file",
      );
      const leaks = files.flatMap((file) => scan(readFileSync(file)).map((name) => `${file}: ${name}`));
      assert.deepEqual(leaks, []);
      const planted = join(files[0] ?? "", "..", "planted.bin");
      const random = walked.marked.at(-1)?.random ?? "";
      writeFileSync(planted, Buffer.concat([randomBytes(100), Buffer.from(random.slice(5, 13))]));
      assert.deepEqual(scan(readFileSync(planted)), [walked.marked.at(-1)?.name]);
      assertAnswersClean(walked);
    });
  });
});

/** A secret as it may slip out: a piece of it, and all of it in other spellings. */
function plantLeaks({ random }: MarkedSecret): string[] {
  const hexText = /^[0-9a-f]+$/.test(random);
  return [
    random.slice(3, hexText ? 15 : 11),
    random.slice(hexText ? -12 : -8),
    Buffer.from(random).toString("base64"),
    Buffer.from(`x${random}`).toString("base64"),
    Buffer.from(`xy${random}`).toString("base64url"),
    Buffer.from(random).toString("hex"),
    [...Buffer.from(random)].map((byte) => `%${byte.toString(16)}`).join(""),
  ];
}

/** Walks every endpoint of a real `wrangler dev` with a state directory, stops it, and hands over what it left. */
async function walkPersisted(
  inspect: (files: string[], journey: Journey, canary: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "parityrail-leaks-"));
  const [stateDir, logDir] = [join(folder, "state"), join(folder, "log")];
  mkdirSync(logDir);
  const stripe = await startLocalStripe({ port: 0 });
  try {
    stripe.setRateLimits(false);
    const secretsFile = join(folder, "secrets.env");
    const { secrets } = prepareSecrets(secretsFile);
    await applyMigrations({ root: ROOT, stateDir });
    const worker = await startWorker({
      root: ROOT,
      stateDir,
      secretsFile,
      logFile: join(logDir, "wrangler.log"),
      port: await findFreePort(28_700),
      vars: { STRIPE_API_URL: stripe.url, STRIPE_DASHBOARD_URL: stripe.url },
    });
    const target: JourneyTarget = {
      secrets,
      stripe,
      url: new URL(worker.url),
      account: stripe.createAccount({ name: "Acme Inc.", customers: 5 }),
    };
    const walked = openJourney(target);
    const canary = randomBytes(24).toString("base64url");
    try {
      await walkEndpoints(walked, target);
      // wrangler dev writes every URL into a log and a trace store of its own, before the Worker sees it
      await walkWrongPlaces(walked, target, ["body", "header"], 0);
      const body = { name: canary, profile: "parityrail", origins: [] };
      await walked.call("createApp", { token: secrets.OPERATOR_TOKEN, body });
    } finally {
      await worker.stop();
    }
    const files = [stateDir, logDir].flatMap((dir) =>
      readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    await inspect(files, walked, canary);
  } finally {
    await stripe.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
