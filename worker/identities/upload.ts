/**
 * @module Reads an uploaded CSV of identities while it streams, and hands its rows on in batches.
 *
 * Never more is held than a chunk of the body and two batches, whatever the file's size.
 */

import {
  IDENTITY_PROBLEMS,
  MAX_IDENTITY_BYTES,
  MAX_IDENTITY_ROWS,
  MAX_LISTED_LINES,
  type IdentityProblem,
} from "../../shared/identities.ts";
import { ApiError } from "../http/api-error.ts";
import { CsvReader } from "./read-csv.ts";

/** UTF-16 code units of a batch's JSON: at most three bytes each, so that one stays under 1 MB. */
const BATCH_LENGTH = 256 * 1024;
/** The header, and the line behind the last one. */
const HEADER_LINES = 2;

/**
 * Takes a batch: a JSON array of `[user, customer, line]`. Returns the lines whose user has another customer in this
 * upload already.
 */
export type StageRows = (rows: string) => Promise<readonly number[]>;

/**
 * Reads a whole file. Returns how many rows it has. Fails with `identities_invalid`, which lists what is wrong, with
 * `body_too_large` as soon as that is known, or with what `stage` fails with.
 */
export async function readUpload(request: Request, stage: StageRows): Promise<number> {
  const declared = Number(request.headers.get("Content-Length") ?? 0);
  if (declared > MAX_IDENTITY_BYTES) throw tooManyBytes();
  const intake = new Intake(stage);
  let failure: { readonly error: unknown } | null = null;
  for await (const chunk of readChunks(request)) {
    // Who is answered while still sending often loses the answer: the rest of the file is read and dropped.
    failure ??= await intake.take(chunk).then(
      () => null,
      (error: unknown) => ({ error }),
    );
  }
  if (failure) throw failure.error;
  return intake.end();
}

/** Yields a body's chunks, and cancels it where there are too many bytes. */
async function* readChunks({ body }: Request): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return;
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read().catch(() => {
      throw new ApiError("identities_invalid", { reason: "client_closed" }); // nobody reads this answer
    });
    if (done) return;
    bytes += value.byteLength;
    if (bytes > MAX_IDENTITY_BYTES) {
      void reader.cancel().catch(() => undefined);
      throw tooManyBytes();
    }
    yield value;
  }
}

/** One file on its way from bytes to batches of rows. */
class Intake {
  readonly #stage: StageRows;
  readonly #batches = new Batches();
  readonly #faults = new Faults();
  readonly #reader = new CsvReader({
    onRow: (user, customer, line) => this.#batches.add(user, customer, line),
    onProblem: (problem, line) => this.#faults.add(problem, line),
  });

  constructor(stage: StageRows) {
    this.#stage = stage;
  }

  async take(chunk: Uint8Array): Promise<void> {
    this.#reader.push(chunk);
    if (this.#reader.line > MAX_IDENTITY_ROWS + HEADER_LINES) throw tooManyRows();
    await this.#stageAll(this.#batches.takeFull());
  }

  /** Returns how many rows there were. */
  async end(): Promise<number> {
    this.#reader.end();
    await this.#stageAll(this.#batches.takeAll());
    if (this.#faults.count > 0) throw this.#faults.describe();
    return this.#batches.rows;
  }

  async #stageAll(batches: readonly string[]): Promise<void> {
    for (const rows of batches) {
      for (const line of await this.#stage(rows)) this.#faults.add("user_conflict", line);
    }
  }
}

class Batches {
  #full: string[] = [];
  #open: string[] = [];
  #length = 0;
  rows = 0;

  add(user: string, customer: string, line: number): void {
    const row = JSON.stringify([user, customer, line]);
    this.rows += 1;
    this.#open.push(row);
    this.#length += row.length + 1;
    if (this.#length >= BATCH_LENGTH) this.#close();
  }

  takeFull(): string[] {
    return this.#full.splice(0);
  }

  takeAll(): string[] {
    if (this.#open.length > 0) this.#close();
    return this.takeFull();
  }

  #close(): void {
    this.#full.push(`[${this.#open.join(",")}]`);
    this.#open = [];
    this.#length = 0;
  }
}

/** What is wrong, by line: the first hundred of what is found while reading and of what staging finds. */
class Faults {
  readonly #listed: { line: number; problem: IdentityProblem }[] = [];
  count = 0;

  add(problem: IdentityProblem, line: number): void {
    this.count += 1;
    this.#listed.push({ line, problem });
    if (this.#listed.length >= 2 * MAX_LISTED_LINES) this.#trim();
  }

  describe(): ApiError {
    this.#trim();
    const first = this.#listed.map(({ line, problem }) => ({
      line,
      problem,
      message: IDENTITY_PROBLEMS[problem],
    }));
    return new ApiError("identities_invalid", { lines: { count: this.count, first } });
  }

  /** Conflicts are found later than what is wrong on the lines behind them. */
  #trim(): void {
    this.#listed.sort((one, other) => one.line - other.line);
    this.#listed.splice(MAX_LISTED_LINES);
  }
}

function tooManyBytes(): ApiError {
  return new ApiError("body_too_large", { values: { limit: MAX_IDENTITY_BYTES } });
}

function tooManyRows(): ApiError {
  return new ApiError("body_too_large", { fix: `This endpoint takes at most ${MAX_IDENTITY_ROWS} rows.` });
}
