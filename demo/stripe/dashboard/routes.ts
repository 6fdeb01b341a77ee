/**
 * @module The local Stripe's Dashboard: keys and webhook endpoints, as in Stripe's own.
 *
 * It acts on the first account unless `?account=` names another. There is no login: everything here is made up.
 */

import { Hono, type Context } from "hono";
import { html } from "hono/html";
import { HTTPException } from "hono/http-exception";
import type { Mode } from "../../../shared/keys.ts";
import { Changes } from "../changes.ts";
import { StripeError } from "../errors.ts";
import type { KeyRecord } from "../keys.ts";
import { sendTestEvent } from "../send.ts";
import type { World } from "../world.ts";
import { createWebhookEndpoint } from "../writes.ts";
import { pathTo, type Html, type PageContext } from "./layout.ts";
import {
  readForm,
  readPrefill,
  renderCreatePage,
  renderDelivery,
  renderEditPage,
  renderListPage,
  renderNotice,
  renderSecret,
  renderWebhooksPage,
} from "./pages.ts";

const NAME_MAX_LENGTH = 100;

/** Creates the Dashboard's routes, for test mode under `/test`. */
export function createDashboard(world: World): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header("cache-control", "no-store"); // a page that shows a key must not come back from a cache
  });
  app.get("/", (context) => context.redirect("/test/apikeys"));
  app.get("/b/:account", (context) => followEditLink(world, context));
  for (const [root, mode] of [
    ["/test", "test"],
    ["/", "live"],
  ] as const) {
    app.route(root, createKeyPages(world, mode)).route(root, createWebhookPages(world, mode));
  }
  return app;
}

function createKeyPages(world: World, mode: Mode): Hono {
  const { keys } = world;
  /** The key's own account counts, not the one in the query. */
  const openKey = (context: Context): { key: KeyRecord; page: PageContext } => {
    const key = keys.find(context.req.param("key") ?? "");
    if (key?.mode !== mode || key.state !== "active") throw new HTTPException(404);
    return { key, page: openPage(world, mode, key.account) };
  };
  const backToList = (context: Context, page: PageContext, notice: string) =>
    context.redirect(`${pathTo(page, "/apikeys")}&notice=${notice}`, 303);

  const showKey = (context: Context, page: PageContext, title: string, { key }: KeyRecord, about: Html) =>
    context.html(renderSecret(page, title, { label: "API key", value: key, about, back: "/apikeys" }));
  const showOnce = (context: Context, page: PageContext, title: string, key: KeyRecord) => {
    const about = html`Copy <strong>${key.name}</strong> now: you will not be able to see it again.`;
    return showKey(context, page, title, key, about);
  };
  return new Hono()
    .get("/apikeys", (context) => {
      const page = openPage(world, mode, context.req.query("account"));
      const all = keys.listWithStandard(page.account.id, mode);
      return context.html(renderListPage(page, all, context.req.query("notice") ?? ""));
    })
    .get("/apikeys/create", (context) => {
      const page = openPage(world, mode, context.req.query("account"));
      const query = new URL(context.req.url).searchParams;
      const name = (query.get("name") ?? "").slice(0, NAME_MAX_LENGTH);
      return context.html(renderCreatePage(page, name, readPrefill(query)));
    })
    .post("/apikeys/create", async (context) => {
      const page = openPage(world, mode, context.req.query("account"));
      const form = await readBody(context);
      const name = (form.get("name") ?? "").trim().slice(0, NAME_MAX_LENGTH) || "Untitled key";
      const draft = { account: page.account.id, mode, kind: "restricted", name } as const;
      const key = keys.create({ ...draft, permissions: readForm(form) });
      return showOnce(context, page, "Key created", key);
    })
    .get("/apikeys/:key/edit", (context) => {
      const { key, page } = openKey(context);
      return context.html(renderEditPage(page, key));
    })
    .post("/apikeys/:key/edit", async (context) => {
      const { key, page } = openKey(context);
      keys.edit(key.id, readForm(await readBody(context), key.permissions));
      return backToList(context, page, "saved");
    })
    .post("/apikeys/:key/roll", (context) => {
      const { key, page } = openKey(context);
      return showOnce(context, page, "Key rolled", keys.roll(key.id));
    })
    .post("/apikeys/:key/reveal", (context) => {
      const { key, page } = openKey(context);
      if (key.kind !== "secret") return context.notFound();
      return showKey(context, page, key.name, key, html`Whoever has it can do everything.`); // Stripe shows a live one once
    })
    .post("/apikeys/:key/delete", (context) => {
      const { key, page } = openKey(context);
      key.state = "revoked";
      return backToList(context, page, "deleted");
    });
}

