/**
 * @module The guide says for every product what that product's own page says: rows, access, mode, names and keys.
 */

import type { Profile } from "../../../shared/profile.ts";
import { BILLSTACK } from "../../../shared/profiles/billstack.ts";
import { CLEARSYNC } from "../../../shared/profiles/clearsync.ts";
import { DROPFIX } from "../../../shared/profiles/dropfix.ts";
import { ENGAGE } from "../../../shared/profiles/engage.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { ADMIN, viewProfile } from "../../../demo/gallery/canned-answers.ts";
import { closeStages, expect, expectSame, openStage, read, see, until, type Stage } from "../stage.ts";

const ALL_READ = "Set exactly these resources to Read — leave everything else at None:";
const MIXED = "Set exactly these resources as the table says — leave everything else at None:";
const PUBLISHABLE = "copy the publishable key too — it starts with pk_.";
const ADMIN_ROLE = "Admin role on the ParityRail project — connecting Stripe requires admin.";
const SECRET_LATER = "No webhook endpoint yet? Leave the signing secret for later";

interface Said {
  readonly says: readonly string[];
  readonly rows: readonly string[];
  readonly leavesOut: readonly string[];
}

const GUIDES: readonly (readonly [Profile, Said])[] = [
  [
    PARITYRAIL,
    {
      says: [
        "with exactly the three read scopes ParityRail needs.",
        ALL_READ,
        "a live key (rk_live_) reads your real, paying customers",
        ADMIN_ROLE,
        "it starts with rk_",
        "a full secret key (sk_test_…/sk_live_…) also works",
        "Optionally also grant these two — leave them off unless you use",
      ],
      rows: ["Customers Read", "Subscriptions Read", "Invoices Read", "Checkout Sessions Read"],
      leavesOut: [PUBLISHABLE, SECRET_LATER, "Write"],
    },
  ],
  [
    DROPFIX,
    {
      says: [
        "No code, no OAuth, no admin permissions required.",
        ALL_READ,
        "The key you generate must be a rk_live_… key",
        "Name it DropFix (read-only)",
        "Click Reveal live key, then Copy.",
      ],
      rows: ["Customers Read", "Charges and Refunds Read", "PaymentIntents Read", "Disputes Read"],
      leavesOut: [PUBLISHABLE, SECRET_LATER, "Write", "requires admin"],
    },
  ],
  [
    CLEARSYNC,
    {
      says: [
        MIXED,
        "You can use a Stripe Secret key",
        "“Customize permissions for this key”",
        "to another website",
      ],
      rows: [
        "Core — click “None” on the Core Section, then add:",
        "Connect Read",
        "Webhook Endpoints and Event Destinations Write",
        "Events Read",
        "Payment Methods Read",
      ],
      leavesOut: [PUBLISHABLE, SECRET_LATER, "Optionally also grant these", "requires admin"],
    },
  ],
  [
    ENGAGE,
    {
      says: [
        "Company or App Administrator permissions in Recurly Engage.",
        MIXED,
        "Where Stripe also shows a column “Connect permissions”, leave all of it at None.",
      ],
      rows: ["Customers Write", "Subscriptions Write", "Products Read", "Promotion Codes Read"],
      leavesOut: [PUBLISHABLE, SECRET_LATER, "Optionally also grant these", "requires admin"],
    },
  ],
  [
    BILLSTACK,
    {
      says: [
        "Use test mode keys (sk_test_…)",
        "it starts with sk_",
        PUBLISHABLE,
        SECRET_LATER,
        "Or with a restricted key",
        ALL_READ,
      ],
      rows: ["Customers Read", "Prices Read", "Charges and Refunds Read"],
      leavesOut: ["Write", "requires admin"],
    },
  ],
];

describe("guide of every product", () => {
  afterEach(closeStages);

  for (const [profile, { says, rows, leavesOut }] of GUIDES) {
    it(`${profile.product.name} · says what its own page says`, async () => {
      const stage = await openGuide(profile);
      const { name, url } = profile.third_party ?? profile.product;
      for (const copied of new Set([name, url, profile.key_name]))
        await see(stage, "button", `Copy: ${copied}`);
      for (const text of says) await read(stage, text);
      const found = rowsOf(stage);
      for (const row of rows) expect(found.includes(row), `no ${row} among ${found.join(", ")}`);
      expectSame(found.length, profile.permissions.length + (profile.guide?.sections?.length ?? 0));
      const guide = (stage.element.shadowRoot?.querySelector(".guide")?.textContent ?? "").replace(
        /\s+/g,
        " ",
      );
      for (const text of leavesOut) expect(!guide.includes(text), `it says ${text}`);
    });
  }
});

async function openGuide(profile: Profile): Promise<Stage> {
  const may = { ...ADMIN, oauth: profile.methods.includes("oauth") };
  const stage = await openStage([{ profile: viewProfile(profile), connection: null, invitation: null, may }]);
  if (profile.methods[0] === "oauth") (await see(stage, "button", "Paste an API key instead")).click();
  (await see(stage, "button", /^Show me how/)).click();
  const guide = await until(() => stage.element.shadowRoot?.querySelector(".guide"));
  for (const folded of guide.querySelectorAll("details")) folded.open = true;
  return stage;
}

/** Returns every row as it is read: its label and its access. */
function rowsOf(stage: Stage): string[] {
  return [...(stage.element.shadowRoot?.querySelectorAll(".guide .rows li") ?? [])].map((row) =>
    [...row.children]
      .slice(0, 2)
      .map(({ textContent }) => textContent?.replace(/\s+/g, " ").trim())
      .join(" "),
  );
}
