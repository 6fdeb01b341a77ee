/**
 * @module Holds what goes over the wire to the OpenAPI document: every answer, and every request that is taken.
 *
 * A world names its Worker's origin, and from then on `fetch` of that test file fails where the document is wrong.
 */

import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { createDocument } from "../../../worker/openapi/document.ts";

/** A request and its answer, as far as the document speaks of them. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  /** The body, where it is a text. */
  readonly sent?: string | undefined;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: object;
}

interface Operation {
  readonly security: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
  readonly responses: Readonly<Record<string, ResponseOf>>;
}

interface ResponseOf {
  readonly headers: Readonly<Record<string, HeaderOf>>;
  readonly content?: Readonly<Record<string, object>>;
}

interface HeaderOf {
  readonly $ref?: string;
  readonly required?: boolean;
}

interface Opened {
  readonly ajv: Ajv2020;
  /** Reads numbers from their text. */
  readonly queries: Ajv2020;
  readonly headers: Readonly<Record<string, HeaderOf>>;
  readonly routes: readonly {
    readonly pattern: RegExp;
    readonly template: string;
    readonly methods: Readonly<Record<string, Operation>>;
  }[];
}

/** An operation of the document, and where in it it stands. */
export interface Found {
  readonly pointer: string;
  readonly operation: Operation;
}

const JSON_TYPE = "application/json";
/** What answers where no endpoint is. */
const NOWHERE = ["not_found", "rate_limited", "unavailable", "misconfigured"];

const held = new Set<string>();
const validators = new Map<string, ValidateFunction>();
let opened: Opened | undefined;

/** Has every `fetch` of this process that goes to `origin` held to the document. */
export function holdOrigin(origin: string): void {
  if (held.size === 0) {
    const send = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const response = await send(input, init);
      const url = new URL(input instanceof Request ? input.url : input);
      if (!held.has(url.origin) || response.redirected) return response;
      const method = init?.method ?? (input instanceof Request ? input.method : "GET");
      await holdResponse({ method, url, sent: init?.body }, response);
      return response;
    };
  }
  held.add(origin);
}

/** Tells whether answers of `origin` are held to the document. */
export function isHeld(origin: string): boolean {
  return held.has(origin);
}

/** Fails unless the document allows `response`, and the request if that was taken. Leaves the response unread. */
export async function holdResponse(
  request: { readonly method: string; readonly url: URL; readonly sent?: unknown },
  response: Response,
): Promise<void> {
  const { status, headers } = response;
  const sent = typeof request.sent === "string" ? request.sent : undefined;
  holdExchange({ ...request, sent, status, headers, text: await response.clone().text() });
}

/** Fails unless the document allows the answer, and the request if that was taken. */
export function holdExchange(exchange: Exchange): void {
  const wrong = findDifference(exchange);
  if (wrong === null) return;
  const { method, url, status } = exchange;
  throw new Error(
    `openapi.json does not allow this: ${method} ${url.pathname}, answered ${status}: ${wrong}`,
  );
}

/** Says how an exchange differs from the document; null if it does not, or if the document is not about it. */
export function findDifference(exchange: Exchange): string | null {
  const { method, url, status } = exchange;
  if (method === "OPTIONS" || method === "HEAD") return null; // preflights, and nothing to hold
  const found = findOperation(method, url.pathname);
  if (!found) return url.pathname.startsWith("/v1/") ? findStrayDifference(exchange) : null;
  const wrong = findAnswerDifference(found, exchange);
  if (wrong !== null || status >= 300) return wrong;
  return findRequestDifference(found, exchange);
}

/** Finds the operation of a path as a request has it. */
export function findOperation(method: string, path: string): Found | null {
  const name = method.toLowerCase();
  const route = open().routes.find(({ pattern, methods }) => methods[name] && pattern.test(path));
  const operation = route?.methods[name];
  return route && operation ? { operation, pointer: `/paths/${escapePart(route.template)}/${name}` } : null;
}

