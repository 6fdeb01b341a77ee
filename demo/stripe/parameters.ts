/**
 * @module Reads query strings and form bodies as Stripe does, with brackets and arrays, and checks them.
 */

import { badRequest } from "./errors.ts";

export type Parameter = string | Parameters;
export type Parameters = { readonly [name: string]: Parameter };

/** What one parameter may be. `text?` may be emptied; the others may not. */
type ParameterKind = "text" | "text?" | "integer" | "boolean" | "range" | "array" | "hash";
export type ParameterSpec = Readonly<Record<string, ParameterKind>>;

const RANGE_KEYS: readonly string[] = ["gt", "gte", "lt", "lte"];

type Tree = { [name: string]: string | Tree };

/** Reads `a[b][]=c` into nested objects; arrays become objects with the keys 0, 1, 2. */
export function parseParameters(encoded: string): Parameters {
  const tree: Tree = createTree();
  for (const [name, value] of new URLSearchParams(encoded)) {
    const [head = "", ...inner] = name.split("[");
    assign(tree, [head, ...inner.map((part) => part.replace("]", ""))], value);
  }
  return tree;
}

// no prototype, so that a parameter named __proto__ is a parameter
const createTree = (): Tree => Object.create(null) as Tree;

function assign(tree: Tree, path: readonly string[], value: string): void {
  const [first = "", ...rest] = path;
  const name = first === "" ? String(Object.keys(tree).length) : first;
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const inner = tree[name];
  const next = typeof inner === "object" ? inner : createTree();
  tree[name] = next;
  assign(next, rest, value);
}

/** Fails with Stripe's 400 for an unknown parameter, a missing one, or one of the wrong kind. */
export function checkParameters(
  parameters: Parameters,
  spec: ParameterSpec,
  required: readonly string[] = [],
): void {
  const unknown = Object.keys(parameters).filter((name) => !Object.hasOwn(spec, name));
  if (unknown.length > 0) throw unknownParameters(unknown);
  const missing = required.find((name) => parameters[name] === undefined);
  if (missing !== undefined) {
    throw badRequest(`Missing required param: ${missing}.`, { code: "parameter_missing", param: missing });
  }
  for (const [name, value] of Object.entries(parameters)) checkKind(name, value, spec[name] ?? "text?");
}

function unknownParameters(names: readonly string[]) {
  const plural = names.length > 1 ? "s" : "";
  return badRequest(`Received unknown parameter${plural}: ${names.join(", ")}`, {
    code: "parameter_unknown",
    param: names[0] ?? "",
  });
}

function checkKind(name: string, value: Parameter, kind: ParameterKind): void {
  const isText = typeof value === "string";
  if (kind === "text" && value === "") throw emptied(name);
  if (kind === "integer" || (kind === "range" && isText)) checkInteger(name, value);
  if (kind === "range" && !isText) checkRange(name, value);
  if (kind === "array" && !isText) checkArray(name, value);
  if (kind === "boolean" && value !== "true" && value !== "false") {
    throw badRequest(`Invalid boolean: ${String(value)}`, { param: name });
  }
  if (isText && value !== "" && (kind === "array" || kind === "hash")) {
    throw badRequest(`Invalid ${kind === "array" ? "array" : "object"}`, { param: name });
  }
}

function checkInteger(name: string, value: Parameter): void {
  if (value === "") throw emptied(name);
  if (typeof value === "string" && /^-?\d+$/.test(value)) return;
  throw badRequest(`Invalid integer: ${typeof value === "string" ? value : "{}"}`, {
    code: "parameter_invalid_integer",
    param: name,
  });
}

function checkRange(name: string, value: Parameters): void {
  const unknown = Object.keys(value).filter((operator) => !RANGE_KEYS.includes(operator));
  if (unknown.length > 0) throw unknownParameters(unknown.map((operator) => `${name}[${operator}]`));
  for (const [operator, bound] of Object.entries(value)) checkInteger(`${name}[${operator}]`, bound);
}

function checkArray(name: string, value: Parameters): void {
  const keys = Object.keys(value);
  const place = keys.findIndex((key, index) => key !== String(index));
  if (place < 0) return;
  throw badRequest(
    `If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) into a parameter, the keys must be numeric and sequential starting from 0. You passed the keys \`${keys.join("`, `")}\`, we expected to have a key with the value \`${place}\`.`,
    { param: name },
  );
}

function emptied(name: string) {
  return badRequest(
    `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
    { code: "parameter_invalid_empty", param: name },
  );
}

/** Returns a parameter that is plain text. */
export function textOf(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  return typeof value === "string" ? value : undefined;
}

/** Returns the entries of an array parameter that are plain text. */
export function entriesOf(parameters: Parameters, name: string): string[] {
  const value = parameters[name];
  return typeof value === "object" ? Object.values(value).filter((entry) => typeof entry === "string") : [];
}
