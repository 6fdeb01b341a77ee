/**
 * @module The Durable Object of a connection, named by the connection's id: its only writer, and its only clock.
 *
 * Whatever changes a connection is a method here, and they are carried out one after the other. Stripe's events are
 * taken in beside them, so that Stripe never waits for a person's request, and so is what the ledger reads, so that a
 * person never waits for it. The alarm is armed before anything is written to D1 and, when it rings, brings the object
 * in line with its row, so that a crash in between heals.
 */

import { DurableObject } from "cloudflare:workers";
import { randomText, type ConnectionId } from "../../shared/ids.ts";
import type { Mode } from "../../shared/keys.ts";
import type { UpdateConnectionBody } from "../../shared/schema/connections.ts";
import type { IdentitiesAnswer, IdentitiesQuery } from "../../shared/schema/identities.ts";
import type { MetricsAnswer } from "../../shared/schema/metrics.ts";
import type { SyncAnswer } from "../../shared/schema/sync.ts";
import { findApp, type App } from "../apps/store.ts";
import { systemInitiator } from "../audit/audit.ts";
import type { Runtime, Services } from "../context.ts";
import type { Bindings } from "../env.ts";
import { ApiError } from "../http/api-error.ts";
import { nameError, writeLine } from "../http/log.ts";
import { findCustomers } from "../identities/find-customers.ts";
import { Identities } from "../identities/identities.ts";
import { Ledger, type LedgerAnswers } from "../ledger/ledger.ts";
import type { Source } from "../ledger/source.ts";
import { createServices } from "../services.ts";
import { verifyEvent, type EventVerdict, type VerifiedEvent } from "../stripe/event-signature.ts";
import { SealedValueInvalid } from "../vault/vault.ts";
import { changeConnection, toOutcome, type Outcome } from "./call-object.ts";
import { checkConnection } from "./check.ts";
import { connectProject, storeConnection } from "./connect.ts";
import { flushPendingTokens } from "./credential.ts";
import { connectDemo } from "./demo.ts";
import { disconnect } from "./disconnect.ts";
import { nextCheckAt, spread } from "./health.ts";
import { handOver } from "./hand-over.ts";
import { finishUpload, readIdentities } from "./identities.ts";
import { finishOauth } from "./oauth-finish.ts";
import type { Flow } from "./oauth-flows.ts";
import { ObjectStorage } from "./object-storage.ts";
import {
  NOBODY,
  type Answers,
  type ConnectionRequest,
  type NewCredential,
  type ObjectContext,
  type Operation,
  type OperationResult,
  type Replacement,
} from "./operation.ts";
import { readStripe, type ProxyAnswer } from "./proxy.ts";
import type { AllowedRead } from "./proxy-rule.ts";
import { revokeDueGrants } from "./revoke-grant.ts";
import {
  findConnectionById,
  isOpenProject,
  postponeCheck,
  recordLastEvent,
  recordSync,
  type ConnectionRow,
} from "./store.ts";
import { describeSource, isOutOfDate, openSource, summarize } from "./sync.ts";
import { updateConnection } from "./update.ts";

/** `last_event_at` in D1 is at most this old. */
const LAST_EVENT_SECONDS = 60;
/** What failed is tried again after this long, give or take a tenth: within five minutes. */
const RETRY_SECONDS = 4 * 60;

/** What events tell the app is handed over together, and by the alarm where that was cut off. */
const HAND_OVER_MS = 500;
const HAND_OVER_SECONDS = 300;

/** Events after which a connection is checked at once: they concern the account or its access. */
const CHECKED_EVENTS: ReadonlySet<string> = new Set([
  "account.updated",
  "account.application.authorized",
  "account.application.deauthorized",
]);

type LedgerAnswer<Name extends keyof LedgerAnswers> = (
  query: Parameters<LedgerAnswers[Name]>[0],
  customers: readonly string[] | null,
) => ReturnType<LedgerAnswers[Name]>;

/** What events are verified with, as long as the object is awake. */
interface Signing {
  readonly mode: Mode;
  /** Null where there is none. */
  readonly secret: string | null;
  /** When `last_event_at` was last written to D1. */
  writtenAt: number | null;
}

