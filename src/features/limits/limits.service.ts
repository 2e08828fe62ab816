import type { Actor } from '../../shared/actor.ts';
import { clockAt, dayAt } from '../../shared/day.ts';
import type { Command } from '../../shared/command.ts';
import type { LimitPool, LimitPoolService, LimitStore } from '../pools/index.ts';
import {
  budgetId,
  monthPeriodOf,
  routeOf,
  termPeriodOf,
  windowId,
  type LimitFigures,
} from './limits.ts';

type Kind = 'window' | 'budget' | 'credit';

interface Deps {
  readonly stores: Readonly<Record<Kind, LimitStore>>;
  readonly pools: Readonly<Record<Kind, LimitPoolService>>;
  /** Writes who did what, once per key. */
  readonly record: (entry: {
    actor: Actor;
    action: string;
    target: string;
    key: string;
    before?: unknown;
    after?: unknown;
  }) => Promise<void>;
  /** What a payer owes already when he is granted credit. */
  readonly owedBy: (payerId: string) => Promise<number>;
  readonly now: () => Date;
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** A group, as far as its limits are concerned. */
interface Limited {
  readonly buyerId: string;
  readonly payerId: string;
  readonly payBy: 'account' | 'provider';
  readonly deliverTo: { readonly districtId?: string | undefined };
  readonly lines: readonly {
    readonly sellerId: string;
    readonly needOn: string;
    readonly needAt: Date;
  }[];
}

/** A limit of one kind that stands over an order. */
export interface Found {
  readonly pool: Kind;
  readonly poolId: string;
}

/** Credit 授信, budgets 预算 and delivery windows 送货时段: setting them, reading them, which apply. */
export function createLimitService({ stores, pools, record, owedBy, now }: Deps) {
  /**
   * A limit becomes so much; what is promised already stays. Once per command.
   * @throws AppError `pool.busy`
   */
  async function set(
    kind: Kind,
    { id, to, cutoffAt }: { id: string; to: number; cutoffAt?: Date },
    { actor, command }: By,
  ): Promise<void> {
    await stores[kind].create(id, cutoffAt);
    if (kind === 'credit') await openCredit(id);
    const before = (await pools[kind].get(id))?.limit ?? 0;
    await pools[kind].setLimit(id, { id: `limit:${command.key}`, to, t: now() });
    const about = { actor, action: `${kind}.limit`, target: id };
    await record({
      ...about,
      key: `${id}:${command.key}`,
      before: { limit: before },
      after: { limit: to },
    });
  }

  /** What is owed when credit is granted is spent of it: once, whatever is set later. */
  async function openCredit(payerId: string): Promise<void> {
    const pool = await pools.credit.get(payerId);
    if (!pool || pool.holds.length > 0 || pool.limit > 0) return;
    const g = Math.max(0, await owedBy(payerId));
    await pools.credit.move(payerId, 'spend', { id: 'opening', ref: '', g, t: now() });
  }

  /** The limits over each future order of a group, by `{seller}:{day}`: only those that were set. */
  async function limitsOf(group: Limited): Promise<ReadonlyMap<string, readonly Found[]>> {
    if (group.payBy !== 'account') return new Map();
    const byOrder = new Map(
      group.lines.map((line) => [`${line.sellerId}:${line.needOn}`, wantedFor(group, line)]),
    );
    const there = await existing([...byOrder.values()].flat());
    return new Map(
      [...byOrder].map(([key, wanted]) => [key, wanted.filter(({ poolId }) => there.has(poolId))]),
    );
  }

  async function existing(wanted: readonly Found[]): Promise<Set<string>> {
    const kinds = ['window', 'budget', 'credit'] as const;
    const found = await Promise.all(
      kinds.map(async (kind) => {
        const ids = wanted.filter(({ pool }) => pool === kind).map(({ poolId }) => poolId);
        return ids.length === 0 ? [] : await stores[kind].many([...new Set(ids)]);
      }),
    );
    return new Set(found.flat().map(({ id }) => id));
  }

  return { set, limitsOf, ...createFigures({ stores, pools }), today: () => dayAt(now()) };
}

/** Limits as people read them. */
function createFigures({ stores, pools }: Pick<Deps, 'stores' | 'pools'>) {
  async function credit(payerId: string): Promise<LimitFigures | undefined> {
    const pool = await pools.credit.get(payerId);
    return pool && figuresOf(pool);
  }

  /** All budgets of an organisation, by period. */
  async function budgets(orgId: string): Promise<LimitFigures[]> {
    return (await stores.budget.startingWith(`${orgId}:`)).map(figuresOf);
  }

  /** All windows of a seller's rounds. */
  async function windows(sellerId: string): Promise<LimitFigures[]> {
    return (await stores.window.startingWith(`${sellerId}/`)).map(figuresOf);
  }

  /** What is left of each limit that an order for this day would take from; for the approver. */
  async function leftFor(wanted: readonly Found[]): Promise<(LimitFigures & Found)[]> {
    const figures = await Promise.all(
      wanted.map(async ({ pool, poolId }) => {
        const found = await pools[pool].get(poolId);
        return found ? [{ ...figuresOf(found), pool, poolId }] : [];
      }),
    );
    return figures.flat();
  }

  return { credit, budgets, windows, leftFor };
}

export type LimitService = ReturnType<typeof createLimitService>;

function wantedFor(
  { buyerId, payerId, deliverTo }: Limited,
  { sellerId, needOn, needAt }: Limited['lines'][number],
): Found[] {
  const { districtId } = deliverTo;
  const slot = clockAt(needAt);
  return [
    ...(districtId === undefined
      ? []
      : [
          {
            pool: 'window' as const,
            poolId: windowId(routeOf(sellerId, districtId), needOn, slot),
          },
        ]),
    { pool: 'budget', poolId: budgetId(buyerId, monthPeriodOf(needOn)) },
    { pool: 'budget', poolId: budgetId(buyerId, termPeriodOf(needOn)) },
    { pool: 'credit', poolId: payerId },
  ];
}

function figuresOf({ id, limit, held, sold, used, avail }: LimitPool): LimitFigures {
  return { id, limit, held: held + sold, used, avail };
}
