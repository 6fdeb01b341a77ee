/**
 * @module What a connection asks Stripe with: its own key, out of the vault, or the platform's access to its account.
 */

import { ApiError } from "../../http/api-error.ts";
import type { Services } from "../../context.ts";
import type { StripeCredential } from "../../stripe/client.ts";
import { withPlatformCredential } from "../../oauth/credential.ts";
import { SealedValueInvalid } from "../../vault/vault.ts";
import type { ConnectionRecord } from "../record.ts";

/**
 * Hands a stored connection's credential to `use`, for the length of that use. Null for the demo, and where the
 * secret is gone, as after a disconnect meanwhile. Refuses with `secret_unreadable`.
 */
export async function withCredential<T>(
  services: Services,
  record: ConnectionRecord,
  use: (credential: StripeCredential) => Promise<T>,
): Promise<T | null> {
  switch (record.method) {
    case "demo":
      return null;
    case "oauth":
      return withPlatformCredential(services, record, use);
    case "key": {
      const { id: connection, app, project } = record;
      const ref = { app, project, connection, field: "api_key" } as const;
      return services.vault
        .withSecret(ref, (apiKey) => use({ apiKey, account: null }))
        .catch((error: unknown) => {
          if (!(error instanceof SealedValueInvalid)) throw error;
          throw new ApiError("secret_unreadable", { reason: `${record.id} api_key ${error.reason}` });
        });
    }
  }
}
