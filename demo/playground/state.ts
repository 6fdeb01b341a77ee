/**
 * @module Everything the playground shows, and what a visitor can do to it.
 */

import type { ConnectEventName } from "../../shared/events.ts";
import type { DemoKey, DemoSettings } from "../host/answers.ts";
import type { ChoiceName, Choices } from "./choices.ts";
import type { WireRequest } from "./observe-requests.ts";

/** One DOM event the page received. */
export interface HostEvent {
  readonly id: number;
  readonly name: ConnectEventName;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The event's detail as indented JSON. */
  readonly detail: string;
}

export interface PlaygroundState {
  readonly settings: DemoSettings;
  readonly keys: readonly DemoKey[];
  readonly choices: Choices;
  /** Counts up whenever the element must begin anew. */
  readonly run: number;
  /** The element's script could not be loaded. */
  readonly scriptFailed: boolean;
  /** The person pressed Continue. */
  readonly continued: boolean;
  /** Newest first. */
  readonly events: readonly HostEvent[];
  readonly requests: readonly WireRequest[];
  /** Last thing done, said aloud. */
  readonly notice: string;
}

export interface PlaygroundActions {
  choose(name: ChoiceName, value: string): void;
  paste(key: DemoKey): void;
  copy(text: string, what: string): void;
  startOver(): void;
}

const ENTRIES_KEPT = 60;

/** Returns `list` with `entry` in front, or in the place of the one with its id. */
export function withEntry<Entry extends { readonly id: number }>(
  list: readonly Entry[],
  entry: Entry,
): readonly Entry[] {
  return list.some(({ id }) => id === entry.id)
    ? list.map((old) => (old.id === entry.id ? entry : old))
    : [entry, ...list].slice(0, ENTRIES_KEPT);
}
