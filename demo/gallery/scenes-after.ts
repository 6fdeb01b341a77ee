/**
 * @module Scenes of a connection: what it may read, how it is, how far its account is read, and how it ends.
 */

import type { HealthDetail } from "../../shared/health.ts";
import { joinSentences } from "../../shared/join-sentences.ts";
import type { Connection } from "../../shared/schema/connections.ts";
import type { Receipt } from "../../shared/schema/receipt.ts";
import type { SyncSummary } from "../../shared/schema/sync.ts";
import type { SyncProblem } from "../../shared/sync.ts";
import {
  cannedFill,
  cannedProblem,
  cannedSync,
  DASHBOARD,
  DEMO_CONNECTION,
  WEBHOOK_URL,
} from "./canned-answers.ts";
import { makeSecret } from "./canned-keys.ts";
import { errorAnswer } from "./canned-network.ts";
import type { ProductAnswers } from "./product-answers.ts";
import { asKey, hasOauth, openKeyForm, paste, press, submitKey, type Play, type Scene } from "./scene.ts";
import type { SceneGroup } from "./scene.ts";
import type { Step } from "./steps.ts";

const DAY_SECONDS = 24 * 3600;
const EVENT_AT = 1_790_000_000;

const disconnect = press(({ connection }) => connection.disconnect);
const reconnect = press(({ connection }) => connection.reconnect);
const recheck = press(({ connection }) => connection.recheck);
const askSecret = (verb: "setUp" | "change"): Step =>
  press(({ connection }) => `${connection.webhook[verb]}: ${connection.webhook.title}`);

export const CONNECTED: SceneGroup = {
  "just connected, with the toast": {
    play: (product) => ({
      replies: [product.none, product.connected(asKey(product, product.mode))],
      steps: [...openKeyForm(product), ...submitKey(product.mode, product)],
    }),
  },
  connected: { differs: true, play: (product) => ({ replies: [product.connected()] }) },
  "connected with a test key": { play: (product) => shown(product, asKey(product, "test")) },
  "connected with a live key": { play: (product) => shown(product, asKey(product, "live")) },
  "viewer, connected": {
    differs: true,
    play: (product) => ({ replies: [product.asViewer(product.connected())] }),
  },
  "demo data": {
    play: (product) => (product.profile.demo ? shown(product, DEMO_CONNECTION) : null),
  },
  "a required permission missing": {
    differs: true,
    play: (product) =>
      shown(product, {
        ...asKey(product, product.mode),
        permissions: product.checks({ lastRequired: "missing" }),
      }),
  },
  "optional permissions not granted": {
    differs: true,
    play: (product) => shown(product, { permissions: product.checks({ optional: "missing" }) }),
  },
  "Stripe did not say": {
    play: (product) => shown(product, { permissions: product.checks({ lastRequired: "unknown" }) }),
  },
  "not checked": {
    play: (product) => shown(product, { permissions: product.checks({ lastRequired: "unchecked" }) }),
  },
  "a secret key": {
    differs: true,
    play: (product) =>
      product.profile.credentials.secret === "warn"
        ? shown(product, {
            ...asKey(product, product.mode),
            key_kind: "secret",
            label: `sk_${product.mode}_…abcd`,
            warnings: ["secret_key"],
          })
        : null,
  },
  "more than was asked for": {
    play: (product) =>
      shown(product, {
        ...asKey(product, product.mode),
        warnings: ["excess_permissions"],
        excess_permissions: ["Payouts", "Payment Methods"],
      }),
  },
  "what the account looks like": {
    play: (product) =>
      shown(product, {
        account_preview: {
          customers: "some",
          subscriptions: "some",
          newest_customer_at: EVENT_AT,
          currency: "usd",
          plans: ["Pro", "Team"],
        },
      }),
  },
  "what the key can do": {
    play: (product) => ({
      replies: [product.connected(), cannedReceipt(product)],
      steps: [press(({ receipt }) => receipt.title)],
    }),
  },
  "what a key that was refused could do": {
    play: (product) => ({
      replies: [
        product.unwell("key_rejected", asKey(product, product.mode)),
        {
          ...cannedReceipt(product),
          refusal: { code: "key_rejected", since: EVENT_AT, request: null },
          beyond: "everything",
          writes_refused: false,
          note: joinSentences(
            product.receiptTexts.beyond.everything,
            product.receiptTexts.onlyThese(product.profile.product.name),
          ),
        },
      ],
      steps: [press(({ receipt }) => receipt.title)],
    }),
  },
  "an empty account": {
    play: (product) =>
      shown(product, {
        account_preview: {
          customers: "none",
          subscriptions: "none",
          newest_customer_at: null,
          currency: null,
          plans: [],
        },
      }),
  },
};

