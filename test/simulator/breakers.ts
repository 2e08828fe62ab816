import type { Statement } from './connection.ts';
import type { Breaker, Moment } from './run.ts';
import { isDoc, type Doc } from './values.ts';

/** The answer of a write that found nothing: the statement was never sent. */
const NOTHING = { answer: { matchedCount: 0, modifiedCount: 0, upsertedCount: 0 } };

export const isUpdate = (statement: Statement, collection: string): boolean =>
  statement.name === 'updateOne' && statement.collection === collection;

export const onPool = (statement: Statement): boolean => isUpdate(statement, 'batchBalances');

export function part(update: Doc, operator: string, path: string): unknown {
  return (update[operator] as Doc | undefined)?.[path];
}

/** The hold that a statement adds. */
export function added({ update }: Statement): Doc | undefined {
  const hold = part(update, '$push', 'holds');
  return isDoc(hold) ? hold : undefined;
}

/** The state into which a statement brings a hold that is there. */
export function brings({ update }: Statement): unknown {
  return part(update, '$set', 'holds.$.s');
}

export function elem({ filter }: Statement, path: string): Doc | undefined {
  const wanted = (filter[path] as Doc | undefined)?.['$elemMatch'];
  return isDoc(wanted) ? wanted : undefined;
}

export function without(statement: Statement, ...paths: readonly string[]): Statement {
  const kept = Object.entries(statement.filter).filter(([path]) => !paths.includes(path));
  return { ...statement, filter: Object.fromEntries(kept) };
}

export function withoutSet(statement: Statement, operator: string, path: string): Statement {
  const operands = Object.entries(statement.update[operator] as Doc);
  const kept = operands.filter(([each]) => each !== path);
  const { [operator]: _, ...rest } = statement.update;
  const update = kept.length > 0 ? { ...rest, [operator]: Object.fromEntries(kept) } : rest;
  return { ...statement, update };
}

/** A statement that is never sent when `is` says so. */
export function skipping(is: (statement: Statement, moment: Moment) => boolean): Breaker {
  return {
    before: (statement, moment) => (is(statement, moment) ? NOTHING : undefined),
  };
}

/** A lock that is left out. */
export function stripping(
  is: (statement: Statement) => boolean,
  ...paths: readonly string[]
): Breaker {
  return {
    before: (statement) => (is(statement) ? without(statement, ...paths) : undefined),
  };
}

/** Whether a hold belongs to a group that has dropped it and has not given it back yet. */
export function isDroppedOfOpen({ memory }: Moment, hid: unknown): boolean {
  const [groupId = ''] = String(hid).split(':');
  const group = memory.collection('orderGroups').docs.get(groupId);
  if (!group || !['new', 'repairing'].includes(String(group['state']))) return false;
  return (group['holds'] as Doc[]).some((hold) => hold['hid'] === hid && hold['drop'] === true);
}

/** A stop that gives back what others hold, instead of leaving it to them. */
export function stopReleasesHolds(): Breaker {
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
export function replaceNoIntent(): Breaker {
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
export function newKeyOnRetry(): Breaker {
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
export function cancelIgnored(): Breaker {
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
export function movedFirst(): Breaker {
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
export function unsignedBySelf(group: unknown): unknown {
  if (!isDoc(group) || !isDoc(group['approval'])) return group;
  const slots = (group['approval']['slots'] as Doc[]).map((slot) => ({
    ...slot,
    userId: slot['userId'] === null ? null : 'somebody',
  }));
  return { ...group, approval: { ...group['approval'], slots } };
}

/** Reads what is left, then takes it without looking again: the filter is no lock any more. */
export const oversell = stripping(
  (statement) => onPool(statement) && added(statement)?.['s'] === 'held',
  'availG',
);