function createWebhookPages(world: World, mode: Mode): Hono {
  const open = (context: Context) => {
    const page = openPage(world, mode, context.req.query("account"));
    const store = page.account.stores[mode]();
    return { page, store, endpoints: store.collection("webhook_endpoints") };
  };
  const openEndpoint = (context: Context) => {
    const opened = open(context);
    const endpoint = opened.endpoints.find(context.req.param("endpoint") ?? "");
    if (!endpoint) throw new HTTPException(404);
    return { ...opened, endpoint };
  };
  return new Hono()
    .get("/webhooks", (context) => {
      const { page, endpoints } = open(context);
      return context.html(renderWebhooksPage(page, endpoints.objects));
    })
    .post("/webhooks", async (context) => {
      const { page, store, endpoints } = open(context);
      const body = await readBody(context);
      const form = { url: body.get("url")?.trim() ?? "", events: body.get("events")?.trim() ?? "" };
      const events = form.events.split(/[\s,]+/).filter(Boolean);
      const parameters = { url: form.url, enabled_events: Object.fromEntries(events.entries()) };
      try {
        const changes = new Changes({ world, account: page.account, mode, store });
        const { secret } = createWebhookEndpoint({ changes, parameters });
        const about = html`Events for <code>${form.url}</code> are signed with this secret. You will not be
          able to see it again.`;
        const shown = { label: "Signing secret", value: secret, about, back: "/webhooks" } as const;
        return await context.html(renderSecret(page, "Endpoint added", shown));
      } catch (error) {
        if (!(error instanceof StripeError)) throw error;
        const notice = renderNotice(error.message, "alert");
        return context.html(renderWebhooksPage(page, endpoints.objects, notice, form), 400);
      }
    })
    .post("/webhooks/:endpoint/delete", (context) => {
      const { page, endpoints, endpoint } = openEndpoint(context);
      endpoints.remove(endpoint.id);
      return context.html(
        renderWebhooksPage(page, endpoints.objects, renderNotice("The endpoint was deleted.")),
      );
    })
    .post("/webhooks/:endpoint/test", async (context) => {
      const { page, endpoints, endpoint } = openEndpoint(context);
      const sent = await sendTestEvent(world, page.account.id, endpoint, mode);
      const notice = renderNotice(renderDelivery(sent));
      return context.html(renderWebhooksPage(page, endpoints.objects, notice));
    });
}

/** Opens a page of the account `named`, or of the first; not found if there is none. */
function openPage({ accounts }: World, mode: Mode, named: string | undefined): PageContext {
  const all = [...accounts.values()];
  const account = named === undefined ? all[0] : accounts.get(named);
  if (!account) throw new HTTPException(404);
  return { account, accounts: all, mode };
}

async function readBody(context: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await context.req.text());
}

/** Follows the edit link of a 403, to pages of this Dashboard only. */
function followEditLink({ accounts, url }: World, context: Context): Response | Promise<Response> {
  const account = accounts.get(context.req.param("account") ?? "");
  const target = URL.parse(context.req.query("destination") ?? "/test/apikeys", url);
  if (!account || target?.origin !== url) return context.notFound();
  if (!/^(\/test)?\/(apikeys|webhooks)(\/|$)/.test(target.pathname)) return context.notFound();
  target.searchParams.set("account", account.id);
  return context.redirect(target.pathname + target.search);
}
