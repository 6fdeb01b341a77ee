/**
 * @module The local Stripe's Dashboard: create, list, edit, reveal, roll and delete keys, as in Stripe's own.
 *
 * It acts on the first account unless `?account=` names another. There is no login: everything here is made up.
 */

import { Hono, type Context } from "hono";
import { html } from "hono/html";
import type { Mode } from "../../../shared/keys.ts";
import type { World } from "../api/world.ts";
import { canReveal, type KeyRecord } from "../keys.ts";
import { renderCreatePage, renderEditPage, renderKeyOnce, renderRevealedKey } from "./key-pages.ts";
import { renderListPage } from "./list-page.ts";
import { pathTo, renderPage, type Html, type PageContext } from "./page.ts";
import { readForm, readPrefill } from "./permission-rows.ts";
import { readBody, readPage } from "./read-page.ts";
import { addWebhookRoutes } from "./webhook-routes.ts";

const NAME_MAX_LENGTH = 100;

/** Creates the Dashboard's routes, for test mode under `/test`. */
export function createDashboard(world: World): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header("cache-control", "no-store"); // a page that shows a key must not come back from a cache
  });
  app.get("/", (context) => context.redirect("/test/apikeys"));
  app.get("/b/:account", (context) => redirectInside(world, context));
  addKeyRoutes(app, world, "test", "/test/apikeys");
  addKeyRoutes(app, world, "live", "/apikeys");
  addWebhookRoutes(app, world, "test", "/test/webhooks");
  addWebhookRoutes(app, world, "live", "/webhooks");
  app.notFound((context) => context.html(renderNotFound(), 404));
  return app;
}

function addKeyRoutes(app: Hono, world: World, mode: Mode, root: string): void {
  const page = (context: Context): PageContext | null => readPage(world, context, mode);
  app.get(root, (context) => listKeys(world, context, page(context)));
  app.get(`${root}/create`, (context) => showForm(context, page(context)));
  app.post(`${root}/create`, (context) => createKey(world, context, page(context)));
  app.get(`${root}/:key/edit`, (context) => {
    const edited = findKey(world, context, mode);
    return edited ? context.html(renderEditPage(edited.page, edited.key)) : context.notFound();
  });
  app.post(`${root}/:key/edit`, async (context) => {
    const edited = findKey(world, context, mode);
    if (!edited) return context.notFound();
    world.keys.edit(edited.key.id, readForm(await readBody(context), edited.key.permissions));
    return context.redirect(`${pathTo(edited.page, "/apikeys")}&notice=saved`, 303);
  });
  app.post(`${root}/:key/roll`, (context) => {
    const rolled = findKey(world, context, mode);
    if (!rolled) return context.notFound();
    return context.html(renderKeyOnce(rolled.page, "Key rolled", world.keys.roll(rolled.key.id)));
  });
  app.post(`${root}/:key/reveal`, (context) => {
    const found = findKey(world, context, mode);
    if (!found || !canReveal(found.key)) return context.notFound();
    found.key.revealed = true;
    return context.html(renderRevealedKey(found.page, found.key));
  });
  app.post(`${root}/:key/delete`, (context) => {
    const deleted = findKey(world, context, mode);
    if (!deleted) return context.notFound();
    deleted.key.state = "revoked";
    return context.redirect(`${pathTo(deleted.page, "/apikeys")}&notice=deleted`, 303);
  });
}

function listKeys(world: World, context: Context, page: PageContext | null) {
  if (!page) return context.notFound();
  const keys = world.keys.listWithStandard(page.account.id, page.mode);
  return context.html(renderListPage(page, keys, context.req.query("notice") ?? null));
}

function showForm(context: Context, page: PageContext | null) {
  if (!page) return context.notFound();
  const query = new URL(context.req.url).searchParams;
  const name = (query.get("name") ?? "").slice(0, NAME_MAX_LENGTH);
  return context.html(renderCreatePage(page, { name, permissions: readPrefill(query) }));
}

async function createKey(world: World, context: Context, page: PageContext | null) {
  if (!page) return context.notFound();
  const form = await readBody(context);
  const name = (form.get("name") ?? "").trim().slice(0, NAME_MAX_LENGTH) || "Untitled key";
  const owner = { account: page.account.id, mode: page.mode, kind: "restricted" } as const;
  const key = world.keys.create({ ...owner, name, permissions: readForm(form) });
  return context.html(renderKeyOnce(page, "Key created", key));
}

/** Finds a working key by the `mk_…` in the path; its own account counts, not the one in the query. */
function findKey(
  world: World,
  context: Context,
  mode: Mode,
): { readonly key: KeyRecord; readonly page: PageContext } | null {
  const key = world.keys.find(context.req.param("key") ?? "");
  const account = key && world.accounts.find(key.account);
  if (!key || !account || key.mode !== mode || key.state !== "active") return null;
  return { key, page: { account, accounts: world.accounts.list(), mode } };
}

/** Follows the edit link of a 403, to pages of this Dashboard only. */
function redirectInside(world: World, context: Context) {
  const account = world.accounts.find(context.req.param("account") ?? "");
  const destination = context.req.query("destination") ?? "/test/apikeys";
  const target = URL.parse(destination, world.url);
  if (!account || !target || target.origin !== world.url) return context.notFound();
  if (!/^(\/test)?\/(apikeys|webhooks)(\/|$)/.test(target.pathname)) return context.notFound();
  target.searchParams.set("account", account.id);
  return context.redirect(target.pathname + target.search);
}

function renderNotFound(): Html {
  return renderPage(
    "Nothing here",
    null,
    html`<p>The local Stripe has no such page. <a href="/test/apikeys">Go to the API keys.</a></p>`,
  );
}