export const HEALTH_SCENES: SceneGroup = {
  degraded: unwell("permission_missing"),
  "refused once": unwell("refused_once"),
  "key rejected": unwell("key_rejected"),
  "key expired": unwell("key_expired"),
  "key works from certain addresses only": unwell("key_ip_restricted"),
  "access taken back": {
    differs: true,
    play: (product) => (hasOauth(product) ? { replies: [product.unwell("access_revoked")] } : null),
  },
  checking: {
    play: (product) => ({ replies: [product.connected(), "wait"], steps: [recheck] }),
  },
  "check failed": {
    play: (product) => ({
      replies: [product.connected(), errorAnswer("stripe_unavailable")],
      steps: [recheck],
    }),
  },
};

export const READING: SceneGroup = {
  "reading starts": reading({ status: "pending", progress: null, last_success_at: null }),
  reading: reading({}),
  "reading, nobody knows how much": reading({
    progress: { resource: "customers", done: 1240, total: null },
  }),
  paused: reading({ status: "paused", ...because("rate_limited") }),
  "reads used up": reading({
    status: "paused",
    ...because("reads_used_up"),
    resume_at: EVENT_AT + DAY_SECONDS,
  }),
  "reading failed": reading({ status: "failed", ...because("stripe_unexpected") }),
  "reading refused": {
    play: (product) =>
      ({
        replies: [
          product.unwell("refused_once", {
            ...asKey(product, product.mode),
            sync: cannedFill({ status: "stale", ...because("key_refused") }),
          }),
        ],
      }) satisfies Play,
  },
  "no longer kept up": {
    play: (product) =>
      shown(product, { sync: cannedSync({ status: "stale", ...because("stripe_unavailable") }) }),
  },
};

export const WEBHOOK: SceneGroup = {
  "no signing secret yet": webhook("pasted", "none"),
  "placeholder to replace": webhook("pasted", "placeholder"),
  "signing secret, form open": webhook("pasted", "waiting", [askSecret("change")]),
  "saving the signing secret": {
    differs: true,
    play: (product) =>
      product.profile.webhook.kind === "pasted"
        ? {
            replies: [product.connected(withWebhook("placeholder", false)), "wait"],
            steps: [
              askSecret("setUp"),
              paste("secret", makeSecret()),
              press(({ connection }) => connection.webhook.save),
            ],
          }
        : null,
  },
  "waiting for the first event": webhook("pasted", "waiting"),
  "receiving events": webhook("pasted", "receiving"),
  "managed, receiving": webhook("managed", "receiving"),
  "managed, waiting": webhook("managed", "waiting"),
  "managed, not made yet": {
    differs: true,
    play: (product) =>
      product.profile.webhook.kind === "managed"
        ? { replies: [product.unwell("webhook_endpoint_failed", withWebhook("failed", true))] }
        : null,
  },
};

