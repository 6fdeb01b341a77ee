/**
 * @module Uploads as they stream: bounded in bytes, rows and batches, and refused as soon as that is known.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_IDENTITY_BYTES } from "../../shared/identities.ts";
import { ApiError } from "../../worker/http/api-error.ts";
import { readUpload, type StageRows } from "../../worker/identities/upload.ts";

const HEAD = "user,customer\n";
const MEGABYTE = 1024 * 1024;
const NO_CONFLICT: StageRows = () => Promise.resolve([]);

/** Makes a request whose body is made as it is read, and says how much of it was. */
function createRequest(chunks: Iterable<string>, headers: Record<string, string> = {}) {
  const source = chunks[Symbol.iterator]();
  const taken = { bytes: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { value, done } = source.next();
        if (done) return controller.close();
        const bytes = new TextEncoder().encode(value);
        taken.bytes += bytes.length;
        controller.enqueue(bytes);
      },
      cancel() {
        taken.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request("https://worker.invalid/", {
    method: "PUT",
    headers,
    body,
    duplex: "half",
  } as RequestInit); // Node asks for duplex, which its types forget
  return { request, taken };
}

function* repeat(chunk: string, times: number): Generator<string> {
  yield HEAD;
  for (let count = 0; count < times; count += 1) yield chunk;
}

const GIGABYTE = () => repeat(`${"u".repeat(500)},cus_${"1".repeat(6)}\n`.repeat(MEGABYTE / 512), 1024);

test("upload · 1 GB that says so is refused before any of it is read", async () => {
  const { request, taken } = createRequest(GIGABYTE(), { "Content-Length": String(1024 * MEGABYTE) });
  await assert.rejects(readUpload(request, NO_CONFLICT), { code: "body_too_large" });
  assert.equal(taken.bytes, 0);
});

test("upload · 1 GB that does not say so is cancelled after 64 MB, and no batch is over 1 MB", async () => {
  const { request, taken } = createRequest(GIGABYTE());
  let largest = 0;
  const stage: StageRows = (rows) => {
    largest = Math.max(largest, Buffer.byteLength(rows));
    return Promise.resolve([]);
  };
  await assert.rejects(readUpload(request, stage), { code: "body_too_large" });
  assert.ok(taken.isCancelled);
  assert.ok(taken.bytes <= MAX_IDENTITY_BYTES + MEGABYTE + HEAD.length, `${taken.bytes} bytes were read`);
  assert.ok(largest > 0 && largest < MEGABYTE, `a batch has ${largest} bytes`);
});

test("upload · batches of the widest characters are under 1 MB, and handed on while the file streams", async () => {
  const { request, taken } = createRequest(repeat(`${"\u20ac".repeat(500)},cus_1\n`.repeat(100), 100));
  const seen: { bytes: number; taken: number }[] = [];
  const rows = await readUpload(request, (batch) => {
    seen.push({ bytes: Buffer.byteLength(batch), taken: taken.bytes });
    return Promise.resolve([]);
  });
  assert.equal(rows, 10_000);
  assert.ok(seen.every(({ bytes }) => bytes < MEGABYTE));
  assert.ok((seen[0]?.taken ?? Infinity) < MEGABYTE, "the first batch waited for the whole file");
});

test("upload · what is wrong early is answered after the file's end, so that the answer arrives", async () => {
  const { request, taken } = createRequest(["customer\n", "cus_1\n".repeat(100_000)]);
  await assert.rejects(readUpload(request, NO_CONFLICT), { code: "identities_invalid" });
  assert.equal(taken.bytes, 9 + 600_000);
});

test("upload · a stage that fails fails the upload, and is not asked again", async () => {
  const { request } = createRequest(repeat("u,cus_1\n".repeat(20_000), 10));
  let calls = 0;
  const stage: StageRows = () => {
    calls += 1;
    return Promise.reject(new ApiError("upload_superseded"));
  };
  await assert.rejects(readUpload(request, stage), { code: "upload_superseded" });
  assert.equal(calls, 1);
});
