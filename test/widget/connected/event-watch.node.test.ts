/**
 * @module Waiting for the first event: when the element looks again by itself, and when it stops.
 */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import type { ConnectionAnswer } from "../../../shared/schema/connections.ts";
import { createEventWatch } from "../../../widget/connected/webhook/event-watch.ts";
import { screenOf } from "../../../widget/controller/screens.ts";
import type { Screen } from "../../../widget/controller/state.ts";
import { CANNED_ANSWERS } from "../canned-answers.ts";

const A = CANNED_ANSWERS;
const TEN_MINUTES = 10 * 60;

let peeks = 0;
let seen = true;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  peeks = 0;
  seen = true;
});

test("first event · is looked for every 20 seconds, for ten minutes", () => {
  watch(A.waiting);
  wait(19);
  assert.equal(peeks, 0);
  wait(1);
  assert.equal(peeks, 1);
  wait(TEN_MINUTES * 2);
  assert.equal(peeks, 30);
});

test("first event · is not looked for while nobody sees it, and is once somebody does", () => {
  watch(A.waiting);
  seen = false;
  wait(TEN_MINUTES * 2);
  assert.equal(peeks, 0);
  seen = true;
  wait(20);
  assert.equal(peeks, 1);
});

test("first event · is not looked for any more once it came, or the person does something else", () => {
  for (const next of [
    screenOf(A.receiving),
    screenOf(A.disconnected),
    phase({ is: "confirming" }),
    phase({ is: "saving" }),
  ]) {
    const change = watch(A.waiting);
    change(next);
    wait(TEN_MINUTES);
  }
  assert.equal(peeks, 0);
});

test("first event · of another endpoint is waited for as long again", () => {
  const change = watch(A.waiting);
  wait(TEN_MINUTES);
  change(screenOf(A.placeholder));
  change(screenOf(A.waiting));
  wait(TEN_MINUTES * 2);
  assert.equal(peeks, 60);
});

/** Shows a connection; every peek is told as the controller tells it. Returns what shows another screen. */
function watch(answer: ConnectionAnswer): (screen: Screen) => void {
  const watchEvents = createEventWatch(() => seen);
  const step = {
    async peek() {
      peeks += 1;
      show(screenOf(answer));
    },
  };
  const show = (screen: Screen): void => watchEvents(screen, step);
  show(screenOf(answer));
  return show;
}

function phase(of: Extract<Screen, { is: "connected" }>["phase"]): Screen {
  const screen = screenOf(A.waiting);
  assert.ok(screen.is === "connected");
  return { ...screen, phase: of };
}

function wait(seconds: number): void {
  for (let second = 0; second < seconds; second += 1) mock.timers.tick(1_000);
}
