/**
 * @module The built-in profiles by name. To add one: a file beside this, and a line here.
 */

import type { Profile } from "../profile.ts";
import { BILLSTACK } from "./billstack.ts";
import { CLEARSYNC } from "./clearsync.ts";
import { DROPFIX } from "./dropfix.ts";
import { ENGAGE } from "./engage.ts";
import { PARITYRAIL } from "./parityrail.ts";

export const PROFILES: Readonly<Record<string, Profile>> = Object.freeze(
  Object.fromEntries(
    [PARITYRAIL, DROPFIX, CLEARSYNC, ENGAGE, BILLSTACK].map((profile) => [profile.name, profile]),
  ),
);
