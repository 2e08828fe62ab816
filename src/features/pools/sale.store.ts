import { trusted } from '../../platform/database.ts';
import type { PoolKind, PoolUnits } from './pool-kinds.ts';
import type { Hold } from './pool.ts';

/** One `updateOne`; whether its filter found the document. */
export type RunOne = (
  filter: Record<string, unknown>,
  update: Record<string, unknown>,
) => Promise<boolean>;

export interface Statements {
  readonly run: RunOne;
  readonly units: PoolUnits;
}

export type Terms = Pick<Hold, 'id' | 'g'>;

/** For when goods must be good, and what the clock shows. */
export interface Asked {
  readonly needAt: Date;
  readonly now: Date;
  /** P1b 绑定: goods of a batch that is harvested for orders that wait. */
  readonly bind?: boolean | undefined;
  /** Approved above the limit: taken whatever is left. */
  readonly over?: boolean | undefined;
}

/** What a pool of a kind must be for its amounts to be promised or sold; the same for none of them. */
interface Guard {
  readonly reserve: (asked: Asked) => Record<string, unknown>;
  readonly sell: (bind: boolean) => Record<string, unknown>;
}
const none = () => ({});
const isOpen = () => ({ status: 'open' });

const GUARDS: Readonly<Record<PoolKind, Guard>> = {
  stock: {
    reserve: ({ needAt, bind = false }) => ({
      ...(bind ? unbound() : { status: 'released' }),
      usableUntil: trusted({ $gte: needAt }),
    }),
    sell: (bind) => ({
      status: bind ? trusted({ $in: ['submitted', 'released'] }) : 'released',
    }),
  },
  plan: {
    reserve: ({ needAt }) => ({ ...isOpen(), usableUntil: trusted({ $gte: needAt }) }),
    sell: isOpen,
  },
  window: { reserve: ({ now }) => ({ cutoffAt: trusted({ $gt: now }) }), sell: none },
  budget: { reserve: none, sell: none },
  credit: { reserve: none, sell: none },
};

function unbound() {
  return { status: 'submitted', unbound: true, stops: trusted({ $size: 0 }) };
}

/** `{ avail: -5 }` as `$inc` of this pool's own fields. */
export function incOf(units: PoolUnits) {
  return (changes: Partial<Record<keyof PoolUnits, number>>) => {
    const named = Object.entries(changes).map(([unit, n]) => [units[unit as keyof PoolUnits], n]);
    return Object.fromEntries(named) as Record<string, number>;
  };
}

/** A hold of this id was never there, and may still come. */
export function absent(id: string, t: Date) {
  return { sealedBefore: trusted({ $lte: t }), 'holds.id': trusted({ $ne: id }) };
}

export function atLeast({ avail }: PoolUnits, g: number) {
  return { [avail]: trusted({ $gte: g }) };
}

export function having(hold: Record<string, unknown>) {
  return { holds: trusted({ $elemMatch: hold }) };
}

/** Promise and give back, in a pool of any kind: P1, P2a, P2b, P3, P4 of `orders.md` §4. */
export function saleStatements(kind: PoolKind, { run, units }: Statements) {
  const by = incOf(units);
  const guard = GUARDS[kind];
  return {
    /** P1 预占, P1b 绑定. */
    reserve: (_id: string, hold: Hold, asked: Asked) =>
      run(
        {
          _id,
          ...guard.reserve(asked),
          ...(asked.over !== true && atLeast(units, hold.g)),
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

    /** P3 成交: only a batch on sale is sold, only a plan that is open. */
    sell: (_id: string, { id, g }: Terms, bind = false) =>
      run(
        { _id, ...guard.sell(bind), ...having({ id, s: 'held', g }) },
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

export type SaleStatements = ReturnType<typeof saleStatements>;

/** P11 归档, and the seal: what was issued before it can no longer take anything. */
export function pruneStatement({ run }: Pick<Statements, 'run'>) {
  return (_id: string, { id, s, t }: Pick<Hold, 'id' | 's' | 't'>) =>
    run(
      { _id, ...having({ id, s, t }) },
      { $pull: { holds: { id } }, $max: { sealedBefore: new Date(t.getTime() + 1) } },
    );
}
