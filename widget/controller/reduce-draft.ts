/**
 * @module What the person does to the form: choosing a mode, typing, opening the guide.
 */

import type { StepEvent } from "./events.ts";
import type { Draft, Form } from "./state.ts";

/** Returns the form after `event`. A new key answers what was wrong with the last one, or asked of it. */
export function reduceDraft(form: Form, event: StepEvent): Form {
  const draft = changeDraft(form.draft, event);
  if (draft === form.draft) return form;
  const open = form.phase.is === "refused" || form.phase.is === "question";
  const another = event.type === "key_read" && draft.key.is !== "blank";
  const settled = open && (another || event.type === "way_chosen");
  return { ...form, draft, phase: settled ? { is: "editing" } : form.phase };
}

function changeDraft(draft: Draft, event: StepEvent): Draft {
  switch (event.type) {
    case "mode_chosen":
      return { ...draft, mode: event.mode, asked: event.mode, chosen: true };
    case "way_chosen":
      return { ...draft, way: event.way };
    case "guide_toggled":
      return { ...draft, guideOpen: !draft.guideOpen };
    case "reveal_set":
      return { ...draft, revealed: event.revealed };
    case "key_read":
      return {
        ...draft,
        key: event.verdict,
        // The switch follows the key, unless other data was asked for: then that is said, and becomes a question.
        mode: draft.asked ?? (event.verdict.is === "good" ? event.verdict.mode : draft.mode),
      };
    case "publishable_read":
      return { ...draft, publishable: event.verdict };
    case "secret_read":
      return { ...draft, secret: event.verdict };
    default:
      return draft;
  }
}
