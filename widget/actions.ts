/**
 * @module What the buttons and fields of the views do, and the only code that reads, moves or empties the fields.
 *
 * What a field holds is bound to nothing: it is read from its input when it is needed.
 */

import type { Appearance } from "../shared/schema/invitations.ts";
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
  type Screen,
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
  /** Returns how the element looks here, for the page that a link opens. */
  readAppearance(): Appearance;
  /** Tells the page that the person goes on. */
  goOn(): void;
}

export type Actions = ReturnType<typeof createActions>;

/** Creates the actions of one element. Views take them apart, so each is a function of its own. */
export function createActions(host: Host, controller: ConnectController) {
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const fields = createFields(host);
  const { read, write, take, focus } = fields;

  const readField: ReadField = (field, moment) => {
    const { screen } = controller.state;
    const isAsked = screen.is === "form" || (screen.is === "connected" && screen.phase.is === "secret");
    if (isAsked) controller.dispatch(judgeField(field, read(field), moment, screen));
  };
  const reveal = (revealed: FieldName | null): void => {
    clearTimeout(hiding);
    controller.dispatch({ type: "reveal_set", revealed });
    if (revealed) hiding = setTimeout(() => reveal(null), REVEAL_MS);
  };

  return {
    ...host,
    ...createSubmits(controller, fields, readField),
    readField,
    reveal,
    /** Changes that concern the screen alone. */
    dispatch: (event: ControllerEvent) => controller.dispatch(event),
    load: () => void controller.load(),
    check: () => void controller.check(false),
    disconnect: () => void controller.disconnect(),
    invite: () =>
      isIdle(controller.state.screen) && void controller.invite({ appearance: host.readAppearance() }),
    revokeInvitation: () => isIdle(controller.state.screen) && void controller.revokeInvitation(),
    openReceipt: () => void controller.openReceipt(),
    answerQuestion: (yes: boolean) => void controller.answerQuestion(yes),
    connectDemo(): void {
      if (isIdle(controller.state.screen)) void controller.connectDemo();
    },
    /** Moves what was pasted into the wrong field to the right one. */
    moveField(from: FieldName, to: FieldName): void {
      write(to, take(from).trim());
      readField(from, "blur");
      readField(to, "blur");
      focus("key");
    },
    close: () => closeLast(controller),
    emptyFields(): void {
      clearTimeout(hiding);
      for (const field of ["key", "publishable", "secret"] as const) take(field);
    },
    focusField: focus,
    copy: (text: string) => void copyText(text, controller),
  };
}

type ReadField = (field: FieldName, moment: Moment) => void;

/** Sends what the fields hold, if it is what it should be. */
function createSubmits(
  controller: ConnectController,
  { read, take, focus }: ReturnType<typeof createFields>,
  readField: ReadField,
) {
  return {
    submit(event: Event): void {
      event.preventDefault();
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
    /** Sends the signing secret that is in its field, which keeps it until it is saved. */
    saveSecret(event: Event): void {
      event.preventDefault();
      readField("secret", "submit");
      const { screen } = controller.state;
      if (screen.is !== "connected" || screen.phase.is !== "secret" || screen.phase.isBusy) return;
      const { is } = screen.phase.secret;
      if (is === "good") void controller.update({ webhook_secret: read("secret") });
      else focus("secret");
    },
  };
}

/** Closes what was opened last, as Escape does everywhere. */
function closeLast(controller: ConnectController): void {
  const { screen } = controller.state;
  if (screen.is === "connected") {
    if (screen.phase.is !== "secret" || !screen.phase.isBusy) controller.dispatch({ type: "closed" });
  } else if (screen.is !== "form") return;
  else if (screen.phase.is === "question") void controller.answerQuestion(false);
  else if (screen.draft.guideOpen) controller.dispatch({ type: "guide_toggled" });
  else if (isIdle(screen)) controller.dispatch({ type: "reconnect_cancelled" });
}

async function copyText(text: string, controller: ConnectController): Promise<void> {
  try {
    // Pages without HTTPS have no clipboard, and a permission policy may forbid it.
    await navigator.clipboard.writeText(text);
    controller.dispatch({ type: "copied", text, ok: true });
  } catch {
    controller.dispatch({ type: "copied", text, ok: false });
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

type Asking = Extract<Screen, { is: "form" | "connected" }>;

function judgeField(field: FieldName, text: string, moment: Moment, screen: Asking): ControllerEvent {
  const { profile } = screen.answer;
  switch (field) {
    case "key":
      return { type: "key_read", verdict: readKeyField(text, moment, profile.credentials) };
    case "publishable": {
      const isNeeded = screen.is === "form" && needsPublishable(screen);
      return { type: "publishable_read", verdict: readPublishableField(text, moment, isNeeded) };
    }
    case "secret": {
      const mayComeLater = screen.is === "form" && expectsSecret(profile);
      return { type: "secret_read", verdict: readSecretField(text, moment, mayComeLater) };
    }
  }
}