/** Returns what checks a body that an operation takes; null where it takes none of JSON. */
export function validatorOfBody({ pointer, operation }: Found): ValidateFunction | null {
  if (!operation.requestBody?.content[JSON_TYPE]) return null;
  return compile(`${pointer}/requestBody/content/${escapePart(JSON_TYPE)}/schema`);
}

/** Returns what checks a query, whose values it reads from their text. */
export function validatorOfQuery({ pointer, operation: { parameters = [] } }: Found): ValidateFunction {
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  return remember(`${pointer} query`, () =>
    open().queries.compile({
      type: "object",
      properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])),
      required: inQuery.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: inQuery.length === 0, // where none is listed, any is ignored
    }),
  );
}

function findAnswerDifference(
  { pointer, operation }: Found,
  { status, headers, text }: Exchange,
): string | null {
  const response = operation.responses[status];
  if (!response) return `no such status: ${readCode(text)}`;
  const missing = Object.entries(response.headers).find(
    ([name, header]) => isRequired(header) && !headers.has(name),
  );
  if (missing) return `no header ${missing[0]}`;
  const type = headers.get("Content-Type")?.split(";")[0]?.trim() ?? null;
  if (!response.content) return text === "" ? null : "a body where there is none";
  if (type === null || !response.content[type]) return `no such content: ${type}`;
  if (type !== JSON_TYPE) return null;
  return check(
    compile(`${pointer}/responses/${status}/content/${escapePart(type)}/schema`),
    JSON.parse(text),
    status < 300 ? "the answer" : readCode(text),
  );
}

function findRequestDifference(found: Found, { url, sent }: Exchange): string | null {
  const query = Object.fromEntries(url.searchParams);
  const wrong = check(validatorOfQuery(found), query, "the query was taken");
  const validate = validatorOfBody(found);
  if (wrong !== null || !validate || !sent) return wrong;
  return check(validate, JSON.parse(sent), "the body was taken");
}

function findStrayDifference({ status, text }: Exchange): string | null {
  if (!NOWHERE.includes(readCode(text))) return `no such path, and not not_found but ${status}`;
  return check(compile("/components/schemas/Error"), JSON.parse(text), "the error");
}

function check(validate: ValidateFunction, value: unknown, about: string): string | null {
  if (validate(value)) return null;
  const errors = validate.errors?.slice(0, 3).map(({ instancePath, message, params }) => {
    return `${instancePath} ${message} ${JSON.stringify(params)}`;
  });
  return `${about}: ${errors?.join("; ")}`;
}

function readCode(text: string): string {
  return /^\{"error":\{"code":"([a-z_]+)"/.exec(text)?.[1] ?? "no error";
}

function compile(pointer: string): ValidateFunction {
  return remember(pointer, () => open().ajv.compile({ $ref: `openapi#${pointer}` }));
}

function remember(name: string, create: () => ValidateFunction): ValidateFunction {
  const known = validators.get(name) ?? create();
  validators.set(name, known);
  return known;
}

function isRequired({ $ref, required = false }: HeaderOf): boolean {
  const named = $ref && open().headers[$ref.split("/").at(-1) ?? ""];
  return named ? isRequired(named) : required;
}

function open(): Opened {
  if (opened) return opened;
  const document = createDocument();
  const options = { strictTypes: false, validateSchema: false, inlineRefs: false } as const; // OpenAPI's own keywords stand around schemas
  const ajv = new Ajv2020(options);
  const queries = new Ajv2020({ ...options, coerceTypes: true });
  formats.default(ajv);
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema(document, "openapi");
  const paths = Object.entries(document.paths) as [string, Record<string, Operation>][]; // as the document's test has it
  const routes = paths.map(([template, methods]) => {
    const pattern = new RegExp(
      `^${template
        .replaceAll(".", "\\.")
        .replace("/{path}", "(?:/.*)?")
        .replace(/\{[a-z_]+\}/g, "[^/]+")}$`,
    );
    return { pattern, template, methods };
  });
  const headers = document.components.headers as Record<string, HeaderOf>;
  return (opened = { ajv, queries, headers, routes });
}

function escapePart(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}
