/**
 * @module Holds a profile to the document of its product: each sentence of it, and what it makes true.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PERMISSIONS } from "../../../shared/permissions.ts";
import type { Profile } from "../../../shared/profile.ts";

/** A sentence as the document has it, what the profile says, and what it must say for the sentence to hold. */
export type DocumentPromise = readonly [sentence: string, said: unknown, wanted: unknown];

/** Registers one test a sentence. */
export function holdPromises({ name }: Profile, promises: readonly DocumentPromise[]): void {
  for (const [sentence, said, wanted] of promises) {
    test(`profile ${name} · “${sentence}”`, () => assert.deepEqual(said, wanted));
  }
}

/** Stripe's labels of the rows asked for at this level, in the profile's order: all, or only required or optional ones. */
export function listLabels(profile: Profile, access: "read" | "write", required?: boolean): string[] {
  return profile.permissions
    .filter((row) => row.access === access && (required === undefined || row.required === required))
    .map(({ permission }) => PERMISSIONS[permission].label);
}

/** Whether `text` is said to people word for word, anywhere in the profile. */
export function isSaid(profile: Profile, text: string): boolean {
  return JSON.stringify(profile).includes(JSON.stringify(text).slice(1, -1));
}