/** Bound as CONNECTIONS by way of worker/index.ts, which passes the clock, randomness and network in. */
export class ConnectionObject extends DurableObject<Bindings> {
  readonly #runtime: Runtime;
  /** Stands for the signing secret where there is none. */
  readonly #noSecret: string;
  readonly #buildServices: (bindings: Bindings) => Services;
  readonly #storage: ObjectStorage;
  readonly #ledger: Ledger;
  readonly #identities: Identities;
  readonly #id: ConnectionId;
  /** The ledger's turn under way. */
  #turn: { readonly abort: () => void; readonly done: Promise<void> } | null = null;
  /** Reads of Stripe's API that verbs made and that are yet to be counted. */
  #probes = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #signing: Promise<Signing | null> | null = null;
  /** A disconnected object's name is not used again: whoever waited for it looks for the project anew. */
  #isEnded = false;
  /** What events told is about to be handed over. */
  #isHandingOver = false;
  /** Rises with every change, after which nothing that was read before can be relied on. */
  #epoch = 0;

  constructor(state: DurableObjectState, env: Bindings, runtime: Runtime) {
    super(state, env);
    this.#runtime = runtime;
    this.#noSecret = `whsec_${randomText(32, runtime.random)}`;
    this.#buildServices = createServices({ ...runtime, fetch: this.#fetchCounted });
    this.#ledger = new Ledger(state.storage, runtime.now, runtime.isUnpaced === true);
    this.#identities = new Identities(state.storage, runtime.now);
    this.#storage = new ObjectStorage(state.storage, [this.#ledger, this.#identities], runtime.now);
    // Objects are reached by name only, but an alarm may not be told the name.
    this.#id = this.#storage.readId() ?? (String(state.id.name) as ConnectionId);
  }

  connectAccount(request: ConnectionRequest, given: NewCredential, answers: Answers) {
    return this.#run(request, (op) => connectProject(op, given, answers));
  }

