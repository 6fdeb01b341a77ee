/**
 * @module What the buttons and fields of the views do.
 */

import { expectsSecret, findLack, heldKeyOf, needsPublishable } from "./controller/screens.ts";
import { readDraftKey, readDraftPublishable, readDraftSecret } from "./controller/read-draft.ts";
import type { StepEvent } from "./controller/events.ts";
import type { Moment } from "./controller/read-draft.ts";
import type { ConnectionAnswer, FieldName } from "./controller/state.ts";
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
  /** Takes the person to Stripe's own page. */
  startOauth(): void;
  /** Tells the page that the person goes on. */
  goOn(): void;
}

/** Creates the actions of one element. */
export function createActions({ step, fields, returnWatch, openGuide, startOauth, goOn }: Works): Actions {
  const toast = (is: "copied" | "copy_failed" | "load_failed") =>
    step.dispatch({ type: "toast_shown", toast: { is } });
  return {
    ...createFieldActions(step, fields),
    goOn,
    startOauth,
    dispatch: (event) => step.dispatch(event),
    load: () => void step.load(),
    answerQuestion: (yes) => void step.answerQuestion(yes),
    connectDemo: () => void (isWorking(step) || step.connectDemo()),
    check: () => void step.check(false),
    disconnect: () => void step.disconnect(),
    saveSecret() {
      if (fields.read("secret").trim()) void step.update({ webhook_secret: fields.take("secret") });
      else fields.focus("secret");
    },
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

type FieldActions = Pick<Actions, "readField" | "moveField" | "submit" | "setRevealed">;

function createFieldActions(step: StepController, fields: Fields): FieldActions {
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const actions: FieldActions = {
    readField(field, moment) {
      const { screen } = step.state;
      if (screen.is !== "form") return;
      step.dispatch(readAs(field, fields.read(field), moment, screen.answer));
    },
    moveField(from, to) {
      fields.move(from, to);
      actions.readField(from, "left");
      actions.readField(to, "left");
      fields.focus("key");
    },
    submit() {
      if (step.state.screen.is !== "form" || isWorking(step)) return;
      const again = heldKeyOf(step.state.screen);
      if (!again) actions.readField("key", "pressed");
      actions.readField("publishable", "pressed");
      actions.readField("secret", "pressed");
      const lack = findLack(step.state.screen);
      if (lack) fields.focus(lack);
      else if (again) void step.tryAgain(fields.takeAll());
      else void step.connect(fields.takeAll());
    },
    setRevealed(revealed) {
      clearTimeout(hiding);
      step.dispatch({ type: "reveal_set", revealed });
      if (revealed) hiding = setTimeout(() => actions.setRevealed(false), REVEAL_MS);
    },
  };
  return actions;
}

function readAs(field: FieldName, text: string, moment: Moment, answer: ConnectionAnswer): StepEvent {
  const { credentials } = answer.profile;
  switch (field) {
    case "key":
      return { type: "key_read", verdict: readDraftKey(text, moment, credentials) };
    case "publishable":
      return {
        type: "publishable_read",
        verdict: readDraftPublishable(text, moment, needsPublishable(answer)),
      };
    case "secret":
      return { type: "secret_read", verdict: readDraftSecret(text, moment, expectsSecret(answer)) };
  }
}

function isWorking({ state: { screen } }: StepController): boolean {
  return screen.is === "form" && screen.phase.is !== "editing" && screen.phase.is !== "refused";
}
