/**
 * @module Ports: the wanted one if it is free, else the next; never one somebody else listens on.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { findFreePort } from "../../demo/listen.ts";

test("findFreePort · returns the wanted port while it is free", async () => {
  const port = await findFreePort(0);
  assert.equal(await findFreePort(port), port);
});

test("findFreePort · returns a later one when the wanted port is taken", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  try {
    assert.ok((await findFreePort(address.port)) > address.port);
  } finally {
    server.close();
    await once(server, "close");
  }
});
