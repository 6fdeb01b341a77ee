/**
 * @module The demo's local Stripe: an account, a platform and keys to try, or those of the last start.
 */

import { startLocalStripe, type LocalStripe, type SavedStripe } from "../stripe/index.ts";

const ACCOUNT_NAME = "Acme Inc.";
const PLATFORM_NAME = "Recurly Engage";

interface LocalStripeSettings {
  readonly port: number;
  /** How many customers the account has; a few hundred if left out. */
  readonly customers: number | undefined;
  readonly saved: SavedStripe | null;
  readonly onChange: () => void;
}

/** Starts it with the account that everything is tried on. */
export async function startDemoStripe({ port, customers, saved, onChange }: LocalStripeSettings) {
  const stripe = await startLocalStripe({ port, allowLocalWebhooks: true, saved, onChange });
  const account =
    stripe.findAccount(ACCOUNT_NAME) ??
    stripe.createAccount({ name: ACCOUNT_NAME, ...(customers !== undefined && { customers }) });
  return { stripe, account };
}

/** Opens the platform that accounts can consent to, which leads back to the Worker at `workerUrl`. */
export function openPlatform(stripe: LocalStripe, workerUrl: string) {
  const redirectUris = [`${workerUrl}/v1/oauth/callback`];
  return (
    stripe.reopenPlatform(PLATFORM_NAME, redirectUris) ??
    stripe.createPlatform({ name: PLATFORM_NAME, mode: "test", type: "connect", redirectUris })
  );
}
