/**
 * @module How a connection is: what it is connected to, whether it works, and what mends it.
 */

import { html, type TemplateResult } from "lit";
import type { Connection } from "../../shared/schema/connections.ts";
import type { Texts } from "../i18n/en.ts";
import type { Context } from "./context.ts";

/** Tells whether it does not work until somebody mends it. */
export function isBroken({ health }: Connection): boolean {
  return health.status === "needs_attention" || health.status === "revoked";
}

/** Tells whether Stripe refuses it now, be it for good or not: what the key could do is a thing of the past. */
export function isRefused(connection: Connection): boolean {
  return isBroken(connection) || connection.health.detail === "refused_once";
}

/** Returns what is the matter, in the words of the Worker; null while the connection is healthy. */
export function sayHealth(texts: Texts, { health }: Connection): { title: string; message: string } | null {
  const { detail, title, message } = health;
  return detail && { title: title ?? "", message: message ?? "", ...texts.health?.[detail] };
}

/** Tells whether another check is what mends it, so that its button stands in the card and not with the rows. */
export function isMendedByCheck({ health }: Connection): boolean {
  return health.detail === "refused_once" || health.detail === "webhook_endpoint_failed";
}

/** Renders what is connected: the masked key and its account, or the demo dataset. */
export function describeConnection(
  { texts }: Context,
  { method, label, account }: Connection,
): TemplateResult | string {
  const name = account?.name ?? account?.id;
  return method === "demo"
    ? texts.connection.demoLabel
    : html`<code>${label}</code>${name ? html`&nbsp;· <bdi>${name}</bdi>` : ""}`;
}
