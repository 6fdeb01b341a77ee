/**
 * @module The receipt of a connection: every permission with the request that found it, and all that the Worker sends.
 *
 * It is read from the row alone. A finding and its request were stored together, so what is shown as proved is proved
 * by what stands beside it.
 */

import { ENGLISH_RECEIPT } from "../../shared/i18n/en.ts";
import type { ReceiptTexts } from "../../shared/i18n/worker-texts.ts";
import { joinSentences } from "../../shared/join-sentences.ts";
import { PERMISSIONS, type Access, type PermissionName } from "../../shared/permissions.ts";
import type { Profile } from "../../shared/profile.ts";
import type { Receipt } from "../../shared/schema/receipt.ts";
import { listLedgerReads } from "../stripe/lists.ts";
import { listProbes, type CheckStatus, type Finding } from "../stripe/probe.ts";
import { ENDPOINT_CALLS } from "../stripe/webhook-endpoints.ts";
import { describeProbes } from "./connect.ts";
import { mayHaveEndpoint } from "./endpoint.ts";
import { isManaged } from "./operation.ts";
import { listReadable } from "./proxy-rule.ts";
import type { ConnectionRow } from "./store.ts";
import { asksEvents } from "./sync.ts";
import { viewAccount } from "./view.ts";

type Entry = Receipt["entries"][number];
type Untitled = Omit<Entry, "title">;

/** Shows the receipt of a connection, by what `profile` asks for now. */
export function viewReceipt(profile: Profile, row: ConnectionRow, texts = ENGLISH_RECEIPT): Receipt {
  const isDemo = row.method === "demo";
  const may_send = listSendable(profile, row);
  const beyond = isDemo ? "nothing" : row.key_kind === "secret" ? "everything" : "unknown";
  const writes_refused = may_send.every(({ method }) => method === "GET");
  const sayRest = writes_refused ? texts.onlyReads : texts.onlyThese;
  return {
    object: "receipt",
    connection: row.id,
    method: row.method,
    mode: row.mode,
    label: row.label,
    key_kind: row.key_kind,
    account: viewAccount(row),
    checked_at: isDemo ? null : row.checked_at,
    refusal: viewRefusal(row),
    entries: listEntries(profile, row, texts),
    account_request: row.evidence.account,
    beyond,
    may_send,
    writes_refused,
    note: joinSentences(texts.beyond[beyond], !isDemo && sayRest(profile.product.name)),
  };
}

function viewRefusal({ refusal, refused_at, checked_at, evidence }: ConnectionRow): Receipt["refusal"] {
  if (refusal === null) return null;
  return { code: refusal, since: refused_at ?? checked_at, request: evidence.refusal };
}

function listEntries(profile: Profile, row: ConnectionRow, { titles }: ReceiptTexts): Entry[] {
  const isDemo = row.method === "demo";
  // The profile may have grown since the last check, which then did not look; of the dataset nothing is asked.
  const asked = profile.permissions.map(({ permission, access, required }): Untitled => {
    const found = isDemo ? undefined : findFinding(row.permissions, permission, access);
    const unseen = isDemo ? "unchecked" : "unknown";
    return { ...describeEntry(permission, access, found, unseen), asked: true, required };
  });
  const excess = profile.excess_check.map((permission): Untitled => {
    const found = findFinding(row.excess, permission, "read");
    return { ...describeEntry(permission, "read", found, "unchecked"), asked: false, required: false };
  });
  const entries = [...asked, ...excess].map((entry) => ({ ...entry, title: titles[standingOf(entry)] }));
  const order = Object.values(titles);
  return entries.sort((a, b) => order.indexOf(a.title) - order.indexOf(b.title));
}

function standingOf({ status, asked }: Untitled): keyof ReceiptTexts["titles"] {
  return status === "granted" && !asked ? "excess" : status;
}

function findFinding(findings: readonly Finding[], permission: PermissionName, access: Access) {
  return findings.find((found) => found.permission === permission && found.access === access);
}

/** @param unseen the status of what the last check did not look at */
function describeEntry(
  permission: PermissionName,
  access: Access,
  found: Finding | undefined,
  unseen: CheckStatus,
): Omit<Untitled, "asked" | "required"> {
  const { label } = PERMISSIONS[permission];
  return { permission, label, access, status: found?.status ?? unseen, request: found?.request ?? null };
}

/** Lists what the clients of Stripe let through with this connection's credential, each by its own list. */
function listSendable(profile: Profile, row: ConnectionRow): Receipt["may_send"] {
  if (row.method === "demo") return [];
  const calls = new Set([
    ...listProbes(describeProbes(profile, row.key_kind, row.method)),
    ...listLedgerReads(profile.sync.resources, asksEvents(profile)),
    ...listReadable(profile),
    ...(isManaged(profile, row.method) || mayHaveEndpoint(row) ? ENDPOINT_CALLS : []),
  ]);
  return [...calls].sort().map((call) => {
    const [method, path = ""] = call.split(" ");
    return { method: method as Receipt["may_send"][number]["method"], path }; // of a StripeCall
  });
}
