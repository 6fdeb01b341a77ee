/**
 * @module What must hold after any script: the ledger is true, its changes tell of all of it once, and it counts its reads.
 */

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Account, Means } from "./account.ts";
import { findFaultsOfDerived } from "./derived.ts";
import { listAllChanges, listChanges, Reader } from "./reader.ts";
import { playScript, playTold, tellEverything, type Script } from "./script.ts";
import { addTiers, findUntruths } from "./truth.ts";

/** Plays a script on an account of its own, and fails unless everything holds then. */
export async function holdToTruth(means: Means, script: Script): Promise<void> {
  const reader = new Reader();
  const { account, story } = await playScript(means, script, (played) => reader.follow(played));
  reader.follow(account);
  const untruths = [...findUntruthsOf(account), ...findFaultsOfChanges(account, reader)];
  assert.deepEqual(untruths, [], story.join("; "));
  assert.deepEqual(await findFaultsOfDerived(account), [], `derived, after ${story.join("; ")}`);
  const before = listAllChanges(account).length;
  account.tick(26 * 3600);
  await account.wake();
  assert.deepEqual(listChanges(account, before), [], `written twice, after ${story.join("; ")}`);
  const { used } = account.ledger.view(account.source).reads;
  const { length } = account.stripe.requests;
  // A turn that is cut off may have counted what it did not get to send.
  assert.ok(used >= length, `${used} reads counted of ${length}, after ${story.join("; ")}`);
  if (!account.isCutOff) assert.equal(used, length, `reads counted, after ${story.join("; ")}`);
  account.close();
}

/**
 * Plays a script of which everything is told, and fails unless the ledger is true within minutes: it does not wait for the
 * next look at everything, which would hide that something old was taken for something new.
 */
export async function holdToPromptTruth(means: Means, script: Script): Promise<void> {
  const { account, story } = await playTold(means, tellEverything(script));
  // A subscription shows its price as it is now, and no event tells of that: only a look at everything does.
  const isPriceChanged = story.some((text) => text.startsWith("updatePrice"));
  const untruths = findUntruthsOf(account).filter(
    (text) => !(isPriceChanged && /^subscriptions sub_\w+ items/.test(text)),
  );
  assert.deepEqual(untruths, [], story.join("; "));
  account.close();
}

function findUntruthsOf(account: Account): string[] {
  return account.options.resources.flatMap((resource) =>
    findUntruths(account.live, resource, account.listKept(resource)),
  );
}

/** Changes are numbered without a gap, each is of an object or of the fill, and who follows them has what the ledger has. */
function findFaultsOfChanges(account: Account, { copy }: Reader): string[] {
  const known = new Set(
    account.disk.run("SELECT resource, id FROM objects").map(({ resource, id }) => `${resource} ${id}`),
  );
  const changes = listChanges(account);
  const tiers = account.readTiers();
  const whole = new Map([...copy].map(([key, object]) => [key, addTiers(object, tiers)]));
  const kept = account.options.resources.flatMap((resource) =>
    [...account.listKept(resource)].map(([id, object]) => [`${resource} ${id}`, object] as const),
  );
  return [
    ...listAllChanges(account)
      .filter(({ number }, index) => number !== index + 1)
      .map(({ number }) => `a gap before ${number}`),
    ...changes.flatMap(({ resource, id }) =>
      known.has(`${resource} ${id}`) || resource === "sync" ? [] : [`no ${resource} ${id}`],
    ),
    ...(isDeepStrictEqual(new Map(kept), whole) ? [] : ["a reader of the changes has something else"]),
  ];
}
