import {
  isUpdate,
  onPool,
  part,
  added,
  brings,
  elem,
  without,
  withoutSet,
  skipping,
  stripping,
  isDroppedOfOpen,
  stopReleasesHolds,
  replaceNoIntent,
  newKeyOnRetry,
  cancelIgnored,
  movedFirst,
  unsignedBySelf,
  oversell,
} from './breakers.ts';
import type { Breaker, Story } from './run.ts';
import { type Doc } from './values.ts';

/** Each broken protocol by its name; a test shows that every one is caught. */
export const VARIANTS = {
  oversell: () => oversell,
  noTombstone: () =>
    skipping(
      (statement) =>
        onPool(statement) &&
        added(statement)?.['s'] === 'released' &&
        added(statement)?.['g'] === 0,
    ),
  noSeal: () => stripping(onPool, 'sealedBefore'),
  noRepair: () =>
    skipping(
      (each) => isUpdate(each, 'orderGroups') && part(each.update, '$set', 'state') === 'repairing',
    ),
  stopReleasesHolds,
  oneHolder: (): Breaker => ({
    before: (statement) => {
      if (!onPool(statement) || part(statement.update, '$pull', 'stops') === undefined)
        return undefined;
      const bare = withoutSet(statement, '$pull', 'stops');
      return { ...bare, update: { ...bare.update, $set: { stops: [] } } };
    },
  }),
  liftNoTombstone: (): Breaker => ({
    before: (statement) => {
      if (!onPool(statement)) return undefined;
      const isLift = part(statement.update, '$push', 'lifted') !== undefined;
      return isLift ? withoutSet(without(statement, 'lifted'), '$push', 'lifted') : undefined;
    },
  }),
  replaceNoIntent,
  sellStopped: () => stripping((each) => onPool(each) && brings(each) === 'sold', 'status'),
  shipStopped: () => stripping((each) => onPool(each) && brings(each) === 'shipped', 'status'),
  newKeyOnRetry,
  cancelIgnored,
  movedFirst,
  noBar: () =>
    skipping(
      (each) =>
        onPool(each) &&
        part(each.update, '$set', 'holds.$.n') !== undefined &&
        brings(each) === undefined,
    ),
  forgetDropped: () =>
    skipping((statement, moment) => {
      if (!onPool(statement)) return false;
      const gives = added(statement)?.['s'] === 'released' || brings(statement) === 'released';
      return (
        gives &&
        isDroppedOfOpen(moment, added(statement)?.['id'] ?? elem(statement, 'holds')?.['id'])
      );
    }),
  noRev: () =>
    stripping((each) => isUpdate(each, 'orderGroups') || isUpdate(each, 'orders'), 'rev'),
  /** Nobody asks whether the signer signed already. */
  oneSlotTwice: (): Breaker => ({
    before: (each) =>
      isUpdate(each, 'orderGroups')
        ? without(each, 'approval.slots.userId', 'placedBy')
        : undefined,
    after: (result, { collection, name }, moment) =>
      collection === 'orderGroups' && name === 'find' && moment.name.startsWith('signs')
        ? unsignedBySelf(result)
        : result,
  }),
  creditPoolWithoutGuard: () =>
    stripping(
      (each) =>
        (isUpdate(each, 'creditAccounts') || isUpdate(each, 'budgets')) &&
        added(each)?.['s'] === 'held',
      'availFen',
    ),
  /** A child comes to the gate without a look at its parents. */
  childUnchecked: (): Breaker => ({
    after: (result, statement) =>
      statement.collection === 'batchBalances' && part(statement.update, '$inc', 'looks') === 1
        ? { ...(result as Doc), stops: [] }
        : result,
  }),
  /** A stop ends although something of its batch is still in the making. */
  recallNoWait: (): Breaker => ({
    after: (result, { collection, name }, moment) =>
      collection === 'transformations' &&
      name === 'find' &&
      moment.name.startsWith('loop:batches.stops') &&
      Array.isArray(result)
        ? (result as Doc[])
            .filter(({ state }) => state !== 'planned')
            .map((making) => ({ ...making, state: 'made' }))
        : result,
  }),
  twoReceipts: () => stripping((each) => isUpdate(each, 'deliveries'), 'receiptId'),
  rowsUncounted: () => stripping((each) => isUpdate(each, 'orderAccounts'), 'n'),
  refundTwice: (): Breaker => ({
    before: (statement) =>
      isUpdate(statement, 'payments') ? without(statement, 'takes.key') : undefined,
  }),
} satisfies Record<string, () => Breaker>;

export type VariantName = keyof typeof VARIANTS;

/** Where the fault of a variant is likely. */
const STORIES: Partial<Record<VariantName, Partial<Story>>> = {
  oneSlotTwice: { approvals: 0.9 },
  creditPoolWithoutGuard: { limits: 1 },
  rowsUncounted: { limits: 1, changes: 0.5 },
  noSeal: { nap: 0.02, deep: 0.7 },
  noBar: { stoppers: 20, nap: 0.03, deep: 0.5 },
  movedFirst: { stoppers: 14, nap: 0.01, deep: 0 },
  sellStopped: { stoppers: 8 },
  childUnchecked: { making: 5, stoppers: 14, nap: 0.01, deep: 0 },
  recallNoWait: { making: 5, stoppers: 14, nap: 0.01, deep: 0 },
};

export function storyOf(name: string): Partial<Story> | undefined {
  return STORIES[name as VariantName]; // of a name that is none: nothing
}

/** `good` is the protocol as it is. @throws RangeError for a name that is none */
export function breakerOf(name: string): Breaker | undefined {
  if (name === 'good') return undefined;
  if (!Object.hasOwn(VARIANTS, name)) {
    throw new RangeError(`no variant ${name}; there are ${Object.keys(VARIANTS).join(', ')}`);
  }
  return VARIANTS[name as VariantName](); // looked up above
}
