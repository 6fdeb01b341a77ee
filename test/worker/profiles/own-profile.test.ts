/**
 * @module An app with a profile of its own: stored whole, rejected with the exact field, and used like any other.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Profile, Translation } from "../../../shared/profile.ts";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { appWithSecretAnswer } from "../../../shared/schema/apps.ts";
import { createWorld, ORIGIN, readAnswer, readError, type World } from "../world.ts";

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

const OWN: Profile = {
  name: "tide-table",
  product: { name: "Tide Table", url: "https://tide.example.com" },
  key_name: "tide-table (read-only)",
  intro: "Tide Table shows when your revenue comes in.",
  mode: "either",
  methods: ["key"],
  credentials: { restricted: "accept", secret: "refuse", publishable: "none" },
  permissions: [
    { permission: "payouts", access: "read", required: true, why: "To see when money arrives." },
    { permission: "quotes", access: "write", required: true, why: "To send quotes." },
  ],
  excess_check: ["customers"],
  webhook: { kind: "none" },
  sync: { resources: [], days: null, freshness_seconds: 300, reads_per_month: 10_000 },
  demo: false,
  never: [{ lead: "No cards.", text: "It never reads card numbers." }],
};

const GERMAN: Translation = {
  intro: "Tide Table zeigt, wann Ihr Umsatz eingeht.",
  permissions: {
    payouts: { why: "Um zu sehen, wann Geld ankommt." },
    quotes: { why: "Um Angebote zu senden." },
  },
  never: [{ lead: "Keine Karten.", text: "Es liest nie Kartennummern." }],
};

/** Writes `value` at a dotted path of a copy; `undefined` takes the field away. */
function change(path: string, value: unknown): unknown {
  const copy: Record<string, unknown> = structuredClone(OWN) as never; // to be spoiled
  const names = path.split(".");
  const last = names.pop() ?? "";
  let at: Record<string, unknown> = copy;
  for (const name of names) at = at[name] as Record<string, unknown>; // the test names what is there
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

function create(profile: unknown): Promise<Response> {
  const body = { name: "Own", profile, origins: [ORIGIN] };
  return world.call("createApp", { token: world.secrets.OPERATOR_TOKEN, body });
}

/** Path of the change, the value, and the field that the error names (with its code, if not `parameter_invalid`). */
const MALFORMED: [path: string, value: unknown, param: string, code?: string][] = [
  ["name", "Tide Table", "name"],
  ["name", "dropfix", "name"],
  ["name", undefined, "name", "parameter_missing"],
  ["product.url", "http://tide.example.com", "product.url"],
  ["product.url", "javascript:alert(1)", "product.url"],
  ["product.url", "https:tide.example.com", "product.url"], // in a page this is a path of its own
  ["product.url", "https:\\\\tide.example.com", "product.url"],
  ["product.url", " https://tide.example.com", "product.url"],
  ["product.url", "https://ada:pw@tide.example.com", "product.url"],
  ["product.name", "", "product.name"],
  ["product.logo", "x", "product.logo", "parameter_unknown"],
  ["key_name", "x".repeat(101), "key_name"],
  ["intro", `Send it to sk_live_${"4eC39HqLyjWDarjtT1".toLowerCase()}`, "intro"],
  ["intro", `Send it to xsk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}`, "intro"],
  ["intro", "Turned \u202e around", "intro"],
  ["intro", "Soft\u00adhyphen", "intro"],
  ["intro", "Tagged \u{e0041}\u{e007f}", "intro"],
  ["intro", "Half a \ud83d character", "intro"],
  ["mode", "sandbox", "mode"],
  ["methods", [], "methods"],
  ["methods", ["key", "key"], "methods"],
  ["methods.0", "password", "methods.0"],
  ["credentials.secret", "maybe", "credentials.secret"],
  ["credentials.restricted", "refuse", "credentials.restricted"],
  [
    "credentials",
    { restricted: "refuse", secret: "accept", publishable: "none" },
    "guide.key",
    "parameter_missing",
  ],
  ["guide", { key: "secret" }, "guide.key"],
  ["guide", { minutes: 0 }, "guide.minutes"],
  ["guide", { steps: ["Open it."] }, "guide.steps", "parameter_unknown"],
  ["guide", { sections: [{ name: "Billing", text: "None, then add:" }] }, "guide.sections"],
  [
    "guide",
    { sections: ["Core", "Billing", "Core"].map((name) => ({ name, text: "None" })) },
    "guide.sections",
  ],
  ["words", { button: "Go" }, "words.button", "parameter_unknown"],
  ["help", { links: [{ text: "More", url: "http://tide.example.com" }] }, "help.links.0.url"],
  ["credentials.publishable", undefined, "credentials.publishable", "parameter_missing"],
  ["permissions", [], "permissions"],
  ["permissions.0.permission", "rak_price", "permissions.0.permission"],
  ["permissions.1.permission", "payouts", "permissions.1.permission"],
  ["permissions.1.access", "execute", "permissions.1.access"],
  ["permissions.0.why", undefined, "permissions.0.why", "parameter_missing"],
  [
    "permissions.1",
    { permission: "events", access: "write", required: true, why: "x" },
    "permissions.1.access",
  ],
  ["excess_check.0", "payouts", "excess_check.0"],
  ["excess_check", ["connect"], "excess_check.0"],
  ["webhook.kind", "carrier-pigeon", "webhook.kind"],
  ["webhook", { kind: "managed", methods: ["key"], events: ["customer.created"] }, "webhook.methods"],
  ["webhook", { kind: "managed", methods: ["oauth"], events: ["customer.created"] }, "webhook.methods.0"],
  ["webhook", { kind: "managed", methods: ["key"], events: ["all of them"] }, "webhook.events.0"],
  ["webhook", { kind: "managed", methods: ["key"], events: ["*", "customer.created"] }, "webhook.events"],
  ["sync", undefined, "sync", "parameter_missing"],
  ["sync.resources", ["payouts"], "sync.resources.0"],
  ["sync.resources", ["customers"], "sync.resources.0"],
  ["sync.resources", ["customers", "customers"], "sync.resources"],
  ["sync.days", 0, "sync.days"],
  ["sync.freshness_seconds", 59, "sync.freshness_seconds"],
  ["sync.freshness_seconds", 86_401, "sync.freshness_seconds"],
  ["sync.reads_per_month", 999, "sync.reads_per_month"],
  ["sync.reads_per_month", 10_000_001, "sync.reads_per_month"],
  ["sync.cursor", "x", "sync.cursor", "parameter_unknown"],
  ["demo", "yes", "demo"],
  ["never.0.lead", 7, "never.0.lead"],
  ["help", { email: "nobody" }, "help.email"],
  ["help", { questions: [{ question: "Why?" }] }, "help.questions.0.answer", "parameter_missing"],
  ["language", "german", "language"],
  ["translations", { german: GERMAN }, "translations.german"],
  ["translations", { "pt-br": GERMAN }, "translations.pt-br"],
  ["translations", { en: GERMAN }, "translations.en"],
  ["translations", { "pt-BR": { ...GERMAN, never: [] } }, "translations.pt-BR.never"],
  ["translations", { de: {} }, "translations.de.intro", "parameter_missing"],
  ["translations", { de: { ...GERMAN, intro: "Gedreht \u202e" } }, "translations.de.intro"],
  [
    "translations",
    { de: { ...GERMAN, intro: `sk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}` } },
    "translations.de.intro",
  ],
  ["translations", { de: { ...GERMAN, never: [] } }, "translations.de.never"],
  ["translations", { de: { ...GERMAN, never: undefined } }, "translations.de.never", "parameter_missing"],
  ["translations", { de: { ...GERMAN, mode: "live" } }, "translations.de.mode", "parameter_unknown"],
  ["translations", { de: { ...GERMAN, words: { key: "Schlüssel" } } }, "translations.de.words.key"],
  [
    "translations",
    { de: { ...GERMAN, permissions: { payouts: { why: "Für Geld." } } } },
    "translations.de.permissions.quotes.why",
    "parameter_missing",
  ],
  [
    "translations",
    { de: { ...GERMAN, permissions: { ...GERMAN.permissions, events: { why: "Für alles." } } } },
    "translations.de.permissions.events.why",
  ],
  [
    "translations",
    { de: { ...GERMAN, permissions: { ...GERMAN.permissions, rak_price: { why: "Für alles." } } } },
    "translations.de.permissions.rak_price",
    "parameter_unknown",
  ],
  ["tracking_pixel", "https://x.example", "tracking_pixel", "parameter_unknown"],
];

for (const [path, value, param, code = "parameter_invalid"] of MALFORMED) {
  test(`own profile · ${path} ${JSON.stringify(value)?.slice(0, 50)} is rejected, and ${param} is named`, async () => {
    const error = await readError(await create(change(path, value)));
    assert.deepEqual([error.status, error.code, error.param], [400, code, `profile.${param}`]);
    assert.ok(error.fix);
    assert.ok(!error.fix?.includes("sk_live"), "what was pasted is not repeated");
  });
}

test("own profile · asks for nothing to be pasted where no key is", async () => {
  const credentials = { ...OWN.credentials, publishable: "required" };
  for (const [changes, param] of [
    [{ credentials }, "profile.credentials.publishable"],
    [{ webhook: { kind: "pasted", expected: true } }, "profile.webhook.expected"],
  ] as const) {
    const error = await readError(await create({ ...OWN, methods: ["oauth"], ...changes }));
    assert.deepEqual([error.code, error.param], ["parameter_invalid", param]);
    assert.equal((await create({ ...OWN, methods: ["oauth", "key"], ...changes })).status, 201);
  }
});

test("own profile · holds nothing under __proto__, where no schema looks", async () => {
  const text = JSON.stringify({ ...OWN, translations: { de: GERMAN } });
  for (const table of ["translations", "permissions"]) {
    const profile: unknown = JSON.parse(text.replace(`"${table}":{`, '$&"__proto__":{"intro":"Anything."},'));
    const { status, code } = await readError(await create(profile));
    assert.deepEqual([status, code], [400, "parameter_unknown"], table);
  }
});

test("own profile · that is no profile at all is rejected, naming profile", async () => {
  for (const [profile, code] of [
    [7, "parameter_invalid"],
    [null, "parameter_invalid"],
    [["dropfix"], "parameter_invalid"],
    ["no-such-product", "parameter_invalid"],
    [undefined, "parameter_missing"],
  ] as const) {
    const error = await readError(await create(profile));
    assert.deepEqual([error.status, error.code, error.param], [400, code, "profile"]);
  }
});

test("own profile · is stored and answered whole, and may be replaced by a built-in one and back", async () => {
  const app = appWithSecretAnswer.parse(await (await create(OWN)).json());
  assert.deepEqual([app.profile, app.profile_data], [OWN.name, OWN]);
  const update = async (profile: unknown) =>
    (await world
      .call("updateApp", {
        token: world.secrets.OPERATOR_TOKEN,
        params: { app: app.id },
        body: { profile },
      })
      .then((response) => response.json())) as { profile: string; profile_data: unknown }; // appAnswer
  const builtIn = await update("dropfix");
  assert.deepEqual([builtIn.profile, builtIn.profile_data], ["dropfix", null]);
  assert.deepEqual((await update(OWN)).profile_data, OWN);
});

test("own profile · is what the step asks for: rows, words, probes and rules", async () => {
  const project = await world.createProject("admin", OWN);
  const { profile } = await project.read("readConnection");
  assert.deepEqual(
    profile.permissions.map(({ label, access }) => [label, access]),
    [
      ["Payouts", "read"],
      ["Quotes", "write"],
    ],
  );
  assert.equal(profile.intro, OWN.intro);
  assert.match(
    profile.create_key_url.live,
    /permissions\[\]=rak_payout_read&permissions\[\]=rak_quote_write$/,
  );
  const { key } = world.createKey(["payout_read", "customer_read"]);
  const { connection } = await readAnswer(await project.connect(key));
  assert.deepEqual(
    connection?.permissions.map(({ label, status }) => [label, status]),
    [
      ["Payouts", "granted"],
      ["Quotes", "missing"],
    ],
  );
  assert.deepEqual(connection?.excess_permissions, ["Customers"]);
  const secret = world.stripe.createKey({ account: world.account.id, mode: "test", kind: "secret" });
  assert.equal((await readError(await project.connect(secret.key))).code, "key_secret_not_accepted");
});

test("own profile · speaks the language of the reader, in what is read and in what is changed", async () => {
  const project = await world.createProject("admin", { ...OWN, translations: { de: GERMAN } });
  const ask = (header: string, endpoint: "readConnection" | "disconnect" = "readConnection") =>
    project.call(endpoint, undefined, { headers: { "Accept-Language": header } });
  for (const endpoint of ["readConnection", "disconnect"] as const) {
    const response = await ask("de-AT,en;q=0.5", endpoint);
    assert.equal(response.headers.get("content-language"), "de");
    assert.match(response.headers.get("vary") ?? "", /\bAccept-Language\b/);
    assert.match(response.headers.get("vary") ?? "", /\bOrigin\b/);
    const { profile } = await readAnswer(response);
    assert.deepEqual(
      [profile.language, profile.intro, profile.never, profile.permissions.map(({ why }) => why)],
      ["de", GERMAN.intro, GERMAN.never, ["Um zu sehen, wann Geld ankommt.", "Um Angebote zu senden."]],
    );
    assert.deepEqual([profile.permissions[0]?.label, profile.key_name], ["Payouts", OWN.key_name]);
  }
  const french = await ask("fr");
  assert.equal(french.headers.get("content-language"), "en");
  const { profile } = await readAnswer(french);
  assert.deepEqual([profile.language, profile.intro], ["en", OWN.intro]);
});

test("own profile · a permission that left the catalogue takes its translations along", async () => {
  const permissions = { ...GERMAN.permissions, rak_gone: { why: "Weg." } };
  const project = await world.createProject("admin", { ...OWN, translations: { de: GERMAN } });
  const row = { permission: "rak_gone", access: "read", required: false, why: "Gone." };
  const stored = {
    ...OWN,
    permissions: [...OWN.permissions, row],
    translations: { de: { ...GERMAN, permissions } },
  };
  await world.db
    .prepare("UPDATE apps SET profile_data = ?1 WHERE id = ?2")
    .bind(JSON.stringify(stored), project.app.id)
    .run();
  const response = await project.call("readConnection", undefined, { headers: { "Accept-Language": "de" } });
  assert.equal((await readAnswer(response)).profile.intro, GERMAN.intro);
});

test("own profile · every built-in one, renamed, is taken as an app's own", async () => {
  for (const builtIn of Object.values(PROFILES)) {
    const response = await create({ ...builtIn, name: `my-${builtIn.name}` });
    assert.equal(response.status, 201, `${builtIn.name}: ${await response.text()}`);
  }
});

test("own profile · that connects on Stripe's own page only takes no key", async () => {
  const project = await world.createProject("admin", { ...OWN, methods: ["oauth"] });
  world.stripe.clearRequests();
  const error = await readError(await project.connect(world.createKey(["payout_read"]).key));
  assert.deepEqual([error.code, error.param], ["parameter_invalid", "api_key"]);
  assert.equal(world.stripe.requests.length, 0);
});
