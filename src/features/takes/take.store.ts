import { trusted } from '../../platform/database.ts';
import { AppError } from '../../shared/errors.ts';
import { findTake, MAX_TAKES, type Take, type TakeOutcome, type TakePool } from './take.ts';

/** A statement of this module, run by the store that owns the collection, on its model. */
export interface TakeStatements<Pool extends TakePool> {
  readonly update: (filter: Record<string, unknown>, update: TakeUpdate) => Promise<boolean>;
  readonly read: (poolId: string) => Promise<Pool | undefined>;
  /** A counter of what was taken, in the same document: `harvestedG` of a crop cycle. */
  readonly counter?: string;
}

interface TakeUpdate {
  readonly $inc?: Record<string, number>;
  readonly $push?: { readonly takes: Take };
  readonly $set?: Record<string, string>;
}

/** How one taking goes: under which condition of the document, and why not if not. */
export interface TakeTerms<Pool> {
  readonly key: string;
  readonly g: number;
  /** What else must hold: a paper must be valid. */
  readonly guard?: Record<string, unknown>;
  readonly notFound: () => AppError;
  readonly refusal: (pool: Pool) => AppError;
}

/**
 * Takes from a bounded amount and gives back, each once per key, in any order, however many at once
 * (`trace.md` §4.4 T1–T3). One statement each; the filter is the lock.
 */
export function createTakes<Pool extends TakePool>(statements: TakeStatements<Pool>) {
  const { update, read, counter } = statements;
  const counted = (g: number) => (counter === undefined ? {} : { [counter]: g });

  /** T1, where the amount is bounded, and where it is not: then the taking only counts. */
  async function tryTake(poolId: string, { key, g, guard }: TakeTerms<Pool>): Promise<boolean> {
    const free = {
      ...guard,
      _id: poolId,
      'takes.key': trusted({ $ne: key }),
      [`takes.${MAX_TAKES - 1}`]: trusted({ $exists: false }),
    };
    const $push = { takes: { key, g, s: 'taken' } } as const;
    return (
      (await update(
        { ...free, leftG: trusted({ $gte: g }) },
        { $inc: { leftG: -g, ...counted(g) }, $push },
      )) ||
      (await update(
        { ...free, leftG: null },
        { $push, ...(counter !== undefined && { $inc: counted(g) }) },
      ))
    );
  }

  /** Takes `g` grams once. A key that was given back before stays refused for good. */
  async function take(poolId: string, terms: TakeTerms<Pool>): Promise<TakeOutcome> {
    if (await tryTake(poolId, terms)) return { done: true };

    const pool = await read(poolId);
    if (!pool) return { done: false, refusal: terms.notFound() };
    const earlier = findTake(pool, terms.key);
    if (earlier?.s === 'taken') return { done: true };
    return { done: false, refusal: earlier ? undone(terms.key) : refusalOf(pool, terms) };
  }

  /** Gives back what this key took, or keeps it from ever taking. Safe to repeat. */
  async function giveBack(poolId: string, key: string): Promise<void> {
    const tombstone: Take = { key, g: 0, s: 'void' };
    const forbidden = await update(
      { _id: poolId, 'takes.key': trusted({ $ne: key }) },
      { $push: { takes: tombstone } },
    );
    if (forbidden) return;

    const pool = await read(poolId);
    const taken = pool && findTake(pool, key);
    if (taken?.s !== 'taken') return;
    const filter = { _id: poolId, takes: trusted({ $elemMatch: { key, s: 'taken', g: taken.g } }) };
    const $set = { 'takes.$.s': 'void' };
    const back = taken.g;
    // A bound may have been entered since: then the grams come back to it.
    if (
      await update(
        { ...filter, leftG: trusted({ $ne: null }) },
        { $set, $inc: { leftG: back, ...counted(-back) } },
      )
    ) {
      return;
    }
    await update(
      { ...filter, leftG: null },
      { $set, ...(counter !== undefined && { $inc: counted(-back) }) },
    );
  }

  return { take, giveBack };
}

function undone(key: string): AppError {
  return new AppError(
    'conflict',
    'take.undone',
    `${key} was given back and cannot be taken again.`,
  );
}

function refusalOf<Pool extends TakePool>(pool: Pool, terms: TakeTerms<Pool>): AppError {
  if (pool.takes.length < MAX_TAKES) return terms.refusal(pool);
  return new AppError('conflict', 'take.too-many', 'Too much has been taken here, one by one.');
}
