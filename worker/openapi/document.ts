/**
 * @module Writes the OpenAPI 3.1 document from the table of endpoints, their contracts and zod's schemas.
 */

import * as z from "zod";
import { ENDPOINTS, type Endpoint, type EndpointName } from "../../shared/api.ts";
import { ERRORS, type ApiErrorCode } from "../../shared/errors.ts";
import { CONTRACT, INVITATION_ERRORS, PATH_PARAMS, type Contract } from "./contract.ts";
import { ANSWERS, BODIES } from "./schemas.ts";

export interface OpenapiDocument {
  readonly openapi: string;
  /** By path, then by method in small letters. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: Readonly<
    Record<"schemas" | "headers" | "securitySchemes", Readonly<Record<string, object>>>
  >;
  readonly [field: string]: unknown;
}

const SECURITY_SCHEMES = {
  operatorToken: "`pro_…`, the `OPERATOR_TOKEN` of the deployment.",
  appSecret: "`prs_…`, the app secret; for backends only.",
  sessionToken: "`ses_…`, a session token, from a page of the session's origins.",
};

const RETRY_AFTER = { description: "Seconds to wait.", schema: { type: "integer", minimum: 0 } };
const HEADERS = {
  RequestId: {
    description: "Names the request in the Worker's log.",
    required: true,
    schema: { type: "string", pattern: "^req_[a-z2-7]{26}$" },
  },
  /** Of 429. */
  RetryAfter: { ...RETRY_AFTER, required: true },
  /** Of 503, where it is known. */
  MayRetryAfter: RETRY_AFTER,
};
const RETRY_HEADERS: Readonly<Record<number, keyof typeof HEADERS>> = {
  429: "RetryAfter",
  503: "MayRetryAfter",
};

/** Whatever is called may answer so. */
const COMMON_ERRORS = ["rate_limited", "internal", "misconfigured", "unavailable"] as const;
const BODY_ERRORS = [
  "invalid_json",
  "parameter_unknown",
  "parameter_missing",
  "parameter_invalid",
  "body_too_large",
  "media_type_unsupported",
] as const;

/** Returns the document of every endpoint. Takes milliseconds: build it once. */
export function createDocument(): OpenapiDocument {
  const paths: Record<string, Record<string, object>> = {};
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    // its own keys
    const { method, path }: Endpoint = ENDPOINTS[name];
    (paths[toTemplate(path)] ??= {})[method.toLowerCase()] = describeOperation(name);
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "ParityRail Connect",
      version: "1",
      description:
        "Connects Stripe accounts. Errors carry a `code`, which is never renamed. A query parameter is refused where others are listed, and ignored where none is.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: { ...writeSchemas(BODIES, "input"), ...writeSchemas(ANSWERS, "output") },
      headers: HEADERS,
      securitySchemes: Object.fromEntries(
        Object.entries(SECURITY_SCHEMES).map(([name, description]) => [
          name,
          { type: "http", scheme: "bearer", description },
        ]),
      ),
    },
  };
}

/** Brings a path of the table to OpenAPI's form: `/v1/apps/{app}`. */
export function toTemplate(path: string): string {
  return path.replace(/:([a-z_]+)(?:\{[^/]*\})?/g, "{$1}").replace(/\*$/, "{path}");
}

function describeOperation(name: EndpointName): object {
  const endpoint: Endpoint = ENDPOINTS[name];
  const { summary, description, body, requestBody } = CONTRACT[name];
  const callers = `Callers: ${endpoint.callers.join(", ")}.`;
  const parameters = listParameters(endpoint, CONTRACT[name]);
  return {
    operationId: name,
    summary,
    description: description ? `${description} ${callers}` : callers,
    security: listSecurity(endpoint),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: !BODIES[body].safeParse({}).success, // an absent body reads as {}
        content: { "application/json": { schema: { $ref: refTo(body) } } },
      },
    }),
    ...(requestBody && { requestBody }),
    responses: describeResponses(endpoint, CONTRACT[name]),
  };
}

