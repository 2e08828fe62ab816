import type { Connection, UpdateQuery } from 'mongoose';
import { trusted } from '../../platform/database.ts';
import type { PoolUnits } from './pool-kinds.ts';
import type { Balance, Hold } from './pool.ts';
import { balanceModel, type BalanceDoc } from './pool.model.ts';
import {
  absent,
  atLeast,
  having,
  incOf,
  pruneStatement,
  saleStatements,
  type Statements,
} from './sale.store.ts';

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
    ...saleStatements('stock', terms),
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

function open(now: Date) {
  return { status: 'released', usableUntil: trusted({ $gt: now }) };
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

    prune: pruneStatement({ run }),
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
  return { ...doc, id, unbound: unbound === true, holds: toHolds(doc.holds) };
}

/** As they lie in the store of any pool. */
function toHolds(holds: BalanceDoc['holds']): Hold[] {
  return holds.map((hold) => ({ ...hold, exp: hold.exp ?? null }));
}
