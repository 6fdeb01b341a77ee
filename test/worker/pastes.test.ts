/**
 * @module The paste corpus over HTTP: the right verdict and sentence, no malformed key at Stripe, never a 5xx.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { KEY_PROBLEMS } from "../../shared/keys.ts";
import { MAX_BODY_BYTES } from "../../worker/http/body.ts";
import { PASTE_CORPUS } from "../shared/paste-corpus.ts";
import { createWorld, readAnswer, readError, type TestApp, type World } from "./world.ts";

let world: World;
let app: TestApp;
before(async () => {
  world = await createWorld();
  app = await world.createApp();
});
after(() => world.close());

/** Sends a paste as the app's backend, for a project of its own. */
function send(paste: string, index: number): Promise<Response> {
  const params = { project: `paste-${index}` };
  return world.call("connect", { token: app.secret, params, body: { api_key: paste } });
}

describe("PUT connection · refuses before it asks Stripe", { concurrency: 4 }, () => {
  for (const [index, { name, paste, verdict }] of PASTE_CORPUS.entries()) {
    if (typeof verdict !== "string") continue;
    test(name, async () => {
      const error = await readError(await send(paste, index));
      if (Buffer.byteLength(JSON.stringify({ api_key: paste })) > MAX_BODY_BYTES) {
        assert.deepEqual([error.status, error.code], [413, "body_too_large"]);
        return;
      }
      assert.deepEqual(
        [error.status, error.code, error.message, error.param],
        [400, `key_${verdict}`, KEY_PROBLEMS[verdict], "api_key"],
      );
    });
  }
  after(() => assert.deepEqual(world.stripe.requests, []));
});

/** Connecting asks Stripe six things, so every fourth paste stands for its like; reading all of them is test/shared's. */
const CONNECTED = [...PASTE_CORPUS.entries()].filter(([index]) => index % 4 === 0);

describe("PUT connection · connects with the very key that is in the paste", { concurrency: 4 }, () => {
  for (const [index, { name, paste, verdict }] of CONNECTED) {
    if (typeof verdict === "string") continue;
    test(name, async () => {
      if (verdict.kind === "restricted" && verdict.mode === "test") {
        const { key } = world.createKey();
        const { connection } = await readAnswer(await send(paste.replaceAll(verdict.apiKey, key), index));
        assert.equal(connection?.label, `rk_test_…${key.slice(-4)}`);
      } else {
        const error = await readError(await send(paste, index)); // well-formed, and nobody's
        assert.deepEqual([error.status, error.code], [422, "key_rejected"]);
      }
    });
  }
});
