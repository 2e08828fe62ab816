import type { Statement } from './connection.ts';
import type { Breaker, Moment, Story } from './run.ts';
import { isDoc, type Doc } from './values.ts';

/** The answer of a write that found nothing: the statement was never sent. */
const NOTHING = { answer: { matchedCount: 0, modifiedCount: 0, upsertedCount: 0 } };

const isUpdate = (statement: Statement, collection: string): boolean =>
  statement.name === 'updateOne' && statement.collection === collection;

const onPool = (statement: Statement): boolean => isUpdate(statement, 'batchBalances');

function part(update: Doc, operator: string, path: string): unknown {
  return (update[operator] as Doc | undefined)?.[path];
}

/** The hold that a statement adds. */
function added({ update }: Statement): Doc | undefined {
  const hold = part(update, '$push', 'holds');
  return isDoc(hold) ? hold : undefined;
}

/** The state into which a statement brings a hold that is there. */
function brings({ update }: Statement): unknown {
  return part(update, '$set', 'holds.$.s');
}

function elem({ filter }: Statement, path: string): Doc | undefined {
  const wanted = (filter[path] as Doc | undefined)?.['$elemMatch'];
  return isDoc(wanted) ? wanted : undefined;
}

function without(statement: Statement, ...paths: readonly string[]): Statement {
  const kept = Object.entries(statement.filter).filter(([path]) => !paths.includes(path));
  return { ...statement, filter: Object.fromEntries(kept) };
}

function withoutSet(statement: Statement, operator: string, path: string): Statement {
  const operands = Object.entries(statement.update[operator] as Doc);
  const kept = operands.filter(([each]) => each !== path);
  const { [operator]: _, ...rest } = statement.update;
  const update = kept.length > 0 ? { ...rest, [operator]: Object.fromEntries(kept) } : rest;
  return { ...statement, update };
}

/** A statement that is never sent when `is` says so. */
function skipping(is: (statement: Statement, moment: Moment) => boolean): Breaker {
  return {
    before: (statement, moment) => (is(statement, moment) ? NOTHING : undefined),
  };
}

/** A lock that is left out. */
function stripping(is: (statement: Statement) => boolean, ...paths: readonly string[]): Breaker {
  return {
    before: (statement) => (is(statement) ? without(statement, ...paths) : undefined),
  };
}

/** Whether a hold belongs to a group that has dropped it and has not given it back yet. */
function isDroppedOfOpen({ memory }: Moment, hid: unknown): boolean {
  const [groupId = ''] = String(hid).split(':');
  const group = memory.collection('orderGroups').docs.get(groupId);
  if (!group || !['new', 'repairing'].includes(String(group['state']))) return false;
  return (group['holds'] as Doc[]).some((hold) => hold['hid'] === hid && hold['drop'] === true);
}

/** A stop that gives back what others hold, instead of leaving it to them. */
function stopReleasesHolds(): Breaker {
  return {
    after: (result, statement, { memory }) => {
      if (!onPool(statement) || part(statement.update, '$push', 'stops') === undefined)
        return result;
      const balances = memory.collection('batchBalances');
      const balance = balances.docs.get(statement.filter['_id']);
      if ((result as Doc)['matchedCount'] === 1 && balance)
        balances.docs.set(balance['_id'], emptied(balance));
      return result;
    },
  };
}

function emptied(balance: Doc): Doc {
  const holds = balance['holds'] as Doc[];
  const free = holds.filter(({ s }) => s === 'held' || s === 'sold');
  const gone = free.reduce((sum, { g }) => sum + (g as number), 0);
  return {
    ...balance,
    holds: holds.map((hold) => (free.includes(hold) ? { ...hold, s: 'released' } : hold)),
    ...{ heldG: 0, soldG: 0, availG: (balance['availG'] as number) + gone },
  };
}

