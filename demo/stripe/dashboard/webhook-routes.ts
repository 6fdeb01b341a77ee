/**
 * @module What a person does with webhook endpoints in the Dashboard: look, add, delete, and send a test event.
 */

import type { Context, Hono } from "hono";
import type { Mode } from "../../../shared/keys.ts";
import { Failure } from "../api/failures.ts";
import type { World } from "../api/world.ts";
import { createWebhookEndpoint } from "../resources/writes.ts";
import type { Store, StripeObject } from "../store.ts";
import { sendTestEvent } from "../webhooks/send.ts";
import { pathTo, type PageContext } from "./page.ts";
import { readBody, readPage } from "./read-page.ts";
import {
  renderSecretOnce,
  renderWebhooksPage,
  type EndpointForm,
  type WebhookNotice,
} from "./webhook-pages.ts";

interface Shown {
  readonly page: PageContext;
  readonly store: Store;
}

export function addWebhookRoutes(app: Hono, world: World, mode: Mode, root: string): void {
  const read = (context: Context): Shown | null => {
    const page = readPage(world, context, mode);
    return page && { page, store: page.account.stores[mode]() };
  };
  app.get(root, (context) => {
    const shown = read(context);
    if (!shown) return context.notFound();
    const is = context.req.query("notice") === "deleted" ? "deleted" : "nothing";
    return show(context, shown, { is });
  });
  app.post(root, async (context) => {
    const shown = read(context);
    return shown ? addEndpoint(world, context, shown) : context.notFound();
  });
  app.post(`${root}/:endpoint/delete`, (context) => {
    const shown = read(context);
    const endpoint = findEndpoint(context, shown);
    if (!shown || !endpoint) return context.notFound();
    shown.store.collection("webhook_endpoints").remove(endpoint.id);
    return context.redirect(`${pathTo(shown.page, "/webhooks")}&notice=deleted`, 303);
  });
  app.post(`${root}/:endpoint/test`, async (context) => {
    const shown = read(context);
    const endpoint = findEndpoint(context, shown);
    if (!shown || !endpoint) return context.notFound();
    const deliveries = await sendTestEvent(world, shown.store, endpoint, mode);
    return show(context, shown, { is: "sent", deliveries });
  });
}

function show(context: Context, { page, store }: Shown, notice: WebhookNotice, status: 200 | 400 = 200) {
  const { objects } = store.collection("webhook_endpoints");
  return context.html(renderWebhooksPage(page, objects, notice), status);
}

function findEndpoint(context: Context, shown: Shown | null): StripeObject | undefined {
  return shown?.store.collection("webhook_endpoints").find(context.req.param("endpoint") ?? "");
}

async function addEndpoint(world: World, context: Context, shown: Shown) {
  const body = await readBody(context);
  const form: EndpointForm = { url: body.get("url")?.trim() ?? "", events: body.get("events")?.trim() ?? "" };
  const events = form.events.split(/[\s,]+/).filter(Boolean);
  const parameters = { url: form.url, enabled_events: Object.fromEntries(events.entries()) };
  const { now, allowLocalWebhooks } = world;
  const { store, page } = shown;
  const livemode = page.mode === "live";
  try {
    const { secret } = createWebhookEndpoint({ store, parameters, livemode, now: now(), allowLocalWebhooks });
    return context.html(renderSecretOnce(page, form.url, secret));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return show(context, shown, { is: "refused", message: String(error.error.message), form }, 400);
  }
}
