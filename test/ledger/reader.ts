/**
 * @module Who follows a ledger by its numbered changes, as the outgoing events do.
 */

import { RESOURCES, type ResourceName } from "../../shared/resources.ts";
import type { StripeObject } from "../../worker/ledger/tables.ts";
import type { Account } from "./account.ts";

export interface Change {
  readonly number: number;
  readonly resource: ResourceName | "sync";
  readonly id: string;
  readonly kind: "created" | "updated" | "deleted";
}

/** Lists changes of Stripe's objects behind a number. */
export function listChanges(account: Account, after = 0): Change[] {
  return listAllChanges(account, after).filter(({ resource }) => resource in RESOURCES);
}

/** Lists changes also of what is derived. */
export function listAllChanges({ disk }: Account, after = 0): Change[] {
  const sql = "SELECT number, resource, id, kind FROM changes WHERE number > ? ORDER BY number";
  return disk.run(sql, [after]) as unknown as Change[]; // the query's columns
}

/** Keeps a copy of its own: reads the changes from a number on, and what changed by its id. */
export class Reader {
  readonly copy = new Map<string, StripeObject>();
  #number = 0;

  follow(account: Account): void {
    for (const { number, resource, id } of listChanges(account, this.#number)) {
      this.#number = number;
      const sql = "SELECT json FROM objects WHERE resource = ? AND id = ? AND deleted = 0";
      const [row] = account.disk.run(sql, [resource, id]);
      if (row) this.copy.set(`${resource} ${id}`, JSON.parse(String(row.json)) as StripeObject);
      else this.copy.delete(`${resource} ${id}`);
    }
  }
}