export const LEAVING: SceneGroup = {
  "reconnect, form": {
    differs: true,
    play: (product) => ({ replies: [product.connected()], steps: [reconnect] }),
  },
  "reconnect, another account": {
    play: (product) => ({
      replies: [product.connected(asKey(product, product.mode)), errorAnswer("account_differs")],
      steps: [reconnect, ...submitKey(product.mode, product)],
    }),
  },
  "replaced, something left behind": {
    play: (product) => ({
      replies: [
        {
          ...product.connected(),
          left_behind: [{ what: "webhook_endpoint", manage_url: `${DASHBOARD}/test/webhooks` }],
        },
      ],
    }),
  },
  "disconnect, the question": {
    differs: true,
    play: (product) => ({ replies: [product.connected()], steps: [disconnect] }),
  },
  disconnecting: {
    play: (product) => ({ replies: [product.connected(), "wait"], steps: [disconnect, disconnect] }),
  },
  "disconnected, something left behind": {
    play: (product) => ({
      replies: [
        product.connected(),
        {
          ...product.none,
          left_behind: [
            { what: "webhook_endpoint", manage_url: `${DASHBOARD}/test/webhooks` },
            { what: "oauth_access", manage_url: `${DASHBOARD}/settings/apps` },
          ],
        },
      ],
      steps: [disconnect, disconnect],
    }),
  },
};

const STATUSES = ["granted", "granted", "missing", "unknown", "unchecked"] as const;
const CODES = { granted: 200, missing: 403, unknown: null, unchecked: null };

/** A receipt with every kind of finding in it. */
function cannedReceipt({ profile, receiptTexts: texts }: ProductAnswers): Receipt {
  return {
    object: "receipt",
    connection: "con_aaaaaaaaaaaaaaaaaaaaaaaaaa",
    method: "key",
    mode: "test",
    label: "rk_test_…abcd",
    key_kind: "restricted",
    account: { id: "acct_1", name: "Acme Inc." },
    checked_at: EVENT_AT,
    refusal: null,
    entries: profile.permissions.slice(0, 7).map((row, index) => {
      const status = STATUSES[index] ?? "granted";
      const request = {
        method: "GET",
        path: `/v1/${row.permission}`,
        status: CODES[status],
        request_id: status === "unknown" ? null : `req_8fJ${index}kQ2mXzL7aB`,
        at: EVENT_AT,
      } as const;
      const { permission, access, required, label } = row;
      return {
        permission,
        access,
        required,
        label,
        asked: index !== 5,
        title: texts.titles[index === 5 ? "excess" : status],
        status,
        request: status === "unchecked" ? null : request,
      };
    }),
    account_request: null,
    beyond: "unknown",
    may_send: [],
    writes_refused: true,
    note: joinSentences(texts.beyond.unknown, texts.onlyReads(profile.product.name)),
  };
}

function shown(product: ProductAnswers, changes: Partial<Connection>): Play {
  return { replies: [product.connected(changes)] };
}

function unwell(detail: HealthDetail): Scene {
  return {
    play: (product) => ({
      replies: [
        product.unwell(detail, {
          ...asKey(product, product.mode),
          ...(detail === "permission_missing" && {
            permissions: product.checks({ lastRequired: "missing" }),
          }),
        }),
      ],
    }),
  };
}

function because(problem: SyncProblem): Pick<SyncSummary, "problem"> {
  return { problem: cannedProblem(problem) };
}

function reading(changes: Partial<SyncSummary>): Scene {
  return { play: (product) => shown(product, { sync: cannedFill(changes) }) };
}

type Status = Connection["webhook"]["status"];

function withWebhook(status: Status, managed: boolean): Partial<Connection> {
  const last_event_at = status === "receiving" ? EVENT_AT : null;
  return {
    webhook: { status, managed, url: WEBHOOK_URL, last_event_at },
    ...(status === "placeholder" && { warnings: ["webhook_secret_placeholder"] }),
  };
}

function webhook(kind: "pasted" | "managed", status: Status, steps: readonly Step[] = []): Scene {
  return {
    differs: true,
    play: (product) =>
      product.profile.webhook.kind === kind
        ? { ...shown(product, withWebhook(status, kind === "managed")), steps }
        : null,
  };
}
