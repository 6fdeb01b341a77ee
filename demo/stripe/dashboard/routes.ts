/**
 * @module The local Stripe's Dashboard: keys and webhook endpoints, as in Stripe's own.
 *
 * It acts on the first account unless `?account=` names another. There is no login: everything here is made up.
 */

import { Hono, type Context } from "hono";
import type { Mode } from "../../../shared/keys.ts";
import { StripeError } from "../errors.ts";
import { canReveal, type KeyRecord } from "../keys.ts";
import { sendTestEvent } from "../webhooks.ts";
import type { Store, StripeObject, World } from "../world.ts";
import { createWebhookEndpoint } from "../writes.ts";
import { pathTo, type PageContext } from "./layout.ts";
import {
  readForm,
  readPrefill,
  renderCreatePage,
  renderEditPage,
  renderKeyOnce,
  renderListPage,
  renderNotFound,
  renderRevealedKey,
  renderSecretOnce,
  renderWebhooksPage,
  type WebhookNotice,
} from "./pages.ts";

const NAME_MAX_LENGTH = 100;

type Answering = Response | Promise<Response>;

/** Creates the Dashboard's routes, for test mode under `/test`. */
export function createDashboard(world: World): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header("cache-control", "no-store"); // a page that shows a key must not come back from a cache
  });
  app.get("/", (context) => context.redirect("/test/apikeys"));
  app.get("/b/:account", (context) => followEditLink(world, context));
  for (const mode of ["test", "live"] as const) {
    const root = mode === "test" ? "/test" : "";
    addKeyListRoutes(app, world, mode, `${root}/apikeys`);
    addKeyRoutes(app, world, mode, `${root}/apikeys/:key`);
    addWebhookRoutes(app, world, mode, `${root}/webhooks`);
  }
  app.notFound((context) => context.html(renderNotFound(), 404));
  return app;
}

function addKeyListRoutes(app: Hono, world: World, mode: Mode, root: string): void {
  app.get(root, (context) => {
    const page = readPage(world, context, mode);
    if (!page) return context.notFound();
    const keys = world.keys.listWithStandard(page.account.id, mode);
    return context.html(renderListPage(page, keys, context.req.query("notice") ?? ""));
  });
  app.get(`${root}/create`, (context) => {
    const page = readPage(world, context, mode);
    if (!page) return context.notFound();
    const query = new URL(context.req.url).searchParams;
    const name = (query.get("name") ?? "").slice(0, NAME_MAX_LENGTH);
    return context.html(renderCreatePage(page, name, readPrefill(query)));
  });
  app.post(`${root}/create`, async (context) => {
    const page = readPage(world, context, mode);
    if (!page) return context.notFound();
    const form = await readBody(context);
    const name = (form.get("name") ?? "").trim().slice(0, NAME_MAX_LENGTH) || "Untitled key";
    const permissions = readForm(form);
    const owner = { account: page.account.id, mode, kind: "restricted" } as const;
    return context.html(
      renderKeyOnce(page, "Key created", world.keys.create({ ...owner, name, permissions })),
    );
  });
}

function addKeyRoutes(app: Hono, world: World, mode: Mode, root: string): void {
  /** The key's own account counts, not the one in the query. */
  const withKey = (act: (key: KeyRecord, page: PageContext, context: Context) => Answering) => {
    return (context: Context): Answering => {
      const key = world.keys.find(context.req.param("key") ?? "");
      const account = key && world.accounts.get(key.account);
      if (!key || !account || key.mode !== mode || key.state !== "active") return context.notFound();
      return act(key, { account, accounts: [...world.accounts.values()], mode }, context);
    };
  };
  const backToList = (context: Context, page: PageContext, notice: string) =>
    context.redirect(`${pathTo(page, "/apikeys")}&notice=${notice}`, 303);

  const showForm = withKey((key, page, context) => context.html(renderEditPage(page, key)));
  const saveForm = withKey(async (key, page, context) => {
    world.keys.edit(key.id, readForm(await readBody(context), key.permissions));
    return backToList(context, page, "saved");
  });
  const roll = withKey((key, page, context) =>
    context.html(renderKeyOnce(page, "Key rolled", world.keys.roll(key.id))),
  );
  const reveal = withKey((key, page, context) => {
    if (!canReveal(key)) return context.notFound();
    key.revealed = true;
    return context.html(renderRevealedKey(page, key));
  });
  const remove = withKey((key, page, context) => {
    key.state = "revoked";
    return backToList(context, page, "deleted");
  });
  app.get(`${root}/edit`, showForm).post(`${root}/edit`, saveForm);
  app.post(`${root}/roll`, roll).post(`${root}/reveal`, reveal).post(`${root}/delete`, remove);
}

