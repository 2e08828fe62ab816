import type { Connection } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { limitModels, limitMovementModel } from './limit.model.ts';
import type { LimitPool } from './limit.ts';
import { UNITS, type LimitKind, type PoolUnits } from './pool-kinds.ts';
import type { Hold } from './pool.ts';
import {
  absent,
  having,
  incOf,
  pruneStatement,
  saleStatements,
  type RunOne,
  type Statements,
  type Terms,
} from './sale.store.ts';

/** The collection of a pool, as far as its statements need one; a mongoose model is one. */
export interface PoolCollection {
  updateOne(
    filter: Record<string, unknown>,
    update: Record<string, unknown>,
  ): PromiseLike<{ matchedCount: number }>;
  findOne(filter: Record<string, unknown>): { lean(): PromiseLike<unknown> };
}

/** The statements on a harvest plan 采收计划: a pool of grams that another feature describes. */
export function createPlanStore(plans: PoolCollection) {
  return statementsOn('plan', plans);
}

/** The statements on limits of one kind, each one `updateOne` with the rule in its filter. */
export function createLimitStore(db: Connection, kind: LimitKind) {
  const Limits = limitModels(db)[kind] as unknown as PoolCollection & Insertable;

  return {
    ...statementsOn(kind, Limits),

    /** An empty one; one already there stays as it is. */
    async create(_id: string, cutoffAt?: Date): Promise<void> {
      const zeros = Object.fromEntries(LIMIT_FIELDS.map((field) => [UNITS[kind][field], 0]));
      try {
        await Limits.create({
          ...{ _id, ...zeros, sealedBefore: new Date(0), holds: [] },
          ...(kind === 'window' && { cutoffAt }),
        });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async many(ids: readonly string[]): Promise<LimitPool[]> {
      const docs = await Limits.find({ _id: trusted({ $in: [...ids] }) })
        .sort({ _id: 1 })
        .lean();
      return docs.map((doc) => toLimit(kind, doc));
    },

    /** Those whose id begins so: the budgets of one organisation, the windows of one route. */
    async startingWith(prefix: string): Promise<LimitPool[]> {
      const docs = await Limits.find({ _id: trusted({ $gte: prefix, $lt: `${prefix}￿` }) })
        .sort({ _id: 1 })
        .lean();
      return docs.map((doc) => toLimit(kind, doc));
    },

    /** Those nobody looked at since `before`, the longest first. */
    async untidy(before: Date, limit: number): Promise<LimitPool[]> {
      const docs = await Limits.find({
        'holds.s': trusted({ $in: ['released', 'done'] }),
        tidiedAt: trusted({ $lte: before }),
      })
        .sort({ tidiedAt: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => toLimit(kind, doc));
    },

    async tidied(_id: string, at: Date): Promise<void> {
      await Limits.updateOne({ _id }, { $set: { tidiedAt: at } });
    },
  };
}

export type LimitStore = ReturnType<typeof createLimitStore>;
export type PlanStore = ReturnType<typeof createPlanStore>;

interface Insertable {
  create(doc: Record<string, unknown>): Promise<unknown>;
  find(filter: Record<string, unknown>): Sortable;
}
interface Sortable {
  sort(by: Record<string, 1>): Sortable;
  limit(n: number): Sortable;
  lean(): PromiseLike<unknown[]>;
}

const LIMIT_FIELDS = ['limit', 'avail', 'held', 'sold', 'used'] as const;

function statementsOn(kind: LimitKind | 'plan', pools: PoolCollection) {
  const run: RunOne = async (filter, update) =>
    (await pools.updateOne(filter, update)).matchedCount === 1;
  const terms = { run, units: UNITS[kind] };
  return {
    ...saleStatements(kind, terms),
    ...moneyStatements(terms),
    prune: pruneStatement(terms),

    async get(_id: string): Promise<LimitPool | undefined> {
      const doc = await pools.findOne({ _id }).lean();
      return doc === null || doc === undefined ? undefined : toLimit(kind, doc);
    },
  };
}

/** What an account of an order does to its holds (`orders.md` §10.3): facts are booked, whatever is left. */
function moneyStatements({ run, units }: Statements) {
  const by = incOf(units);
  return {
    /** P5 without guard: row `n` of the account says what is still to come of it. */
    bring: (_id: string, { id, from, to, n }: Bringing) =>
      run(
        { _id, ...having({ id, s: 'sold', w: trusted({ $lt: n }), g: from }) },
        {
          $set: { 'holds.$.g': to, 'holds.$.w': n },
          $inc: by({ avail: from - to, sold: to - from }),
        },
      ),

    /** The order is settled at row `n`: what was promised becomes spent. */
    settle: (_id: string, { id, from, to, n }: Bringing) =>
      run(
        { _id, ...having({ id, s: 'sold', w: trusted({ $lte: n }), g: from }) },
        {
          $set: { 'holds.$.s': 'done', 'holds.$.g': to, 'holds.$.w': n },
          $inc: by({ sold: -from, used: to, avail: from - to }),
        },
      ),

    /** The limit becomes another one, if it is what was read; once a hold. */
    setLimit: (_id: string, hold: Hold & { readonly kind: MoveKind }, from: number) =>
      run(
        { _id, [units.limit]: from, ...absent(hold.id, hold.t) },
        { $inc: by(effectOf(hold.kind, hold.g)), $push: { holds: hold } },
      ),

    /** P8 and P9 without guard: spent or given back; once a hold. */
    move: (_id: string, hold: Hold & { readonly kind: MoveKind }) =>
      run(
        { _id, ...absent(hold.id, hold.t) },
        { $inc: by(effectOf(hold.kind, hold.g)), $push: { holds: hold } },
      ),
  };
}

export type MoveKind = 'limit_up' | 'limit_down' | 'spend' | 'give_back';

function effectOf(kind: MoveKind, g: number): Partial<Record<keyof PoolUnits, number>> {
  if (kind === 'limit_up') return { limit: g, avail: g };
  if (kind === 'limit_down') return { limit: -g, avail: -g };
  return kind === 'spend' ? { used: g, avail: -g } : { used: -g, avail: g };
}

export interface Bringing extends Pick<Terms, 'id'> {
  readonly from: number;
  readonly to: number;
  /** Number of the account's row. */
  readonly n: number;
}

interface LimitDoc {
  readonly _id: string;
  readonly sealedBefore: Date;
  readonly holds: readonly (Omit<Hold, 'exp'> & { readonly exp?: Date | null })[];
  readonly cutoffAt?: Date;
  readonly status?: string;
  readonly usableUntil?: Date;
}

function toLimit(kind: LimitKind | 'plan', stored: unknown): LimitPool {
  const doc = stored as LimitDoc & Readonly<Record<string, unknown>>; // as its schema says
  const amount = (field: (typeof LIMIT_FIELDS)[number]) => Number(doc[UNITS[kind][field]] ?? 0);
  return {
    ...{ id: doc._id, kind, sealedBefore: doc.sealedBefore },
    ...{ limit: amount('limit'), avail: amount('avail'), held: amount('held') },
    ...{ sold: amount('sold'), used: amount('used') },
    cutoffAt: doc.cutoffAt ?? null,
    status: doc.status ?? 'open',
    usableUntil: doc.usableUntil ?? null,
    holds: doc.holds.map((hold) => ({ ...hold, exp: hold.exp ?? null })),
  };
}

/** The book of limits: what is spent or given back for good, so that its hold can be put away. */
export function createLimitBook(db: Connection) {
  const Movements = limitMovementModel(db);
  return {
    async record(poolId: string, { id, kind, g, ref }: Hold, at: Date): Promise<void> {
      try {
        const row = { poolId, holdId: id, kind: kind === 'sale' ? 'settle' : kind, g, ref, at };
        await Movements.create({ _id: `${poolId}/${id}`, ...row });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async has(poolId: string, holdId: string): Promise<boolean> {
      return (await Movements.exists({ _id: `${poolId}/${holdId}` })) !== null;
    },
  };
}

export type LimitBook = ReturnType<typeof createLimitBook>;
