/**
 * @module Every way to present a session token that must not work, as a table. Each gets the same 401.
 */

import { createHmac, generateKeyPairSync, randomBytes, sign as signWith } from "node:crypto";
import { deriveTokenKey, encodePart, forgeToken, HEADER, readClaims, splitToken } from "./forge.ts";
import type { RawRequest } from "./raw.ts";
import { ORIGIN, type Project, type TestApp, type World } from "../world.ts";

/** What the cases are made from: a genuine viewer's and admin's session, and the Worker's own secrets. */
export interface TokenMaterial {
  readonly world: World;
  readonly viewer: Project;
  readonly admin: Project;
  /** An app whose only origin is `https://other.example.com`. */
  readonly otherApp: TestApp;
  readonly now: number;
}

export interface TokenCase {
  readonly title: string;
  readonly request: Partial<RawRequest>;
}

const HOUR = 3600;
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Returns a request with this Authorization from the app's own page; `null` leaves a header out. */
export function bearer(token: string | null, origin: string | null = ORIGIN): Partial<RawRequest> {
  return authorization(token === null ? null : `Bearer ${token}`, origin);
}

function authorization(value: string | null, origin: string | null = ORIGIN): Partial<RawRequest> {
  return {
    headers: { ...(value !== null && { Authorization: value }), ...(origin !== null && { Origin: origin }) },
  };
}

/** Tokens with a signature that this Worker's key never made. */
export function listForgeries({ world, admin }: TokenMaterial): TokenCase[] {
  const payload = readClaims(admin.token);
  const key = deriveTokenKey(world.secrets.SESSION_KEY);
  const [header, body, signature] = splitToken(admin.token);
  const [, , foreign] = splitToken(forgeToken({ key, payload: { ...payload, jti: "ses_other" } }));
  const signed = (last: string): string => `ses_${header}.${body}.${last}`;
  const at = BASE64.indexOf(signature.at(-1) ?? "");
  const keys: [string, Uint8Array][] = [
    ["another key", randomBytes(32)],
    ["an empty key", new Uint8Array()],
    ["a key of zeros", new Uint8Array(32)],
    ["SESSION_KEY itself", Buffer.from(world.secrets.SESSION_KEY, "base64")],
    ["SESSION_KEY's text", Buffer.from(world.secrets.SESSION_KEY)],
    ["the key of invitations", deriveTokenKey(world.secrets.SESSION_KEY, "invitation")],
    ["the key of resume tokens", deriveTokenKey(world.secrets.SESSION_KEY, "resume token")],
    // Its first byte, not its last: HMAC pads a key with zeros, so a key that ends in one is the same cut off.
    ["the key, cut off", key.subarray(1)],
    ["the operator token", Buffer.from(world.secrets.OPERATOR_TOKEN)],
    ["the app secret", Buffer.from(admin.app.secret)],
    ["the vault's key", Buffer.from(world.secrets.VAULT_KEYS.split(":")[1] ?? "", "base64")],
  ];
  const tokens: [string, string][] = [
    ...keys.map(([name, other]): [string, string] => [
      `signed with ${name}`,
      forgeToken({ key: other, payload }),
    ]),
    ["with another token's signature", signed(foreign)],
    ["with an empty signature", signed("")],
    ["without a signature", `ses_${header}.${body}`],
    ["with a signature one character short", signed(signature.slice(0, -1))],
    ["with half a signature", signed(signature.slice(0, 22))],
    [
      "with one bit of the signature flipped",
      signed((signature[0] === "A" ? "B" : "A") + signature.slice(1)),
    ],
    ["with spare bits of the signature set", signed(signature.slice(0, -1) + BASE64[at ^ 1])],
    ["with a padded signature", signed(`${signature}=`)],
    ["with its signature in hex", signed(Buffer.from(signature, "base64url").toString("hex"))],
    ["with a longer signature", signed(`${signature}AAAA`)],
    ["with a fourth part", `${admin.token}.${signature}`],
    ["with an empty fourth part", `${admin.token}.`],
    ["cut off in the payload", `ses_${header}.${body.slice(0, 40)}`],
    ["of one part", `ses_${header}`],
    ["of dots", "ses_.."],
    ["of its prefix", "ses_"],
    ["with its prefix twice", `ses_${admin.token}`],
    ["without its prefix", admin.token.slice(4)],
    ["with its prefix in capitals", `SES_${admin.token.slice(4)}`],
    ["with a padded payload", `ses_${header}.${body}=.${signature}`],
    ["with a byte order mark before the payload", `ses_${header}.77-_${body}.${signature}`],
    ["of twenty thousand characters", `ses_${"A".repeat(20_000)}.${"A".repeat(43)}`],
  ];
  return tokens.map(([title, token]) => ({ title: `a token ${title}`, request: bearer(token) }));
}

