/**
 * @module What each control of the playground does.
 */

import { changeRole, changeStripeMood, loadKeys, startOver } from "./backend.ts";
import { readChoices, writeChoices, type ChoiceName } from "./choices.ts";
import { pasteKey } from "./paste-key.ts";
import type { PlaygroundActions, PlaygroundState } from "./state.ts";

const NO_FIELD = "There is no key field on screen. Press Reconnect or Start over.";
const NO_BACKEND = "The demo’s backend did not answer. Is npm start still running?";

/** Creates the actions of the playground that is rendered into `page`. */
export function createActions(
  page: HTMLElement,
  read: () => PlaygroundState,
  update: (change: Partial<PlaygroundState>) => void,
): PlaygroundActions {
  const beginAnew = (): void => update({ run: read().run + 1, continued: false });
  const attempt = (work: Promise<void>, then?: () => void): void =>
    void work.then(then, () => update({ notice: NO_BACKEND }));
  return {
    choose(name: ChoiceName, value: string) {
      const choices = readChoices(new URLSearchParams({ ...read().choices, [name]: value }).toString());
      history.replaceState(null, "", location.pathname + writeChoices(choices));
      update({ choices });
      if (name === "stripe") attempt(changeStripeMood(choices.stripe));
      if (name === "product") {
        beginAnew();
        attempt(loadKeys(choices.product).then((keys) => update({ keys })));
      }
      if (name === "role") attempt(changeRole(choices.role), beginAnew);
    },
    paste({ key, label }) {
      const element = page.querySelector<HTMLElement>("parityrail-connect");
      const pasted = element !== null && pasteKey(element, key);
      update({ notice: pasted ? `Pasted: ${label}` : NO_FIELD });
    },
    copy(text, what) {
      navigator.clipboard.writeText(text).then(
        () => update({ notice: `Copied: ${what}` }),
        () => update({ notice: "The browser did not allow copying." }),
      );
    },
    startOver() {
      attempt(startOver(), () => {
        update({ events: [], requests: [], notice: "A new, empty project." });
        beginAnew();
      });
    },
  };
}
