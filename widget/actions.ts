/**
 * @module What the buttons and fields of the views do.
 */

import { heldKeyOf } from "./controller/screens.ts";
import { readDraftKey, readDraftSecret } from "./controller/read-draft.ts";
import type { StepController } from "./controller/step-controller.ts";
import type { Fields } from "./fields.ts";
import type { ReturnWatch } from "./return-watch.ts";
import type { Actions } from "./views/context.ts";

/** A key stays readable no longer than it takes to compare it. */
const REVEAL_MS = 8_000;

/** What the actions of one element work on. */
export interface Works {
  readonly step: StepController;
  readonly fields: Fields;
  readonly returnWatch: ReturnWatch;
  /** Has the guide ready, or not. */
  openGuide(): Promise<boolean>;
  /** Tells the page that the person goes on. */
  goOn(): void;
}

/** Creates the actions of one element. */
export function createActions({ step, fields, returnWatch, openGuide, goOn }: Works): Actions {
  const toast = (is: "copied" | "copy_failed" | "load_failed") =>
    step.dispatch({ type: "toast_shown", toast: { is } });
  return {
    ...createFieldActions(step, fields),
    goOn,
    dispatch: (event) => step.dispatch(event),
    load: () => void step.load(),
    replaceAccount: () => void step.replaceAccount(),
    connectDemo: () => void (isWorking(step) || step.connectDemo()),
    check: () => void step.check(false),
    disconnect: () => void step.disconnect(),
    leaveForStripe: () => returnWatch.arm(),
    async toggleGuide() {
      if (await openGuide()) step.dispatch({ type: "guide_toggled" });
      else toast("load_failed");
    },
    async copy(text) {
      try {
        // Pages without HTTPS have no clipboard, and a permission policy may take it away.
        await navigator.clipboard.writeText(text);
        toast("copied");
      } catch {
        toast("copy_failed");
      }
    },
  };
}

type FieldActions = Pick<Actions, "readField" | "moveToOtherField" | "submit" | "setRevealed">;

function createFieldActions(step: StepController, fields: Fields): FieldActions {
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const actions: FieldActions = {
    readField(field, moment) {
      const { screen } = step.state;
      if (screen.is !== "form") return;
      const text = fields.read(field);
      const { credentials } = screen.answer.profile;
      step.dispatch(
        field === "secret"
          ? { type: "secret_read", verdict: readDraftSecret(text, moment) }
          : { type: "key_read", verdict: readDraftKey(text, moment, credentials) },
      );
    },
    moveToOtherField(from) {
      fields.move(from);
      actions.readField("key", "left");
      actions.readField("secret", "left");
      fields.focus("key");
    },
    submit() {
      if (step.state.screen.is !== "form" || isWorking(step)) return;
      const again = heldKeyOf(step.state.screen);
      if (!again) actions.readField("key", "pressed");
      actions.readField("secret", "pressed");
      const { draft } = step.state.screen;
      const secret = fields.read("secret");
      if (!again && draft.key.is !== "good") fields.focus("key");
      else if (draft.secret !== "good" && draft.secret !== "blank") fields.focus("secret");
      else if (again) void step.tryAgain(secret);
      else void step.connect(fields.take("key"), secret);
    },
    setRevealed(revealed) {
      clearTimeout(hiding);
      step.dispatch({ type: "reveal_set", revealed });
      if (revealed) hiding = setTimeout(() => actions.setRevealed(false), REVEAL_MS);
    },
  };
  return actions;
}

function isWorking({ state: { screen } }: StepController): boolean {
  return screen.is === "form" && screen.phase.is !== "editing" && screen.phase.is !== "refused";
}
