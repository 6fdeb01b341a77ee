/**
 * @module Bodies and answers of invitations: a link by which somebody else connects a project, once.
 */

import * as z from "zod";
import { CUSTOM_PROPERTIES, type CustomProperty } from "../custom-properties.ts";
import { profileView } from "../profile.ts";
import { HOLDS_SECRET, isNoSecret } from "./no-secret.ts";

/** Functions of colours and lengths. None of them loads anything or reads anything of the page. */
const CSS_FUNCTIONS =
  /^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|calc|min|max|clamp)$/i;

/** A computed value of CSS: colours, lengths, font families, shadows. */
const cssValue = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\p{L}\p{N}\s#%.,()/'"_+*-]+$/u, "must be a colour, a length, font families or a shadow")
  .refine(callsKnownFunctions, "must call no function but those of colours and lengths")
  .refine(isNoSecret, HOLDS_SECRET);

/** How the page looks that made the invitation. */
export const appearance = z.strictObject({
  theme: z.enum(["auto", "light", "dark"]).optional(),
  /** A language tag, as the element's `lang`. */
  lang: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/)
    .optional(),
  variables: z
    .strictObject(
      // fromEntries forgets the names
      Object.fromEntries(CUSTOM_PROPERTIES.map((name) => [name, cssValue.optional()])) as Record<
        CustomProperty,
        z.ZodOptional<typeof cssValue>
      >,
    )
    .optional(),
});

/** `POST …/connection/invitation` */
export const createInvitationBody = z.strictObject({ appearance: appearance.optional() });

export const INVITATION_TTL_SECONDS = 24 * 3600;

export const invitation = z.strictObject({
  object: z.literal("invitation"),
  id: z.string(),
  /** `opened`: a browser has it, and no other can open it. */
  status: z.enum(["waiting", "opened"]),
  /** The link to send. */
  url: z.string(),
  /** Unix seconds. */
  created_at: z.int(),
  opened_at: z.int().nullable(),
  expires_at: z.int(),
});

/** `POST /v1/invitations/open`, from the Worker's own page. */
export const openInvitationBody = z.strictObject({
  /** What stands in the link behind `#`. */
  token: z.string().max(2048),
  /** 32 random bytes of this browser, base64url: the first to open an invitation is the only one who can. */
  opener: z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be 32 bytes in base64url"),
});

export const invitationSessionAnswer = z.strictObject({
  object: z.literal("invitation_session"),
  /** A session token for the Worker's own page. */
  token: z.string(),
  /** Unix seconds. */
  expires_at: z.int(),
  product: profileView.shape.product,
  /** Name of the person who invites, where the app gave it. */
  invited_by: z.string().nullable(),
  appearance,
});

export type CreateInvitationBody = z.infer<typeof createInvitationBody>;
export type Appearance = z.infer<typeof appearance>;
export type Invitation = z.infer<typeof invitation>;
export type OpenInvitationBody = z.infer<typeof openInvitationBody>;
export type InvitationSessionAnswer = z.infer<typeof invitationSessionAnswer>;

function callsKnownFunctions(value: string): boolean {
  const called = value.matchAll(/([\p{L}\p{N}_-]*)\(/gu);
  return Array.from(called, ([, name = ""]) => name).every((name) => name === "" || CSS_FUNCTIONS.test(name));
}