function listSecurity({ callers }: Endpoint): object[] {
  if (callers.includes("anyone")) return [];
  const isForSessions = callers.includes("viewer") || callers.includes("admin");
  return [
    ...(callers.includes("operator") ? [{ operatorToken: [] }] : []),
    ...(callers.includes("app") ? [{ appSecret: [] }] : []),
    ...(isForSessions ? [{ sessionToken: [] }] : []),
  ];
}

function listParameters({ path }: Endpoint, { query, parameters = [] }: Contract): object[] {
  const inPath = Object.entries(PATH_PARAMS)
    .filter(([name]) => toTemplate(path).includes(`{${name}}`))
    .map(([name, description]) => ({
      name,
      in: "path",
      required: true,
      description,
      schema: { type: "string" },
    }));
  const { properties = {}, required = [] } = query ? z.toJSONSchema(query, options("input")) : {};
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
  return [...inPath, ...inQuery, ...parameters];
}

function describeResponses(endpoint: Endpoint, contract: Contract): Record<string, object> {
  const { answer, status = 200, responses = {} } = contract;
  const all: Record<string, object> = {
    ...describeErrors(listErrors(endpoint, contract)),
    ...(answer && {
      [status]: { description: answer, content: { "application/json": { schema: { $ref: refTo(answer) } } } },
    }),
    ...responses,
  };
  const requestId = { "Request-Id": { $ref: "#/components/headers/RequestId" } };
  return Object.fromEntries(
    Object.entries(all).map(([name, response]) => [
      name,
      { ...response, headers: { ...requestId, ...("headers" in response && (response.headers as object)) } },
    ]),
  );
}

/** Lists what an endpoint fails with: by its own contract, and by its callers, path, query and body. */
function listErrors({ callers, path }: Endpoint, { body, query, errors = [] }: Contract): ApiErrorCode[] {
  const isOpen = callers.includes("anyone");
  const isForSessions = callers.includes("viewer") || callers.includes("admin");
  const isForInvited = callers.includes("invitation");
  return [
    ...COMMON_ERRORS,
    ...(isOpen ? [] : (["unauthenticated"] as const)),
    ...(isForSessions && !(callers.includes("viewer") && isForInvited) ? (["admin_required"] as const) : []),
    ...(isForInvited ? INVITATION_ERRORS : []),
    ...(path.includes(":app") ? (["not_found"] as const) : []),
    ...(path.includes(":project") || query ? (["parameter_invalid"] as const) : []),
    ...(query ? (["parameter_unknown", "parameter_missing"] as const) : []),
    ...(body ? BODY_ERRORS : []),
    ...errors,
  ];
}

function describeErrors(codes: readonly ApiErrorCode[]): Record<string, object> {
  const byStatus = Map.groupBy(new Set(codes), (code) => ERRORS[code].status);
  return Object.fromEntries(
    Array.from(byStatus, ([status, some]) => {
      const schema = {
        $ref: refTo("Error"),
        properties: { error: { properties: { code: { enum: some } } } },
      };
      const wait = RETRY_HEADERS[status];
      const response = {
        description: some.map((code) => `\`${code}\``).join(", "),
        ...(wait && { headers: { "Retry-After": { $ref: `#/components/headers/${wait}` } } }),
        content: { "application/json": { schema } },
      };
      return [status, response];
    }),
  );
}

function writeSchemas(named: Readonly<Record<string, z.ZodType>>, io: "input" | "output") {
  const registry = z.registry<{ id?: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...options(io), uri: refTo });
  for (const schema of Object.values(schemas)) {
    delete schema.$schema; // the document's own
    delete schema.$id; // its place says it
  }
  return schemas;
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

/** How zod writes JSON Schema, without what says nothing here: `readonly` of TypeScript, and the bounds of safe integers. */
function options(io: "input" | "output") {
  return {
    target: "draft-2020-12",
    io,
    override: ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }) => {
      delete jsonSchema.readOnly; // OpenAPI would leave the field out of requests
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  } as const;
}
