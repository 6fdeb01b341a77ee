/**
 * @module Sessions for pages without a backend: the Worker opens one by the app's public id, and this browser keeps
 * what finds the same project again.
 *
 * A script of its own, loaded where the attribute `app` is set.
 */

import type { OpenSessionAnswer, OpenSessionBody } from "../../shared/schema/sessions.ts";

/** Where there is no storage, the project is found again as long as the page is there. */
const remembered = new Map<string, string>();

/** Several elements of one page ask once: two new visitors would be two projects. */
const asked = new Map<string, Promise<string>>();

/** Opens a session and returns its token; empty where the Worker refuses. */
export function openSession(api: string, app: string): Promise<string> {
  const base = api.replace(/\/+$/, "");
  const name = `parityrail-connect:${new URL(base, location.href).origin}:${app}`;
  const asking = asked.get(name) ?? ask(base, name, app).finally(() => asked.delete(name));
  asked.set(name, asking);
  return asking;
}

async function ask(base: string, name: string, app: string): Promise<string> {
  const resume = recall(name);
  const body: OpenSessionBody = { app, ...(resume && { resume }) };
  const response = await fetch(`${base}/v1/open_sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
  });
  if (!response.ok) return "";
  const answer: Partial<OpenSessionAnswer> = await response.json();
  if (typeof answer.resume === "string") remember(name, answer.resume);
  return answer.token ?? "";
}

function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? remembered.get(name);
  } catch {
    return remembered.get(name); // storage is switched off
  }
}

function remember(name: string, resume: string): void {
  remembered.set(name, resume);
  try {
    localStorage.setItem(name, resume);
  } catch {
    // Switched off, or full: the page remembers.
  }
}
