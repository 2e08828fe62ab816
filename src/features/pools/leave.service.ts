import { AppError } from '../../shared/errors.ts';
import { DONE, no, type Decide, type Outcome, type PoolDeps } from './decide.service.ts';
import { findHold, holdReleased, type Hold } from './pool.ts';
import type { Shipping, Weighing } from './pool.store.ts';

/** Weighing what was sold, and its leaving. */
export function createLeaving({ pools, movements, now, decide, balanceOf }: PoolDeps & Decide) {
  /** P5: brings a sold hold to weighing `k`. An older weighing that comes late changes nothing. */
  function reweigh(poolId: string, weighing: Weighing): Promise<Outcome> {
    const { id, to, k } = weighing;
    let from = weighing.from;
    return decide(poolId, id, {
      act: () => pools.reweigh(poolId, { id, from, to, k }, now()),
      judge: ({ s, w, g }) => {
        if (s === 'released') return no(holdReleased(id));
        if (w >= k || s === 'shipped') return DONE;
        if (s !== 'sold') return no(holdNot(id, 'sold'));
        from = g; // as read
        return undefined;
      },
      wanted: () => ({ usableAt: later(now()), g: to - from }),
    });
  }

  /** P6: leaves with delivery `n`, unless `bar` was first or a stop stands. */
  function ship(poolId: string, { id, g, n }: Shipping): Promise<Outcome> {
    return decide(poolId, id, {
      act: () => pools.ship(poolId, { id, g, n }, now()),
      judge: (hold) => shippingVerdict(hold, { id, g, n }),
      wanted: () => ({ usableAt: later(now()) }),
    });
  }

  /** P6b: from now on delivery `n` leaves without it, or it is aboard already. */
  async function bar(poolId: string, { id, n }: Omit<Shipping, 'g'>): Promise<'aboard' | 'off'> {
    await pools.bar(poolId, { id, n });
    const hold = findHold(await balanceOf(poolId), id) ?? (await shippedLongAgo(id));
    return hold?.s === 'shipped' && hold.n === n ? 'aboard' : 'off';
  }

  async function shippedLongAgo(id: string): Promise<Pick<Hold, 's' | 'n'> | undefined> {
    const movement = await movements.get(id);
    return movement?.kind === 'ship' ? { s: 'shipped', n: movement.n } : undefined;
  }

  return { reweigh, ship, bar };
}

/** Shipped with this delivery is done; barred, aboard another one or re-weighed is a refusal. */
function shippingVerdict(hold: Hold, { id, g, n }: Shipping): Outcome | undefined {
  if (hold.s === 'shipped') return hold.n === n ? DONE : no(holdNot(id, 'sold'));
  if (hold.s === 'released') return no(holdReleased(id));
  if (hold.s !== 'sold') return no(holdNot(id, 'sold'));
  if (hold.n > n) return no(holdBarred(id, n));
  return hold.g === g ? undefined : no(holdReweighed(id, hold.g));
}

/** `usableUntil > now` is `usableUntil ≥ now + 1 ms`. */
function later(instant: Date): Date {
  return new Date(instant.getTime() + 1);
}

function holdNot(id: string, state: string): AppError {
  return new AppError('conflict', `hold.not-${state}`, `Hold ${id} is not ${state}.`);
}

function holdBarred(id: string, n: number): AppError {
  return new AppError('conflict', 'hold.barred', `Delivery ${n} leaves without hold ${id}.`);
}

function holdReweighed(id: string, g: number): AppError {
  const facts = { g };
  return new AppError('conflict', 'hold.reweighed', `Hold ${id} was weighed again.`, { facts });
}
