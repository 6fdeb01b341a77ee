/**
 * @module What an answer of Stripe means, down to answers Stripe should never give.
 */

import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { after, before, test } from "node:test";
import type { PermissionRequest } from "../../../shared/profile.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { probeCredential, type ProbeResult } from "../../../worker/stripe/probe.ts";

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

let server: Server;
let apiUrl: URL;
let reply: (path: string, asked: number) => Reply;
let asked = new Map<string, number>();

before(async () => {
  server = createServer((request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    asked.set(path, (asked.get(path) ?? 0) + 1);
    const { status, body } = reply(path, asked.get(path) ?? 0);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  apiUrl = new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const GRANTED: Reply = { status: 200, body: { object: "list", data: [] } };

function examine(
  replies: typeof reply,
  permissions: readonly PermissionRequest[] = PARITYRAIL.permissions,
): Promise<ProbeResult> {
  reply = replies;
  asked = new Map();
  const random = (length: number) => new Uint8Array(length);
  return probeCredential(
    { apiUrl, credential: { apiKey: "rk_test_x", account: null }, fetch, random },
    { permissions, excess: [] },
  );
}

test("examine · an object under any status but 200 grants nothing", async () => {
  for (const status of [201, 302, 403, 500]) {
    const examination = await examine(() => ({ status, body: { object: "list", data: [] } }));
    assert.equal(examination.verdict, "silent", String(status));
  }
});

test("examine · one 401 beside answers is asked again, and believed the second time", async () => {
  const once = await examine((path, times) =>
    path === "/v1/invoices" && times === 1 ? { status: 401, body: { error: { message: "no" } } } : GRANTED,
  );
  assert.equal(once.verdict, "usable");
  const always = await examine((path) =>
    path === "/v1/invoices" ? { status: 401, body: { error: { message: "no" } } } : GRANTED,
  );
  assert.equal(always.verdict, "refused");
  assert.equal(asked.get("/v1/invoices"), 2);
});

test("examine · errors of the wrong shape are silence or a refusal, never a crash", async () => {
  for (const error of [{ message: 7, code: {} }, { code: 7 }, {}, { message: null }, { type: [] }]) {
    assert.equal((await examine(() => ({ status: 401, body: { error } }))).verdict, "refused");
    const forbidden = await examine(() => ({ status: 403, body: { error } }));
    assert.ok(["powerless", "silent"].includes(forbidden.verdict), JSON.stringify(error));
  }
});

test("examine · a clear no is not asked again", async () => {
  const examination = await examine(() => ({ status: 400, body: { error: { message: "no" } } }));
  assert.deepEqual(examination.verdict === "silent" && examination.reason, "unexpected");
  assert.deepEqual([...new Set(asked.values())], [1]);
});

test("examine · where one call may be asked again, a clear no beside it is not the last word", async () => {
  const examination = await examine((path) =>
    path === "/v1/customers"
      ? { status: 400, body: { error: { message: "no" } } }
      : {
          status: path === "/v1/account" ? 200 : 409,
          body: { object: "account", error: { message: "lock" } },
        },
  );
  assert.equal(examination.verdict === "silent" && examination.reason, "busy");
});

test("examine · a key whose access was revoked is refused", async () => {
  const error = { code: "account_invalid", message: "Application access may have been revoked." };
  const examination = await examine(() => ({ status: 403, body: { error } }));
  assert.equal(examination.verdict === "refused" && examination.code, "access_revoked");
});

test("examine · takes an account's id only if it is one, and its name only as long as a name", async () => {
  const account = (body: object) => (path: string) =>
    path === "/v1/account" ? { status: 200, body: { object: "account", ...body } } : GRANTED;
  const read = async (body: object) => {
    const examination = await examine(account(body));
    return examination.verdict === "usable" ? examination.proof.account : null;
  };
  assert.deepEqual(await read({ id: `acct_${"a".repeat(300)}` }), { kind: "anonymous" });
  assert.deepEqual(
    await read({
      id: "acct_1",
      settings: { dashboard: { display_name: "" } },
      business_profile: { name: "Acme" },
    }),
    {
      kind: "identified",
      id: "acct_1",
      name: "Acme",
    },
  );
  const long = await read({ id: "acct_1", business_profile: { name: "😀".repeat(300) } });
  assert.equal(long?.kind === "identified" && long.name, "😀".repeat(200));
});

test("examine · a row whose endpoint is not there, or answers otherwise, on this account is not checked", async () => {
  for (const status of [404, 400, 402]) {
    const examination = await examine((path) =>
      path === "/v1/entitlements/features" ? { status, body: { error: { message: "no" } } } : GRANTED,
    );
    assert.equal(examination.verdict, "usable");
    assert.deepEqual(
      examination.verdict === "usable" && examination.proof.findings.map((finding) => finding.status),
      ["granted", "granted", "granted", "granted", "unchecked"],
      String(status),
    );
  }
});

test("examine · something that says 404 to everything is not Stripe, and proves nothing, not even a write", async () => {
  const absent = { status: 404, body: { error: { code: "resource_missing" } } };
  const writes: PermissionRequest[] = [
    { permission: "customers", access: "write", required: true, why: "To test it." },
  ];
  for (const permissions of [PARITYRAIL.permissions, writes]) {
    const examination = await examine(() => absent, permissions);
    assert.deepEqual(examination, { verdict: "silent", reason: "unexpected", stripe: null });
  }
});

test("examine · a key that only the account answers for is known, and what no probe proves is not checked", async () => {
  const unprovable: PermissionRequest[] = [
    { permission: "connect", access: "read", required: true, why: "To test it." },
  ];
  const account = { status: 200, body: { object: "account", id: "acct_1" } };
  const forbidden = { status: 403, body: { error: { message: "on account 'acct_1'" } } };
  for (const reply of [account, forbidden]) {
    const examination = await examine(() => reply, unprovable);
    assert.equal(examination.verdict, "usable", String(reply.status));
    assert.ok(examination.verdict === "usable");
    assert.equal(examination.proof.account.kind, "identified");
    assert.deepEqual(
      examination.proof.findings.map(({ status }) => status),
      ["unchecked"],
    );
  }
});
