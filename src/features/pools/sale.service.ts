import { DONE, no, type Decide, type Outcome } from './decide.service.ts';
import { findHold, holdReleased, newHold, type Hold, type PoolState } from './pool.ts';
import type { SaleStatements } from './sale.store.ts';

export interface Reservation {
  /** `group:n` of a checkout, `order:r:n` where a batch is replaced. */
  readonly id: string;
  readonly ref: string;
  readonly g: number;
  /** `issuedAt` of the command that takes it. */
  readonly t: Date;
  readonly exp: Date | null;
  /** Until when the goods must keep: delivery instant and the days of life left. */
  readonly needAt: Date;
  /** Of a batch that is harvested for orders that wait (P1b). */
  readonly bind?: boolean | undefined;
  /** Approved above the limit: taken whatever is left. */
  readonly over?: boolean | undefined;
}

/** A way in or out beside sales. */
export type InOrOut = Pick<Reservation, 'id' | 'ref' | 'g' | 't'>;

interface SaleDeps {
  readonly pools: SaleStatements;
  readonly now: () => Date;
}

/** Promising what a pool has and giving it back: the same for goods, money and drops. */
export function createSales<B extends PoolState>({
  pools,
  now,
  decide,
  balanceOf,
}: SaleDeps & Decide<B>) {
  /** P1: sets an amount aside. */
  function reserve(
    poolId: string,
    { needAt, exp, bind, over, ...wanted }: Reservation,
  ): Promise<Outcome> {
    const hold = newHold('sale', now(), { ...wanted, s: 'held', exp });
    return decide(poolId, wanted.id, {
      act: () => pools.reserve(poolId, hold, { needAt, now: now(), bind, over }),
      judge: ({ s }) => (s === 'released' ? no(holdReleased(wanted.id)) : DONE),
      wanted: {
        ...{ t: wanted.t, usableAt: needAt, adds: true, bind },
        g: over === true ? 0 : wanted.g,
      },
    });
  }

  /**
   * P2a and P2b: gives back what is held, or keeps it from ever being taken. What was sold meanwhile
   * stays sold; the state found in the end says so. `gone` was pruned long ago.
   */
  async function letGo(
    poolId: string,
    { id, t }: Pick<InOrOut, 'id' | 't'>,
  ): Promise<Hold['s'] | 'gone'> {
    const tombstone = newHold('sale', now(), { id, ref: '', g: 0, t, s: 'released' });
    if (await pools.forbid(poolId, tombstone)) return 'released';
    for (;;) {
      const hold = findHold(await balanceOf(poolId), id);
      if (hold?.s !== 'held') return hold?.s ?? 'gone';
      if (await pools.release(poolId, hold)) return 'released';
    }
  }

  /** P2a, P2b, and P4 when it was sold: gives back whatever there is, once. What has left stays away. */
  async function release(poolId: string, { id, t }: Pick<InOrOut, 'id' | 't'>): Promise<void> {
    let state = await letGo(poolId, { id, t });
    while (state === 'sold') {
      const hold = findHold(await balanceOf(poolId), id);
      if (hold?.s !== 'sold' || (await pools.unsell(poolId, hold))) return;
      state = hold.s;
    }
  }

  /** P3: what is held becomes sold. */
  function sell(
    poolId: string,
    { id, g, bind = false }: Pick<InOrOut, 'id' | 'g'> & Pick<Reservation, 'bind'>,
  ): Promise<Outcome> {
    return decide(poolId, id, {
      act: () => pools.sell(poolId, { id, g }, bind),
      judge: ({ s }) => {
        if (s === 'released') return no(holdReleased(id));
        return s === 'held' ? undefined : DONE;
      },
      wanted: { onSale: true, bind },
    });
  }

  return { reserve, letGo, release, sell };
}
