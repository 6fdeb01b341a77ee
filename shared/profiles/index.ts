/**
 * @module The built-in profiles by name. To add one: a file beside this, and a line here.
 */

import type { Profile } from "../profile.ts";
import { BILLSTACK } from "./billstack.ts";
import { CLEARSYNC } from "./clearsync.ts";
import { DROPFIX } from "./dropfix.ts";
import { ENGAGE } from "./engage.ts";
import { PARITYRAIL } from "./parityrail.ts";
import { translationsOf } from "./translations/index.ts";

/** Each with its translations, which the constants leave out: they are a page of another language each. */
export const PROFILES: Readonly<Record<string, Profile>> = Object.freeze({
  parityrail: { ...PARITYRAIL, translations: translationsOf("parityrail") },
  dropfix: { ...DROPFIX, translations: translationsOf("dropfix") },
  clearsync: { ...CLEARSYNC, translations: translationsOf("clearsync") },
  engage: { ...ENGAGE, translations: translationsOf("engage") },
  billstack: { ...BILLSTACK, translations: translationsOf("billstack") },
});
