/**
 * @module Every state a person can see. What is looked at in each state loops over this table.
 */

import type { Scene, SceneGroup } from "./scene.ts";
import { CONNECTED, HEALTH_SCENES, LEAVING, READING, WEBHOOK } from "./scenes-after.ts";
import { FIRST_SIGHT, ON_STRIPES_PAGE, PASTED, TESTED } from "./scenes-before.ts";

/** Heading of each group → its scenes by name. */
const SCENES = {
  "First sight": FIRST_SIGHT,
  Pasted: PASTED,
  Tested: TESTED,
  "Stripe’s own page": ON_STRIPES_PAGE,
  Connected: CONNECTED,
  Health: HEALTH_SCENES,
  Reading: READING,
  Webhook: WEBHOOK,
  "Replace and leave": LEAVING,
} as const satisfies Record<string, SceneGroup>;

/** One scene with where it stands. */
export interface ListedScene extends Scene {
  readonly group: string;
  readonly name: string;
}

/** Lists all scenes in the order of the table. */
export function listScenes(): ListedScene[] {
  return Object.entries<SceneGroup>(SCENES).flatMap(([group, scenes]) =>
    Object.entries(scenes).map(([name, scene]) => ({ ...scene, group, name })),
  );
}
