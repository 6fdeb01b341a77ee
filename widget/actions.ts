/**
 * @module What the buttons and fields of the views do, and the only code that reads, moves or empties the fields.
 *
 * What a field holds is bound to nothing: it is read from its input when it is needed.
 */

import type { ConnectController } from "./controller/connect-controller.ts";
import {
  readKeyField,
  readPublishableField,
  readSecretField,
  type Moment,
} from "./controller/read-fields.ts";
import {
  expectsSecret,
  findFirstInvalidField,
  isIdle,
  needsPublishable,
  retryLabelOf,
  type ControllerEvent,
  type FieldName,
  type Form,
} from "./controller/state.ts";

/** A key stays readable no longer than it takes to compare it. */
const REVEAL_MS = 8_000;

/** What the element does itself. */
interface Host {
  findInput(field: FieldName): HTMLInputElement | null;
  /** Takes the person to Stripe's own page; from a connection, to make it anew. */
  startOauth(): void;
  /** The person follows a link to Stripe, and may come back with something changed. */
  openStripe(): void;
  /** Tells the page that the person goes on. */
  goOn(): void;
}

export type Actions = ReturnType<typeof createActions>;

/** Creates the actions of one element. Views take them apart, so each is a function of its own. */
export function createActions(host: Host, controller: ConnectController) {
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const { read, write, take, focus } = createFields(host);

  const readField = (field: FieldName, moment: Moment): void => {
    const { screen } = controller.state;
    if (screen.is === "form") controller.dispatch(judgeField(field, read(field), moment, screen));
  };
  const setRevealed = (revealed: boolean): void => {
    clearTimeout(hiding);
    controller.dispatch({ type: "reveal_set", revealed });
    if (revealed) hiding = setTimeout(() => setRevealed(false), REVEAL_MS);
  };

  return {
    ...host,
    readField,
    setRevealed,
    /** Changes that concern the screen alone. */
    dispatch: (event: ControllerEvent) => controller.dispatch(event),
    load: () => void controller.load(),
    check: () => void controller.check(false),
    disconnect: () => void controller.disconnect(),
    answerQuestion: (yes: boolean) => void controller.answerQuestion(yes),
    holdToast: () => controller.holdToast(),
    releaseToast: () => controller.releaseToast(),
    connectDemo(): void {
      if (isIdle(controller.state.screen)) void controller.connectDemo();
    },
    submit(): void {
      const before = controller.state.screen;
      if (!isIdle(before)) return;
      const isRetry = retryLabelOf(before) !== "";
      if (!isRetry) readField("key", "submit");
      readField("publishable", "submit");
      readField("secret", "submit");
      const { screen } = controller.state;
      const invalid = screen.is === "form" ? findFirstInvalidField(screen) : null;
      if (invalid) return focus(invalid);
      const pasted = { key: take("key"), publishable: read("publishable"), secret: read("secret") };
      void (isRetry ? controller.retry(pasted) : controller.connect(pasted));
    },
    /** Moves what was pasted into the wrong field to the right one. */
    moveField(from: FieldName, to: FieldName): void {
      write(to, take(from).trim());
      readField(from, "blur");
      readField(to, "blur");
      focus("key");
    },
    /** Sends the signing secret that is in its field. */
    saveSecret(): void {
      if (read("secret").trim()) void controller.update({ webhook_secret: take("secret") });
      else focus("secret");
    },
    emptyFields(): void {
      clearTimeout(hiding);
      for (const field of ["key", "publishable", "secret"] as const) take(field);
    },
    copy: (text: string) => void copyText(text, controller),
  };
}

async function copyText(text: string, controller: ConnectController): Promise<void> {
  try {
    // Pages without HTTPS have no clipboard, and a permission policy may forbid it.
    await navigator.clipboard.writeText(text);
    controller.showToast({ is: "copied" });
  } catch {
    controller.showToast({ is: "copy_failed" });
  }
}

function createFields({ findInput }: Host) {
  const read = (field: FieldName): string => findInput(field)?.value ?? "";
  const write = (field: FieldName, text: string): void => {
    const input = findInput(field);
    if (input) input.value = text;
  };
  return {
    read,
    write,
    /** Empties the field and returns what it held. */
    take(field: FieldName): string {
      const text = read(field);
      write(field, "");
      return text;
    },
    focus: (field: FieldName): void => findInput(field)?.focus(),
  };
}

function judgeField(field: FieldName, text: string, moment: Moment, form: Form): ControllerEvent {
  const { answer } = form;
  switch (field) {
    case "key":
      return { type: "key_read", verdict: readKeyField(text, moment, answer.profile.credentials) };
    case "publishable":
      return {
        type: "publishable_read",
        verdict: readPublishableField(text, moment, needsPublishable(form)),
      };
    case "secret":
      return { type: "secret_read", verdict: readSecretField(text, moment, expectsSecret(answer.profile)) };
  }
}