/** Tokens that try to choose how they are checked. */
export function listAlgorithmTricks({ world, admin }: TokenMaterial): TokenCase[] {
  const payload = readClaims(admin.token);
  const key = deriveTokenKey(world.secrets.SESSION_KEY);
  const mine = randomBytes(32);
  const jwk = { kty: "oct", k: mine.toString("base64url"), alg: "HS256" };
  const unsigned = (alg: unknown): string => `ses_${encodePart({ ...HEADER, alg })}.${encodePart(payload)}.`;
  const [, , genuine] = splitToken(admin.token);
  const asymmetric = (alg: string, type: "rsa" | "ec"): string => {
    const { privateKey } =
      type === "rsa"
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : generateKeyPairSync("ec", { namedCurve: "P-256" });
    const text = `${encodePart({ ...HEADER, alg })}.${encodePart(payload)}`;
    const made = signWith("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" });
    return `ses_${text}.${made.toString("base64url")}`;
  };
  const withHeader = (header: unknown, signedBy: Uint8Array = key): string =>
    forgeToken({ key: signedBy, header, payload });
  const tokens: [string, string][] = [
    ...["none", "None", "NONE", "nOnE", "none ", "", null, 0, ["none"]].map((alg): [string, string] => [
      `alg ${JSON.stringify(alg)} and no signature`,
      unsigned(alg),
    ]),
    ["alg none and the genuine signature", unsigned("none") + genuine],
    ["alg none, signed all the same", withHeader({ ...HEADER, alg: "none" })],
    [
      "HS384 with the same key",
      forgeToken({ key, payload, header: { ...HEADER, alg: "HS384" }, hash: "sha384" }),
    ],
    [
      "HS512 with the same key",
      forgeToken({ key, payload, header: { ...HEADER, alg: "HS512" }, hash: "sha512" }),
    ],
    ["an HS512 signature called HS256", forgeToken({ key, payload, hash: "sha512" })],
    ["RS256 with a key of its own", asymmetric("RS256", "rsa")],
    ["ES256 with a key of its own", asymmetric("ES256", "ec")],
    ["an RS256 header over an HMAC", withHeader({ ...HEADER, alg: "RS256" })],
    ["alg in small letters", withHeader({ ...HEADER, alg: "hs256" })],
    ["alg as a list", withHeader({ ...HEADER, alg: ["HS256"] })],
    ["no alg", withHeader({ typ: "JWT" })],
    ["a kid of an empty file", withHeader({ ...HEADER, kid: "../../../../dev/null" }, new Uint8Array())],
    ["a kid that is SQL", withHeader({ ...HEADER, kid: "x' UNION SELECT 'a" }, Buffer.from("a"))],
    ["its own key as jwk", withHeader({ ...HEADER, jwk }, mine)],
    ["its own keys at jku", withHeader({ ...HEADER, jku: "https://evil.example/jwks.json" }, mine)],
    ["its own certificate at x5u", withHeader({ ...HEADER, x5u: "https://evil.example/x5u" }, mine)],
    ["critical extensions", withHeader({ ...HEADER, crit: ["b64"], b64: false })],
    ["a header that is a list", withHeader([HEADER])],
    ["a header that is null", withHeader("null")],
    ["a header that is no JSON", withHeader("{")],
  ];
  return tokens.map(([title, token]) => ({ title: `a token with ${title}`, request: bearer(token) }));
}

