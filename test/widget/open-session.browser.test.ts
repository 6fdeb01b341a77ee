/**
 * @module Pages without a backend: the element opens its own session, and finds the same project again.
 */

import type { OpenSessionAnswer } from "../../shared/schema/sessions.ts";
import { CANNED_ANSWERS } from "../../demo/gallery/canned-answers.ts";
import { errorAnswer } from "./scenes.ts";
import { closeStages, expectSame, openStage, read, see, until } from "./stage.ts";

const A = CANNED_ANSWERS;
const NAME = `parityrail-connect:${location.origin}:app_open`;

describe("open session", () => {
  afterEach(closeStages);

  it("asks the Worker by the app's id, and keeps what finds the project again", async () => {
    const stage = await openStage([session("one"), A.disconnected], { app: "app_open" });
    await see(stage, "heading", "Restricted API key");
    expectSame(
      stage.sent.map(({ method, path, authorization, body }) => [method, path, authorization, body]),
      [
        ["POST", "/v1/open_sessions", null, JSON.stringify({ app: "app_open" })],
        ["GET", "/v1/projects/current/connection", "Bearer token-one", null],
      ],
    );
    expectSame({ ...localStorage }, { [NAME]: "resume-one" });
  });

  it("finds the same project on the next visit", async () => {
    localStorage.setItem(NAME, "resume-before");
    const stage = await openStage([session("two"), A.connected], { app: "app_open" });
    await see(stage, "heading", "Stripe connected");
    expectSame(stage.sent[0]?.body, JSON.stringify({ app: "app_open", resume: "resume-before" }));
    expectSame(localStorage.getItem(NAME), "resume-two");
  });

  it("renews an expired session for the same project, once", async () => {
    const replies = [session("one"), errorAnswer("unauthenticated"), session("two"), A.connected];
    const stage = await openStage(replies, { app: "app_open" });
    await see(stage, "heading", "Stripe connected");
    expectSame(stage.sent[2]?.body, JSON.stringify({ app: "app_open", resume: "resume-one" }));
    expectSame(stage.sent[3]?.authorization, "Bearer token-two");
  });

  it("keeps the project while the page is there where storage is switched off", async () => {
    const { getItem, setItem } = Storage.prototype;
    const refuse = () => {
      throw new DOMException("denied", "SecurityError");
    };
    Storage.prototype.getItem = refuse;
    Storage.prototype.setItem = refuse;
    try {
      const replies = [session("one"), errorAnswer("unauthenticated"), session("two"), A.connected];
      const stage = await openStage(replies, { app: "app_without_storage" });
      await see(stage, "heading", "Stripe connected");
      expectSame(stage.sent[2]?.body, JSON.stringify({ app: "app_without_storage", resume: "resume-one" }));
    } finally {
      Object.assign(Storage.prototype, { getItem, setItem });
    }
  });

  it("says so where the Worker opens none, with the way to try again", async () => {
    const replies = [errorAnswer("unauthenticated"), session("one"), A.disconnected];
    const stage = await openStage(replies, { app: "app_open" });
    await read(stage, "This page could not sign you in.");
    (await see(stage, "button", "Try again")).click();
    await see(stage, "heading", "Restricted API key");
  });

  it("asks once for two elements of one page", async () => {
    const first = await openStage(["wait"], { app: "app_open" });
    await until(() => first.sent.length);
    const twin = document.createElement("parityrail-connect");
    twin.setAttribute("app", "app_open");
    document.body.append(twin);
    await new Promise((resolve) => setTimeout(resolve));
    first.answer(A.disconnected, A.disconnected);
    first.release(session("one"));
    await see(first, "heading", "Restricted API key");
    await until(() => first.sent.length === 3);
    expectSame(
      first.sent.map(({ path }) => path.split("/").at(-1)),
      ["open_sessions", "connection", "connection"],
    );
    twin.remove();
  });

  it("comes after every source that knows the project", async () => {
    const stage = await openStage([A.disconnected], { app: "app_open", session: "token" });
    await see(stage, "heading", "Restricted API key");
    expectSame([stage.sent.length, stage.sent[0]?.authorization], [1, "Bearer token"]);
  });
});

function session(name: string): OpenSessionAnswer {
  return {
    object: "session",
    token: `token-${name}`,
    project: "open-1",
    role: "admin",
    expires_at: 1,
    resume: `resume-${name}`,
  };
}