/** Only the worker that decided on a replacement knows of it; when it dies, nobody does. */
function replaceNoIntent(): Breaker {
  const known = new WeakMap<object, Set<unknown>>();
  const isKnown = (by: object, next: unknown) =>
    isDoc(next) && (known.get(by)?.has(next['hid']) ?? false);
  return {
    before: (statement, { by }) => {
      const next = isUpdate(statement, 'orders') && part(statement.update, '$set', 'allocs.$.next');
      if (isDoc(next)) known.set(by, (known.get(by) ?? new Set()).add(next['hid']));
      return undefined;
    },
    after: (result, { collection, name }, { by }) => {
      if (collection !== 'orders' || name !== 'find') return result;
      const hide = (order: unknown): unknown => {
        if (!isDoc(order) || !Array.isArray(order['allocs'])) return order;
        const allocs = (order['allocs'] as Doc[]).map((alloc) =>
          isKnown(by, alloc['next']) ? alloc : { ...alloc, next: null },
        );
        return { ...order, allocs };
      };
      return Array.isArray(result) ? result.map(hide) : hide(result);
    },
  };
}

/** A session opened again under a new key each time somebody tries. */
function newKeyOnRetry(): Breaker {
  return {
    before: (statement) => {
      const opens = isUpdate(statement, 'orderGroups') && 'pay.attempt' in statement.filter;
      return opens ? without(statement, 'pay.attempt') : undefined;
    },
    after: (result, { collection, name }, { chance }) => {
      if (collection !== 'orderGroups' || name !== 'find' || !isDoc(result)) return result;
      const pay = result['pay'];
      if (!isDoc(pay) || pay['sessionId'] !== null) return result;
      return { ...result, pay: { ...pay, attempt: chance.below(1_000_000) } };
    },
  };
}

/** Whoever closes a page believes it closed, also when it was paid before. */
function cancelIgnored(): Breaker {
  const closing = new WeakMap<object, unknown>();
  return {
    before: (statement, { by }) => {
      if (!isUpdate(statement, 'sandboxPayments')) return undefined;
      if (part(statement.update, '$set', 'state') === 'cancelled') {
        closing.set(by, statement.filter['_id']);
      }
      return undefined;
    },
    after: (result, { collection, name, filter }, { by }) => {
      if (collection !== 'sandboxPayments' || name !== 'find' || !isDoc(result)) return result;
      const isClosing = closing.get(by) === filter['_id'];
      closing.delete(by);
      return isClosing ? { ...result, state: 'cancelled' } : result;
    },
  };
}

/** The walker reads the book before the balance: what leaves between the two is in neither. */
function movedFirst(): Breaker {
  const books = new WeakMap<object, unknown[]>();
  return {
    before: (statement, { by, name, memory }) => {
      if (!name.startsWith('loop:batches.stops')) return undefined;
      if (statement.collection === 'batchBalances' && statement.name === 'find') return undefined;
      if (statement.collection !== 'batchMovements') {
        books.set(by, [...memory.collection('batchMovements').docs.values()]);
        return undefined;
      }
      const early = (books.get(by) ?? []) as Doc[];
      return {
        answer: early.filter(({ batchId }) => isAsked(statement.filter['batchId'], batchId)),
      };
    },
  };
}

function isAsked(wanted: unknown, batchId: unknown): boolean {
  return isDoc(wanted) ? wanted['$eq'] === batchId : wanted === batchId;
}

/** Slots as somebody sees them who does not know his own name. */
function unsignedBySelf(group: unknown): unknown {
  if (!isDoc(group) || !isDoc(group['approval'])) return group;
  const slots = (group['approval']['slots'] as Doc[]).map((slot) => ({
    ...slot,
    userId: slot['userId'] === null ? null : 'somebody',
  }));
  return { ...group, approval: { ...group['approval'], slots } };
}

/** Reads what is left, then takes it without looking again: the filter is no lock any more. */
const oversell = stripping(
  (statement) => onPool(statement) && added(statement)?.['s'] === 'held',
  'availG',
);

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
