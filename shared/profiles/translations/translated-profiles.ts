/**
 * @module What a file of translations holds: every built-in profile, and of each the texts that all of them have.
 *
 * Which texts one profile has beyond that, only its data says: the schema names each that a translation leaves out.
 */

import type { Translation } from "../../profile.ts";

export type BuiltInName = "parityrail" | "dropfix" | "clearsync" | "engage" | "billstack";

export type TranslatedProfiles = Readonly<
  Record<BuiltInName, Translation & Required<Pick<Translation, "guide" | "help">>>
>;