function addWebhookRoutes(app: Hono, world: World, mode: Mode, root: string): void {
  const withStore = (act: (store: Store, page: PageContext, context: Context) => Answering) => {
    return (context: Context): Answering => {
      const page = readPage(world, context, mode);
      return page ? act(page.account.stores[mode](), page, context) : context.notFound();
    };
  };
  const findEndpoint = (store: Store, context: Context): StripeObject | undefined =>
    store.collection("webhook_endpoints").find(context.req.param("endpoint") ?? "");

  const list = withStore((store, page, context) => {
    const is = context.req.query("notice") === "deleted" ? "deleted" : "nothing";
    return context.html(renderEndpoints(store, page, { is }));
  });
  const add = withStore((store, page, context) => addEndpoint(world, store, page, context));
  const remove = withStore((store, page, context) => {
    const endpoint = findEndpoint(store, context);
    if (!endpoint) return context.notFound();
    store.collection("webhook_endpoints").remove(endpoint.id);
    return context.redirect(`${pathTo(page, "/webhooks")}&notice=deleted`, 303);
  });
  const test = withStore(async (store, page, context) => {
    const endpoint = findEndpoint(store, context);
    if (!endpoint) return context.notFound();
    const deliveries = await sendTestEvent(world, store, endpoint, mode);
    return context.html(renderEndpoints(store, page, { is: "sent", deliveries }));
  });
  app.get(root, list).post(root, add);
  app.post(`${root}/:endpoint/delete`, remove).post(`${root}/:endpoint/test`, test);
}

async function addEndpoint(
  world: World,
  store: Store,
  page: PageContext,
  context: Context,
): Promise<Response> {
  const body = await readBody(context);
  const form = { url: body.get("url")?.trim() ?? "", events: body.get("events")?.trim() ?? "" };
  const events = form.events.split(/[\s,]+/).filter(Boolean);
  const parameters = { url: form.url, enabled_events: Object.fromEntries(events.entries()) };
  const { now, allowLocalWebhooks } = world;
  const livemode = page.mode === "live";
  try {
    const { secret } = createWebhookEndpoint({ store, parameters, livemode, now: now(), allowLocalWebhooks });
    return await context.html(renderSecretOnce(page, form.url, secret));
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    const notice = { is: "failed", message: error.message, form } as const;
    return context.html(renderEndpoints(store, page, notice), 400);
  }
}

function renderEndpoints(store: Store, page: PageContext, notice: WebhookNotice) {
  return renderWebhooksPage(page, store.collection("webhook_endpoints").objects, notice);
}

/** Returns the account that `?account=` names, or the first; null if there is none. */
function readPage({ accounts }: World, context: Context, mode: Mode): PageContext | null {
  const all = [...accounts.values()];
  const named = context.req.query("account");
  const account = named === undefined ? all[0] : accounts.get(named);
  return account ? { account, accounts: all, mode } : null;
}

async function readBody(context: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await context.req.text());
}

/** Follows the edit link of a 403, to pages of this Dashboard only. */
function followEditLink(world: World, context: Context): Answering {
  const account = world.accounts.get(context.req.param("account") ?? "");
  const target = URL.parse(context.req.query("destination") ?? "/test/apikeys", world.url);
  if (!account || !target || target.origin !== world.url) return context.notFound();
  if (!/^(\/test)?\/(apikeys|webhooks)(\/|$)/.test(target.pathname)) return context.notFound();
  target.searchParams.set("account", account.id);
  return context.redirect(target.pathname + target.search);
}
