/**
 * @module A bash in a folder of its own, which runs one block of commands after the other.
 *
 * Its `curl` is a wrapper that records every command line before it runs the real one.
 */

import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const LIMIT_MS = 20_000; // a block that takes longer hangs
const END = "\u0001";

export interface Shell {
  readonly folder: string;
  /** Runs a block of commands and returns what it wrote; rejects if its last command failed. */
  run(commands: string): Promise<string>;
  /** Everything that stood on a command line of curl so far. */
  readCommandLines(): string;
  close(): void;
}

/** Returns where a program is, or fails saying what is missing. */
export function findProgram(name: string): string {
  try {
    return execFileSync("bash", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
  } catch (error) {
    throw new Error(`bash and ${name} are needed for these tests, and one is not installed`, {
      cause: error,
    });
  }
}

/** Opens a shell. Close it in the file's `after`. */
export function openShell(): Shell {
  const folder = mkdtempSync(join(tmpdir(), "connect-by-curl-"));
  const record = join(folder, "command-lines");
  writeFileSync(record, "");
  writeFileSync(join(folder, "curl"), wrapCurl(record, findProgram("curl")));
  chmodSync(join(folder, "curl"), 0o700);
  const bash = spawn(findProgram("bash"), ["--noprofile", "--norc"], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env["PATH"] ?? ""}`, HOME: folder },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let written = "";
  let onOutput = (): void => {};
  bash.stdin.write("exec 2>&1\n"); // one stream, so that no output of one block reaches the next
  bash.stdout.setEncoding("utf8").on("data", (text: string) => {
    written += text;
    onOutput();
  });

  const run: Shell["run"] = (commands) => {
    written = "";
    bash.stdin.write(`${commands}\nprintf '${END}%s${END}' $?\n`);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`this did not end:\n${commands}`)), LIMIT_MS);
      onOutput = () => {
        const [output = "", status, ended] = written.split(END);
        if (ended === undefined) return;
        clearTimeout(late);
        if (status === "0") resolve(output);
        else reject(new Error(`this ended with ${status}:\n${commands}\n${output}`));
      };
    });
  };

  return {
    folder,
    run,
    readCommandLines: () => readFileSync(record, "utf8"),
    close: () => {
      bash.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function wrapCurl(record: string, program: string): string {
  return `#!/bin/sh\nprintf '%s\\n' "$@" >> '${record}'\nexec '${program}' "$@"\n`;
}
