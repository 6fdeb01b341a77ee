/**
 * @module Reads the rows of a CSV out of bytes as they arrive, and says what is wrong with it, line by line.
 *
 * Bytes are cut where a line ends outside of quotes, and whole lines go to csv-parse, so that never more is held than a
 * chunk and a line. Where quotes are wrong nobody knows which lines are lines, so reading ends there.
 */

import { CsvError, parse, type Options } from "csv-parse/browser/esm/sync";
import { MAX_USER_LENGTH, type IdentityProblem } from "../../shared/identities.ts";
import { CUSTOMER_ID } from "../../shared/schema/identities.ts";
import { isNoSecret } from "../../shared/schema/no-secret.ts";

const [LF, QUOTE] = [0x0a, 0x22];
/** A user of 500 characters and a customer are under 6 kB, however they are quoted. */
const MAX_LINE_BYTES = 64 * 1024;
const COLUMNS = ["user", "customer"] as const;
const BOM = [0xef, 0xbb, 0xbf];
/** How files begin that are no UTF-8, and UTF-16 without a mark: its ASCII has a zero in every other byte. */
const FOREIGN: readonly (readonly [readonly (number | null)[], IdentityProblem])[] = [
  [[0xff, 0xfe], "utf16"],
  [[0xfe, 0xff], "utf16"],
  [[0x00], "utf16"],
  [[null, 0x00], "utf16"],
  [[0x1f, 0x8b], "compressed"],
  [[0x50, 0x4b, 0x03, 0x04], "compressed"],
];

export interface CsvListener {
  /** @param line where the row begins, from 1 */
  readonly onRow: (user: string, customer: string, line: number) => void;
  readonly onProblem: (problem: IdentityProblem, line: number) => void;
}

export class CsvReader {
  readonly #listener: CsvListener;
  readonly #options: Options;
  /** Bytes of a line whose end has not come. */
  #rest = new Uint8Array(0);
  #isQuoted = false;
  #line = 1;
  #isBegun = false;
  /** Where the header has `user` and `customer`; null before it was read. */
  #places: readonly [user: number, customer: number] | null = null;
  #isOver = false;

  constructor(listener: CsvListener) {
    this.#listener = listener;
    this.#options = {
      delimiter: ",",
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      on_record: (fields: string[]) => this.#takeRecord(fields),
    };
  }

  /** The line that is read next, from 1; blank ones count too. */
  get line(): number {
    return this.#line;
  }

  push(chunk: Uint8Array): void {
    if (this.#isOver) return;
    let end = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      if (chunk[at] === QUOTE) this.#isQuoted = !this.#isQuoted;
      else if (chunk[at] === LF && !this.#isQuoted) end = at + 1;
    }
    const lines = concat(this.#rest, chunk.subarray(0, end));
    this.#rest = end === 0 ? concat(lines, chunk) : chunk.slice(end);
    if (end > 0) this.#read(lines);
    if (this.#rest.length <= MAX_LINE_BYTES) return;
    if (this.#isQuoted || !this.#isBegun) this.#read(this.#rest); // it says where
    this.#stop("row_too_long");
  }

  /** Reads what is left, once all bytes have come. */
  end(): void {
    this.#read(this.#rest);
    if (!this.#places && !this.#isOver) this.#stop(this.#line === 1 ? "empty" : "column_missing");
  }

  #read(bytes: Uint8Array): void {
    if (this.#isOver || bytes.length === 0) return;
    const text = this.#isBegun ? bytes : this.#begin(bytes);
    if (text.length === 0) return;
    try {
      parse(text, this.#options);
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      this.#stop("quotes");
    }
  }

  /** Returns the first bytes without their mark. */
  #begin(bytes: Uint8Array): Uint8Array {
    this.#isBegun = true;
    const begins = (start: readonly (number | null)[]) =>
      start.every((byte, at) => byte === null || bytes[at] === byte);
    const foreign = FOREIGN.find(([start]) => begins(start));
    if (foreign) this.#stop(foreign[1]);
    if (this.#isOver) return new Uint8Array(0);
    return begins(BOM) ? bytes.subarray(BOM.length) : bytes;
  }

  /** Returns null, which keeps csv-parse from gathering rows. */
  #takeRecord(fields: string[]): null {
    const line = this.#line;
    this.#line += 1 + fields.reduce((sum, field) => sum + countLineEnds(field), 0);
    const isBlank = fields.length === 1 && fields[0] === "";
    if (this.#isOver || isBlank) return null;
    if (this.#places) this.#takeRow(fields, this.#places, line);
    else this.#takeHeader(fields, line);
    return null;
  }

  #takeHeader(fields: readonly string[], line: number): void {
    const problem = findHeaderProblem(fields);
    if (problem) return this.#stop(problem, line);
    this.#places = [fields.indexOf("user"), fields.indexOf("customer")];
  }

  #takeRow(fields: readonly string[], [atUser, atCustomer]: readonly [number, number], line: number): void {
    const [user, customer] = [fields[atUser], fields[atCustomer]];
    if (user === undefined || customer === undefined || fields.length !== COLUMNS.length) {
      return this.#listener.onProblem("fields", line);
    }
    const problem = findRowProblem(user, customer);
    if (problem) this.#listener.onProblem(problem, line);
    else this.#listener.onRow(user, customer, line);
  }

  #stop(problem: IdentityProblem, line = this.#line): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listener.onProblem(problem, line);
  }
}

function findHeaderProblem(fields: readonly string[]): IdentityProblem | null {
  if (fields.some((field) => field.includes("\r"))) return "line_ends";
  const unknown = fields.filter((field) => !COLUMNS.some((name) => name === field));
  if (unknown.some((field) => /[;\t|]/.test(field))) return "separator";
  if (COLUMNS.some((name) => !fields.includes(name))) return "column_missing";
  if (unknown.length > 0) return "column_unknown";
  return fields.length > COLUMNS.length ? "column_twice" : null;
}

function findRowProblem(user: string, customer: string): IdentityProblem | null {
  if (user.includes("\ufffd") || customer.includes("\ufffd")) return "not_utf8";
  if (user === "") return "user_missing";
  if (user.length > MAX_USER_LENGTH) return "user_too_long";
  if (/\p{Cc}/u.test(user)) return "user_invalid";
  if (user.trim() !== user) return "user_spaces";
  if (!isNoSecret(user)) return "user_secret";
  if (customer === "") return "customer_missing";
  return CUSTOMER_ID.test(customer) ? null : "customer_invalid";
}

function countLineEnds(text: string): number {
  return text.includes("\n") ? text.split("\n").length - 1 : 0;
}

function concat(one: Uint8Array<ArrayBuffer>, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
