import { DONE, no, type Decide, type Outcome, type PoolDeps } from './decide.service.ts';
import { findHold, holdReleased, newHold, type Hold } from './pool.ts';

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
}

/** A way in or out beside sales. */
export type InOrOut = Pick<Reservation, 'id' | 'ref' | 'g' | 't'>;

/** Promising goods and giving them back. */
export function createSales({ pools, now, decide, balanceOf }: PoolDeps & Decide) {
  /** P1: sets grams aside. */
  function reserve(poolId: string, { needAt, exp, ...wanted }: Reservation): Promise<Outcome> {
    const hold = newHold('sale', now(), { ...wanted, s: 'held', exp });
    return decide(poolId, wanted.id, {
      act: () => pools.reserve(poolId, hold, needAt),
      judge: ({ s }) => (s === 'released' ? no(holdReleased(wanted.id)) : DONE),
      wanted: { t: wanted.t, usableAt: needAt, adds: true, g: wanted.g },
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
  function sell(poolId: string, { id, g }: Pick<InOrOut, 'id' | 'g'>): Promise<Outcome> {
    return decide(poolId, id, {
      act: () => pools.sell(poolId, { id, g }),
      judge: ({ s }) => {
        if (s === 'released') return no(holdReleased(id));
        return s === 'held' ? undefined : DONE;
      },
      wanted: { onSale: true },
    });
  }

  return { reserve, letGo, release, sell };
}
