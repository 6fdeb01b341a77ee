/**
 * @module The pretend SaaS's sign-in: every browser is somebody, with a project of their own and a role to try on.
 */

import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Role } from "../../shared/api.ts";
import type { SignedIn } from "./session.ts";

const COOKIE = "demo_visitor";
const PEOPLE_KEPT = 1_000; // a demo left running stays small

export interface People {
  /** Returns who this browser is, or null if it has not opened the page yet. */
  readSignedIn(context: Context): SignedIn | null;
  /** Signs this browser in as a new admin with an empty project, unless it is signed in already. */
  signIn(context: Context): void;
  changeRole(context: Context, role: Role): void;
  /** Moves this browser's person to a new, empty project. */
  startOver(context: Context): void;
}

/** Creates the sign-in, which forgets everybody when the demo stops. */
export function createPeople(): People {
  const people = new Map<string, SignedIn>();
  const readSignedIn = (context: Context) => people.get(getCookie(context, COOKIE) ?? "") ?? null;
  const update = (context: Context, change: Partial<SignedIn>) => {
    const person = readSignedIn(context);
    if (person) Object.assign(person, change);
  };
  return {
    readSignedIn,
    signIn(context) {
      if (readSignedIn(context)) return;
      const visitor = randomBytes(16).toString("hex");
      people.set(visitor, { project: nameProject(), role: "admin", user: `person-${visitor.slice(0, 8)}` });
      for (const oldest of people.keys()) {
        if (people.size <= PEOPLE_KEPT) break;
        people.delete(oldest);
      }
      setCookie(context, COOKIE, visitor, { httpOnly: true, sameSite: "Strict", path: "/" });
    },
    changeRole: (context, role) => update(context, { role }),
    startOver: (context) => update(context, { project: nameProject() }),
  };
}

function nameProject(): string {
  return `demo-${randomBytes(6).toString("hex")}`;
}
