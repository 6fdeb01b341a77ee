/**
 * @module Finds a Chrome, Chromium or Edge that this machine already has.
 */

import { posix, win32 } from "node:path";

/** What the search looks at; passed in so that a test can describe any machine. */
export interface Machine {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isFile: (path: string) => boolean;
}

const LINUX_NAMES = [
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "microsoft-edge-stable",
  "microsoft-edge",
];

const LINUX_FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"];

const MAC_APPS = ["Google Chrome", "Chromium", "Microsoft Edge"];

const WINDOWS_PROGRAMS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * Returns the path of the browser to use, or null if there is none: `CHROME_PATH` first, then the well-known
 * paths of the platform. Throws if `CHROME_PATH` names no file: a wish that cannot be met is said aloud.
 */
export function findInstalledBrowser(machine: Machine): string | null {
  const wanted = machine.env["CHROME_PATH"];
  if (wanted) {
    if (machine.isFile(wanted)) return wanted;
    throw new Error(`CHROME_PATH is ${wanted}, and there is no such file.`);
  }
  return listPaths(machine).find(machine.isFile) ?? null;
}

function listPaths({ platform, env }: Machine): string[] {
  switch (platform) {
    case "darwin":
      return ["/Applications", posix.join(env["HOME"] ?? "/", "Applications")].flatMap((folder) =>
        MAC_APPS.map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`),
      );
    case "win32":
      return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
        .flatMap((name) => env[name] ?? [])
        .flatMap((folder) => WINDOWS_PROGRAMS.map((program) => win32.join(folder, program)));
    default: {
      const onPath = (env["PATH"] ?? "").split(":").filter((folder) => posix.isAbsolute(folder));
      return LINUX_NAMES.flatMap((name) =>
        [...onPath, ...LINUX_FOLDERS].map((folder) => posix.join(folder, name)),
      );
    }
  }
}
