/**
 * @module Every product's document.
 */

import { BILLSTACK_DOCUMENT } from "./billstack.ts";
import { CLEARSYNC_DOCUMENT } from "./clearsync.ts";
import { DROPFIX_DOCUMENT } from "./dropfix.ts";
import { ENGAGE_DOCUMENT } from "./engage.ts";
import { PARITYRAIL_DOCUMENT } from "./parityrail.ts";
import type { ProductDocument } from "./promise.ts";

export const DOCUMENTS: readonly ProductDocument[] = [
  PARITYRAIL_DOCUMENT,
  DROPFIX_DOCUMENT,
  CLEARSYNC_DOCUMENT,
  ENGAGE_DOCUMENT,
  BILLSTACK_DOCUMENT,
];
