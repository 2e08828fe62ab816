import type { Connection, UpdateQuery } from 'mongoose';
import { trusted } from '../../platform/database.ts';
import type { Balance, Hold } from './pool.ts';
import { balanceModel, type BalanceDoc } from './pool.model.ts';

/** What the amounts of a pool are called in its document: a pool of fen has `availFen`… */
export interface PoolUnits {
  readonly avail: string;
  readonly held: string;
  readonly sold: string;
  readonly shipped: string;
  readonly received: string;
  readonly loss: string;
  readonly sample: string;
}

/** Of a batch: grams. */
export const GRAMS: PoolUnits = {
  avail: 'availG',
  held: 'heldG',
  sold: 'soldG',
  shipped: 'shippedG',
  received: 'receivedG',
  loss: 'lossG',
  sample: 'sampleG',
};

type Terms = Pick<Hold, 'id' | 'g'>;
/** What is reversed, and whether its hold is put away. */
interface Reversed {
  readonly way: 'received' | 'loss' | 'sample';
  readonly isPruned: boolean;
}

/**
 * The statements on holds, P1–P9 and P12 of `orders.md` §4, each one `updateOne` with the rule in
 * its filter. Each returns whether it changed anything; if not, the caller reads and decides.
 */
export function createPoolStore(db: Connection, units: PoolUnits) {
  const Balances = balanceModel(db);
  const terms = { run: runOn(Balances), units };

  return {
    ...saleStatements(terms),
    ...leavingStatements(terms),
    ...bookStatements(terms),

    async get(_id: string): Promise<Balance | undefined> {
      const doc = await Balances.findOne({ _id }).lean();
      return doc ? toBalance(doc) : undefined;
    },
  };
}

export type PoolStore = ReturnType<typeof createPoolStore>;

export type Balances = ReturnType<typeof balanceModel>;
export type Run = ReturnType<typeof runOn>;

/** One `updateOne`; whether its filter found the document. */
export function runOn(Balances: Balances) {
  return async (filter: Record<string, unknown>, update: UpdateQuery<BalanceDoc>) => {
    const { matchedCount } = await Balances.updateOne(filter, update);
    return matchedCount === 1;
  };
}

interface Statements {
  readonly run: Run;
  readonly units: PoolUnits;
}

/** `{ avail: -5 }` as `$inc` of this pool's own fields. */
function incOf(units: PoolUnits) {
  return (changes: Partial<Record<keyof PoolUnits, number>>) => {
    const named = Object.entries(changes).map(([unit, n]) => [units[unit as keyof PoolUnits], n]);
    return Object.fromEntries(named) as Record<string, number>;
  };
}

/** A hold of this id was never there, and may still come. */
function absent(id: string, t: Date) {
  return { sealedBefore: trusted({ $lte: t }), 'holds.id': trusted({ $ne: id }) };
}

function open(now: Date) {
  return { status: 'released', usableUntil: trusted({ $gt: now }) };
}

function atLeast({ avail }: PoolUnits, g: number) {
  return { [avail]: trusted({ $gte: g }) };
}

function having(hold: Record<string, unknown>) {
  return { holds: trusted({ $elemMatch: hold }) };
}

/** Promise and give back. */
function saleStatements({ run, units }: Statements) {
  const by = incOf(units);
  return {
    /** P1 预占. */
    reserve: (_id: string, hold: Hold, need: Date) =>
      run(
        {
          _id,
          status: 'released',
          usableUntil: trusted({ $gte: need }),
          ...atLeast(units, hold.g),
          ...absent(hold.id, hold.t),
          'holds.1999': trusted({ $exists: false }),
        },
        { $inc: by({ avail: -hold.g, held: hold.g }), $push: { holds: hold } },
      ),

    /** P2a: a tombstone 墓碑, so that a late P1 can no longer succeed. */
    forbid: (_id: string, tombstone: Hold) =>
      run({ _id, ...absent(tombstone.id, tombstone.t) }, { $push: { holds: tombstone } }),

    /** P2b. */
    release: (_id: string, { id, g }: Terms) =>
      run(
        { _id, ...having({ id, s: 'held', g }) },
        { $set: { 'holds.$.s': 'released' }, $inc: by({ avail: g, held: -g }) },
      ),

    /** P3 成交: only a batch on sale is sold. */
    sell: (_id: string, { id, g }: Terms) =>
      run(
        { _id, status: 'released', ...having({ id, s: 'held', g }) },
        { $set: { 'holds.$.s': 'sold' }, $inc: by({ held: -g, sold: g }) },
      ),

    /** P4 退单. */
    unsell: (_id: string, { id, g }: Terms) =>
      run(
        { _id, ...having({ id, s: 'sold', g }) },
        { $set: { 'holds.$.s': 'released' }, $inc: by({ sold: -g, avail: g }) },
      ),
  };
}

