/**
 * @module Stripe's consent page: which account, Connect or Deny, and back to the platform.
 *
 * What is wrong with the link itself never redirects: Stripe answers it with JSON.
 */

import { Hono, type Context } from "hono";
import { html } from "hono/html";
import type { World } from "../api/world.ts";
import { renderPage, type Html } from "../dashboard/page.ts";
import type { Platform } from "./platforms.ts";

const PATHS = ["/oauth/authorize", "/oauth/v2/authorize"];
const SCOPES = ["read_write", "read_only", "stripe_apps"];

interface Asked {
  readonly platform: Platform;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | null;
}

/** Serves the consent page of Connect and of Stripe Apps. */
export function createAuthorizePages(world: World): Hono {
  const app = new Hono();
  for (const path of PATHS) {
    app.get(path, (context) => {
      const asked = readLink(world, context);
      return asked instanceof Response ? asked : context.html(renderConsent(world, asked));
    });
    app.post(path, async (context) => {
      const asked = readLink(world, context);
      if (asked instanceof Response) return asked;
      const form = new URLSearchParams(await context.req.text());
      return context.redirect(decide(world, asked, form), 302);
    });
  }
  return app;
}

function readLink(world: World, context: Context): Asked | Response {
  const query = (name: string): string | undefined => context.req.query(name);
  const refuse = (error: string, description: string) =>
    context.json({ error, error_description: description, state: query("state") ?? null }, 400);
  const platform = world.platforms.find(query("client_id") ?? "");
  if (!platform) return refuse("invalid_request", "No application matches the supplied client identifier");
  if (query("response_type") !== "code") {
    return refuse("unsupported_response_type", "The response type must be 'code'");
  }
  const scope = query("scope") ?? (platform.type === "app" ? "stripe_apps" : "read_only"); // Stripe's defaults
  if (!SCOPES.includes(scope)) return refuse("invalid_scope", `Invalid scope '${scope}'`);
  if (scope === "read_only") {
    return refuse("invalid_scope", "read_only can only be specified for extensions");
  }
  const redirectUri = query("redirect_uri") ?? platform.redirectUris[0] ?? "";
  if (!platform.redirectUris.includes(redirectUri)) {
    return refuse("invalid_redirect_uri", `Invalid redirect URI '${redirectUri}'.`);
  }
  return { platform, redirectUri, scope, state: query("state") ?? null };
}

function decide(world: World, { platform, redirectUri, scope, state }: Asked, form: URLSearchParams): string {
  const back = new URL(redirectUri);
  const account = world.accounts.find(form.get("account") ?? "");
  if (form.get("decision") === "connect" && account) {
    back.searchParams.set("scope", scope);
    back.searchParams.set("code", world.platforms.consent(platform, account.id));
  } else {
    back.searchParams.set("error", "access_denied");
    back.searchParams.set("error_description", "The user denied your request");
  }
  if (state !== null) back.searchParams.set("state", state);
  return back.href;
}

function renderConsent(world: World, { platform, redirectUri }: Asked): Html {
  const accounts = world.accounts.list().filter(({ id }) => id !== platform.account);
  const what =
    platform.type === "app"
      ? `It will have these permissions: ${(platform.permissions ?? []).join(", ")}.`
      : "It will be able to read and write all data of the account you choose.";
  return renderPage(
    `Connect ${platform.name} to Stripe`,
    null,
    html`<p>
        <strong>${platform.name}</strong> wants access to your ${platform.mode === "test" ? "test" : "live"}
        data. ${what}
      </p>
      <p class="quiet">You will go back to ${new URL(redirectUri).host}.</p>
      <form method="post">
        <p>
          <label
            >Account
            <select name="account">
              ${accounts.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
            </select></label
          >
        </p>
        <div class="actions">
          <button type="submit" name="decision" value="connect" class="main">Connect</button>
          <button type="submit" name="decision" value="deny">Deny</button>
        </div>
      </form>`,
  );
}
