/**
 * @module The profile as an answer shows it: rows resolved to Stripe's labels, links built, nothing to look up.
 */

import * as z from "zod";

const rule = z.enum(["accept", "warn", "refuse"]);
export const access = z.enum(["read", "write"]);
export const mode = z.enum(["test", "live"]);

export const profileView = z.strictObject({
  name: z.string(),
  product: z.strictObject({ name: z.string(), url: z.string() }),
  key_name: z.string(),
  intro: z.string(),
  credentials: z.strictObject({ restricted: rule, secret: rule }),
  permissions: z.array(
    z.strictObject({
      permission: z.string(),
      access,
      required: z.boolean(),
      /** Stripe's label of the row: "Charges and Refunds". */
      label: z.string(),
      /** Stripe's section of the form: "Core". */
      section: z.string(),
      why: z.string(),
      without: z.string().optional(),
    }),
  ),
  webhook_secret: z.enum(["optional", "none"]),
  demo: z.boolean(),
  never: z.array(z.strictObject({ lead: z.string(), text: z.string() })),
  /** Opens Stripe's create-key form, filled in where Stripe still does that. */
  create_key_url: z.strictObject({ test: z.string(), live: z.string() }),
  /** Where existing keys are edited. */
  keys_url: z.strictObject({ test: z.string(), live: z.string() }),
});

export type ProfileView = z.infer<typeof profileView>;
