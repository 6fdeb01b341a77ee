/**
 * @module What a check, or another key, found otherwise than before, in one sentence.
 */

import type { Check } from "../../shared/schema/connections.ts";
import type { StepEvent } from "../controller/events.ts";
import type { State } from "../controller/state.ts";
import type { Texts } from "../i18n/en.ts";
import { CONNECTED_EN } from "./connected-texts.ts";

/** Calls that ask Stripe about the permissions of a connection that may have been there. */
const ASKS = /^(check|connect|finish)$/;

/** Returns the sentence; null where nothing changed, or nothing was there to compare with. */
export function tellChange(texts: Texts, before: State, event: StepEvent, after: State): string | null {
  if (event.type !== "answered" || !event.result.ok || before === after || !ASKS.test(event.call))
    return null;
  const had = "answer" in before.screen ? before.screen.answer.connection : null;
  const { connection } = event.result.answer;
  if (!had || !connection || had.method === "demo") return null;
  const find = (now: Check["status"], then: Check["status"]): string =>
    connection.permissions
      .filter(({ permission, access, status }) =>
        had.permissions.some(
          (row) =>
            row.permission === permission && row.access === access && row.status === then && status === now,
        ),
      )
      .map(({ label }) => label)
      .join(", ");
  const { nowGranted, nowLost } = texts.connection ?? CONNECTED_EN;
  const granted = find("granted", "missing");
  const lost = find("missing", "granted");
  const said = [granted && nowGranted(granted), lost && nowLost(lost)].filter(Boolean);
  if (!said.length) return null;
  const made = event.call === "check" ? [] : [`${texts.toasts.connected[connection.mode]}.`];
  return [...made, ...said].join(" ");
}
