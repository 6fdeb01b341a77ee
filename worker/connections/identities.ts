/**
 * @module What a connection's object does with identities: ends an upload, looks users up, and lists the map.
 */

import type { Profile } from "../../shared/profile.ts";
import type {
  IdentitiesAnswer,
  IdentitiesQuery,
  IdentityList,
  IdentityMatch,
} from "../../shared/schema/identities.ts";
import { findCustomers, type CustomerIndex } from "../identities/find-customers.ts";
import type { Identities } from "../identities/identities.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { auditOperation, type Operation } from "./operation.ts";

/** So many customers of several users are named; all are counted. */
const SHARED_LISTED = 10;

/**
 * Makes the rows of an upload the map; null where a newer upload or the connection's end came first. The audit row is
 * written before the map, which no other upload can change in between.
 */
export async function finishUpload(
  op: Operation,
  identities: Identities,
  ledger: Pick<Ledger, "countCustomers">,
  { upload, rows }: { readonly upload: string; readonly rows: number },
): Promise<IdentitiesAnswer | null> {
  if (!identities.isCurrent(upload)) return null;
  const differences = identities.compare();
  const { added, removed, changed } = differences;
  const detail = `${rows} rows: ${added} added, ${removed} removed, ${changed} changed`;
  await op.services.db.batch(auditOperation(op, "replaceIdentities", detail));
  if (!identities.isCurrent(upload)) return null;
  identities.replace(differences);
  const { unknown, ...counts } = countCustomers(identities, ledger);
  const isKept = op.app.profile.sync.resources.includes("customers");
  return {
    object: "identities",
    rows,
    ...differences,
    ...counts,
    unknown_customers: isKept ? unknown : null,
  };
}

/** Counts the map's customers, those that the ledger has not, and those of several users. */
function countCustomers(identities: Identities, ledger: Pick<Ledger, "countCustomers">) {
  let [customers, known, count] = [0, 0, 0];
  const first: { customer: string; users: number }[] = [];
  for (const some of identities.countUsers()) {
    customers += some.length;
    known += ledger.countCustomers(some.map(({ customer }) => customer));
    const shared = some.filter(({ users }) => users > 1);
    count += shared.length;
    first.push(...shared.slice(0, SHARED_LISTED - first.length));
  }
  return { customers, unknown: customers - known, shared_customers: { count, first } };
}

/** Answers a look-up or a page of the map. */
export function readIdentities(
  identities: Identities,
  index: CustomerIndex,
  profile: Profile,
  query: IdentitiesQuery,
): IdentityMatch | IdentityList {
  const { user = null, email = null, customer, limit, starting_after: after } = query;
  if (user !== null || email !== null) {
    const findMapped = (id: string) => identities.findCustomer(id);
    const match = findCustomers({ user, email }, profile.identities, { findMapped, ...index });
    return { object: "identity_match", user, email, ...match, customers: [...match.customers] };
  }
  const rows =
    customer === undefined
      ? identities.list(after, limit + 1)
      : identities.listUsers(customer, after, limit + 1);
  return {
    object: "list",
    data: rows.slice(0, limit).map((row) => ({ object: "identity", ...row })),
    has_more: rows.length > limit,
  };
}
