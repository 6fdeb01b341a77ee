/**
 * @module The update endpoints that write permissions are proved by: metadata changes, an empty body changes nothing.
 *
 * One for every row of the catalogue that has a write probe, so that no row can be forgotten.
 */

import { PERMISSIONS, permissionEntry, type PermissionName } from "../../../shared/permissions.ts";
import type { ParameterSpec } from "../api/parameters.ts";
import { resourceAt } from "./table.ts";
import { updateWith, type Write } from "./writes.ts";

const SPEC: ParameterSpec = { expand: "array", metadata: "hash" };

/** Method and path pattern (after `/v1/`) → what it does. */
export const UPDATES: Readonly<Record<string, Write>> = Object.fromEntries(
  (Object.keys(PERMISSIONS) as PermissionName[]) // the table's own keys
    .flatMap((name) => permissionEntry(name).writeProbe ?? [])
    .map((probe) => probe.replace(/^\/v1\//, "").replace(/\/[^/]*$/, ""))
    .map((path): [string, Write] => {
      const { object } = resourceAt(path);
      return [`POST ${path}/{id}`, { spec: SPEC, apply: updateWith(path, `${object}.updated`) }];
    }),
);
