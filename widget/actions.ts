/**
 * @module What the buttons and fields of the views do.
 */

import { readDraftKey, readDraftSecret } from "./controller/read-draft.ts";
import type { StepController } from "./controller/step-controller.ts";
import type { Fields } from "./fields.ts";
import type { ReturnWatch } from "./return-watch.ts";
import type { Actions } from "./views/context.ts";

/** A key stays readable no longer than it takes to compare it. */
const REVEAL_MS = 8_000;

/** Creates the actions of one element. `goOn` tells the page. */
export function createActions(
  step: StepController,
  fields: Fields,
  returnWatch: ReturnWatch,
  goOn: () => void,
): Actions {
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const actions: Actions = {
    dispatch: (event) => step.dispatch(event),
    load: () => void step.load(),
    tryAgain: () => void step.tryAgain(),
    replaceAccount: () => void step.replaceAccount(),
    connectDemo: () => void (isWorking(step) || step.connectDemo()),
    check: () => void step.check(false),
    disconnect: () => void step.disconnect(),
    goOn,
    leaveForStripe: () => returnWatch.arm(),
    readField(field, moment) {
      const { screen } = step.state;
      if (screen.is !== "form") return;
      const text = fields.read(field);
      if (field === "secret") step.dispatch({ type: "secret_read", verdict: readDraftSecret(text, moment) });
      else {
        const { credentials } = screen.answer.profile;
        step.dispatch({ type: "key_read", verdict: readDraftKey(text, moment, credentials) });
      }
    },
    moveToOtherField(from) {
      fields.move(from);
      actions.readField("key", "left");
      actions.readField("secret", "left");
      fields.focus("key");
    },
    submit() {
      if (step.state.screen.is !== "form" || isWorking(step)) return;
      actions.readField("key", "pressed");
      actions.readField("secret", "pressed");
      const { draft } = step.state.screen;
      if (draft.key.is !== "good") fields.focus("key");
      else if (draft.secret !== "good" && draft.secret !== "blank") fields.focus("secret");
      else void step.connect(fields.take("key"), fields.read("secret"));
    },
    setRevealed(revealed) {
      clearTimeout(hiding);
      step.dispatch({ type: "reveal_set", revealed });
      if (revealed) hiding = setTimeout(() => actions.setRevealed(false), REVEAL_MS);
    },
    copy(text) {
      const show = (is: "copied" | "copy_failed") => step.dispatch({ type: "toast_shown", toast: { is } });
      // Pages without HTTPS have no clipboard, and a permission policy may take it away.
      if (!navigator.clipboard) return show("copy_failed");
      navigator.clipboard.writeText(text).then(
        () => show("copied"),
        () => show("copy_failed"),
      );
    },
  };
  return actions;
}

function isWorking({ state: { screen } }: StepController): boolean {
  return screen.is === "form" && screen.phase.is !== "editing" && screen.phase.is !== "refused";
}
