/**
 * @module A bash that commands are typed into one after the other, as a person would, in a folder of its own.
 *
 * Every program it starts is `curl` behind a note-taker: what stood on the command line can be looked at later.
 */

import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const LIMIT_MS = 20_000; // a command that takes longer waits for something that does not come
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
  const notes = join(folder, "command-lines");
  writeFileSync(notes, "");
  writeFileSync(join(folder, "curl"), noteTaker(notes, findProgram("curl")));
  chmodSync(join(folder, "curl"), 0o700);
  const bash = spawn(findProgram("bash"), ["--noprofile", "--norc"], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env["PATH"] ?? ""}`, HOME: folder },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let written = "";
  let heard = (): void => {};
  bash.stdin.write("exec 2>&1\n"); // one stream, so that nothing of one command is heard in the next
  bash.stdout.setEncoding("utf8").on("data", (text: string) => {
    written += text;
    heard();
  });

  const run: Shell["run"] = (commands) => {
    written = "";
    bash.stdin.write(`${commands}\nprintf '${END}%s${END}' $?\n`);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`this did not end:\n${commands}`)), LIMIT_MS);
      heard = () => {
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
    readCommandLines: () => readFileSync(notes, "utf8"),
    close: () => {
      bash.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function noteTaker(notes: string, program: string): string {
  return `#!/bin/sh\nprintf '%s\\n' "$@" >> '${notes}'\nexec '${program}' "$@"\n`;
}
