/**
 * @module How a profile writes the permissions it asks for: what it does with each, and what is lost without it.
 */

import type { PermissionName } from "../permissions.ts";
import type { PermissionRequest } from "../profile.ts";

type CreateRow = (permission: PermissionName, why: string, without?: string) => PermissionRequest;

const createRow =
  (access: PermissionRequest["access"], required: boolean): CreateRow =>
  (permission, why, without) => ({
    ...{ permission, access, required, why },
    ...(without !== undefined && { without }),
  });

export const requireRead = createRow("read", true);
export const requireWrite = createRow("write", true);
export const optionalRead = createRow("read", false);
