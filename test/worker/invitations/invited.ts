/**
 * @module An admin who invites, and the browsers that follow the link: what tests of invitations share.
 */

import { randomBytes } from "node:crypto";
import type { EndpointName } from "../../../shared/api.ts";
import {
  invitation,
  invitationSessionAnswer,
  type Appearance,
  type Invitation,
} from "../../../shared/schema/invitations.ts";
import type { Profile } from "../../../shared/profile.ts";
import { readClaims } from "../http/forge.ts";
import { ORIGIN, readAnswer, type Project, type World } from "../world.ts";

export const DANA = "Dana Reyes";

/** A project whose admin has a name. */
export interface Inviter extends Project {
  /** Makes an invitation and returns it with its token. */
  invite(appearance?: Appearance): Promise<{ invitation: Invitation; token: string }>;
}

/** A browser of its own that follows links. */
export interface Browser {
  open(token: string): Promise<Response>;
  /** Opens a link that must open. Returns what the session may call. */
  enter(token: string): Promise<Invitee>;
}

/** The session of whoever opened an invitation, on the Worker's own page. */
export interface Invitee {
  readonly token: string;
  readonly origin: string;
  call(name: EndpointName, body?: unknown, project?: string): Promise<Response>;
  connect(key: string, more?: object): Promise<Response>;
  read(): ReturnType<typeof readAnswer>;
}

export async function createInviter(world: World, profile?: string | Profile): Promise<Inviter> {
  const project = await world.createProject("admin", profile);
  const token = await openSession(world, project);
  const call: Project["call"] = (endpoint, body, options) =>
    world.call(endpoint, { token, origin: ORIGIN, body, ...options });
  return {
    ...project,
    token,
    call,
    connect: (key, more) => call("connect", { api_key: key, ...more }),
    read: async (endpoint, body) => readAnswer(await call(endpoint, body)),
    async invite(appearance) {
      const response = await call("createInvitation", appearance ? { appearance } : {});
      if (response.status !== 201) throw new Error(`createInvitation answered ${await response.text()}`);
      const made = invitation.parse(await response.json());
      return { invitation: made, token: readToken(made) };
    },
  };
}

/** Returns a session of the project's admin, or of a viewer, by the name of Dana. */
export async function openSession(
  world: World,
  { app, id: project }: Project,
  role: "admin" | "viewer" = "admin",
): Promise<string> {
  const body = { project, role, user: "user_1", user_name: DANA };
  const created = await world.call("createSession", { token: app.secret, body });
  return ((await created.json()) as { token: string }).token; // sessionAnswer
}

export function createBrowser(world: World): Browser {
  const opener = randomBytes(32).toString("base64url");
  const open = (token: string): Promise<Response> =>
    world.call("openInvitation", { origin: world.url.origin, body: { token, opener } });
  return {
    open,
    async enter(link) {
      const response = await open(link);
      if (response.status !== 200) throw new Error(`openInvitation answered ${await response.text()}`);
      const { token } = invitationSessionAnswer.parse(await response.json());
      return createInvitee(world, token);
    },
  };
}

/** Returns what stands in a link behind `#`. */
export function readToken({ url }: Invitation): string {
  return new URL(url).hash.slice(1);
}

function createInvitee(world: World, token: string): Invitee {
  const [origin = ""] = readClaims(token)["origins"] as string[]; // the Worker's own
  const call: Invitee["call"] = (name, body, project = "current") =>
    world.call(name, { token, origin, body, params: { project } });
  return {
    token,
    origin,
    call,
    connect: (key, more) => call("connect", { api_key: key, ...more }),
    read: async () => readAnswer(await call("readConnection")),
  };
}
