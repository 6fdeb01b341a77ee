/**
 * @module The endpoints that answer from a connection's ledger: customers, traits, the catalog, MRR.
 */

import type { Context, Hono } from "hono";
import type * as z from "zod";
import type { EndpointName } from "../../shared/api.ts";
import { catalogQuery, listCustomersQuery, traitsQuery } from "../../shared/schema/customers.ts";
import { mrrQuery } from "../../shared/schema/metrics.ts";
import { listSignalsQuery } from "../../shared/schema/signals.ts";
import { mount } from "../auth/endpoint.ts";
import type { WorkerEnv } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { readQuery } from "../http/query.ts";
import type { LedgerAnswers } from "../ledger/ledger.ts";
import { callObject } from "./call-object.ts";
import { findRow, requestOf } from "./routes.ts";

export function mountData(worker: Hono<WorkerEnv>): void {
  mountQuestion(worker, "listCustomers", listCustomersQuery, "starting_after");
  mountQuestion(worker, "listSignals", listSignalsQuery, "starting_after");
  mountQuestion(worker, "readCatalog", catalogQuery, "starting_after");
  mountQuestion(worker, "readTraits", traitsQuery, null);
  mountQuestion(worker, "readMrr", mrrQuery, "customer");

  mount(worker, "readCustomer", async (c) => {
    const answer = await ask(c, "readCustomer", c.req.param("customer") ?? "");
    if (!answer) throw new ApiError("customer_not_found");
    return c.json(answer);
  });
}

/** @param absent the parameter that is wrong where what it names is not there */
function mountQuestion<Name extends keyof LedgerAnswers & EndpointName>(
  worker: Hono<WorkerEnv>,
  name: Name,
  schema: z.ZodType<Parameters<LedgerAnswers[Name]>[0] & Readonly<Record<string, unknown>>>,
  absent: string | null,
): void {
  mount(worker, name, async (c) => {
    const answer = await ask(c, name, readQuery(c, schema));
    if (answer === null) throw new ApiError("parameter_invalid", absent === null ? {} : { param: absent });
    return c.json(answer);
  });
}

async function ask<Name extends keyof LedgerAnswers>(
  c: Context<WorkerEnv>,
  name: Name,
  query: Parameters<LedgerAnswers[Name]>[0],
): Promise<ReturnType<LedgerAnswers[Name]> | null> {
  const row = await findRow(c);
  if (!row) throw new ApiError("not_connected");
  return callObject(c.env, row.id, (object) => object.readLedger(requestOf(c), name, query));
}
