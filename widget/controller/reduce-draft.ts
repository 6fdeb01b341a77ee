/**
 * @module What the person does to the form: choosing a mode, typing, opening the guide.
 */

import type { StepEvent } from "./events.ts";
import type { Draft, Screen } from "./state.ts";

type Form = Extract<Screen, { is: "form" }>;

/** Returns the form after `event`. A new key answers what was wrong with the last one, or asked of it. */
export function reduceDraft(form: Form, event: StepEvent): Form {
  const draft = changeDraft(form.draft, event);
  if (draft === form.draft) return form;
  const open = form.phase.is === "refused" || form.phase.is === "account_differs";
  const settled = event.type === "key_read" && draft.key.is !== "blank" && open;
  return { ...form, draft, phase: settled ? { is: "editing" } : form.phase };
}

function changeDraft(draft: Draft, event: StepEvent): Draft {
  switch (event.type) {
    case "mode_chosen":
      return { ...draft, mode: event.mode };
    case "guide_toggled":
      return { ...draft, guideOpen: !draft.guideOpen };
    case "reveal_set":
      return { ...draft, revealed: event.revealed };
    case "key_read":
      return {
        ...draft,
        key: event.verdict,
        mode: event.verdict.is === "good" ? event.verdict.mode : draft.mode,
      };
    case "secret_read":
      return { ...draft, secret: event.verdict };
    default:
      return draft;
  }
}
