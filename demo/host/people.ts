/**
 * @module The demo's sign-in: every browser that opens the page is a new admin with an empty project.
 */

import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { randomBytes } from "node:crypto";
import type { SignedIn } from "./session.ts";

const COOKIE = "demo_visitor";
/** Whoever opens the demo: the playground is of one workspace of hers. */
const USER_NAME = "Dana Reyes";
const COOKIE_SECONDS = 30 * 24 * 3600;

export type SavedPeople = readonly (readonly [cookie: string, person: SignedIn])[];
export type People = ReturnType<typeof createPeople>;

/** Creates the sign-in, with those who were here before. */
export function createPeople(saved: SavedPeople, onChange: () => void) {
  const people = new Map<string, SignedIn>(saved);
  /** Returns who this browser is, or null if it has not opened the page yet. */
  const readSignedIn = (context: Context) => people.get(getCookie(context, COOKIE) ?? "") ?? null;
  return {
    readSignedIn,
    signIn(context: Context): void {
      if (readSignedIn(context)) return;
      const visitor = randomBytes(16).toString("hex");
      const user = `person-${visitor.slice(0, 8)}`;
      people.set(visitor, { project: createProjectName(), role: "admin", user, user_name: USER_NAME });
      const options = { httpOnly: true, sameSite: "Strict", path: "/", maxAge: COOKIE_SECONDS } as const;
      setCookie(context, COOKIE, visitor, options);
      onChange();
    },
    update(context: Context, change: Partial<SignedIn>): void {
      const person = readSignedIn(context);
      if (!person) return;
      Object.assign(person, change);
      onChange();
    },
    /** Gives the person a new, empty project. */
    startOver(context: Context): void {
      this.update(context, { project: createProjectName() });
    },
    save: (): SavedPeople => [...people],
  };
}

function createProjectName(): string {
  return `demo-${randomBytes(6).toString("hex")}`;
}
