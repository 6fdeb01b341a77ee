/**
 * @module What the product's side knows before anything was read.
 */

import type { ProductName } from "../products.ts";
import { LOADING } from "./backend.ts";
import { NO_FILTER, type SideState } from "./state.ts";

const DEFAULT_DAYS = 30;

export function createState(product: ProductName): SideState {
  return {
    product,
    tab: "customers",
    connection: null,
    sync: LOADING,
    metrics: LOADING,
    mrr: LOADING,
    currency: null,
    days: DEFAULT_DAYS,
    customers: LOADING,
    filter: NO_FILTER,
    cursors: [],
    selected: null,
    feed: LOADING,
    signals: LOADING,
    signalType: "",
    signalCursors: [],
    names: new Map(),
    events: LOADING,
    eventCursors: [],
    received: null,
    traits: LOADING,
    parts: LOADING,
    statuses: [],
    pressedAt: null,
    pressed: null,
  };
}