/** Weigh and ship. */
function leavingStatements({ run, units }: Statements) {
  const by = incOf(units);
  return {
    /** P5 复秤: weighing `k` replaces every earlier one. */
    reweigh: (_id: string, { id, from, to, k }: Weighing, now: Date) =>
      run(
        {
          _id,
          ...open(now),
          ...atLeast(units, to - from),
          ...having({ id, s: 'sold', w: trusted({ $lt: k }), g: from }),
        },
        {
          $set: { 'holds.$.g': to, 'holds.$.w': k },
          $inc: by({ avail: from - to, sold: to - from }),
        },
      ),

    /** P6 出库, with delivery `n`. */
    ship: (_id: string, { id, g, n }: Shipping, now: Date) =>
      run(
        { _id, ...open(now), ...having({ id, s: 'sold', g, n: trusted({ $lte: n }) }) },
        { $set: { 'holds.$.s': 'shipped', 'holds.$.n': n }, $inc: by({ sold: -g, shipped: g }) },
      ),

    /** P6b 拦下: delivery `n` goes without it; a late P6 of that delivery fails. */
    bar: (_id: string, { id, n }: Omit<Shipping, 'g'>) =>
      run(
        { _id, ...having({ id, s: 'sold', n: trusted({ $lte: n }) }) },
        { $set: { 'holds.$.n': n + 1 } },
      ),
  };
}

/** In and out beside sales, and what is put away. */
function bookStatements({ run, units }: Statements) {
  const by = incOf(units);
  return {
    /** P8: loss or sample, out of what is available. */
    takeOut: (
      _id: string,
      hold: Hold & { readonly kind: 'loss' | 'sample' },
      custodianId?: string,
    ) =>
      run(
        {
          _id,
          ...atLeast(units, hold.g),
          ...absent(hold.id, hold.t),
          ...(custodianId !== undefined && { custodianId }),
        },
        { $inc: by({ avail: -hold.g, [hold.kind]: hold.g }), $push: { holds: hold } },
      ),

    /** P9: grams come in, in any status. */
    receive: (_id: string, hold: Hold) =>
      run(
        { _id, ...absent(hold.id, hold.t) },
        { $inc: by({ received: hold.g, avail: hold.g }), $push: { holds: hold } },
      ),

    /**
     * P12 冲回: the opposite of `reversal.ref`, once; what came in can only go back while it is there.
     * Of a hold put away its row in the book, which the caller has read, stands for it.
     */
    reverse: (_id: string, { way, isPruned }: Reversed, reversal: Hold) =>
      run(
        {
          _id,
          ...(!isPruned && having({ id: reversal.ref, s: 'done', g: reversal.g })),
          'holds.id': trusted({ $ne: reversal.id }),
          ...(way === 'received' && atLeast(units, reversal.g)),
        },
        {
          $inc: by({ [way]: -reversal.g, avail: way === 'received' ? -reversal.g : reversal.g }),
          $push: { holds: reversal },
        },
      ),

    /** P11 归档, and the seal: what was issued before it can no longer take anything. */
    prune: (_id: string, { id, s, t }: Pick<Hold, 'id' | 's' | 't'>) =>
      run(
        { _id, ...having({ id, s, t }) },
        { $pull: { holds: { id } }, $max: { sealedBefore: new Date(t.getTime() + 1) } },
      ),
  };
}

export interface Weighing {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** Number of the weighing, from 1. */
  readonly k: number;
}

export interface Shipping {
  readonly id: string;
  readonly g: number;
  /** Number of the delivery. */
  readonly n: number;
}

export function toBalance({ _id: id, unbound, looks, tidiedAt, ...doc }: BalanceDoc): Balance {
  const holds = doc.holds.map((hold) => ({ ...hold, exp: hold.exp ?? null }));
  return { ...doc, id, holds };
}