  /** Takes over what the object of the connection before this one has proven. */
  replace(request: ConnectionRequest, { given, proof, replaced }: Replacement) {
    return this.#run(request, async (op) => ({
      row: await storeConnection(op, given, proof, null, replaced),
      leftBehind: [],
    }));
  }

  connectDemo(request: ConnectionRequest) {
    return this.#run(request, connectDemo);
  }

  check(request: ConnectionRequest) {
    return this.#run(request, checkConnection);
  }

  update(request: ConnectionRequest, body: UpdateConnectionBody) {
    return this.#run(request, (op) => updateConnection(op, body));
  }

  disconnect(request: ConnectionRequest) {
    return this.#run(request, disconnect);
  }

  finishOauth(request: ConnectionRequest, flow: Flow, replaceAccount: boolean | null) {
    return this.#run(request, (op) => finishOauth(op, flow, replaceAccount));
  }

  /** Records one of Stripe's events, durable before this answers. */
  async receiveEvent(body: string, signature: string): Promise<EventVerdict> {
    for (;;) {
      const epoch = this.#epoch;
      const signing = await this.#loadSigning();
      // As much work for a connection or a secret that is not there as for one that is.
      const secret = signing?.secret ?? this.#noSecret;
      const now = this.#runtime.now();
      const verdict = await verifyEvent({ body, signature, secret, mode: signing?.mode ?? "test", now });
      if (epoch !== this.#epoch) continue; // the connection changed meanwhile
      if (verdict.ok && signing) {
        const { event } = verdict;
        const readAt = this.#ledger.receive(event, () => this.#storage.recordEvent(event, "pushed"));
        if (readAt !== null) await this.#storage.armBy(readAt);
        await this.#followEvent(event.type, signing, now);
        await this.#followChanges(now);
      }
      return verdict;
    }
  }

  /** Tells how far and how fresh the ledger is; null where there is no connection. */
  async readSync({ app }: ConnectionRequest): Promise<SyncAnswer | null> {
    const row = await this.#findRow();
    return row && this.#ledger.view(this.#describeSource(app, row));
  }

  /** Tells what the customers add up to; null where there is no connection. */
  async readMetrics({ app }: ConnectionRequest): Promise<MetricsAnswer | null> {
    const row = await this.#findRow();
    return row && this.#ledger.readMetrics(this.#describeSource(app, row));
  }

  /**
   * Answers an endpoint from the ledger alone; null where what it asks for is not there. A user of the app's stands for
   * the customers that the profile's rule finds.
   */
  readLedger<Name extends keyof LedgerAnswers>(
    { app }: ConnectionRequest,
    name: Name,
    query: Parameters<LedgerAnswers[Name]>[0],
  ): Promise<ReturnType<LedgerAnswers[Name]> | null> {
    if (!this.#storage.isInUse()) return Promise.resolve(null);
    const answer = this.#ledger.answers[name] as LedgerAnswer<Name>; // the one of this name
    const { user } = query as { user?: string }; // some have one
    return Promise.resolve(answer(query, user === undefined ? null : this.#findUser(app, user)));
  }

  #findUser({ profile }: App, user: string): string[] {
    const findMapped = (id: string) => this.#identities.findCustomer(id);
    const sources = { findMapped, ...this.#ledger.customerIndex };
    return findCustomers({ user, email: null }, profile.identities, sources).customers.map(({ id }) => id);
  }

  /** Reads from Stripe for the app's backend, beside the verbs. */
  readStripe(request: ConnectionRequest, read: AllowedRead): Promise<Outcome<ProxyAnswer>> {
    return toOutcome(async () => {
      const op = this.#openOperation(request);
      const row = await this.#findRow();
      if (!row) throw new ApiError("not_connected");
      return readStripe(op, row, read, {
        ledger: this.#ledger,
        source: this.#describeSource(request.app, row),
        fetch: this.#runtime.fetch,
        enqueue: (work) => this.#enqueue(work),
      });
    });
  }

  /** Begins an upload of identities, which ends any other. Returns false where there is no connection. */
  async beginUpload(upload: string): Promise<boolean> {
    if (!this.#storage.isInUse()) return false;
    await this.#storage.armBy(this.#identities.begin(upload));
    return true;
  }

  /** Adds rows to an upload, as `Identities.stage` takes and answers them; null where it was ended. */
  stageRows(upload: string, rows: string): Promise<number[] | null> {
    return Promise.resolve(this.#identities.isCurrent(upload) ? this.#identities.stage(rows) : null);
  }

  discardUpload(upload: string): Promise<void> {
    return Promise.resolve(this.#identities.discard(upload));
  }

  /** Makes an upload of so many rows the map; null where it was ended. */
  finishUpload(request: ConnectionRequest, upload: string, rows: number): Promise<IdentitiesAnswer | null> {
    return finishUpload(this.#openOperation(request), this.#identities, this.#ledger, { upload, rows });
  }

  /** Looks a user up, or lists the map; null where there is no connection. */
  readIdentities({ app }: ConnectionRequest, query: IdentitiesQuery) {
    if (!this.#storage.isInUse()) return Promise.resolve(null);
    return Promise.resolve(readIdentities(this.#identities, this.#ledger.customerIndex, app.profile, query));
  }

  /** Brings the object in line with its row, and does what is due. Called by the alarm and by the watchdog. */
  async wake(): Promise<void> {
    const found = await this.#enqueue(() => this.#align());
    if (found) await this.#readAccount(found.app, found.row);
  }

  override alarm(): Promise<void> {
    return this.wake();
  }

  /** What the alarm does as a verb would. Returns what the ledger is to be read for; null for nothing. */
  async #align(): Promise<{ app: App; row: ConnectionRow } | null> {
    try {
      if (this.#storage.isInUse()) await this.#storage.arm(this.#retryAt());
      const { db } = this.#context().services;
      const found = await findConnectionById(db, this.#id);
      // A row without an object, as after a backup was restored, gets one again.
      if (found) await this.#storage.begin(this.#id, this.#publicUrl(), this.#retryAt());
      else if (!this.#storage.isInUse()) return null;
      if (found) this.#storage.recordOwner({ app: found.app_id, project: found.project });
      const app = found && (await findApp(db, found.app_id));
      const row = found && app ? await this.#lookAfter(app, found) : found;
      if (row !== found) this.#forget();
      await revokeDueGrants(this.#context());
      await this.#rest(app, row);
      return app && row ? { app, row } : null;
    } catch (error) {
      // An alarm that throws seven times is dropped by the platform for good, so nothing escapes.
      writeLine({ event: "wake_failed", connection: this.#id, reason: nameError(error) });
      const retryAt = this.#retryAt();
      await this.#storage.arm(retryAt);
      await postponeCheck(this.env.DB, this.#id, retryAt).catch(() => undefined); // D1 may be what failed
      return null;
    }
  }

  /** Has the ledger read what is due, beside the verbs, which end it. */
  #readAccount(app: App, row: ConnectionRow): Promise<void> {
    if (this.#turn) return this.#turn.done;
    const controller = new AbortController();
    const done = this.#runTurn(app, row, controller.signal).finally(() => {
      if (this.#turn?.done === done) this.#turn = null;
    });
    this.#turn = { abort: () => controller.abort(), done };
    return done;
  }

  async #runTurn(app: App, row: ConnectionRow, signal: AbortSignal): Promise<void> {
    if (app.profile.sync.resources.length === 0) return;
    try {
      const source = this.#describeSource(app, row);
      this.#ledger.align(source);
      const nextAt = this.#ledger.readNextAt(source);
      let told = row.sync;
      const publish = async (): Promise<void> => {
        const summary = summarize(this.#ledger.view(this.#describeSource(app, row)));
        if (signal.aborted || !isOutOfDate(told, summary)) return;
        told = summary;
        await recordSync(this.env.DB, this.#id, summary);
      };
      if (nextAt !== null && nextAt <= this.#runtime.now()) {
        const op = this.#openOwnOperation(app, row);
        const ask = await this.#enqueue(() => openSource(op, row, source, this.#runtime.fetch));
        const recordEvent = (event: VerifiedEvent) => this.#storage.recordEvent(event, "polled");
        const end = signal.aborted
          ? "done"
          : await this.#ledger.turn(source, { ask, signal, recordEvent, publish });
        if (end === "look_at_credential" && !signal.aborted) this.#storage.requestCheck();
      }
      await publish();
      if (!signal.aborted)
        await this.#enqueue(() => (signal.aborted ? Promise.resolve() : this.#rest(app, row)));
    } catch (error) {
      // The alarm is armed for what was due, which is now: it would ring without end. Of a credential the check finds out.
      writeLine({ event: "read_failed", connection: this.#id, reason: nameError(error) });
      await this.#enqueue(async () => (signal.aborted ? undefined : this.#storage.arm(this.#retryAt())));
    }
  }

  /** Carries out one operation after those before it, and answers an `ApiError` as data. */
  #run(
    request: ConnectionRequest,
    verb: (op: Operation) => Promise<OperationResult>,
  ): Promise<Outcome<OperationResult>> {
    return toOutcome(() => this.#enqueue(() => this.#carryOut(request, verb)));
  }

  async #carryOut(
    request: ConnectionRequest,
    verb: (op: Operation) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    if (this.#isEnded && verb !== disconnect) throw new ApiError("connection_changed");
    this.#stopReading();
    await this.#storage.begin(this.#id, request.publicUrl, this.#retryAt());
    this.#storage.recordOwner({ app: request.app.id, project: request.project });
    try {
      const result = await verb(this.#openOperation(request));
      const row = result.row?.id === this.#id ? result.row : null;
      this.#isEnded = row === null;
      await this.#rest(request.app, row);
      return result;
    } catch (error) {
      // Whatever the verb left, the next alarm brings in line; an object that holds nothing goes back to sleep.
      const { db } = this.#context().services;
      const row = await findConnectionById(db, this.#id).catch(() => undefined);
      if (row !== undefined) await this.#rest(request.app, row);
      throw error;
    } finally {
      this.#forget();
    }
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** Forgets what was read of D1: something has changed it. */
  #forget(): void {
    this.#epoch += 1;
    this.#signing = null;
  }

  #stopReading(): void {
    this.#turn?.abort();
    this.#turn = null;
  }

  /** Does what the alarm is for. Returns the row as it is then; null after a disconnect. */
  async #lookAfter(app: App, found: ConnectionRow): Promise<ConnectionRow | null> {
    const { services } = this.#context();
    const { db, now } = services;
    const op = this.#openOwnOperation(app, found);
    if (isAbandoned(app, found, now())) {
      this.#stopReading();
      return (await disconnect(op)).row;
    }
    await flushPendingTokens(op);
    this.#storage.pruneEvents();
    this.#identities.dropStale();
    const row = await this.#flushLastEvent(found);
    const due = [row.due_at, this.#storage.readRequestedCheck()];
    if (!due.some((at) => at !== null && at <= now())) return row;
    this.#storage.beginCheck();
    try {
      return (await checkConnection(op)).row;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        this.#storage.requestCheck();
        throw error;
      }
      writeLine({ event: "check_failed", connection: this.#id, code: error.code });
      // Stripe may answer soon; whatever else it is, only a person mends it.
      const isPassing = error.code === "stripe_unavailable" || error.code === "stripe_busy";
      const due_at = (isPassing ? null : nextCheckAt(services, row)) ?? this.#retryAt();
      await postponeCheck(db, this.#id, due_at);
      return { ...row, due_at };
    }
  }

  /** Arms the alarm for what is due next; an object with nothing to look after is emptied. */
  async #rest(app: App | null, row: ConnectionRow | null): Promise<void> {
    const grants = this.#storage.listGrants().map((grant) => grant.revoke_at);
    if (!row) {
      if (grants.length === 0) return this.#storage.clear();
      this.#storage.clearAllButGrants();
      return this.#storage.arm(Math.min(...grants));
    }
    this.#ledger.countProbes(this.#probes);
    this.#probes = 0;
    const isUnflushed =
      this.#storage.readPendingTokens() !== null ||
      (this.#storage.readLastEventAt() ?? 0) > (row.last_event_at ?? 0);
    const flushAt = isUnflushed ? this.#runtime.now() + LAST_EVENT_SECONDS : null;
    const checkAt = this.#storage.readRequestedCheck();
    const nextAt = app && this.#readNextAt(app, row);
    // What Stripe refused to be read with is read again once it has been looked at, which may be in a minute.
    const readAt = nextAt === null ? null : Math.max(nextAt, checkAt ?? 0);
    const uploadAt = this.#identities.readStaleAt();
    const handOverAt = (await this.#tryHandOver()) ? null : this.#retryAt();
    const times = [...grants, row.due_at, flushAt, checkAt, readAt, uploadAt, handOverAt];
    const known = times.filter((at) => at !== null);
    await this.#storage.arm(known.length === 0 ? null : Math.min(...known));
  }

  async #findRow(): Promise<ConnectionRow | null> {
    if (!this.#storage.isInUse()) return null; // so that a made-up id does not reach D1
    return findConnectionById(this.#context().services.db, this.#id);
  }

  async #loadSigning(): Promise<Signing | null> {
    if (!this.#storage.isInUse()) return null; // so that a made-up id does not reach D1
    this.#signing ??= this.#openSigning();
    return this.#signing.catch((error: unknown) => {
      this.#signing = null;
      throw error;
    });
  }

  async #openSigning(): Promise<Signing | null> {
    const { services } = this.#context();
    const row = await findConnectionById(services.db, this.#id);
    if (!row) return null;
    const ref = {
      app: row.app_id,
      project: row.project,
      connection: row.id,
      field: "webhook_secret",
    } as const;
    const secret = await services.vault.read(ref).catch((error: unknown) => {
      if (error instanceof SealedValueInvalid) return null;
      throw error;
    });
    return { mode: row.mode, secret, writtenAt: row.last_event_at };
  }

  /** What follows from an event that is recorded. Nothing here may fail it. */
  async #followEvent(type: string, signing: Signing, now: number): Promise<void> {
    if (CHECKED_EVENTS.has(type)) await this.#storage.armBy(this.#storage.requestCheck());
    if (signing.writtenAt !== null && now - signing.writtenAt < LAST_EVENT_SECONDS) return;
    signing.writtenAt = now;
    this.#storage.pruneEvents();
    // Stripe does not wait for D1: the alarm writes what this does not.
    const written = recordLastEvent(this.#context().services.db, this.#id, now);
    this.ctx.waitUntil(written.catch(() => this.#storage.armBy(now + LAST_EVENT_SECONDS)));
  }

  /** Stripe does not wait for D1: what events tell the app is handed over behind them. */
  async #followChanges(now: number): Promise<void> {
    if (this.#isHandingOver || !this.#ledger.hasOutgoing(this.#storage.readHandedOver())) return;
    this.#isHandingOver = true;
    await this.#storage.armBy(now + HAND_OVER_SECONDS);
    this.ctx.waitUntil(this.#handOverSoon());
  }

  async #handOverSoon(): Promise<void> {
    await scheduler.wait(HAND_OVER_MS);
    this.#isHandingOver = false;
    await this.#enqueue(() => this.#tryHandOver()); // so that nothing is handed over after the end
  }

  async #tryHandOver(): Promise<boolean> {
    try {
      await this.#handOver();
      return true;
    } catch (error) {
      writeLine({ event: "hand_over_failed", connection: this.#id, reason: nameError(error) });
      return false;
    }
  }

  /** Hands over what the app is told. To be called in the queue. */
  async #handOver(): Promise<void> {
    const owner = this.#storage.readOwner();
    if (!owner) return;
    const listOutgoing = (after: number, limit: number) => this.#ledger.listOutgoing(after, limit);
    await handOver({ ...this.#context(), owner, listOutgoing });
  }

  async #flushLastEvent(row: ConnectionRow): Promise<ConnectionRow> {
    const at = this.#storage.readLastEventAt();
    if (at === null || at <= (row.last_event_at ?? 0)) return row;
    await recordLastEvent(this.#context().services.db, this.#id, at);
    return { ...row, last_event_at: at };
  }

  #readNextAt(app: App, row: ConnectionRow): number | null {
    const source = this.#describeSource(app, row);
    this.#ledger.align(source);
    return this.#ledger.readNextAt(source);
  }

  #describeSource(app: App, row: ConnectionRow): Source {
    return describeSource(app.profile, row, this.#storage.readLastEventAt());
  }

  /** An operation that nobody requested. */
  #openOwnOperation(app: App, { project }: ConnectionRow): Operation {
    const initiator = systemInitiator(this.#runtime.random);
    return this.#openOperation({ app, project, initiator, person: NOBODY, publicUrl: this.#publicUrl() });
  }

  readonly #fetchCounted: typeof fetch = (input, init) => {
    if ((init?.method ?? "GET") === "GET") this.#probes += 1;
    return this.#runtime.fetch(input, init);
  };

  #openOperation(request: ConnectionRequest): Operation {
    return {
      ...request,
      ...this.#context(),
      replaceWith: async (id, replacement) => {
        const { row } = await changeConnection(this.env, id, (object) =>
          object.replace(request, replacement),
        );
        if (!row) throw new Error("a replacement left no connection");
        return row;
      },
    };
  }

  /** Where Stripe reaches this Worker, for what nobody requested. */
  #publicUrl(): string {
    return this.#context().services.settings.publicUrl ?? this.#storage.readPublicUrl() ?? "";
  }

  #context(): ObjectContext {
    return { id: this.#id, services: this.#buildServices(this.env), storage: this.#storage };
  }

  #retryAt(): number {
    return this.#runtime.now() + spread(RETRY_SECONDS, this.#runtime.random);
  }
}

/** Tells whether a project of a page without a backend was not opened for as long as its app keeps them. */
function isAbandoned({ openProjectTtlDays: days }: App, row: ConnectionRow, now: number): boolean {
  return days !== null && isOpenProject(row.project) && row.visited_at <= now - days * 24 * 3600;
}
