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
import { closeStages, expect, expectSame, openStage, read, see, type Stage } from "../stage.ts";

const ALL_READ = "Set exactly these resources to Read — leave everything else at None:";
const MIXED = "Set exactly these resources as the table says — leave everything else at None:";
const PUBLISHABLE = "copy the publishable key too — it starts with pk_.";
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
        ALL_READ,
        "a live key (rk_live_) reads your real, paying customers",
        "Optionally also grant these",
      ],
      rows: ["Customers Read", "Subscriptions Read", "Invoices Read", "Checkout Sessions Read"],
      leavesOut: [PUBLISHABLE, SECRET_LATER, "Write"],
    },
  ],
  [
    DROPFIX,
    {
      says: [ALL_READ, "the key should be a rk_live_ key", "Name it DropFix (read-only)"],
      rows: ["Customers Read", "Charges and Refunds Read", "PaymentIntents Read", "Disputes Read"],
      leavesOut: [PUBLISHABLE, SECRET_LATER, "Write"],
    },
  ],
  [
    CLEARSYNC,
    {
      says: [MIXED, "Providing this key to a third-party application", "to another website"],
      rows: [
        "Connect (the whole section) Read",
        "Webhook Endpoints and Event Destinations Write",
        "Events Read",
        "Payment Methods Read",
      ],
      leavesOut: [PUBLISHABLE, SECRET_LATER, "Optionally also grant these"],
    },
  ],
  [
    ENGAGE,
    {
      says: [MIXED, "Where Stripe also shows a column “Connect permissions”, leave all of it at None."],
      rows: ["Customers Write", "Subscriptions Write", "Products Read", "Promotion Codes Read"],
      leavesOut: [PUBLISHABLE, SECRET_LATER, "Optionally also grant these"],
    },
  ],
  [
    BILLSTACK,
    {
      says: [ALL_READ, PUBLISHABLE, SECRET_LATER, "Test mode first, so that no real customer is affected"],
      rows: ["Customers Read", "Prices Read", "Charges and Refunds Read"],
      leavesOut: ["Write"],
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
      expectSame(found.length, profile.permissions.length);
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
  await read(stage, "Create the key in Stripe");
  return stage;
}

/** Returns every row as it is read: its label and its access. */
function rowsOf(stage: Stage): string[] {
  return [...(stage.element.shadowRoot?.querySelectorAll(".guide tbody tr") ?? [])].map((row) =>
    [...row.children]
      .slice(0, 2)
      .map(({ textContent }) => textContent?.replace(/\s+/g, " ").trim())
      .join(" "),
  );
}
