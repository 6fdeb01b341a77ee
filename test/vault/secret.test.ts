/**
 * @module A secret prints `[redacted]`, however it is printed.
 */

import assert from "node:assert/strict";
import { Console } from "node:console";
import { PassThrough } from "node:stream";
import { format, inspect } from "node:util";
import { test } from "node:test";
import { Secret } from "../../worker/vault/secret.ts";

const PLAIN = "planted-in-the-test";
const secret = new Secret(PLAIN);

/** Every way to print it, and what comes out. */
const PRINTED: Record<string, () => string> = {
  String: () => String(secret),
  template: () => `${secret}`,
  concatenation: () => "" + secret,
  join: () => [secret].join(),
  JSON: () => JSON.stringify({ deep: [secret] }),
  inspect: () => inspect(secret),
  "inspect with everything on": () =>
    inspect({ secret }, { depth: null, showHidden: true, getters: true, customInspect: true }),
  "inspect of a map": () => inspect(new Map([[secret, secret]]), { depth: null }),
  "format %s": () => format("%s", secret),
  "format %o": () => format("%o", secret),
  "format %O": () => format("%O", secret),
  "format %j": () => format("%j", secret),
  "console.log": () => print((console) => console.log("a", secret, { secret })),
  "console.table": () => print((console) => console.table([{ secret: String(secret) }])),
  "an error's cause": () => inspect(new Error("failed", { cause: secret }), { depth: null }),
  "an error's message": () => new Error(`failed: ${secret}`).stack ?? "",
};

for (const [way, show] of Object.entries(PRINTED)) {
  test(`Secret · prints [redacted] by ${way}`, () => {
    const shown = show();
    assert.ok(shown.includes("[redacted]"), shown);
    assert.ok(!shown.includes(PLAIN));
  });
}

test("Secret · has nothing to enumerate, assign or clone", () => {
  assert.deepEqual(Object.entries(secret), []);
  assert.deepEqual(Reflect.ownKeys(secret), []);
  assert.deepEqual({ ...secret }, {});
  assert.deepEqual(Object.entries(structuredClone(secret)), []);
  assert.equal(inspect(secret, { customInspect: false, showHidden: true, depth: null }), "Secret {}");
  assert.equal(
    print((console) => console.dir({ secret }, { depth: null })),
    "{ secret: Secret {} }\n",
  );
  assert.ok(Number.isNaN(Number(secret)));
});

test("Secret · comes out by expose, and by nothing else", () => {
  assert.equal(secret.expose(), PLAIN);
});

function print(write: (console: Console) => void): string {
  const stream = new PassThrough();
  write(new Console(stream));
  return String(stream.read());
}
