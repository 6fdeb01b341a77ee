/**
 * @module What the pretend SaaS tells its own page: types only, so that both ends agree.
 */

import type { Role } from "../../shared/api.ts";

/** `GET /api/demo/settings`. */
export interface DemoSettings {
  workerUrl: string;
  /** A site with one script tag and no backend. */
  siteUrl: string;
  /** The local Stripe's list of keys. */
  dashboardUrl: string;
  project: string;
  role: Role;
}

/** One of `GET /api/demo/keys`: a key of the local Stripe to try, made up like everything there. */
export interface DemoKey {
  name: string;
  label: string;
  key: string;
}