/** A genuine token whose payload was edited, and tokens of our own key with claims we never write. */
export function listWrongClaims({ world, viewer, admin, otherApp, now }: TokenMaterial): TokenCase[] {
  const key = deriveTokenKey(world.secrets.SESSION_KEY);
  const claims = readClaims(admin.token);
  const [header, , signature] = splitToken(viewer.token);
  const edit = (changes: object): string =>
    `ses_${header}.${encodePart({ ...readClaims(viewer.token), ...changes })}.${signature}`;
  const edited: [string, string][] = [
    ["its role raised", edit({ role: "admin" })],
    ["its project swapped", edit({ sub: admin.id })],
    ["its app swapped", edit({ app: admin.app.id })],
    ["its end moved", edit({ exp: now + HOUR })],
    ["its origins widened", edit({ origins: [ORIGIN, "https://evil.example"] })],
    ["its person swapped", edit({ user: "root" })],
    ["its person's name swapped", edit({ user_name: "Dana Reyes" })],
  ];
  const wrong: [string, object][] = [
    ["expired a second ago", { iat: now - 900, exp: now - 1 }],
    ["expired an hour ago", { iat: now - 2 * HOUR, exp: now - HOUR }],
    ["expires now", { iat: now - 900, exp: now }],
    ["never expires", { exp: undefined }],
    ["expires at null", { exp: null }],
    ["expires at a text", { exp: String(now + 600) }],
    ["expires at a fraction", { exp: now + 600.5 }],
    ["expires at the end of time", { exp: Number.MAX_SAFE_INTEGER }],
    ["lives for an hour and a second", { iat: now, exp: now + HOUR + 1 }],
    ["begins tomorrow", { iat: now + 24 * HOUR, exp: now + 25 * HOUR }],
    ["is valid only later", { nbf: now + HOUR }],
    ["has no beginning", { iat: undefined }],
    ["has no issuer", { iss: undefined }],
    ["is of another issuer", { iss: "parityrail" }],
    ["is of two issuers", { iss: ["parityrail-connect"] }],
    ["has no id", { jti: undefined }],
    ["has no project", { sub: undefined }],
    ["has a project that is a number", { sub: 7 }],
    ["has no app", { app: undefined }],
    ["is of an app that never was", { app: `app_${"a".repeat(26)}` }],
    ["is of another app", { app: otherApp.id }],
    ["has no role", { role: undefined }],
    ["has a role of its own", { role: "owner" }],
    ["has two roles", { role: ["admin"] }],
    ["has no origins", { origins: undefined }],
    ["has an empty list of origins", { origins: [] }],
    ["has origins as a text", { origins: ORIGIN }],
    ["has a wildcard for an origin", { origins: ["*"] }],
    ["has a claim too many", { admin: true }],
    ["has no person field", { user: undefined }],
    ["has no field for a name", { user_name: undefined }],
    ["has no field for an invitation", { invitation: undefined }],
  ];
  const payloads = ["null", "[]", "7", '"admin"', "{", "{}"];
  return [
    ...edited.map(([title, token]) => ({ title: `a token with ${title}`, request: bearer(token) })),
    ...wrong.map(([title, changes]) => ({
      title: `a token that ${title}`,
      request: bearer(forgeToken({ key, payload: { ...claims, ...changes } })),
    })),
    ...payloads.map((payload) => ({
      title: `a token that says ${payload}`,
      request: bearer(forgeToken({ key, payload })),
    })),
  ];
}

