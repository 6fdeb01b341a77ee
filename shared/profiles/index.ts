/**
 * @module The built-in profiles by name. To add one: a file beside this, and a line here.
 */

import type { Profile } from "../profile.ts";
import { PARITYRAIL } from "./parityrail.ts";

export const PROFILES: Readonly<Record<string, Profile>> = Object.freeze({
  [PARITYRAIL.name]: PARITYRAIL,
});
