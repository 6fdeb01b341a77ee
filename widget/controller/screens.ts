/**
 * @module Which screen an answer of the Worker calls for.
 */

import type { ConnectMethod } from "../../shared/profile.ts";
import type { ConnectionAnswer } from "../../shared/schema/connections.ts";
import { isConnected, type FieldName, type Form, type Screen } from "./state.ts";

/** Returns the screen for what the Worker said last. */
export function screenOf(answer: ConnectionAnswer): Screen {
  if (isConnected(answer)) return { is: "connected", answer, phase: { is: "idle" } };
  return answer.may.connect ? openForm(answer) : { is: "viewer", answer };
}

/** Returns an empty form: the way and the mode of the connection it would replace, or what the profile asks for. */
export function openForm(answer: ConnectionAnswer): Form {
  const { connection, profile } = answer;
  const real = connection?.method === "demo" ? null : connection;
  const asked = real?.mode ?? (profile.mode === "either" ? null : profile.mode);
  const ways = waysOf(answer);
  return {
    is: "form",
    answer,
    draft: {
      way: (real && ways.find((way) => way === real.method)) ?? ways[0] ?? "key",
      mode: asked ?? "test",
      asked,
      chosen: false,
      key: { is: "blank" },
      publishable: "blank",
      secret: "blank",
      guideOpen: false,
      revealed: false,
    },
    phase: { is: "editing" },
  };
}

/** Returns the ways to connect that work here, the first one first. */
export function waysOf({ profile, may }: ConnectionAnswer): readonly ConnectMethod[] {
  return profile.methods.filter((way) => way === "key" || may.oauth);
}

/** Returns the first field that is not ready to be sent; null when all are. */
export function findLack(form: Form): FieldName | null {
  const { key, publishable, secret } = form.draft;
  if (key.is !== "good" && !heldKeyOf(form)) return "key";
  const isKey = publishable === "test" || publishable === "live";
  const pairs = isKey
    ? key.is !== "good" || key.mode === publishable
    : publishable === "blank" && !needsPublishable(form.answer);
  if (!pairs) return "publishable";
  return secret === "typing" || secret === "bad" || secret === "is_key" ? "secret" : null;
}

/** Tells whether there is no connecting without a publishable key: a reconnect keeps the one that is there. */
export function needsPublishable({ profile, connection }: ConnectionAnswer): boolean {
  return profile.credentials.publishable === "required" && !connection?.publishable_key;
}

/** Returns the masked key that may be sent once more while no other is pasted; empty where there is none. */
export function heldKeyOf({ draft, phase }: Form): string {
  return phase.is === "refused" && draft.key.is === "blank" ? phase.again : "";
}

/** Tells whether a placeholder may stand for the signing secret. */
export function expectsSecret({ profile: { webhook } }: ConnectionAnswer): boolean {
  return webhook.kind === "pasted" && webhook.expected;
}

/** Tells whether the person is in the middle of something that a reload would take away. */
export function isInUse(screen: Screen): boolean {
  if (screen.is === "connected") return screen.phase.is !== "idle" && screen.phase.is !== "failed";
  if (screen.is !== "form") return false;
  const { draft, phase } = screen;
  const { key, publishable, secret } = draft;
  return key.is !== "blank" || publishable !== "blank" || secret !== "blank" || phase.is !== "editing";
}