/** A genuine token, sent as no page of ours sends it. */
export function listWrongUses({ world, viewer, admin }: TokenMaterial): TokenCase[] {
  const { token } = admin;
  const headers: [string, string | null][] = [
    ["no Authorization", null],
    ["an empty Authorization", ""],
    ["Bearer alone", "Bearer"],
    ["bearer in small letters", `bearer ${token}`],
    ["BEARER in capitals", `BEARER ${token}`],
    ["no scheme", token],
    ["the scheme Token", `Token ${token}`],
    ["the scheme Basic", `Basic ${Buffer.from(`${token}:`).toString("base64")}`],
    ["two spaces", `Bearer  ${token}`],
    ["a tab", `Bearer\t${token}`],
    ["a space inside the token", `Bearer ${token.slice(0, 20)} ${token.slice(20)}`],
    ["quotes", `Bearer "${token}"`],
    ["a second token", `Bearer ${token}, Bearer ${token}`],
    ["a semicolon", `Bearer ${token};`],
    ["a letter beyond ASCII", `Bearer ${token}\u00e9`],
    ["a percent sign for a dot", `Bearer ${token.replace(".", "%2E")}`],
  ];
  const origins = [
    ...["null", "", "*", "https://evil.example", "https://app.example.com.evil.example"],
    ...["https://evil-app.example.com", "https://x.app.example.com", "https://example.com"],
    ...["https://app.example.com:8443", "https://app.example.com:443", "http://app.example.com"],
    ...["https://app.example.com/", "https://app.example.com.", "HTTPS://APP.EXAMPLE.COM"],
    ...["https://app.example.com@evil.example", "https://evil.example/https://app.example.com"],
    ...["https://app.example.com https://evil.example", "https://app.example.com,https://evil.example"],
    ...["https://аpp.example.com", "https://app%2eexample.com", "file://", "app.example.com"],
    ...["wss://app.example.com", "https://app.example.com#", "https://app.example.comm", world.url.origin],
  ];
  const path = (project: string): string => `/v1/projects/${project}/connection`;
  const query = (name: string): Partial<RawRequest> => ({
    ...authorization(null),
    path: `${path("current")}?${name}=${token}`,
  });
  const extra = (more: Record<string, string>): Partial<RawRequest> => ({
    headers: { Origin: ORIGIN, ...more },
  });
  return [
    ...headers.map(([title, value]) => ({ title, request: authorization(value) })),
    ...["access_token", "token", "session", "authorization"].map((name) => ({
      title: `a token in the query as ${name}`,
      request: query(name),
    })),
    { title: "a token in a cookie", request: extra({ Cookie: `session=${token}` }) },
    {
      title: "a token in a header of another name",
      request: extra({ "X-Authorization": `Bearer ${token}` }),
    },
    ...origins.map((origin) => ({
      title: `origin ${JSON.stringify(origin)}`,
      request: bearer(token, Buffer.from(origin).toString("latin1")),
    })),
    { title: "no origin", request: bearer(token, null) },
    {
      title: "a referer for an origin",
      request: { headers: { Authorization: `Bearer ${token}`, Referer: `${ORIGIN}/` } },
    },
    {
      title: "a same-origin read of a page that is not the app's",
      request: { headers: { Authorization: `Bearer ${token}`, "Sec-Fetch-Site": "same-origin" } },
    },
    ...[viewer.id, "Current", "CURRENT", "current%20", "..%2Fcurrent", `${admin.id}%00`, "%2A", "*"].map(
      (project) => ({
        title: `the path of project ${JSON.stringify(project)}`,
        request: { ...bearer(token), path: path(project) },
      }),
    ),
  ];
}

/** Returns a token signed as if with the session key, for the case that proves the table is not vacuous. */
export function signGenuine({ world, admin }: TokenMaterial): string {
  const key = deriveTokenKey(world.secrets.SESSION_KEY);
  const text = `${encodePart(HEADER)}.${encodePart(readClaims(admin.token))}`;
  return `ses_${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
}
